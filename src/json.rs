//! Reading JSON in the browser, in few bytes: text becomes a tree, and the tree a type.
//!
//! The parser stands once in the program instead of once for each type. A structure is read from an object only, and its
//! fields are put in the order of their declaration first: what serde derives for reading fields in order is half of what it
//! derives for reading them by name. For that a field has one name: `alias` is not to be used. Time is not what counts here.

mod tagged;

pub(crate) use tagged::told_apart;
pub use tagged::Tagged;

use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected,
    VariantAccess, Visitor,
};
use serde_json::{Error, Map, Value};

/// Reads a type.
///
/// # Errors
/// Where the text is no JSON, or not of the type's form.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    T::deserialize(Reader(tree(text)?))
}

/// Not generic, so that the parser is instantiated here and nowhere else.
#[inline(never)]
fn tree(text: &str) -> Result<Value, Error> {
    serde_json::from_str(text)
}

struct Reader(Value);

#[inline(never)]
fn wrong(value: &Value, expected: &str) -> Error {
    let found = match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(it) => Unexpected::Bool(*it),
        Value::Number(_) => Unexpected::Other("number"),
        Value::String(_) => Unexpected::Other("text"),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    };
    Error::invalid_type(found, &expected)
}

#[inline(never)]
fn object(value: Value) -> Result<Fields, Error> {
    match value {
        Value::Object(map) => Ok(Fields { rest: map.into_iter(), value: Value::Null }),
        other => Err(wrong(&other, "object")),
    }
}

/// The values of a structure's fields in the order of `names`; nothing where a field is not there.
#[inline(never)]
fn in_order(value: Value, names: &'static [&'static str]) -> Result<InOrder, Error> {
    match value {
        Value::Object(mut map) => {
            let values: Vec<_> = names.iter().map(|name| map.remove(*name)).collect();
            Ok(InOrder(values.into_iter()))
        }
        other => Err(wrong(&other, "object")),
    }
}

#[inline(never)]
fn text(value: Value) -> Result<String, Error> {
    match value {
        Value::String(text) => Ok(text),
        other => Err(wrong(&other, "text")),
    }
}

/// Each kind of number is read from the tree's own.
macro_rules! numbers {
    ($($method:ident)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            match self.0 {
                Value::Number(number) => number.$method(visitor),
                other => Err(wrong(&other, "number")),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader {
    type Error = Error;

    /// Only what takes any value comes here: the tree itself, and what is passed over.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(it) => visitor.visit_bool(it),
            Value::Number(number) => number.deserialize_any(visitor),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => visitor.visit_seq(Items(items.into_iter())),
            value @ Value::Object(_) => visitor.visit_map(object(value)?),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_u8 deserialize_u16 deserialize_u32
        deserialize_u64 deserialize_f32 deserialize_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Bool(it) => visitor.visit_bool(it),
            other => Err(wrong(&other, "true or false")),
        }
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(text(self.0)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(text(self.0)?)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(text(self.0)?)
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(text(self.0)?)
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(text(self.0)?)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_string(text(self.0)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            value => visitor.visit_some(Self(value)),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            other => Err(wrong(&other, "null")),
        }
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Value::Array(items) => visitor.visit_seq(Items(items.into_iter())),
            other => Err(wrong(&other, "list")),
        }
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_map(object(self.0)?)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        names: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_seq(in_order(self.0, names)?)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_enum(variant(self.0)?)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}

struct Items(std::vec::IntoIter<Value>);

impl<'de> SeqAccess<'de> for Items {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|value| seed.deserialize(Reader(value))).transpose()
    }
}

struct InOrder(std::vec::IntoIter<Option<Value>>);

impl<'de> SeqAccess<'de> for InOrder {
    type Error = Error;

    /// A field that is not there is nothing where its type can be nothing; otherwise it has a default, or is missing.
    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let value = self.0.next().flatten();
        let absent = value.is_none();
        let read = seed.deserialize(Reader(value.unwrap_or(Value::Null)));
        if absent {
            Ok(read.ok())
        } else {
            read.map(Some)
        }
    }
}

struct Fields {
    rest: <Map<String, Value> as IntoIterator>::IntoIter,
    value: Value,
}

impl<'de> MapAccess<'de> for Fields {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        seed.deserialize(Reader(Value::String(key))).map(Some)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(Reader(std::mem::take(&mut self.value)))
    }
}

/// A variant by its name, with what it holds.
struct Variant(String, Option<Value>);

#[inline(never)]
fn variant(value: Value) -> Result<Variant, Error> {
    match value {
        Value::String(name) => Ok(Variant(name, None)),
        Value::Object(map) if map.len() == 1 => map
            .into_iter()
            .next()
            .map(|(name, value)| Variant(name, Some(value)))
            .ok_or_else(|| Error::custom("no variant")),
        other => Err(wrong(&other, "one variant")),
    }
}

impl<'de> EnumAccess<'de> for Variant {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(mut self, seed: T) -> Result<(T::Value, Self), Error> {
        let name: StringDeserializer<Error> =
            serde::de::IntoDeserializer::into_deserializer(std::mem::take(&mut self.0));
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.1 {
            None => Ok(()),
            Some(value) => Err(wrong(&value, "nothing")),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Error> {
        seed.deserialize(Reader(self.1.unwrap_or(Value::Null)))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        Reader(self.1.unwrap_or(Value::Null)).deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(self, names: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        visitor.visit_seq(in_order(self.1.unwrap_or(Value::Null), names)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::item::Condition;
    use crate::submission::State;

    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Sample {
        may: Option<String>,
        #[serde(default)]
        often: Vec<u8>,
        need: String,
        #[serde(skip)]
        _never: bool,
    }

    fn as_serde_json_reads<T: DeserializeOwned + PartialEq + std::fmt::Debug>(text: &str) {
        let ours = read::<T>(text).ok();
        assert_eq!(ours, serde_json::from_str::<T>(text).ok(), "{text}");
    }

    #[test]
    fn reads_what_serde_json_reads() {
        for text in ["[1, 2]", "[]", "null", "{}", "[1.5]", "[\"1\"]", "nonsense"] {
            as_serde_json_reads::<Vec<u8>>(text);
            as_serde_json_reads::<Option<Vec<i64>>>(text);
        }
        for text in [
            r#"{"is": {"question": "a", "value": "yes"}}"#,
            r#"{"all": [{"answered": "a"}, {"not": {"answered": "b"}}]}"#,
            r#"{"at_least": {"question": "a", "number": "1.5"}}"#,
            r#"{"is": {"question": "a"}}"#,
            r#"{"is": [], "all": []}"#,
            r#""answered""#,
        ] {
            as_serde_json_reads::<Condition>(text);
        }
        as_serde_json_reads::<State>(
            r#"{"state": "queued", "frozen": {"key": "k", "body": "b", "digest": "d"}, "unknown": [1, {"a": null}]}"#,
        );
        as_serde_json_reads::<State>(r#"{"state": "nowhere"}"#);
        for text in [
            r#"{"need": "a"}"#,
            r#"{"need": "a", "may": null, "often": [1]}"#,
            r#"{"often": [], "unknown": 1, "need": "a", "may": "b"}"#,
            r#"{"need": null}"#,
            r#"{"may": "b"}"#,
            r#"{"need": "a", "often": "wrong"}"#,
            r#"["a"]"#,
        ] {
            as_serde_json_reads::<Sample>(text);
        }
    }
}
