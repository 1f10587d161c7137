//! A stand-in for the province's single sign-on: one chooses a synthetic person and comes back with a ticket.

use super::extract::Query;
use super::state::Portal;
use super::Refusal;
use axum::extract::State;
use axum::response::Html;
use rusqlite::Transaction;
use serde::Deserialize;

/// Where to come back to.
#[derive(Debug, Deserialize)]
pub struct Return {
    r#return: String,
}

/// `GET /_reference/sign-on?return=/sign-in?next=…`
pub async fn page(State(portal): State<Portal>, Query(query): Query<Return>) -> Result<Html<String>, Refusal> {
    let back = if is_of_this_site(&query.r#return) { query.r#return } else { "/".to_owned() };
    let read = |db: &Transaction<'_>| {
        let mut rows = db.prepare("SELECT id, name, used_for FROM people ORDER BY rowid")?;
        let rows = rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        Ok(rows.collect::<Result<Vec<(String, String, String)>, _>>()?)
    };
    let people = portal.db.read(read).await?;
    let joint = if back.contains('?') { '&' } else { '?' };
    let link = |(id, name, used_for): &(String, String, String)| {
        let address = escaped(&format!("{back}{joint}ticket=ticket-{id}"));
        format!("<li><p><a href=\"{address}\">{}</a><br>{}</p></li>", escaped(name), escaped(used_for))
    };
    let list: String = people.iter().map(link).collect();
    Ok(Html(format!(
        "<!doctype html><html lang=\"zh-CN\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>演示用的统一认证</title>\
         <main><h1>演示用的统一认证</h1><p>都是编出来的人，选一个登录。</p><ul>{list}</ul></main></html>"
    )))
}

/// A path and nothing that a browser takes for another host: it reads `/\` like `//`.
fn is_of_this_site(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//") && !address.contains('\\')
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
