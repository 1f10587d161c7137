//! Words: there in every language, set as Chinese is set, and none that nobody says.

use super::{Checks, Report, Scope};
use crate::item::Text;

pub(super) const CHECKS: Checks = &[
    ("both_languages", "Every text is there in Chinese and in English, each in its own place.", both_languages),
    ("chinese_punctuation", "Chinese has full-width punctuation and no space beside it.", chinese_punctuation),
    ("english_punctuation", "English has no full-width punctuation.", english_punctuation),
    ("no_shouting", "No exclamation marks.", no_shouting),
    ("no_full_stop", "A label or message ends without a full stop.", no_full_stop),
    ("no_empty_politeness", "Words that say nothing or blame are not used.", no_empty_politeness),
    ("you_are_addressed", "People are addressed with 您.", you_are_addressed),
    ("keywords_fit", "Keywords are what people say: short, without spaces, each once.", keywords_fit),
];

/// LOOKS section 7: what is never said.
const BANNED: [&str; 14] = [
    "必填项",
    "不能为空",
    "格式错误",
    "抱歉",
    "温馨提示",
    "系统繁忙",
    "亲爱的",
    "请输入正确",
    "电子证照库",
    "接口",
    "令牌",
    "一键",
    "上传失败",
    "非法",
];
/// What half-width punctuation should be between Chinese characters.
const HALF_WIDTH: [(char, char); 6] = [(',', '，'), (';', '；'), (':', '：'), ('?', '？'), ('(', '（'), (')', '）')];

fn each(scope: &Scope<'_>, report: &mut Report<'_>, wrong: impl Fn(&str, &Text) -> Option<String>) {
    for (path, text) in scope.texts() {
        if let Some(message) = wrong(&path, &text) {
            report.at(path, message);
        }
    }
}

fn both_languages(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, report, |path, text| {
        let is_unit = path.ends_with(".unit");
        if text.zh.trim().is_empty() || text.en.trim().is_empty() {
            Some("the text is empty in one language".to_owned())
        } else if text.zh != text.zh.trim() || text.en != text.en.trim() {
            Some("the text begins or ends with a space".to_owned())
        } else if !is_unit && !text.zh.chars().any(is_han) {
            Some("the Chinese text has no Chinese character".to_owned())
        } else if text.en.chars().any(is_han) {
            Some("the English text has Chinese characters".to_owned())
        } else {
            None
        }
    });
}

fn chinese_punctuation(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, report, |_, text| {
        let characters: Vec<char> = text.zh.chars().collect();
        for (at, character) in characters.iter().enumerate() {
            let beside_han = at.checked_sub(1).is_some_and(|before| is_wide(characters[before]))
                || characters.get(at + 1).is_some_and(|after| is_wide(*after));
            if let Some((_, wide)) = HALF_WIDTH.iter().find(|(half, _)| half == character).filter(|_| beside_han) {
                return Some(format!("`{character}` in Chinese is written {wide}"));
            }
            if *character == ' ' && beside_han {
                return Some("no space beside Chinese characters: the style sets the gap".to_owned());
            }
        }
        text.zh.contains(['"', '\'']).then(|| "Chinese quotation marks are “ and ”".to_owned())
    });
}

fn english_punctuation(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, report, |_, text| {
        let wide = text
            .en
            .chars()
            .find(|character| matches!(character, '，' | '。' | '？' | '！' | '：' | '；' | '（' | '）' | '、'));
        wide.map(|character| format!("`{character}` is Chinese punctuation"))
    });
}

fn no_shouting(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, report, |_, text| {
        let shouts = text.zh.contains(['！', '!']) || text.en.contains('!');
        shouts.then(|| "no exclamation mark".to_owned())
    });
}

fn no_full_stop(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, report, |_, text| {
        let ends = text.zh.ends_with(['。', '，', '；']) || text.en.ends_with(['.', ',', ';']);
        ends.then(|| "the last sentence ends without a full stop".to_owned())
    });
}

fn no_empty_politeness(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, report, |_, text| {
        let banned = BANNED.iter().find(|words| text.zh.contains(**words));
        banned.map(|words| format!("“{words}” is not said: say what is so, then what to do"))
    });
}

fn you_are_addressed(scope: &Scope<'_>, report: &mut Report<'_>) {
    each(scope, report, |_, text| text.zh.contains('你').then(|| "people are addressed with 您".to_owned()));
}

fn keywords_fit(scope: &Scope<'_>, report: &mut Report<'_>) {
    let keywords = &scope.item.keywords;
    if keywords.is_empty() {
        report.at("keywords", "say what people call it");
    }
    for (index, keyword) in keywords.iter().enumerate() {
        let length = keyword.chars().count();
        if !(2..=12).contains(&length) || keyword.contains(char::is_whitespace) {
            report.at(
                format!("keywords[{index}]"),
                format!("`{keyword}`: a keyword has 2 to 12 characters and no space"),
            );
        }
        if keywords[..index].contains(keyword) {
            report.at(format!("keywords[{index}]"), format!("`{keyword}` is there twice"));
        }
    }
}

fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{2FA1F}')
}

/// Chinese characters and the punctuation that belongs to them.
fn is_wide(character: char) -> bool {
    is_han(character)
        || matches!(character, '，' | '。' | '？' | '！' | '：' | '；' | '（' | '）' | '、' | '“' | '”' | '《' | '》')
}
