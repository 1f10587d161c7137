//! Reading JSON in the browser. Text becomes a tree first and a type then: the parser stands once in the program instead
//! of once for each type, which is a tenth of the whole program's bytes. Time is not what counts here.

use serde::de::DeserializeOwned;

/// Reads a type.
///
/// # Errors
/// Where the text is no JSON, or not of the type's form.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    serde_json::from_value(tree(text)?)
}

/// Not generic, so that the parser is instantiated here and nowhere else.
#[inline(never)]
fn tree(text: &str) -> Result<serde_json::Value, serde_json::Error> {
    serde_json::from_str(text)
}
