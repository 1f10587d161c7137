//! Words for times, limits and sums.

use crate::form::Sum;
use crate::ident::{CivilDate, Instant, CHINA_OFFSET_MINUTES};
use crate::item::{Fee, TimeLimit};

/// `3月12日 09:53`, with the year when it is another one.
pub fn date_and_clock(at: Instant, today: CivilDate) -> String {
    format!("{} {}", at.civil(CHINA_OFFSET_MINUTES).chinese(today), at.clock_text())
}

/// When something was saved, as people say it: `今天 09:53 存的`, `3 天前存的`, `2月3日存的`.
pub fn saved_when(at: Instant, now: Instant) -> String {
    let today = now.civil(CHINA_OFFSET_MINUTES);
    let day = at.civil(CHINA_OFFSET_MINUTES);
    match today.days_since_epoch() - day.days_since_epoch() {
        0 => format!("今天 {} 存的", at.clock_text()),
        1 => format!("昨天 {} 存的", at.clock_text()),
        days @ 2..=30 => format!("{days} 天前存的"),
        _ => format!("{}存的", day.chinese(today)),
    }
}

/// How much room something takes: `12 KB`, `1.5 MB`.
pub fn size(bytes: u64) -> String {
    let tenths = bytes.saturating_mul(10) >> 20;
    if tenths < 10 {
        format!("{} KB", bytes.div_ceil(1024).max(1))
    } else {
        format!("{}.{} MB", tenths / 10, tenths % 10)
    }
}

/// `5 个工作日`
pub fn time_limit(limit: TimeLimit) -> String {
    match limit {
        TimeLimit::AtOnce => "当场办完".to_owned(),
        TimeLimit::WorkingDays(days) => format!("{days} 个工作日"),
        TimeLimit::CalendarDays(days) => format!("{days} 天"),
        TimeLimit::Months(months) => format!("{months} 个月"),
    }
}

/// The same beside another limit, which has named the unit.
pub fn time_limit_short(limit: TimeLimit) -> String {
    match limit {
        TimeLimit::WorkingDays(days) => format!("{days} 个"),
        TimeLimit::AtOnce | TimeLimit::CalendarDays(_) | TimeLimit::Months(_) => time_limit(limit),
    }
}

/// The sum as one sentence, as readers hear it and as it is printed. `promised` is before anything happened.
pub fn sum_sentence(sum: Sum, promised: bool) -> String {
    let (waived, left) = if promised { ("免交", "要准备") } else { ("已免", "还剩") };
    let later = if sum.deferred > 0 { format!("，晚点补 {} 份", sum.deferred) } else { String::new() };
    let rest = if sum.left == 0 { "不用带材料".to_owned() } else { format!("{left} {} 份", sum.left) };
    format!("应交 {} 份，{waived} {} 份{later}，{rest}", sum.required, sum.waived)
}

/// `不收费`
pub fn fee(fee: &Fee) -> String {
    match fee {
        Fee::Free => "不收费".to_owned(),
        Fee::Charged(text) => text.zh.clone(),
    }
}

/// About how many minutes so many questions take, at two questions a minute and never under two.
pub fn minutes(questions: usize) -> usize {
    questions.div_ceil(2).max(2)
}
