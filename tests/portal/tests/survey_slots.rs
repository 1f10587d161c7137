//! Slots for surveys.

use crate::harness::TestPortal;
use mianzheng::portal::SurveySlots;

#[tokio::test]
async fn slots_lie_on_the_coming_working_days() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-chenxm").await;
    let slots: SurveySlots = session.get("/survey-slots").await.json();
    let mut days: Vec<_> = slots.slots.iter().map(|slot| slot.day.to_string()).collect();
    days.dedup();
    assert_eq!(days, ["2026-03-13", "2026-03-16", "2026-03-17", "2026-03-18", "2026-03-19"]);
    assert!(slots.slots.iter().any(|slot| slot.by_video));
}
