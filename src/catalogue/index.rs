//! The index's types: `items/index.json`.

use crate::item::{Audience, Text, TimeLimit};
use serde::{Deserialize, Serialize};

/// The version of the index's form.
pub const INDEX_FORMAT: u32 = 1;

/// All items of a site, as lists and the search need them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Index {
    /// [`INDEX_FORMAT`].
    pub format: u32,
    /// The county's name.
    pub county: Text,
    /// The county's code, GB/T 2260.
    pub region: String,
    /// Departments that have items, in the site's order.
    pub departments: Vec<IndexDepartment>,
    /// Themes that items stand under, in the site's order.
    pub themes: Vec<IndexTheme>,
    /// The items, in the order of their departments.
    pub items: Vec<Entry>,
    /// What they come to.
    pub totals: Totals,
    /// How the characters of all names and keywords are read: `高gao行xing,hang` and so on, each character once, readings
    /// without tones. Kept once for the site, not with every item: a tenth of the bytes.
    pub readings: String,
}

/// A department in the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexDepartment {
    /// Its id.
    pub id: String,
    /// Its official name.
    pub name: Text,
    /// How many items it has.
    pub count: u16,
}

/// A theme in the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct IndexTheme {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub name: Text,
    /// How many items stand under it.
    pub count: u16,
}

/// One item in the index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// Its code.
    pub code: String,
    /// Its current version.
    pub version: u32,
    /// The official name.
    pub name: Text,
    /// The name people use.
    pub plain_name: Text,
    /// Its department's id.
    pub department: String,
    /// Who may apply.
    pub audience: Vec<Audience>,
    /// Its themes' ids.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub themes: Vec<String>,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keywords: Vec<String>,
    /// The guide's sum: what is promised before anything happened, in the situation that stands there at the beginning.
    pub sum: IndexSum,
    /// What the department promises.
    pub promised: TimeLimit,
    /// The result is there with the receipt.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub instant: bool,
}

/// `required − waived − deferred` is what has to be prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct IndexSum {
    /// 应交
    pub required: u16,
    /// 免交
    pub waived: u16,
    /// 晚点补
    #[serde(default, skip_serializing_if = "is_nought")]
    pub deferred: u16,
}

/// What all items come to, in whatever situation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Items.
    pub items: u16,
    /// Documents of all items.
    pub documents: u16,
    /// Documents that are waived: all but those that follow later and those that cannot be waived.
    pub waived: u16,
}

impl IndexSum {
    /// 要准备
    pub fn left(self) -> u16 {
        self.required.saturating_sub(self.waived).saturating_sub(self.deferred)
    }
}

fn is_nought(number: &u16) -> bool {
    *number == 0
}
