//! A point on the earth: latitude and longitude in degrees to the sixth decimal (about a tenth of a metre), and how exact a
//! device said it was.
//!
//! Which datum it is in is nothing that the text says. A browser's position is WGS-84, from which CGCS2000 differs by
//! decimetres; what is copied from a map program in China is GCJ-02 mostly, and lies some hundred metres off. Therefore a
//! point without an exactness is somebody's word, and whoever builds by it measures on the site.

use super::normalise;
use std::fmt;
use std::str::FromStr;

const MICRO: i32 = 1_000_000;

/// A point on the earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Position {
    /// Millionths of a degree, north of the equator.
    latitude: i32,
    /// Millionths of a degree, east of Greenwich.
    longitude: i32,
    /// Within how many metres, as the device said; nothing where it was written by hand.
    exact_to_metres: Option<u32>,
}

/// Why a text is no [`Position`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PositionError {
    /// Not two numbers.
    WrongForm,
    /// No such point on the earth.
    OutOfRange,
}

impl Position {
    /// As people read it: 北纬36.651216度，东经117.120083度，误差约25米.
    pub fn in_words(self) -> String {
        let side = |degrees: i32, positive: &'static str, negative: &'static str| match degrees {
            0.. => positive,
            ..=-1 => negative,
        };
        let exact = self.exact_to_metres.map_or_else(String::new, |metres| format!("，误差约{metres}米"));
        format!(
            "{}{}度，{}{}度{exact}",
            side(self.latitude, "北纬", "南纬"),
            Degrees(self.latitude.abs()),
            side(self.longitude, "东经", "西经"),
            Degrees(self.longitude.abs())
        )
    }
}

impl FromStr for Position {
    type Err = PositionError;

    /// Reads `36.651216,117.120083`, with ± and metres behind it where a device gave it. Any comma or space parts the two; in
    /// the other order they are put right where only one order is on the earth.
    fn from_str(text: &str) -> Result<Self, PositionError> {
        let text: String = text.chars().map(normalise::half_width).collect();
        let (point, exact) = match text.split_once('±') {
            Some((point, exact)) => (point, Some(exact.trim().parse().map_err(|_| PositionError::WrongForm)?)),
            None => (&*text, None),
        };
        let parts = point.split(|character: char| matches!(character, ',' | '、' | ';') || character.is_whitespace());
        let mut numbers = parts.filter(|part| !part.is_empty()).map(degrees);
        let (Some(first), Some(second), None) = (numbers.next(), numbers.next(), numbers.next()) else {
            return Err(PositionError::WrongForm);
        };
        let (first, second) = (first?, second?);
        let is_latitude = |degrees: i32| degrees.abs() <= 90 * MICRO;
        let (latitude, longitude) = if is_latitude(first) { (first, second) } else { (second, first) };
        if !is_latitude(latitude) || longitude.abs() > 180 * MICRO {
            return Err(PositionError::OutOfRange);
        }
        Ok(Self { latitude, longitude, exact_to_metres: exact })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", Degrees(self.latitude), Degrees(self.longitude))?;
        match self.exact_to_metres {
            Some(metres) => write!(f, "±{metres}"),
            None => Ok(()),
        }
    }
}

/// Millionths of a degree as a decimal.
struct Degrees(i32);

impl fmt::Display for Degrees {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, all) = (if self.0 < 0 { "-" } else { "" }, self.0.abs());
        write!(f, "{sign}{}.{:06}", all / MICRO, all % MICRO)
    }
}

/// A decimal in degrees; what lies beyond the sixth digit is dropped.
fn degrees(text: &str) -> Result<i32, PositionError> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || whole.len() > 3 || !is_number(whole) || !is_number(fraction) {
        return Err(PositionError::WrongForm);
    }
    let whole: i32 = whole.parse().map_err(|_| PositionError::WrongForm)?;
    let fraction: String = fraction.chars().chain("000000".chars()).take(6).collect();
    let fraction: i32 = fraction.parse().map_err(|_| PositionError::WrongForm)?;
    Ok(sign * (whole * MICRO + fraction))
}
