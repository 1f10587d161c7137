//! Words of an application after its submission: where it stands, what that means, what to do; its clock; how old it is.

use crate::application::{Clock, Pace};
use crate::form::{FieldKey, Form};
use crate::ident::{CivilDate, Instant};
use crate::portal::{RatingProblem, Status};

/// Where an application stands.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::Received => "待受理",
        Status::Returned => "退回了",
        Status::InProgress => "正在办",
        Status::WaitingForYou => "等您补交",
        Status::Suspended => "特别程序",
        Status::Approved => "批下来了",
        Status::Done => "办完了",
        Status::NotApproved => "没通过",
        Status::NotAccepted => "不受理",
        Status::Withdrawn => "已撤回",
        Status::Stopped => "已终止",
    }
}

/// What that means for the applicant, and what to do.
pub fn status_meaning(status: Status) -> &'static str {
    match status {
        Status::Received => "交到了，部门还没开始看。您不用做什么，一般下一个工作日受理",
        Status::Returned => "部门看过，还没受理就退了回来。照下面说的改好，再申请一次",
        Status::InProgress => "部门在办。您不用做什么，有进展这里会写",
        Status::WaitingForYou => "还差一点材料。补好交上去，部门就接着办",
        Status::Suspended => "要先做听证、检测或者请专家评审，这些天不算时限。您不用做什么",
        Status::Approved => "批准了，正在做证件或者发放。您不用做什么",
        Status::Done => "办好了。结果在下面，可以存下来",
        Status::NotApproved => "没有批准，原因在下面。不服可以在60天内申请行政复议，也可以改好再申请",
        Status::NotAccepted => "这件事部门不能受理，原因在下面。看看是不是该办别的事，或者打电话问",
        Status::Withdrawn => "您撤回了这份申请，部门不会再办。想办可以重新申请",
        Status::Stopped => "这份申请停办了，原因在下面。想办可以重新申请",
    }
}

/// The clock in words.
pub fn clock_words(clock: &Clock, today: CivilDate) -> String {
    let used = format!("已用 {} 天", clock.used);
    match clock.pace {
        Pace::Ended if clock.over > 0 => format!("一共用了 {} 天，超了 {} 天", clock.used, clock.over),
        Pace::Ended => format!("一共用了 {} 天", clock.used),
        Pace::Paused { since, by } => {
            let why = if by == Status::Suspended { "走特别程序" } else { "等您补交" };
            format!("{used}，还剩 {} 天。从 {} 起{why}，等的日子不算", clock.left, since.chinese(today))
        }
        Pace::Running(_) if clock.over > 0 => format!("{used}，超了 {} 天。可以打电话催一催", clock.over),
        Pace::Running(deadline) => {
            let holidays = match clock.holidays.is_empty() {
                true => String::new(),
                false => format!("，中间{}放假不算", clock.holidays.join("、")),
            };
            let guess = if clock.is_estimated() { "。放假安排还没定，日子可能变" } else { "" };
            format!("{used}，还剩 {} 天，最晚 {}{holidays}{guess}", clock.left, deadline.date.chinese(today))
        }
    }
}

/// How old the last known state is: 3 小时前的情况.
pub fn age(at: Instant, now: Instant) -> String {
    const MINUTE_MS: i64 = 60_000;
    let minutes = at.ms_until(now) / MINUTE_MS;
    match minutes {
        ..1 => "刚才的情况".to_owned(),
        1..60 => format!("{minutes} 分钟前的情况"),
        60..1_440 => format!("{} 小时前的情况", minutes / 60),
        _ => format!("{} 天前的情况", minutes / 1_440),
    }
}

/// What has moved, for the home page.
pub fn news(item_name: &str, status: Status) -> String {
    match status {
        Status::WaitingForYou => format!("您的“{item_name}”要补交材料"),
        Status::Done => format!("您的“{item_name}”办好了"),
        Status::NotApproved | Status::NotAccepted | Status::Returned | Status::Stopped => {
            format!("您的“{item_name}”有了结果：{}", status_name(status))
        }
        Status::Received | Status::InProgress | Status::Suspended | Status::Approved | Status::Withdrawn => {
            format!("您的“{item_name}”有新进展：{}", status_name(status))
        }
    }
}

/// The five levels of a rating, best first, with their stars.
pub const LEVELS: [(u8, &str); 5] = [(5, "非常满意"), (4, "满意"), (3, "基本满意"), (2, "不满意"), (1, "非常不满意")];

/// What is wrong with a rating.
pub fn rating_problem(problem: RatingProblem) -> &'static str {
    match problem {
        RatingProblem::NoLevel => "请选一个满意程度",
        RatingProblem::NoReason => "请说说哪里不好，部门才好改",
        RatingProblem::NoSuchIndicator => "请从列出的几项里选",
    }
}

/// What a supplement asks for, by name.
pub fn asked_name(form: &Form, id: &str) -> String {
    let question = form.question(&FieldKey::from(id)).map(|question| question.short_label().zh.clone());
    question
        .unwrap_or_else(|| form.item().document(id).map_or_else(|| id.to_owned(), |document| document.name.zh.clone()))
}
