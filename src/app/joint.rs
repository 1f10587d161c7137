//! What the applicant does for the parts of a joint application. Whether it may be done the core has said before.
//!
//! Each act is refused by the portal when it has been done, or comes to the same when it is done twice: where no answer came,
//! the application is asked for, and says whether it has happened.

use super::followup::{settle, NotDone};
use super::site::Site;
use crate::application::coming_survey;
use crate::portal::{
    Application, ApplicationPart, ContractSignature, PartTask, PlanAcceptance, Rating, Status, SurveyBooking,
    Withdrawal,
};

/// Books a slot for the survey, or changes to another one.
pub async fn book_survey(site: Site, number: &str, slot: &str) -> Result<Application, NotDone> {
    let answer = site.client().book_survey(number, &SurveyBooking { slot: slot.to_owned() }).await;
    settle(site, number, answer, |application| coming_survey(application).is_some_and(|survey| survey.slot.id == slot))
        .await
}

/// Gives the booked slot back.
pub async fn cancel_survey(site: Site, number: &str) -> Result<Application, NotDone> {
    let answer = site.client().cancel_survey(number).await;
    settle(site, number, answer, |application| coming_survey(application).is_none()).await
}

/// Accepts the plan of a part.
pub async fn accept_plan(site: Site, number: &str, part: &str, plan: &str) -> Result<Application, NotDone> {
    let answer = site.client().accept_plan(number, part, &PlanAcceptance { plan: plan.to_owned() }).await;
    let is_accepted =
        |one: &ApplicationPart| one.plan.as_ref().is_some_and(|known| known.id == plan && known.accepted_at.is_some());
    settle(site, number, answer, |application| holds(application, part, is_accepted)).await
}

/// Reports the applicant's own works as finished.
pub async fn report_works(site: Site, number: &str, part: &str) -> Result<Application, NotDone> {
    let answer = site.client().report_works(number, part).await;
    let is_reported = |one: &ApplicationPart| one.asks != Some(PartTask::FinishWorks);
    settle(site, number, answer, |application| holds(application, part, is_reported)).await
}

/// Signs the contract of a part, as it was read.
pub async fn sign_contract(
    site: Site,
    number: &str,
    part: &str,
    signature: &ContractSignature,
) -> Result<Application, NotDone> {
    let answer = site.client().sign_contract(number, part, signature).await;
    let is_signed = |one: &ApplicationPart| {
        one.contract
            .as_ref()
            .is_some_and(|contract| contract.digest == signature.digest && contract.signed_at.is_some())
    };
    settle(site, number, answer, |application| holds(application, part, is_signed)).await
}

/// Takes one part back and leaves the others.
pub async fn withdraw_part(
    site: Site,
    number: &str,
    part: &str,
    reason: Option<String>,
) -> Result<Application, NotDone> {
    let answer = site.client().withdraw_part(number, part, &Withdrawal { reason }).await;
    settle(site, number, answer, |application| holds(application, part, |one| one.status == Status::Withdrawn)).await
}

/// Rates how it went with one company.
pub async fn rate_part(site: Site, number: &str, part: &str, rating: &Rating) -> Result<Application, NotDone> {
    let answer = site.client().rate_part(number, part, rating).await;
    settle(site, number, answer, |application| holds(application, part, |one| one.rated == Some(rating.stars))).await
}

fn holds(application: &Application, part: &str, what: impl Fn(&ApplicationPart) -> bool) -> bool {
    application.parts.iter().any(|one| one.id == part && what(one))
}
