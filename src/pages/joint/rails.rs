//! The tracks side by side: one column a part, one row a stage; a stage that companies take together is one pill over their
//! columns. With large type, and on very narrow screens, the stages stand in each part's own section instead.

use super::icon;
use crate::app::clock;
use crate::application::{self, Row};
use crate::i18n::{self, Look};
use crate::portal::{Application, StageState};
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use leptos::prelude::*;

/// The table of the tracks.
#[component]
pub fn Rails(
    /// The application.
    application: Application,
) -> impl IntoView {
    let heads = application.parts.iter().map(|part| {
        view! {
            <th class="rails__part" scope="col">
                <Svg icon=icon(part) /><span>{i18n::short_name(part)}</span>
            </th>
        }
    });
    let rows = application::tracks(&application.parts).into_iter().filter(is_needed);
    let rows = rows.map(|row| view! { <RailRow application=application.clone() row /> }).collect_view();
    view! {
        <div class="card card--tight rails">
            <table class="rails__table">
                <caption class="visually-hidden">"每条线办到哪一步"</caption>
                <thead><tr><td class="rails__corner"></td>{heads.collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// What no part needs is no row.
fn is_needed(row: &Row) -> bool {
    row.cells.iter().any(|cell| cell.state != StageState::NotNeeded)
}

#[component]
fn RailRow(application: Application, row: Row) -> impl IntoView {
    let stage = row.stage;
    let name = i18n::row_name(&application, stage);
    let cells = row.cells.into_iter().map(|cell| {
        let words = i18n::cell(&application, (stage, &cell), clock::today());
        let span = cell.parts.len();
        let icon = match words.look {
            Look::Done => Some(Icon::Tick),
            Look::Waits => Some(Icon::Warn),
            Look::Ended => Some(Icon::Stop),
            Look::Now | Look::Ahead | Look::NotNeeded | Look::Gone => None,
        };
        view! {
            <td class="rails__cell" colspan=span.to_string() data-span=span.to_string() data-state=words.look.name()>
                <span class="rails__pill">
                    <span class="rails__text">{icon.map(|icon| view! { <Svg icon /> })}{words.text}</span>
                    {words.note.map(|note| view! { <span class="rails__note">{note}</span> })}
                </span>
            </td>
        }
    });
    view! { <tr><th class="rails__stage" scope="row">{name}</th>{cells.collect_view()}</tr> }
}
