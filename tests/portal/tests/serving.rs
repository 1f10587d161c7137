//! The built app and the item pack as files, and the headers on everything.

use crate::harness::{Answer, TestPortal};
use crate::service::headers::CONTENT_POLICY;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use mianzheng::portal::ProblemKind;
use std::path::PathBuf;

/// A built app in a folder that goes when the test ends.
struct Built {
    folder: PathBuf,
    portal: TestPortal,
}

impl Built {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("portal-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        for (file, text) in [
            ("index.html", "<!doctype html>page"),
            ("mianzheng-3f2a91c07be4d5a6_bg.wasm", "\0asm"),
            ("mianzheng-3f2a91c07be4d5a6_bg.wasm.br", "smaller"),
            ("boot.js", "start()"),
        ] {
            std::fs::write(folder.join(file), text).unwrap();
        }
        Self { portal: TestPortal::serving(&folder), folder }
    }

    async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        let mut request = Request::get(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.portal.send(request.body(Body::empty()).unwrap()).await
    }
}

impl Drop for Built {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[tokio::test]
async fn every_pages_address_gives_the_page() {
    let built = Built::new("pages");
    for path in ["/", "/index.html", "/item/369999-test-001", "/item/369999-test-001/form/person", "/applications"] {
        let answer = built.get(path, &[]).await;
        assert_eq!((answer.status, &*answer.body), (StatusCode::OK, b"<!doctype html>page".as_slice()), "{path}");
        assert_eq!(answer.headers["content-type"], "text/html", "{path}");
        assert_eq!(answer.headers["cache-control"], "no-cache", "{path}");
    }
}

#[tokio::test]
async fn a_file_that_is_not_there_is_not_a_page() {
    let built = Built::new("missing");
    for path in
        ["/nothing.js", "/items/nothing.json", "/items/369999-test-001", "/api/time", "/api/v1/x", "/_reference/x"]
    {
        built.get(path, &[]).await.is_refused_as(ProblemKind::NotFound);
    }
}

#[tokio::test]
async fn hashed_files_are_kept_and_compressed_ones_sent() {
    let built = Built::new("hashed");
    let path = "/mianzheng-3f2a91c07be4d5a6_bg.wasm";
    let plain = built.get(path, &[]).await;
    assert_eq!(
        (plain.headers["content-type"].to_str().unwrap(), &*plain.body),
        ("application/wasm", b"\0asm".as_slice())
    );
    assert!(plain.headers["cache-control"].to_str().unwrap().contains("immutable"));
    let small = built.get(path, &[("accept-encoding", "gzip, br")]).await;
    assert_eq!((small.headers["content-encoding"].to_str().unwrap(), &*small.body), ("br", b"smaller".as_slice()));
    assert_eq!(small.headers["content-type"], "application/wasm");
    assert_eq!(built.get("/boot.js", &[]).await.headers["cache-control"], "no-cache");
}

#[tokio::test]
async fn nothing_outside_the_folder_is_served() {
    let built = Built::new("outside");
    for path in ["/../Cargo.toml", "/%2e%2e/Cargo.toml", "/items/..%2f..%2fmain.rs", "/items/../main.rs"] {
        let answer = built.get(path, &[]).await;
        assert!(!String::from_utf8_lossy(&answer.body).contains("mianzheng"), "{path}");
    }
}

#[tokio::test]
async fn the_item_pack_is_served() {
    let built = Built::new("pack");
    let answer = built.get("/items/369999-test-001/1.json", &[]).await;
    assert_eq!(answer.json::<serde_json::Value>()["code"], "369999-test-001");
    assert_eq!(answer.headers["cache-control"], "no-cache");
    assert_eq!(answer.headers["content-type"], "application/json");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let built = Built::new("headers");
    for path in [
        "/",
        "/boot.js",
        "/nothing.js",
        "/items/369999-test-001/1.json",
        "/api/v1/time",
        "/api/v1/x",
        "/_reference/people",
    ] {
        let answer = built.get(path, &[]).await;
        assert_eq!(answer.headers["content-security-policy"], CONTENT_POLICY, "{path}");
        assert_eq!(answer.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(answer.headers["referrer-policy"], "no-referrer", "{path}");
        assert_eq!(answer.headers["cross-origin-opener-policy"], "same-origin", "{path}");
        assert!(answer.headers["permissions-policy"].to_str().unwrap().contains("camera=(self)"), "{path}");
        assert!(answer.headers["permissions-policy"].to_str().unwrap().contains("geolocation=(self)"), "{path}");
    }
}

#[tokio::test]
async fn no_cache_keeps_an_answer_of_the_contract() {
    let built = Built::new("stored");
    for path in ["/api/v1/time", "/api/v1/session", "/api/v1/x", "/_reference/people"] {
        assert_eq!(built.get(path, &[]).await.headers["cache-control"], "no-store", "{path}");
    }
}
