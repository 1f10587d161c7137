//! Many submissions against a simulated portal and clock: the real machine, the real outbox, every kind of trouble by chance.

use crate::support::delivery::{frozen, Random, SimulatedPortal};
use mianzheng::ident::Instant;
use mianzheng::submission::{plan, step, Delivery, Effect, Event, Frozen, State, Tried, Trouble};

const DAY_MS: i64 = 86_400_000;

/// A submission on a device, as it is stored, and what the portal has of it.
struct Draft {
    id: String,
    stored: Option<State>,
    delivery: Delivery,
    portal: SimulatedPortal,
    /// A submission that still arrives although nobody waits for it any more.
    late: Option<Frozen>,
    attempts: u32,
    /// The portal is never well for this one, for as long as it is poisoned.
    poisoned: bool,
}

struct Counts {
    submissions: u64,
    lost: u64,
    double: u64,
    visits: u64,
}

/// One device with a few submissions, until each has its receipt or has been given up as lost.
fn device(random: &mut Random, counts: &mut Counts) {
    let mut now = Instant::from_unix_ms(1_773_279_420_000 + random.below(1_000_000) as i64);
    let mut drafts: Vec<Draft> = Vec::new();
    for number in 0..=random.below(3) {
        let delivery = Delivery::begin(drafts.iter().map(|draft| &draft.delivery), now);
        drafts.push(Draft {
            id: format!("d{number}"),
            stored: State::begin(None),
            delivery,
            portal: SimulatedPortal::default(),
            late: None,
            attempts: 0,
            poisoned: random.percent(5),
        });
    }
    for round in 0..400 {
        let line = drafts.iter().filter_map(|draft| Some((draft.id.as_str(), draft.stored.as_ref()?, &draft.delivery)));
        let plan = plan(line, now);
        for id in &plan.due {
            if let Some(draft) = drafts.iter_mut().find(|draft| draft.id == *id) {
                counts.visits += 1;
                draft.visit(random, now);
            }
        }
        for draft in &mut drafts {
            draft.poisoned &= round < 40;
            draft.meanwhile(random);
        }
        now = now.add_ms(plan.wake_in_ms.unwrap_or(1).max(1));
        // The device's clock is set anew now and then, by a day.
        if random.percent(2) {
            now = now.add_ms(if random.percent(50) { DAY_MS } else { -DAY_MS });
        }
        if drafts.iter().all(|draft| matches!(draft.stored, Some(State::Accepted { .. }))) {
            break;
        }
    }
    for draft in &mut drafts {
        draft.meanwhile(random);
        counts.submissions += 1;
        let kept = match &draft.stored {
            Some(State::Accepted { receipt }) => draft.portal.accepted.contains_key(&receipt.key),
            _ => false,
        };
        counts.lost += u64::from(!kept);
        counts.double += (draft.portal.accepted.len() as u64).saturating_sub(1);
    }
}

impl Draft {
    /// One attempt, as the app makes it; it can be broken off between any two effects.
    fn visit(&mut self, random: &mut Random, now: Instant) {
        if let Some(State::Waiting { earlier }) = &self.stored {
            self.attempts += 1;
            let made = frozen(&format!("{}-{}", self.id, self.attempts), earlier.clone());
            self.take(Event::Frozen(made));
        }
        let Some(state) = self.stored.clone() else { return };
        let (next, effects) = step(state, Event::Send);
        let mut answer = None;
        for effect in effects {
            // The browser is killed here, or the device stores nothing.
            if random.percent(4) {
                return;
            }
            match effect {
                Effect::Store => self.stored = Some(next.clone()),
                Effect::Post(frozen) => answer = self.post(frozen, random),
                Effect::AskByKeys(keys) => answer = Some(self.ask(&keys, random)),
            }
        }
        let Some((event, tried)) = answer else { return };
        if !random.percent(4) {
            self.stored = Some(step(next, event).0);
            self.delivery.note(tried, now, random.dice());
        }
    }

    fn take(&mut self, event: Event) {
        if let Some(state) = self.stored.take() {
            self.stored = Some(step(state, event).0);
        }
    }

    fn post(&mut self, frozen: Frozen, random: &mut Random) -> Option<(Event, Tried)> {
        if self.poisoned {
            return Some((Event::NoAnswer, failed(Trouble::Portal, random)));
        }
        match random.below(10) {
            0 => Some((Event::NoAnswer, failed(Trouble::NoAnswer, random))),
            1 => {
                self.late = Some(frozen);
                Some((Event::NoAnswer, failed(Trouble::NoAnswer, random)))
            }
            2 => Some((Event::SignedOut, failed(Trouble::SignedOut, random))),
            3 => Some((Event::NotTaken, failed(Trouble::Portal, random))),
            4 => {
                // Accepted, and the answer is lost; or the browser is killed while it waits.
                self.portal.post(&frozen, false);
                random.percent(70).then(|| (Event::NoAnswer, failed(Trouble::NoAnswer, random)))
            }
            luck => {
                // A double press, or a second tab: the same bytes arrive twice.
                if random.percent(20) {
                    self.portal.post(&frozen, false);
                }
                let answer = self.portal.post(&frozen, luck == 5);
                let tried =
                    if matches!(answer, Event::Refused(_)) { Tried::Done } else { failed(Trouble::Portal, random) };
                Some((answer, tried))
            }
        }
    }

    fn ask(&mut self, keys: &[String], random: &mut Random) -> (Event, Tried) {
        if self.poisoned || random.percent(30) {
            return (Event::NoAnswer, failed(Trouble::NoAnswer, random));
        }
        (self.portal.ask(keys), Tried::NeverArrived)
    }

    /// What happens by itself: late messages arrive, and the citizen mends, takes back, submits again.
    fn meanwhile(&mut self, random: &mut Random) {
        if random.percent(50) {
            if let Some(frozen) = self.late.take() {
                self.portal.post(&frozen, false);
            }
        }
        if self.stored.as_ref().is_some_and(State::can_be_cancelled) && random.percent(2) {
            self.take(Event::Cancel);
        }
        if let Some(begun) = State::begin(self.stored.as_ref()) {
            self.stored = Some(begun);
            self.delivery.now();
        }
    }
}

fn failed(trouble: Trouble, random: &mut Random) -> Tried {
    let retry_after_ms = random.percent(20).then(|| random.below(600_000) as i64);
    Tried::Failed { trouble, retry_after_ms }
}

fn storm(submissions: u64, seed: u64) -> Counts {
    let mut counts = Counts { submissions: 0, lost: 0, double: 0, visits: 0 };
    let mut random = Random(seed);
    while counts.submissions < submissions {
        device(&mut random, &mut counts);
    }
    counts
}

#[test]
fn in_a_storm_of_trouble_each_submission_gets_one_application_and_its_receipt() {
    let counts = storm(5_000, 20_260_312);
    assert_eq!((counts.lost, counts.double), (0, 0), "of {}", counts.submissions);
    assert!(counts.visits > 2 * counts.submissions, "there was trouble");
}

/// `make storm-sim SUBMISSIONS=n SEED=s`
#[test]
#[ignore = "minutes"]
fn storm_full() {
    let from =
        |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let seed = from("SEED", 1);
    let counts = storm(from("SUBMISSIONS", 1_000_000), seed);
    println!("seed {seed}");
    println!("figure storm_sim_submissions {} submissions", counts.submissions);
    println!("figure storm_sim_attempts {} attempts", counts.visits);
    println!("figure storm_sim_lost {} submissions", counts.lost);
    println!("figure storm_sim_double {} applications", counts.double);
    assert_eq!((counts.lost, counts.double), (0, 0));
}
