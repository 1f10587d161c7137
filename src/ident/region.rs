//! Region codes (行政区划代码): GB/T 2260 for provinces, cities and counties, GB/T 10114 for towns, and the statistical
//! code of 12 digits for villages.
//!
//! Decides how a code is written and what lies within what. Never refuses a code that today's table does not hold: districts
//! are merged and renamed, and papers with their old codes stay valid.

use std::fmt;
use std::str::FromStr;

use super::normalise;
use super::text::as_text;

/// A region, kept in its shortest form: six digits down to counties, nine for a town, twelve for a village. The portal's
/// `360102000000` and the standard's `360102` are therefore one value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RegionCode(String);

/// How large a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionLevel {
    /// The whole country: 000000.
    Country,
    /// A province (省).
    Province,
    /// A city with districts or a prefecture (市).
    City,
    /// A county or district (县、区).
    County,
    /// A town or street (乡镇、街道).
    Town,
    /// A village or community (村、社区).
    Village,
}

/// Why a text is no [`RegionCode`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RegionCodeError {
    /// Nothing was written.
    Empty,
    /// A character that is no digit; the place is counted from 1 without spaces.
    NotADigit { position: usize },
    /// Not 6, 9 or 12 digits but `digits`.
    WrongLength { digits: usize },
}

impl RegionCode {
    /// The shortest form: 6, 9 or 12 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The form of 12 digits that portals exchange: filled with zeros.
    pub fn padded(&self) -> String {
        let mut out = self.0.clone();
        while out.len() < 12 {
            out.push('0');
        }
        out
    }

    /// The first six digits: the county, or the larger region itself.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }

    /// How large the region is.
    pub fn level(&self) -> RegionLevel {
        match self.significant().len() {
            0 => RegionLevel::Country,
            2 => RegionLevel::Province,
            4 => RegionLevel::City,
            6 => RegionLevel::County,
            9 => RegionLevel::Town,
            _ => RegionLevel::Village,
        }
    }

    /// Whether the other region lies within this one or is the same.
    pub fn contains(&self, other: &Self) -> bool {
        other.0.starts_with(self.significant())
    }

    /// The digits that tell the region from its neighbours, without the zeros that stand for "all of it".
    fn significant(&self) -> &str {
        let text = self.as_str();
        match text.len() {
            6 if text == "000000" => "",
            6 if text.ends_with("0000") => &text[..2],
            6 if text.ends_with("00") => &text[..4],
            _ => text,
        }
    }
}

impl FromStr for RegionCode {
    type Err = RegionCodeError;

    fn from_str(text: &str) -> Result<Self, RegionCodeError> {
        let mut text = normalise::identifier(text);
        if text.is_empty() {
            return Err(RegionCodeError::Empty);
        }
        if let Some(position) = normalise::first_non_digit(&text) {
            return Err(RegionCodeError::NotADigit { position });
        }
        if !matches!(text.len(), 6 | 9 | 12) {
            return Err(RegionCodeError::WrongLength { digits: text.len() });
        }
        while text.len() > 6 && text.ends_with("000") {
            text.truncate(text.len() - 3);
        }
        Ok(Self(text))
    }
}

impl fmt::Display for RegionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RegionCodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("region code is empty"),
            Self::NotADigit { position } => write!(f, "character {position} of the region code is not a digit"),
            Self::WrongLength { digits } => write!(f, "region code has {digits} digits instead of 6, 9 or 12"),
        }
    }
}

impl std::error::Error for RegionCodeError {}

as_text!(RegionCode, "^[0-9]{6}([0-9]{3}){0,2}$", "A region code (GB/T 2260, GB/T 10114): 6, 9 or 12 digits");

#[cfg(test)]
mod tests {
    use super::*;

    fn region(text: &str) -> RegionCode {
        text.parse().unwrap()
    }

    #[test]
    fn one_area_is_one_value_however_long_its_code() {
        for text in ["369999", "369999000", "369999000000", "３６９９９９ 000000"] {
            assert_eq!(region(text).to_string(), "369999");
            assert_eq!(region(text).padded(), "369999000000");
        }
        assert_eq!(region("369999001000").to_string(), "369999001");
        assert_eq!(region("369999000001").to_string(), "369999000001");
    }

    #[test]
    fn larger_regions_contain_smaller_ones() {
        let chain = ["000000", "360000", "369900", "369999", "369999001", "369999001002"];
        for (outer_index, outer) in chain.iter().enumerate() {
            for (inner_index, inner) in chain.iter().enumerate() {
                assert_eq!(region(outer).contains(&region(inner)), outer_index <= inner_index, "{outer} {inner}");
            }
        }
        assert!(!region("369900").contains(&region("369800")));
        assert!(!region("369999001").contains(&region("369999002001")));
    }

    #[test]
    fn levels_and_counties_are_told() {
        let levels =
            ["000000", "360000", "369900", "369999", "369999001", "369999001002"].map(|text| region(text).level());
        let all = [RegionLevel::Country, RegionLevel::Province, RegionLevel::City, RegionLevel::County];
        assert_eq!(levels[..4], all);
        assert_eq!(levels[4..], [RegionLevel::Town, RegionLevel::Village]);
        assert_eq!(region("369999001002").county(), "369999");
    }

    #[test]
    fn unknown_codes_are_not_refused() {
        assert_eq!(region("999999").as_str(), "999999");
    }

    #[test]
    fn each_error_says_what_and_where() {
        let error = |text: &str| text.parse::<RegionCode>().unwrap_err();
        assert_eq!(error(""), RegionCodeError::Empty);
        assert_eq!(error("36999"), RegionCodeError::WrongLength { digits: 5 });
        assert_eq!(error("36999市"), RegionCodeError::NotADigit { position: 6 });
    }
}
