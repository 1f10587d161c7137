//! What is said about asking the device where it is.

/// Why the device gave no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPosition {
    /// The citizen, or the browser for them, said no.
    Refused,
    /// It cannot tell now.
    Unavailable,
    /// It took too long.
    Late,
    /// It cannot at all: an old browser, or a page that is not served safely.
    Absent,
    /// The citizen wrote something meanwhile, which stays.
    Written,
}

/// Before the button is pressed: what happens, and who reads it.
pub const ASKED_BEFORE: &str = "点了以后浏览器会问您，您同意才取，只取这一次。写进这份申请，交上去才给办事的人看";

/// What is so and what to do.
pub fn no_position(why: NoPosition) -> &'static str {
    match why {
        NoPosition::Refused => "没有同意定位，不填也能办。想填，可以在浏览器里打开定位再点一次，或者自己写",
        NoPosition::Unavailable => "这台设备现在定不了位，不填也能办。可以到窗边再点一次，或者自己写",
        NoPosition::Late => "等了一会儿没有定到位，不填也能办。可以到窗边再点一次，或者自己写",
        NoPosition::Absent => "这个浏览器不能定位，不填也能办，也可以自己写",
        NoPosition::Written => "您自己写了，就用您写的。想用定位，再点一次",
    }
}
