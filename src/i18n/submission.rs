//! Words for where a submission stands: what is so, what happens by itself, what the citizen can do.

use crate::ident::Instant;
use crate::submission::{Delivery, State, Trouble};

/// What surrounds a submission and changes what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Around {
    /// Whether there is a network.
    pub online: bool,
    /// Whether somebody is signed in.
    pub signed_in: bool,
    /// Now, by server time.
    pub now: Instant,
}

/// A submission in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// `queued`, `sending`, `unknown`, `accepted` or `refused`, for programs; `held` when it was taken back.
    pub name: &'static str,
    /// What is so.
    pub title: &'static str,
    /// What happens by itself, and that nothing has to be done.
    pub says: String,
}

/// Where a submission stands.
pub fn standing(state: &State, delivery: &Delivery, around: Around) -> Standing {
    let (name, title, says) = match state {
        State::Waiting { .. } | State::Queued { .. } => queued(delivery, around),
        State::Sending { .. } => ("sending", "正在提交", "一般几秒钟就好。网络慢也不用重按，不会重复提交".to_owned()),
        State::Unknown { .. } => unknown(delivery, around),
        State::Accepted { .. } => ("accepted", "已提交", "回执已经存在这台设备上".to_owned()),
        State::Refused { refusal, .. } => ("refused", "没收下，要改一改", refusal.detail.clone()),
        State::Held { .. } => ("held", "收回来了", "改好以后再提交".to_owned()),
    };
    Standing { name, title, says }
}

fn queued(delivery: &Delivery, around: Around) -> (&'static str, &'static str, String) {
    let says = |title, words: String| ("queued", title, words);
    if !around.signed_in {
        return says("登录过期了，还没有交出去", "填的都还在。登录以后自动接着交，不用再点提交".to_owned());
    }
    if !around.online {
        let words = "现在没有网络。填的都存在这台设备上，连上网就自动交，不用再点。关掉页面也不要紧，下次打开接着交";
        return says("排好队了，还没有交出去", words.to_owned());
    }
    match delivery.trouble {
        None | Some(Trouble::SignedOut) => says("正在提交", "一般几秒钟就好，不会重复提交".to_owned()),
        Some(Trouble::NoAnswer) => says(
            "现在连不上，还没有交出去",
            format!("填的都存在这台设备上。{}，不用再点提交", again(delivery, around, "再试")),
        ),
        Some(Trouble::Portal) => says(
            "还没有交出去",
            format!("收件那边现在有故障，不是您的问题。填的都还在。{}，不用再点提交", again(delivery, around, "再试")),
        ),
        Some(Trouble::File) => says(
            "还没有交出去，有个文件读不出来",
            "这台设备上的文件读不出来了。请按“先不交，改一改”，把文件重新传一次再提交".to_owned(),
        ),
    }
}

fn unknown(delivery: &Delivery, around: Around) -> (&'static str, &'static str, String) {
    let title = "不确定收到没有，正在替您查";
    let says = if !around.signed_in {
        "登录过期了，登录以后自动接着查。不用再交，不会重复".to_owned()
    } else if !around.online {
        "现在没有网络，连上网就自动去查。不用再交，不会重复".to_owned()
    } else {
        format!("不用再交，不会重复。{}", again(delivery, around, "再查"))
    };
    ("unknown", title, says)
}

/// `09:41 自动再试`
fn again(delivery: &Delivery, around: Around, what: &str) -> String {
    let left = delivery.wait_left_ms(around.now);
    if left < 60_000 {
        format!("马上自动{what}")
    } else {
        format!("{} 自动{what}", around.now.add_ms(left).clock_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::submission::{Frozen, Tried};

    fn frozen() -> Frozen {
        Frozen { key: "k".to_owned(), body: "{}".to_owned(), digest: "d".to_owned(), earlier: Vec::new() }
    }

    fn around() -> Around {
        Around { online: true, signed_in: true, now: Instant::from_unix_ms(1_773_279_420_000) }
    }

    #[test]
    fn who_is_offline_is_told_that_it_goes_by_itself() {
        let offline = Around { online: false, ..around() };
        let said = standing(&State::Queued { frozen: frozen() }, &Delivery::default(), offline);
        assert_eq!((said.name, said.title), ("queued", "排好队了，还没有交出去"));
        assert!(said.says.contains("连上网就自动交"));
    }

    #[test]
    fn a_time_is_named_only_when_it_is_far() {
        let mut delivery = Delivery { attempts: 3, ..Delivery::default() };
        let failed = Tried::Failed { trouble: Trouble::Portal, retry_after_ms: None };
        delivery.note(failed, around().now, 1 << 31);
        let said = standing(&State::Queued { frozen: frozen() }, &delivery, around());
        assert!(said.says.contains("10:07 自动再试"), "{}", said.says);
        let later = Around { now: around().now.add_ms(1_768_000), ..around() };
        assert!(standing(&State::Unknown { frozen: frozen() }, &delivery, later).says.contains("马上自动再查"));
    }
}
