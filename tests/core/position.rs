//! A point on the earth as an answer: read as people and devices write it, said in words, and never in anybody's way.

use crate::support::{asking, form, question, text, Act, QuestionParts};
use mianzheng::ident::{Position, PositionError};
use mianzheng::item::Kind;
use proptest::prelude::*;

fn read(text: &str) -> Result<String, PositionError> {
    text.parse::<Position>().map(|position| position.to_string())
}

#[test]
fn it_is_read_as_people_and_devices_write_it() {
    let point = Ok("36.651216,117.120083".to_owned());
    for text in [
        "36.651216,117.120083",
        "３６．６５１２１６，１１７．１２００８３",
        " 36.651216、117.120083 ",
        "36.651216  117.120083",
    ] {
        assert_eq!(read(text), point, "{text}");
    }
    assert_eq!(read("117.120083, 36.651216"), point, "the other order is put right");
    assert_eq!(read("36.6512164999,117.1200839"), point, "beyond a tenth of a metre nothing is kept");
    assert_eq!(read("36.65,117.12±25"), Ok("36.650000,117.120000±25".to_owned()));
    assert_eq!(read("-33.9,-70"), Ok("-33.900000,-70.000000".to_owned()));
}

#[test]
fn what_is_no_point_is_said_to_be_none() {
    for text in [
        "村口",
        "36.65",
        "36.65,117.12,3",
        "36.65;",
        "3 6.6",
        "1e3,4",
        "36.65,117.12±",
        "36.65,117.12±近",
        "--3,4",
        "2000,3",
    ] {
        let wrong = read(text);
        assert!(matches!(wrong, Err(PositionError::WrongForm)) || text == "3 6.6", "{text}: {wrong:?}");
    }
    for text in ["91,181", "100,100", "36,-180.1"] {
        assert_eq!(read(text), Err(PositionError::OutOfRange), "{text}");
    }
}

#[test]
fn it_is_said_in_words_with_its_exactness() {
    let words = |text: &str| text.parse::<Position>().unwrap().in_words();
    assert_eq!(words("36.651216,117.120083±25"), "北纬36.651216度，东经117.120083度，误差约25米");
    assert_eq!(words("-1.5,-2"), "南纬1.500000度，西经2.000000度");
}

/// Neither its absence nor that of everything about it holds a form up; a text that is no point is said, and can be taken off.
#[test]
fn without_it_everything_goes_on() {
    let mut form = form(asking([question("place", Kind::Position).optional(), text("name")]));
    form.typed("name", "李桂英");
    assert_eq!(form.findings(), []);
    form.typed("place", "村口");
    assert_eq!(form.findings().len(), 1);
    form.typed("place", "");
    assert_eq!(form.findings(), []);
}

proptest! {
    /// What is written out is read again as the same point, whatever was typed.
    #[test]
    fn its_text_is_read_as_itself(latitude in -90_000_000..=90_000_000_i32, longitude in -180_000_000..=180_000_000_i32, exact in proptest::option::of(0..9_000_u32)) {
        let degrees = |value: i32| format!("{}{}.{:06}", if value < 0 { "-" } else { "" }, value.abs() / 1_000_000, value.abs() % 1_000_000);
        let text = format!("{},{}{}", degrees(latitude), degrees(longitude), exact.map_or_else(String::new, |metres| format!("±{metres}")));
        prop_assert_eq!(read(&text), Ok(text));
    }

    #[test]
    fn no_text_is_too_odd_to_be_read(text in ".{0,30}|[-0-9.,± ]{0,20}") {
        if let Ok(once) = read(&text) {
            prop_assert_eq!(read(&once), Ok(once.clone()));
        }
    }
}
