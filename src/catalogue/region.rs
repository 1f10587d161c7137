//! The site's regions: the county with its towns and villages, `items/regions.json`.

use crate::ident::RegionCode;
use crate::item::Text;
use serde::{Deserialize, Serialize};

/// A region with what lies in it: the county, its towns and streets, their villages and communities.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Region {
    /// GB/T 2260 and GB/T 10114: 6, 9 or 12 digits.
    pub code: RegionCode,
    /// Its name.
    pub name: Text,
    /// What lies in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Region>,
}

impl Region {
    /// The regions from this one down to the one with the code, both included; nothing if the code is not in here.
    pub fn path(&self, code: &RegionCode) -> Option<Vec<&Region>> {
        if self.code == *code {
            return Some(vec![self]);
        }
        let below = self.parts.iter().find_map(|part| part.path(code))?;
        Some(std::iter::once(self).chain(below).collect())
    }

    /// The name in full, from this region down: 示范县城东街道滨河社区.
    pub fn full_name(&self, code: &RegionCode) -> Option<Text> {
        let path = self.path(code)?;
        let zh = path.iter().map(|region| region.name.zh.as_str()).collect();
        let en: Vec<&str> = path.iter().rev().map(|region| region.name.en.as_str()).collect();
        Some(Text { zh, en: en.join(", ") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_village_is_named_from_the_county_down() {
        let village =
            Region { code: "369999001001".parse().unwrap(), name: Text::new("滨河社区", "Binhe"), parts: vec![] };
        let town = Region {
            code: "369999001".parse().unwrap(),
            name: Text::new("城东街道", "Chengdong"),
            parts: vec![village],
        };
        let county =
            Region { code: "369999".parse().unwrap(), name: Text::new("示范县", "Shifan"), parts: vec![town] };
        let name = county.full_name(&"369999001001".parse().unwrap());
        assert_eq!(name, Some(Text::new("示范县城东街道滨河社区", "Binhe, Chengdong, Shifan")));
        assert_eq!(county.full_name(&"369999002".parse().unwrap()), None);
    }
}
