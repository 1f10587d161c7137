//! How the value types cross a boundary: as their canonical text, read back with `FromStr`.
//!
//! A value that does not parse is a serde error that carries the reason and never the value itself.

/// Implements `Serialize`, `Deserialize` and, for the item tool and the contract, the schemas of a type that has `Display`
/// and `FromStr`.
macro_rules! as_text {
    ($name:ident, $pattern:literal, $description:literal) => {
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "tools")]
        impl schemars::JsonSchema for $name {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern, "description": $description })
            }
        }

        #[cfg(feature = "portal")]
        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
                utoipa::openapi::ObjectBuilder::new()
                    .schema_type(utoipa::openapi::schema::Type::String)
                    .pattern(Some($pattern))
                    .description(Some($description))
                    .into()
            }
        }

        #[cfg(feature = "portal")]
        impl utoipa::ToSchema for $name {
            fn name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
        }
    };
}

pub(crate) use as_text;

/// Appends `value` in decimal, padded with zeros to at least `width` digits.
pub(crate) fn push_padded(out: &mut String, value: u32, width: usize) {
    let mut digits = [0u8; 10];
    let mut start = digits.len();
    let mut rest = value;
    while rest > 0 || digits.len() - start < width.min(digits.len()) {
        start -= 1;
        digits[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend(digits[start..].iter().map(|digit| char::from(*digit)));
}

/// The text in groups of `size` characters from the left, with a space between two groups.
pub(crate) fn in_groups(text: &str, size: usize) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / size.max(1));
    for (index, character) in text.chars().enumerate() {
        if index > 0 && index % size == 0 {
            out.push(' ');
        }
        out.push(character);
    }
    out
}

/// The text with all but its first `head` and last `tail` characters replaced by stars.
pub(crate) fn masked(text: &str, head: usize, tail: usize) -> String {
    let length = text.chars().count();
    text.chars()
        .enumerate()
        .map(|(index, character)| if index < head || index + tail >= length { character } else { '*' })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_never_cuts_digits() {
        let mut out = String::new();
        push_padded(&mut out, 7, 2);
        push_padded(&mut out, 0, 1);
        push_padded(&mut out, 12345, 2);
        assert_eq!(out, "07012345");
    }

    #[test]
    fn masking_keeps_only_the_ends() {
        assert_eq!(masked("369999", 1, 1), "3****9");
        assert_eq!(masked("12", 1, 1), "12");
    }

    #[test]
    fn groups_never_end_in_a_space() {
        assert_eq!(in_groups("12345678", 4), "1234 5678");
        assert_eq!(in_groups("123456789", 4), "1234 5678 9");
    }
}
