//! The submission's state machine, searched breadth first: every order of what can happen to the citizen's device, to what
//! is on its way and to the portal, with one tab and with two, and a reload at every point between storing and sending.

use crate::support::delivery::{frozen, SimulatedPortal};
use mianzheng::submission::{step, Effect, Event, Frozen, State};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// One tab: what it believes, whether that is the stored revision, and what it still has to do.
#[derive(Debug, Clone, PartialEq)]
struct Tab {
    memory: Option<State>,
    current: bool,
    todo: VecDeque<Effect>,
    /// The key whose answer it waits for.
    waits: Option<String>,
}

/// Everything there is.
#[derive(Debug, Clone, PartialEq)]
struct World {
    stored: Option<State>,
    tabs: Vec<Tab>,
    portal: SimulatedPortal,
    /// Submissions on their way. One whose tab has gone still arrives.
    flying: Vec<Frozen>,
    attempts: usize,
    /// The key that has left and of which nobody knows what became.
    open: Option<String>,
}

struct Bounds {
    tabs: usize,
    attempts: usize,
    flying: usize,
}

impl World {
    fn new(bounds: &Bounds) -> Self {
        let tab = Tab { memory: None, current: true, todo: VecDeque::new(), waits: None };
        Self {
            stored: None,
            tabs: vec![tab; bounds.tabs],
            portal: SimulatedPortal::default(),
            flying: Vec::new(),
            attempts: 0,
            open: None,
        }
    }

    /// Every world that can be the next.
    fn followers(&self, bounds: &Bounds) -> Vec<Self> {
        let mut next = Vec::new();
        for tab in 0..self.tabs.len() {
            self.by_the_tab(tab, bounds, &mut next);
        }
        for message in 0..self.flying.len() {
            self.by_the_network(message, &mut next);
        }
        next
    }

    fn by_the_tab(&self, ix: usize, bounds: &Bounds, next: &mut Vec<Self>) {
        let tab = &self.tabs[ix];
        next.push(self.reloaded(ix));
        if let Some(effect) = tab.todo.front() {
            next.extend(self.carried_out(ix, effect.clone(), bounds));
            return;
        }
        if tab.waits.is_some() {
            next.push(self.heard(ix, Event::NoAnswer));
            return;
        }
        if self.attempts < bounds.attempts {
            if let Some(begun) = State::begin(tab.memory.as_ref()) {
                let mut world = self.clone();
                world.tabs[ix].memory = Some(begun);
                world.tabs[ix].todo.push_back(Effect::Store);
                next.push(world);
            }
        }
        let Some(state) = tab.memory.clone() else { return };
        if let State::Waiting { earlier } = &state {
            if self.attempts < bounds.attempts {
                let mut world = self.clone();
                world.attempts += 1;
                next.push(world.stepped(ix, Event::Frozen(frozen(&format!("k{}", world.attempts), earlier.clone()))));
            }
        }
        if state.can_be_cancelled() {
            next.push(self.stepped(ix, Event::Cancel));
        }
        if state.is_under_way() {
            next.push(self.stepped(ix, Event::Send));
        }
    }

    fn reloaded(&self, ix: usize) -> Self {
        let mut world = self.clone();
        world.tabs[ix] = Tab { memory: self.stored.clone(), current: true, todo: VecDeque::new(), waits: None };
        world
    }

    fn stepped(&self, ix: usize, event: Event) -> Self {
        let mut world = self.clone();
        let Some(state) = world.tabs[ix].memory.clone() else { return world };
        let (state, effects) = step(state, event);
        world.tabs[ix].memory = Some(state);
        world.tabs[ix].todo.extend(effects);
        world
    }

    /// An answer has come, or none ever will.
    fn heard(&self, ix: usize, event: Event) -> Self {
        let mut world = self.clone();
        let key = world.tabs[ix].waits.take();
        let settles = matches!(
            event,
            Event::Received(_) | Event::Refused(_) | Event::NotTaken | Event::SignedOut | Event::KeysUnknown
        );
        if settles && world.open == key {
            world.open = None;
        }
        world.stepped(ix, event)
    }

    fn carried_out(&self, ix: usize, effect: Effect, bounds: &Bounds) -> Vec<Self> {
        let mut world = self.clone();
        world.tabs[ix].todo.pop_front();
        match effect {
            Effect::Store if !world.tabs[ix].current => vec![self.reloaded(ix)],
            Effect::Store => {
                world.stored = world.tabs[ix].memory.clone();
                for (other, tab) in world.tabs.iter_mut().enumerate() {
                    tab.current = other == ix;
                }
                // The device may also refuse to store it: then nothing of it happens.
                vec![world, self.reloaded(ix)]
            }
            Effect::Post(frozen) => {
                // Two tabs without a lock can both be about to send the same bytes; there the key alone keeps it one.
                if self.tabs.len() == 1 {
                    assert_eq!(self.stored, Some(State::Sending { frozen: frozen.clone() }), "it was stored first");
                    assert_eq!(self.open, None, "nothing is sent again before it was asked for");
                }
                world.open = Some(frozen.key.clone());
                world.tabs[ix].waits = Some(frozen.key.clone());
                if world.flying.len() == bounds.flying {
                    world.flying.remove(0);
                }
                world.flying.push(frozen);
                vec![world]
            }
            Effect::AskByKeys(keys) => {
                world.tabs[ix].waits = keys.first().cloned();
                vec![
                    world.heard(ix, world.portal.ask(&keys)),
                    world.heard(ix, Event::NoAnswer),
                    world.heard(ix, Event::SignedOut),
                ]
            }
        }
    }

    /// A message arrives and is answered, arrives twice, arrives while the answer is lost, or is lost itself.
    fn by_the_network(&self, message: usize, next: &mut Vec<Self>) {
        let mut gone = self.clone();
        let frozen = gone.flying.remove(message);
        let waiting = self.tabs.iter().position(|tab| tab.waits.as_ref() == Some(&frozen.key));
        next.push(gone.clone());
        if let Some(ix) = waiting {
            next.push(gone.heard(ix, Event::SignedOut));
            next.push(gone.heard(ix, Event::NotTaken));
        }
        for refuses in [false, true] {
            for stays in [false, true] {
                let mut world = if stays { self.clone() } else { gone.clone() };
                let answer = world.portal.post(&frozen, refuses);
                next.push(world.clone());
                if let Some(ix) = waiting {
                    next.push(world.heard(ix, answer));
                }
            }
        }
    }

    fn has_receipt(&self) -> bool {
        matches!(&self.stored, Some(State::Accepted { receipt }) if self.portal.accepted.contains_key(&receipt.key))
    }
}

/// Searches all worlds; answers how many there are.
fn search(bounds: &Bounds) -> usize {
    let mut worlds = vec![World::new(bounds)];
    let mut known: HashMap<String, usize> = HashMap::from([(format!("{:?}", worlds[0]), 0)]);
    let mut leads_to: Vec<Vec<usize>> = Vec::new();
    let mut at = 0;
    while at < worlds.len() {
        let mut following = Vec::new();
        for next in worlds[at].followers(bounds) {
            assert!(next.portal.accepted.len() <= 1, "two applications: {next:#?}");
            assert!(!worlds[at].has_receipt() || next.has_receipt(), "a receipt was lost: {next:#?}");
            let accepted_unheard_of = matches!(next.stored, Some(State::Accepted { .. })) && !next.has_receipt();
            assert!(!accepted_unheard_of, "a receipt for nothing: {next:#?}");
            let name = format!("{next:?}");
            let ix = *known.entry(name).or_insert_with(|| {
                worlds.push(next);
                worlds.len() - 1
            });
            following.push(ix);
        }
        leads_to.push(following);
        at += 1;
    }
    every_application_can_reach_its_receipt(&worlds, &leads_to, bounds);
    worlds.len()
}

/// Whatever the portal has accepted, its receipt can still come to the device. What has used up the attempts that are
/// searched, and waits for the citizen to submit once more, is left out.
fn every_application_can_reach_its_receipt(worlds: &[World], leads_to: &[Vec<usize>], bounds: &Bounds) {
    let mut comes_from: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (from, following) in leads_to.iter().enumerate() {
        following.iter().for_each(|to| comes_from.entry(*to).or_default().push(from));
    }
    let mut reaches = vec![false; worlds.len()];
    let mut open: Vec<usize> = (0..worlds.len()).filter(|ix| worlds[*ix].has_receipt()).collect();
    open.iter().for_each(|ix| reaches[*ix] = true);
    while let Some(ix) = open.pop() {
        for from in comes_from.get(&ix).into_iter().flatten() {
            if !std::mem::replace(&mut reaches[*from], true) {
                open.push(*from);
            }
        }
    }
    for (world, reaches) in worlds.iter().zip(reaches) {
        let is_cut_off = world.attempts == bounds.attempts;
        assert!(reaches || world.portal.accepted.is_empty() || is_cut_off, "no way to the receipt: {world:#?}");
    }
}

#[test]
fn whatever_happens_in_one_tab_it_is_submitted_once_and_the_receipt_is_kept() {
    let worlds = search(&Bounds { tabs: 1, attempts: 2, flying: 2 });
    assert!(worlds > 500, "only {worlds} worlds were searched");
}

#[test]
fn whatever_happens_in_two_tabs_it_is_submitted_once_and_the_receipt_is_kept() {
    let worlds = search(&Bounds { tabs: 2, attempts: 1, flying: 1 });
    assert!(worlds > 500, "only {worlds} worlds were searched");
}

/// `make storm-sim` searches further than the tests of every day.
#[test]
#[ignore = "minutes"]
fn model_full() {
    let worlds =
        search(&Bounds { tabs: 1, attempts: 3, flying: 3 }) + search(&Bounds { tabs: 2, attempts: 2, flying: 1 });
    println!("figure model_states {worlds} states");
}
