//! A submitted draft in the outbox's hands: the one that is open, or a stored one that no page shows.

use crate::app::site::Site;
use crate::app::working::Working;
use crate::draft::Draft;
use crate::portal::Receipt;
use crate::store::{applications, drafts, StoreError};
use crate::submission::{Delivery, State};
use leptos::prelude::*;
use std::rc::Rc;

/// A submitted draft.
pub struct Parcel {
    site: Site,
    held: Held,
}

enum Held {
    Open(Rc<Working>),
    Stored(Box<Draft>),
}

impl Parcel {
    /// The draft of this id as it is now, everything of it stored; nothing when it has gone.
    pub async fn load(site: Site, id: &str) -> Result<Option<Self>, StoreError> {
        if let Some(working) = site.open_draft(id) {
            working.flush().await?;
            return Ok(Some(Self::open(working)));
        }
        let stored = drafts::get(&site.store().await?, id).await?;
        Ok(stored.map(|draft| Self { site, held: Held::Stored(Box::new(draft)) }))
    }

    /// The same draft with its answers.
    pub fn open(working: Rc<Working>) -> Self {
        Self { site: working.site(), held: Held::Open(working) }
    }

    /// The site.
    pub fn site(&self) -> Site {
        self.site
    }

    /// The open draft.
    pub fn working(&self) -> Option<Rc<Working>> {
        match &self.held {
            Held::Open(working) => Some(working.clone()),
            Held::Stored(_) => None,
        }
    }

    /// The draft as it was stored, when no page shows it.
    pub fn stored(&self) -> Option<&Draft> {
        match &self.held {
            Held::Open(_) => None,
            Held::Stored(draft) => Some(draft),
        }
    }

    /// Where its submission stands.
    pub fn state(&self) -> Option<State> {
        match &self.held {
            Held::Open(working) => working.submission().get_untracked(),
            Held::Stored(draft) => draft.submission.clone(),
        }
    }

    /// How its delivery goes.
    pub fn delivery(&self) -> Delivery {
        let delivery = match &self.held {
            Held::Open(working) => working.delivery().get_untracked(),
            Held::Stored(draft) => draft.delivery.clone(),
        };
        delivery.unwrap_or_default()
    }

    /// Stores where it stands now; returns when that is durable. Another hand's write is never passed over.
    pub async fn put(&mut self, state: Option<State>, delivery: Delivery) -> Result<(), StoreError> {
        match &mut self.held {
            Held::Open(working) => {
                working.set_submission(state, Some(delivery));
                working.flush().await
            }
            Held::Stored(draft) => {
                let expected = draft.revision;
                draft.revision += 1;
                (draft.submission, draft.delivery) = (state, Some(delivery));
                drafts::put(&self.site.store().await?, draft, Some(expected)).await?;
                // It may have been opened meanwhile.
                if let Some(working) = self.site.open_draft(&draft.id) {
                    working.adopt(draft);
                    self.held = Held::Open(working);
                }
                self.site.drafts_changed.update(|count| *count = count.wrapping_add(1));
                Ok(())
            }
        }
    }

    /// The draft becomes an application, in one transaction with its receipt.
    pub async fn accept(self, receipt: Box<Receipt>) -> Result<(), StoreError> {
        let (id, owner) = match &self.held {
            Held::Open(working) => (working.id(), working.owner()),
            Held::Stored(draft) => (draft.id.clone(), draft.owner.clone()),
        };
        applications::accept(&self.site.store().await?, &id, &receipt, &owner).await?;
        if let Some(working) = self.working().or_else(|| self.site.open_draft(&id)) {
            working.saver().close();
            working.show_submission(Some(State::Accepted { receipt: receipt.clone() }), None);
        }
        self.site.announce(format!("{}交上去了", receipt.item_name));
        self.site.arrived.set(Some((receipt.item_name.clone(), receipt.number.clone())));
        self.site.drafts_changed.update(|count| *count = count.wrapping_add(1));
        Ok(())
    }
}

/// What another tab did with the draft that is open here is shown here too.
pub async fn take_over_open(site: Site) {
    let under_way = |working: &Rc<Working>| {
        working.submission().with_untracked(|state| state.as_ref().is_some_and(State::is_under_way))
    };
    let Some(working) = site.open_now().filter(under_way) else { return };
    let Ok(store) = site.store().await else { return };
    match drafts::get(&store, &working.id()).await {
        Ok(Some(draft)) if working.saver().stored().is_some_and(|known| known < draft.revision) => {
            working.adopt(&draft)
        }
        Ok(None) if working.saver().stored().is_some() => {
            let receipts = applications::list(&store, &working.owner()).await.unwrap_or_default();
            let of_this = receipts.into_iter().find_map(|stored| match stored {
                crate::store::Stored::Ok(found) if found.draft == working.id() => Some(found.receipt),
                _ => None,
            });
            if let Some(receipt) = of_this {
                working.saver().close();
                working.show_submission(Some(State::Accepted { receipt: Box::new(receipt) }), None);
            }
        }
        Ok(Some(_) | None) | Err(_) => {}
    }
}
