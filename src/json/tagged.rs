//! Enums that are told apart by a field (`{"state": "queued", "frozen": …}`), read in few bytes: what serde derives for them
//! looks at every field twice, with code of its own for each type beneath.

use super::Reader;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::Deserialize;
use serde_json::{Error, Map, Value};

/// The fields of one such value.
pub struct Tagged {
    tag: String,
    fields: Map<String, Value>,
}

impl Tagged {
    /// Takes a value apart.
    ///
    /// # Errors
    /// The format's own, or where it is no object with a text in the field `tag`.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D, tag: &'static str) -> Result<Self, D::Error> {
        Self::of(Value::deserialize(deserializer)?, tag).ok_or_else(|| D::Error::missing_field(tag))
    }

    fn of(value: Value, tag: &str) -> Option<Self> {
        let Value::Object(mut fields) = value else { return None };
        match fields.remove(tag)? {
            Value::String(tag) => Some(Self { tag, fields }),
            _ => None,
        }
    }

    /// Which one it is.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// A field; one that is not there is nothing where its type can be nothing.
    ///
    /// # Errors
    /// Where it is missing, or not of its type's form.
    pub fn field<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, Error> {
        match self.fields.remove(name) {
            Some(value) => T::deserialize(Reader(value)),
            None => T::deserialize(Reader(Value::Null)).map_err(|_| Error::missing_field(name)),
        }
    }

    /// A field, or its type's default where it is not there.
    ///
    /// # Errors
    /// Where it is not of its type's form.
    pub fn field_or_default<T: DeserializeOwned + Default>(&mut self, name: &'static str) -> Result<T, Error> {
        self.fields.remove(name).map_or_else(|| Ok(T::default()), |value| T::deserialize(Reader(value)))
    }

    /// It is none of those that are known.
    pub fn unknown(&self) -> Error {
        Error::custom(["unknown: ", &self.tag].concat())
    }
}

/// Reads an enum by a field: the name of each variant in that field, and its other fields. `field or default` may be absent.
macro_rules! told_apart {
    (@field $fields:ident $field:ident) => { $fields.field(stringify!($field))? };
    (@field $fields:ident $field:ident default) => { $fields.field_or_default(stringify!($field))? };
    ($type:ident by $tag:literal { $($name:literal => $variant:ident { $($field:ident $(or $default:ident)?),* },)* }) => {
        impl $type {
            fn told_apart(fields: &mut $crate::json::Tagged) -> Result<Self, serde_json::Error> {
                match fields.tag() {
                    $($name => Ok(Self::$variant { $($field: told_apart!(@field fields $field $($default)?)),* }),)*
                    _ => Err(fields.unknown()),
                }
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut fields = $crate::json::Tagged::read(deserializer, $tag)?;
                Self::told_apart(&mut fields).map_err(serde::de::Error::custom)
            }
        }
    };
}

pub(crate) use told_apart;
