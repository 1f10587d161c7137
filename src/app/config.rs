//! `config.json`: what one site sets without building anything.

use crate::ident::Instant;
use crate::portal::Terminal;
use serde::Deserialize;

/// The settings of a site.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The base address of the portal's API: `/api/v1`, or an absolute address that the content policy allows.
    pub portal: String,
    /// The terminal kind; absent: a phone or a desktop, by the width of the window.
    #[serde(default)]
    pub terminal: Option<Terminal>,
    /// The region, GB/T 2260; the item pack's own when absent.
    #[serde(default)]
    pub region: Option<String>,
    /// Where the province's single sign-on stands; it comes back with `?ticket=…`.
    #[serde(default)]
    pub sign_on: Option<String>,
    /// When the site answered this: at the last start with a network, where the service worker answers from what it keeps.
    #[serde(skip)]
    pub asked_at: Option<Instant>,
}

/// Reads the settings. Without them the app runs against its own origin.
pub async fn load() -> Config {
    let fetched = async {
        let response = gloo_net::http::Request::get("/config.json").send().await.ok()?;
        let asked_at =
            response.headers().get("Date").map(|date| js_sys::Date::parse(&date)).filter(|ms| ms.is_finite());
        let config = crate::json::read::<Config>(&response.text().await.ok()?).ok()?;
        Some(Config { asked_at: asked_at.map(|ms| Instant::from_unix_ms(ms as i64)), ..config })
    };
    fetched.await.unwrap_or_else(|| Config {
        portal: "/api/v1".to_owned(),
        terminal: None,
        region: None,
        sign_on: None,
        asked_at: None,
    })
}
