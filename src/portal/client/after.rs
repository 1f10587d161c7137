//! What can follow a submission, for the pages that are opened after it.

use super::{read, Client, PortalError};
use crate::portal::{Application, Rating, Withdrawal};
use gloo_net::http::Method;

impl Client {
    /// `supplementApplication`: the frozen bytes under their key.
    pub async fn supplement_application(
        &self,
        number: &str,
        key: &str,
        body: &str,
    ) -> Result<Application, PortalError> {
        let headers = [("Idempotency-Key", key), ("Content-Type", "application/json")];
        let path = format!("/applications/{number}/supplement");
        read(self.send(Method::POST, &path, Some(body.into()), &headers).await?).await
    }

    /// `withdrawApplication`
    pub async fn withdraw_application(
        &self,
        number: &str,
        withdrawal: &Withdrawal,
    ) -> Result<Application, PortalError> {
        self.post(&format!("/applications/{number}/withdraw"), withdrawal).await
    }

    /// `rateApplication`
    pub async fn rate_application(&self, number: &str, rating: &Rating) -> Result<Application, PortalError> {
        self.post(&format!("/applications/{number}/rating"), rating).await
    }

    /// `readSubmission`: exactly what was submitted.
    pub async fn submission(&self, number: &str) -> Result<Vec<u8>, PortalError> {
        self.bytes(&format!("/applications/{number}/submission")).await
    }

    /// `readResultFile`: the file of what was issued.
    pub async fn result_file(&self, number: &str) -> Result<Vec<u8>, PortalError> {
        self.bytes(&format!("/applications/{number}/result/file")).await
    }

    async fn bytes(&self, path: &str) -> Result<Vec<u8>, PortalError> {
        let response = self.send(Method::GET, path, None, &[]).await?;
        response.binary().await.map_err(|_| PortalError::NoAnswer)
    }
}
