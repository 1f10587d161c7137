//! The synthetic people of the reference portal, and what its registers say about them.

use super::pack::folder;
use mianzheng::consent::{Difference, Outcome, Record};
use mianzheng::ident::{CivilDate, Instant, CHINA_OFFSET_MINUTES};
use mianzheng::item::{Holder, Source};
use serde::Deserialize;
use std::collections::BTreeMap;

/// Somebody who is signed in.
pub struct Person {
    /// The portal's id.
    pub id: &'static str,
    /// The account's telephone number.
    pub phone: &'static str,
    /// The credit code of the enterprise whose legal representative this is.
    pub enterprise: Option<&'static str>,
}

/// 李桂英, 82: all registers are good.
pub const LIGUI: Person = Person { id: "p-ligui", phone: "13800001234", enterprise: None };
/// 陈晓明, of a restaurant: all registers are good.
pub const CHENXM: Person = Person { id: "p-chenxm", phone: "13800002345", enterprise: Some("91369999MA0000007L") };
/// 王秀兰: registered elsewhere.
pub const WANGXL: Person = Person { id: "p-wangxl", phone: "13800003456", enterprise: None };
/// 赵国强, 84: no register is good.
pub const ZHAOGQ: Person = Person { id: "p-zhaogq", phone: "13800004567", enterprise: None };
/// 刘小梅, the daughter of 李桂英: her shop's licence is suspended, its deed revoked.
pub const LIUXM: Person = Person { id: "p-liuxm", phone: "13800005678", enterprise: Some("92369999MA0000285Y") };

/// 黄建军, of a factory in the park that is building a second one: all registers are good.
pub const HUANGJJ: Person = Person { id: "p-huangjj", phone: "13800006789", enterprise: Some("91369999MA0000410N") };

#[derive(Deserialize)]
struct Kept {
    source: String,
    holder: String,
    number: Option<String>,
    issuer: String,
    valid_until: Option<CivilDate>,
    #[serde(default)]
    status: String,
    status_on: Option<CivilDate>,
    fields: BTreeMap<String, String>,
}

/// What the registers hold, as the reference portal has it.
pub struct Registers(Vec<Kept>);

impl Registers {
    /// The records with which the reference portal begins.
    pub fn of_the_portal() -> Self {
        let read = |name: &str| -> Vec<Kept> {
            let path = folder("tests/portal/service/seed").join(name);
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
        };
        Self([read("records.json"), read("joint.json")].into_iter().flatten().collect())
    }

    /// What a register answers about the person, or the person's enterprise, given what is sent to it.
    pub fn ask(&self, source: &Source, person: &Person, sent: &[(String, String)], as_of: Instant) -> Outcome {
        let holder = match source.holder {
            Holder::Applicant | Holder::SignedIn => Some(person.id),
            Holder::Enterprise => person.enterprise,
        };
        let kept = self.0.iter().find(|kept| kept.source == source.id && Some(kept.holder.as_str()) == holder);
        let Some(kept) = kept else { return Outcome::NotFound { as_of } };
        let today = as_of.civil(CHINA_OFFSET_MINUTES);
        let on = kept.status_on.unwrap_or(today);
        match (kept.status.as_str(), kept.valid_until) {
            ("revoked", _) => Outcome::Revoked { on, as_of },
            ("suspended", _) => Outcome::Suspended { on, as_of },
            (_, Some(last)) if last < today => Outcome::Expired { on: last, as_of },
            _ => kept.compare(source, sent, as_of),
        }
    }
}

impl Kept {
    fn compare(&self, source: &Source, sent: &[(String, String)], as_of: Instant) -> Outcome {
        let registered = |field: &String| self.fields.get(field).cloned().unwrap_or_default();
        let wrong = sent.iter().filter(|(field, given)| *given != registered(field));
        let differences: Vec<Difference> = wrong
            .map(|(field, given)| Difference {
                field: field.clone(),
                given: given.clone(),
                registered: registered(field),
            })
            .collect();
        if !differences.is_empty() {
            return Outcome::Mismatch { differences, as_of };
        }
        let consented = |field: &String| source.fields.iter().any(|known| known.id == *field);
        let fields = self.fields.clone().into_iter().filter(|(field, _)| consented(field)).collect();
        let (number, issuer) = (self.number.clone(), self.issuer.clone());
        Outcome::Found { record: Record { number, issuer, valid_until: self.valid_until, fields }, as_of }
    }
}
