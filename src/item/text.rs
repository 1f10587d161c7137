//! Text in every language of the project.

use serde::{Deserialize, Serialize};

/// A text in zh-CN and in English. Both are required: a missing translation is a build error, not a gap on a screen.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "tools", serde(deny_unknown_fields))]
#[cfg_attr(feature = "tools", derive(schemars::JsonSchema))]
pub struct Text {
    /// Chinese, as it is spoken.
    pub zh: String,
    /// English, plain.
    pub en: String,
}

impl Text {
    /// Both languages at once.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
}
