//! What this device knows of a person's applications: the portal's last word, when it was said, and what of it the person
//! has seen. It is what lists show without a network, and what tells at the next start that something has moved.

use crate::ident::Instant;
use crate::portal::{
    Application, ApplicationPart, ApplicationSummary, NextStep, PartSummary, PartTask, Receipt, Status,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The version of the stored record.
pub const KNOWN_SCHEMA: u32 = 1;

/// The last known state of one person's applications.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// [`KNOWN_SCHEMA`].
    pub schema: u32,
    /// When the list was said, by server time; nothing before the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Instant>,
    /// The list, newest first.
    #[serde(default)]
    pub list: Vec<ApplicationSummary>,
    /// Applications that were opened, with when each was said.
    #[serde(default)]
    pub opened: BTreeMap<String, (Instant, Application)>,
    /// What the person has seen of each.
    #[serde(default)]
    pub seen: BTreeMap<String, Seen>,
}

/// What a person has seen of an application.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Where it stood.
    pub status: Status,
    /// What was to come next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
    /// How those of its parts stood that a company has taken up.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<PartSummary>,
}

/// An application that has moved since its applicant looked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct News {
    /// 办件编号
    pub number: String,
    /// The item's name.
    pub item_name: String,
    /// Where it stands now.
    pub status: Status,
    /// What a part of it asks of the applicant.
    pub asks: Option<PartTask>,
    /// The names of the parts that have moved.
    pub parts: Vec<String>,
}

impl Default for Known {
    fn default() -> Self {
        Self { schema: KNOWN_SCHEMA, at: None, list: Vec::new(), opened: BTreeMap::new(), seen: BTreeMap::new() }
    }
}

impl Seen {
    fn of(one: &ApplicationSummary) -> Self {
        Self { status: one.status, next: one.next.as_ref().map(|next| next.name.clone()), parts: one.parts.clone() }
    }
}

impl Known {
    /// Takes the portal's list. An application that this device hears of for the first time is no news, unless it waits
    /// for the applicant. What is not in the list any more is forgotten.
    pub fn take_list(&mut self, list: Vec<ApplicationSummary>, now: Instant) {
        for one in list.iter().filter(|one| one.status != Status::WaitingForYou) {
            self.seen.entry(one.number.clone()).or_insert_with(|| Seen::of(one));
        }
        let is_listed = |number: &String| list.iter().any(|one| one.number == *number);
        self.seen.retain(|number, _| is_listed(number));
        self.opened.retain(|number, _| is_listed(number));
        (self.list, self.at) = (list, Some(now));
    }

    /// Takes one application as the portal shows it; its line in the list follows.
    pub fn take(&mut self, application: Application, now: Instant) {
        let parts = application.parts.iter().map(ApplicationPart::summary).collect();
        let summary =
            ApplicationSummary { parts, ..summary(&application.receipt, application.status, application.next.clone()) };
        let number = summary.number.clone();
        match self.list.iter_mut().find(|one| one.number == number) {
            Some(one) => *one = summary,
            None => self.list.insert(0, summary),
        }
        self.opened.insert(number, (now, application));
    }

    /// Takes what the person has just submitted, as the receipt shows it: what becomes of it from then on is news, even
    /// when the list is asked for days later.
    pub fn submitted(&mut self, receipt: &Receipt) {
        if self.list.iter().any(|one| one.number == receipt.number) {
            return;
        }
        let status = if receipt.result.is_some() { Status::Done } else { Status::Received };
        self.list.insert(0, summary(receipt, status, receipt.next.first().cloned()));
        self.see(&receipt.number);
    }

    /// The list as it was last known, and since when; nothing while no application is known. Where the portal has never
    /// said the whole list, what is known of single applications stands in for it, as old as the oldest of them.
    pub fn last_list(&self) -> Option<(Vec<ApplicationSummary>, Instant)> {
        let said = |one: &ApplicationSummary| self.opened.get(&one.number).map_or(one.received_at, |(at, _)| *at);
        let at = self.at.or_else(|| self.list.iter().map(said).min())?;
        (!self.list.is_empty()).then(|| (self.list.clone(), at))
    }

    /// The person looks at one application.
    pub fn see(&mut self, number: &str) {
        if let Some(one) = self.list.iter().find(|one| one.number == number) {
            self.seen.insert(one.number.clone(), Seen::of(one));
        }
    }

    /// What has moved since the person looked, what waits for the person first.
    pub fn news(&self) -> Vec<News> {
        let moved = |one: &&ApplicationSummary| self.seen.get(&one.number) != Some(&Seen::of(one));
        let of = |one: &ApplicationSummary| News::of(one, self.seen.get(&one.number));
        let mut news: Vec<News> = self.list.iter().filter(moved).map(of).collect();
        news.sort_by_key(|news| news.status != Status::WaitingForYou);
        news
    }
}

fn summary(receipt: &Receipt, status: Status, next: Option<NextStep>) -> ApplicationSummary {
    ApplicationSummary {
        number: receipt.number.clone(),
        item_name: receipt.item_name.clone(),
        department: receipt.department.clone(),
        status,
        received_at: receipt.received_at,
        next,
        parts: Vec::new(),
    }
}

impl News {
    fn of(one: &ApplicationSummary, seen: Option<&Seen>) -> Self {
        let is_seen = |part: &PartSummary| seen.is_some_and(|seen| seen.parts.contains(part));
        let has_moved = |part: &&PartSummary| has_begun(part) && !is_seen(part);
        Self {
            number: one.number.clone(),
            item_name: one.item_name.clone(),
            status: one.status,
            asks: one.parts.iter().find_map(|part| part.asks),
            parts: one.parts.iter().filter(has_moved).map(|part| part.name.clone()).collect(),
        }
    }
}

/// That a part was received is said by the receipt, and no news.
fn has_begun(part: &PartSummary) -> bool {
    part.status != Status::Received
}
