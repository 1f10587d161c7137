//! Specimens of a photograph on its way in: being looked at, found wanting for each reason, and no use; and of the camera.

use super::specimen::{Section, Specimen};
use crate::app::photo::Outcome;
use crate::photo::{Flaw, Unusable};
use crate::ui::camera::{DeviceCheck, Lens, LensView};
use crate::ui::guided_shots::{GuidedShots, Shot};
use crate::ui::photo_check::{PhotoDesk, PhotoDeskView};
use leptos::prelude::*;
use web_sys::Blob;

/// What is seen of each outcome.
pub fn desks() -> Section {
    let wanting = |flaw| Blob::new().ok().map(|picture| Outcome::Looked { picture, flaw });
    let mut specimens = vec![Specimen::new("photo-desk", "正在看", desk(None))];
    for (flaw, state) in Flaw::ALL.into_iter().zip(["太小", "太暗", "反光", "不清楚"]) {
        specimens.push(Specimen::new("photo-desk", state, desk(wanting(Some(flaw)))));
    }
    specimens.push(Specimen::new("photo-desk", "看不了", desk(wanting(None))));
    for (why, state) in Unusable::ALL.into_iter().zip(["不是照片", "HEIC", "坏了", "像素太高"]) {
        specimens.push(Specimen::new("photo-desk", state, desk(Some(Outcome::Unusable(why)))));
    }
    Section { id: "photos", title: "照片清不清楚", specimens }
}

fn desk(outcome: Option<Outcome>) -> impl IntoView {
    let desk = PhotoDesk::new(|_, _| ());
    desk.show(outcome);
    let again = || view! { <button class="button" data-kind="main" type="button">"重拍一张"</button> };
    view! { <PhotoDeskView desk again taken=|()| () /> }
}

/// The check of camera and microphone, and shots that are asked for one after the other.
pub fn shots() -> Section {
    let shot =
        |id: &str, name: &str, hint: &str| Shot { id: id.to_owned(), name: name.to_owned(), hint: hint.to_owned() };
    let shots = vec![
        shot("wall", "装表的那面墙", "退后两步，把整面墙拍进来"),
        shot("meter", "旧电表", "站在正前面，看得清表号"),
    ];
    let kept = RwSignal::new(Vec::<String>::new());
    let on_shot = Callback::new(move |(shot, _): (Shot, Blob)| kept.update(|kept| kept.push(shot.id)));
    let lens = Lens::new();
    let specimens = vec![
        {
            // As on the page: what the camera sees stands where the shots are taken.
            let lens = Lens::new();
            Specimen::new("device-check", "没打开", view! { <LensView lens /><DeviceCheck lens /> })
        },
        Specimen::new("guided-shots", "一张一张拍", view! { <GuidedShots shots kept on_shot lens /> }),
    ];
    Section { id: "shots", title: "按提示拍照", specimens }
}
