//! What the applicant does after the submission: withdraw, rate, fetch what was issued. Whether it may be done, and whether
//! it is complete, the core has said before.
//!
//! Withdrawing and rating twice is refused by the portal, so that nothing happens twice: where no answer came, the
//! application is asked for, and says whether it has happened.

use super::site::Site;
use super::{crypto, known};
use crate::portal::client::PortalError;
use crate::portal::{Application, ProblemField, Rating, Status, Withdrawal};

/// Why it was not done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotDone {
    /// Signed out.
    SignedOut,
    /// No connection, or the portal is in trouble; asking showed that it has not happened.
    NoPortal,
    /// The portal said no.
    Refused {
        /// In words.
        detail: String,
        /// What is wrong, field by field.
        fields: Vec<ProblemField>,
    },
}

/// Takes the application back.
pub async fn withdraw(site: Site, number: &str, reason: Option<String>) -> Result<Application, NotDone> {
    let answer = site.client().withdraw_application(number, &Withdrawal { reason }).await;
    settle(site, number, answer, |application| application.status == Status::Withdrawn).await
}

/// Rates how it went.
pub async fn rate(site: Site, number: &str, rating: &Rating) -> Result<Application, NotDone> {
    let answer = site.client().rate_application(number, rating).await;
    settle(site, number, answer, |application| application.rated == Some(rating.stars)).await
}

/// Where the answer does not say that it has happened, the application does.
pub async fn settle(
    site: Site,
    number: &str,
    answer: Result<Application, PortalError>,
    has_happened: impl Fn(&Application) -> bool,
) -> Result<Application, NotDone> {
    let error = match answer {
        Ok(application) => {
            known::keep(site, application.clone()).await;
            return Ok(application);
        }
        Err(PortalError::SignedOut) => return Err(NotDone::SignedOut),
        Err(error) => error,
    };
    match known::ask(site, number).await {
        Ok(application) if has_happened(&application) => return Ok(application),
        Ok(_) | Err(_) => {}
    }
    match error {
        PortalError::Problem(problem) => {
            Err(NotDone::Refused { detail: problem.detail.unwrap_or(problem.title), fields: problem.errors })
        }
        PortalError::SignedOut => Err(NotDone::SignedOut),
        PortalError::NoAnswer | PortalError::Trouble | PortalError::Nonsense => Err(NotDone::NoPortal),
    }
}

/// Something with a digest that the portal stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// The bytes are what the digest says.
    Same(Vec<u8>),
    /// They are not.
    Different,
}

/// The submitted bytes, compared with the receipt's digest.
pub async fn submission(site: Site, number: &str, digest: &str) -> Result<Checked, PortalError> {
    check(site.client().submission(number).await?, digest).await
}

/// The file of what was issued, compared with the result's digest.
pub async fn result_file(site: Site, number: &str, digest: &str) -> Result<Checked, PortalError> {
    check(site.client().result_file(number).await?, digest).await
}

async fn check(bytes: Vec<u8>, digest: &str) -> Result<Checked, PortalError> {
    let same = crypto::sha256_hex(&bytes).await == digest;
    Ok(if same { Checked::Same(bytes) } else { Checked::Different })
}
