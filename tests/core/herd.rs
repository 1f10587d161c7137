//! The herd: the portal is away for an hour in which every registered user of the county submits, and comes back.
//!
//! Assumptions, which the figures stand on: 128,000 devices (the county's registered users), each with one submission,
//! made at any moment of the hour; while the portal is away every request fails at once, which is the worst for the rate;
//! the portal can take 200 requests a second and answers more than that with 503 and `Retry-After: 60`.

use crate::support::delivery::{frozen, receipt, Random};
use mianzheng::ident::Instant;
use mianzheng::submission::{step, Delivery, Effect, Event, State, Tried, Trouble};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

const OUTAGE_MS: i64 = 3_600_000;
const CAPACITY_RPS: u32 = 200;
const RETRY_AFTER_MS: i64 = 60_000;

struct Herd {
    /// Requests in each second since the portal went away.
    rps: Vec<u32>,
    last_ms: i64,
    delivered: usize,
}

impl Herd {
    fn request(&mut self, now: Instant) -> bool {
        let second = (now.unix_ms() / 1_000) as usize;
        if self.rps.len() <= second {
            self.rps.resize(second + 1, 0);
        }
        self.rps[second] += 1;
        now.unix_ms() >= OUTAGE_MS && self.rps[second] <= CAPACITY_RPS
    }

    fn peak_since_its_return(&self) -> u32 {
        self.rps.iter().skip((OUTAGE_MS / 1_000) as usize).copied().max().unwrap_or(0)
    }
}

fn herd(devices: usize, seed: u64) -> Herd {
    let mut random = Random(seed);
    let mut herd = Herd { rps: Vec::new(), last_ms: 0, delivered: 0 };
    let mut all: Vec<(State, Delivery)> = Vec::with_capacity(devices);
    let mut line = BinaryHeap::new();
    for device in 0..devices {
        all.push((State::Queued { frozen: frozen("key", Vec::new()) }, Delivery::default()));
        line.push(Reverse((random.below(OUTAGE_MS as u64) as i64, device)));
    }
    while let Some(Reverse((at_ms, device))) = line.pop() {
        let now = Instant::from_unix_ms(at_ms);
        let (state, delivery) = &mut all[device];
        let (next, effects) = step(state.clone(), Event::Send);
        let taken = herd.request(now);
        let asks = effects.iter().any(|effect| matches!(effect, Effect::AskByKeys(_)));
        let retry_after_ms = (at_ms >= OUTAGE_MS).then_some(RETRY_AFTER_MS);
        let (event, tried) = match (taken, asks) {
            (false, _) => (Event::NoAnswer, Tried::Failed { trouble: Trouble::Portal, retry_after_ms }),
            (true, true) => (Event::KeysUnknown, Tried::NeverArrived),
            (true, false) => (Event::Received(Box::new(receipt("key"))), Tried::Done),
        };
        *state = step(next, event).0;
        if matches!(state, State::Accepted { .. }) {
            herd.delivered += 1;
            herd.last_ms = at_ms - OUTAGE_MS;
            continue;
        }
        delivery.note(tried, now, random.dice());
        line.push(Reverse((at_ms + delivery.wait_left_ms(now).max(1), device)));
    }
    herd
}

#[test]
fn a_tenth_of_the_county_stays_below_a_tenth_of_what_the_portal_can_take() {
    let herd = herd(12_800, 7);
    assert_eq!(herd.delivered, 12_800);
    // A tenth of the devices makes a tenth of the load, and relatively larger waves.
    assert!(herd.peak_since_its_return() < CAPACITY_RPS / 5, "{} requests in a second", herd.peak_since_its_return());
    assert!(herd.last_ms < 2 * OUTAGE_MS, "the last one arrived after {} ms", herd.last_ms);
}

/// `make herd SEED=s`
#[test]
#[ignore = "half a minute"]
fn herd_full() {
    let seed = std::env::var("SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(1);
    let herd = herd(128_000, seed);
    println!("seed {seed}");
    println!("figure herd_devices {} devices", herd.delivered);
    println!("figure herd_peak_rps {} rps", herd.peak_since_its_return());
    println!("figure herd_capacity_rps {CAPACITY_RPS} rps");
    println!("figure herd_last_delivered_s {} s", herd.last_ms / 1_000);
    assert!(herd.peak_since_its_return() <= CAPACITY_RPS);
}
