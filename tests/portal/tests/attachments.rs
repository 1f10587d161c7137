//! Attachments: whole or not at all.

use crate::forms::{sha256, upload};
use crate::harness::TestPortal;
use mianzheng::portal::ProblemKind;

#[tokio::test]
async fn a_file_comes_back_byte_by_byte() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let attachment = upload(&session, b"a picture").await;
    assert_eq!((attachment.size_bytes, attachment.sha256.as_str()), (9, sha256(b"a picture").as_str()));
    let answer = session.get(&format!("/attachments/{}", attachment.id)).await;
    assert_eq!(&*answer.body, b"a picture");
    assert_eq!(answer.headers["content-type"], "image/jpeg");
    assert_eq!(answer.headers["content-disposition"], "attachment");
    assert_eq!(answer.headers["x-content-sha256"], attachment.sha256.as_str());
}

#[tokio::test]
async fn a_digest_that_does_not_fit_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let digest = sha256(b"another picture");
    let headers = [("content-type", "image/png"), ("x-file-name", "a.png"), ("x-content-sha256", &*digest)];
    session.post_raw("/attachments", &headers, "a picture").await.is_refused_at(&["file"]);
}

#[tokio::test]
async fn what_departments_cannot_open_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let digest = sha256(b"x");
    let headers = [("content-type", "text/html"), ("x-file-name", "a.html"), ("x-content-sha256", &*digest)];
    let answer = session.post_raw("/attachments", &headers, "x").await;
    answer.is_refused_as(ProblemKind::UnsupportedMediaType);
}

#[tokio::test]
async fn more_than_ten_megabytes_are_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let bytes = vec![0_u8; 10_000_001];
    let headers = [("content-type", "image/png"), ("x-file-name", "a.png"), ("x-content-sha256", &*sha256(&bytes))];
    session.post_raw("/attachments", &headers, bytes).await.is_refused_as(ProblemKind::TooLarge);
}

#[tokio::test]
async fn a_file_without_name_or_digest_is_refused() {
    let portal = TestPortal::new();
    let session = portal.sign_in("p-ligui").await;
    let digest = sha256(b"x");
    for headers in [
        [("content-type", "image/png"), ("x-file-name", "a.png")],
        [("content-type", "image/png"), ("x-content-sha256", &*digest)],
    ] {
        session.post_raw("/attachments", &headers, "x").await.is_refused_as(ProblemKind::BadRequest);
    }
}

#[tokio::test]
async fn a_file_of_others_is_not_there() {
    let portal = TestPortal::new();
    let attachment = upload(&portal.sign_in("p-ligui").await, b"a picture").await;
    let stranger = portal.sign_in("p-liuxm").await;
    stranger.get(&format!("/attachments/{}", attachment.id)).await.is_refused_as(ProblemKind::NotFound);
}
