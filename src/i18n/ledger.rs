//! Words of the waiver ledger and of provenance.

use super::time::date_and_clock;
use crate::consent::{Outcome, Provenance};
use crate::form::DoneBy;
use crate::ident::CivilDate;
use crate::item::{Failure, Item, Source, WaiverKind};

/// The one character of the seal (一字印).
pub fn kind_seal(kind: WaiverKind) -> &'static str {
    match kind {
        WaiverKind::Cancelled => "消",
        WaiverKind::Licence => "照",
        WaiverKind::DataCheck => "核",
        WaiverKind::Commitment => "诺",
        WaiverKind::DepartmentCheck => "协",
        WaiverKind::Reuse => "复",
        WaiverKind::IssuedOnline => "开",
        WaiverKind::Deferred => "容",
        WaiverKind::None => "交",
    }
}

/// The full word of the seal, which readers hear.
pub fn kind_name(kind: WaiverKind) -> &'static str {
    match kind {
        WaiverKind::Cancelled => "直接取消",
        WaiverKind::Licence => "电子证照",
        WaiverKind::DataCheck => "数据核验",
        WaiverKind::Commitment => "告知承诺",
        WaiverKind::DepartmentCheck => "部门核验",
        WaiverKind::Reuse => "历史材料复用",
        WaiverKind::IssuedOnline => "线上开具",
        WaiverKind::Deferred => "容缺受理",
        WaiverKind::None => "要准备",
    }
}

/// The line of a document that is done.
pub fn way_done(kind: WaiverKind, done: &DoneBy, today: CivilDate) -> String {
    match done {
        DoneBy::Cancelled => "不再要求，现在就免了".to_owned(),
        DoneBy::Fetched { as_of, valid_until, .. } => {
            let clock = as_of.clock_text();
            match (kind, valid_until) {
                (WaiverKind::DataCheck, _) => format!("{clock} 核对一致"),
                (WaiverKind::IssuedOnline, _) => format!("{clock} 开好了"),
                (_, Some(until)) => format!("{clock} 取到，{}前有效", until.chinese(today)),
                (_, None) => format!("{clock} 取到，长期有效"),
            }
        }
        DoneBy::Signed { at } => format!("{} 签了承诺书", at.clock_text()),
        DoneBy::DepartmentAsks => "收件部门自己去问，您不用管".to_owned(),
        DoneBy::HandedIn { files } => format!("已备好 {} 个文件", files.len()),
    }
}

/// Why a waiver did not come about, in one sentence.
pub fn failure_sentence(
    source: Option<&Source>,
    failure: Failure,
    outcome: Option<&Outcome>,
    today: CivilDate,
) -> String {
    let who = source.map_or("登记部门", |source| source.department.zh.as_str());
    let day = |date: &CivilDate| date.chinese(today);
    match (failure, outcome) {
        (Failure::NotFound, _) => format!("{who}没查到，可能办得早，还没有电子版"),
        (Failure::Expired, Some(Outcome::Expired { on, .. })) => format!("{who}有记录，{}过期了", day(on)),
        (Failure::Expired, _) => format!("{who}有记录，已经过期"),
        (Failure::Suspended, Some(Outcome::Suspended { on, .. })) => format!("{}起被停用了", day(on)),
        (Failure::Suspended, _) => "现在被停用了".to_owned(),
        (Failure::Revoked, Some(Outcome::Revoked { on, .. })) => format!("{}被注销了", day(on)),
        (Failure::Revoked, _) => "已经被注销了".to_owned(),
        (Failure::Mismatch, _) => format!("和{who}登记的对不上"),
        (Failure::RegisterDown, _) => format!("{who}现在连不上，不是您的问题"),
        (Failure::Refused, _) => "您选了自己交".to_owned(),
        (Failure::NoAuthority, _) => "替别人办时不能代查，要换个办法".to_owned(),
    }
}

/// Where an answer came from, in one line.
pub fn provenance_sentence(item: &Item, provenance: &Provenance, today: CivilDate) -> String {
    match provenance {
        Provenance::Citizen => "您填的".to_owned(),
        Provenance::Register { source, as_of, .. } => {
            let name = item.source(source).map_or(source.as_str(), |source| source.name.zh.as_str());
            format!("{name}，{} 取", date_and_clock(*as_of, today))
        }
        Provenance::Account => "您账户里登记的，可以改".to_owned(),
        Provenance::Default => "默认的，可以改".to_owned(),
        Provenance::Computed => "按您填的算出来的".to_owned(),
    }
}
