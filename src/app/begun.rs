//! What becomes of a draft that is not necessarily open here: deleted, kept, replaced, submitted. Each waits for, or
//! overrules, the tab that writes it, and counts.

use super::site::Site;
use super::tabs::Word;
use super::working::Working;
use super::writer::{self, raise, take};
use super::{clock, keeping, locks};
use crate::draft::{in_place_of, Draft};
use crate::store::{attachments, drafts, StoreError};

/// Deletes a draft with all that belongs to it. A tab that writes it saves, lets go, and says that it was deleted.
///
/// # Errors
/// The store's; the draft is then still there.
pub async fn delete(site: Site, id: &str) -> Result<(), StoreError> {
    let open = site.open_draft(id);
    let _lock = match &open {
        Some(working) if working.claim().is_writer() => None,
        _ => take(site, id).await,
    };
    drafts::remove(&site.store().await?, id).await?;
    if let Some(working) = open {
        working.saver().close();
        site.keep_open(None);
    }
    keeping::note_count(site, keeping::count_before(site).saturating_sub(1));
    site.tabs().tell(id, &Word::Deleted);
    Ok(())
}

/// Removes the files of drafts that were never stored, or are gone. Only where it can be told which drafts are being filled
/// in, in whatever tab.
pub async fn sweep(site: Site) {
    let Some(held) = locks::held().await else { return };
    let begun: Vec<String> = held.iter().filter_map(|name| writer::draft_of(name)).map(str::to_owned).collect();
    if let Ok(store) = site.store().await {
        // What stays now goes the next time.
        let _ = attachments::sweep(&store, &begun).await;
    }
}

/// 留着: a draft that expires is kept from now on for as long as if it had just been saved.
///
/// # Errors
/// The store's.
pub async fn keep(site: Site, id: &str) -> Result<(), StoreError> {
    match site.open_draft(id).filter(|working| working.claim().is_writer()) {
        Some(working) => {
            working.saver().mark();
            working.flush().await
        }
        None => {
            let _lock = take(site, id).await;
            raise(site, id, Some(clock::now())).await.map(drop)
        }
    }
}

/// Stores a draft in the place of the one that is stored under its id, whoever writes that. Answers whether it did: nothing
/// is replaced that was submitted meanwhile ([`in_place_of`]).
///
/// # Errors
/// The store's; the draft that is stored then stays.
pub async fn replace_stored(site: Site, draft: Draft) -> Result<bool, StoreError> {
    let id = draft.id.clone();
    let open = site.open_draft(&id);
    // What was pressed here is to be seen in what is stored.
    if let Some(working) = open.as_ref().filter(|working| working.claim().is_writer()) {
        working.flush().await?;
    }
    let _lock = match &open {
        Some(working) if working.claim().is_writer() => None,
        _ => take(site, &id).await,
    };
    let store = site.store().await?;
    let stored = drafts::get(&store, &id).await?;
    let expected = stored.as_ref().map(|stored| stored.revision);
    let draft = match &stored {
        Some(stored) => in_place_of(stored, draft),
        None => Some(draft),
    };
    let Some(mut draft) = draft else { return Ok(false) };
    if let Some(working) = open {
        working.saver().close();
        site.keep_open(None);
    }
    draft.revision = expected.unwrap_or(0) + 1;
    drafts::put(&store, &draft, expected).await?;
    site.tabs().tell(&id, &Word::Saved);
    Ok(true)
}

/// The draft of this tab was submitted: the others need not ask.
pub fn submitted(working: &Working, number: &str) {
    let site = working.site();
    keeping::note_count(site, keeping::count_before(site).saturating_sub(1));
    site.tabs().tell(&working.id(), &Word::Submitted(number.to_owned()));
}
