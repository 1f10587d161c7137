//! What can be done for the parts of a joint application.

use super::{Client, PortalError};
use crate::portal::{
    AccountAnswer, AccountQuestion, Application, ContractSignature, PlanAcceptance, Rating, ShotsHandedIn,
    SurveyBooking, SurveySlots, Withdrawal,
};
use gloo_net::http::Method;

impl Client {
    /// `listSurveySlots`
    pub async fn survey_slots(&self) -> Result<SurveySlots, PortalError> {
        self.get("/survey-slots").await
    }

    /// `bookSurvey`: books a slot, or changes to another one.
    pub async fn book_survey(&self, number: &str, booking: &SurveyBooking) -> Result<Application, PortalError> {
        let body = super::body(booking)?;
        let path = format!("/applications/{number}/survey");
        super::read(self.send(Method::PUT, &path, Some(body), &[]).await?).await
    }

    /// `cancelSurvey`
    pub async fn cancel_survey(&self, number: &str) -> Result<Application, PortalError> {
        super::read(self.send(Method::DELETE, &format!("/applications/{number}/survey"), None, &[]).await?).await
    }

    /// `handInShots`
    pub async fn hand_in_shots(&self, number: &str, shots: &ShotsHandedIn) -> Result<Application, PortalError> {
        self.post(&format!("/applications/{number}/survey/shots"), shots).await
    }

    /// `acceptPlan`
    pub async fn accept_plan(
        &self,
        number: &str,
        part: &str,
        acceptance: &PlanAcceptance,
    ) -> Result<Application, PortalError> {
        self.post(&format!("/applications/{number}/parts/{part}/plan/acceptance"), acceptance).await
    }

    /// `reportWorks`: the applicant's own works are finished.
    pub async fn report_works(&self, number: &str, part: &str) -> Result<Application, PortalError> {
        let path = format!("/applications/{number}/parts/{part}/works/completion");
        super::read(self.send(Method::POST, &path, None, &[]).await?).await
    }

    /// `signContract`
    pub async fn sign_contract(
        &self,
        number: &str,
        part: &str,
        signature: &ContractSignature,
    ) -> Result<Application, PortalError> {
        self.post(&format!("/applications/{number}/parts/{part}/contract/signature"), signature).await
    }

    /// `supplementPart`: the frozen bytes under their key.
    pub async fn supplement_part(
        &self,
        number: &str,
        part: &str,
        (key, body): (&str, &str),
    ) -> Result<Application, PortalError> {
        let headers = [("Idempotency-Key", key), ("Content-Type", "application/json")];
        let path = format!("/applications/{number}/parts/{part}/supplement");
        super::read(self.send(Method::POST, &path, Some(body.into()), &headers).await?).await
    }

    /// `withdrawPart`
    pub async fn withdraw_part(
        &self,
        number: &str,
        part: &str,
        withdrawal: &Withdrawal,
    ) -> Result<Application, PortalError> {
        self.post(&format!("/applications/{number}/parts/{part}/withdraw"), withdrawal).await
    }

    /// `ratePart`
    pub async fn rate_part(&self, number: &str, part: &str, rating: &Rating) -> Result<Application, PortalError> {
        self.post(&format!("/applications/{number}/parts/{part}/rating"), rating).await
    }

    /// `askUtilityAccount`: whether an account can be transferred.
    pub async fn ask_utility_account(&self, question: &AccountQuestion) -> Result<AccountAnswer, PortalError> {
        self.post("/utility-accounts/checks", question).await
    }
}
