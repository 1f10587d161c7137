//! `portal`: the reference portal, a stand-in for the existing one. See README.md beside this file.

mod service;

use mianzheng::ident::ResidentId;
use service::db::Db;
use service::line::Line;
use service::state::Log;
use service::{openapi, seed, Portal};
use std::path::PathBuf;
use std::process::ExitCode;

const USAGE: &str = "\
portal [--listen ADDRESS] --db FILE --dist FOLDER --pack FOLDER [--reset] [--quiet]   serves app, items and contract
portal --people                        who can sign in
portal openapi [--check]               writes or compares the contract's document";
const DOCUMENT: &str = "tests/portal/openapi.json";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("openapi") => write_document(&arguments[1..]),
        Some("--people") => {
            print_people();
            Ok(())
        }
        Some("--help") => {
            println!("{USAGE}");
            Ok(())
        }
        Some(_) | None => Settings::read(&arguments).and_then(serve),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("portal: {reason}");
            ExitCode::FAILURE
        }
    }
}

/// What the command line said.
struct Settings {
    listen: String,
    db: PathBuf,
    dist: PathBuf,
    pack: PathBuf,
    reset: bool,
    log: Log,
}

impl Settings {
    fn read(arguments: &[String]) -> Result<Self, String> {
        let (mut listen, mut db, mut dist, mut pack) = ("127.0.0.1:8088".to_owned(), None, None, None);
        let (mut reset, mut log) = (false, Log::Requests);
        let mut rest = arguments.iter();
        while let Some(argument) = rest.next() {
            let mut value = || rest.next().ok_or_else(|| format!("{argument} needs a value\n{USAGE}"));
            match argument.as_str() {
                "--reset" => reset = true,
                "--quiet" => log = Log::Faults,
                "--listen" => listen = value()?.clone(),
                "--db" => db = Some(PathBuf::from(value()?)),
                "--dist" => dist = Some(PathBuf::from(value()?)),
                "--pack" => pack = Some(PathBuf::from(value()?)),
                _ => return Err(format!("{argument} is unknown\n{USAGE}")),
            }
        }
        let needed = |path: Option<PathBuf>, name: &str| path.ok_or_else(|| format!("{name} is missing\n{USAGE}"));
        let (db, dist, pack) = (needed(db, "--db")?, needed(dist, "--dist")?, needed(pack, "--pack")?);
        Ok(Self { listen, db, dist, pack, reset, log })
    }
}

fn serve(settings: Settings) -> Result<(), String> {
    let db = Db::open(&settings.db).map_err(|error| format!("{}: {error}", settings.db.display()))?;
    db.set_up(|db| match settings.reset || seed::is_empty(db)? {
        true => seed::reset(db),
        false => Ok(()),
    })
    .map_err(|error| format!("synthetic data: {error}"))?;
    let portal = Portal::new(db, settings.dist, settings.pack, settings.log);
    let runtime = tokio::runtime::Runtime::new().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let unavailable = |error| format!("{}: {error}", settings.listen);
        let listener = tokio::net::TcpListener::bind(&settings.listen).await.map_err(unavailable)?;
        let address = listener.local_addr().map_err(unavailable)?;
        print_people();
        println!("http://{address}");
        let service = service::app(portal).into_make_service_with_connect_info::<Line>();
        let stopped = async { drop(tokio::signal::ctrl_c().await) };
        axum::serve(listener, service).with_graceful_shutdown(stopped).await.map_err(|error| error.to_string())
    })
}

/// A table of the synthetic people with the three ways to sign in.
fn print_people() {
    println!("synthetic people (none of them exists):");
    println!("  {:<16} {:<11} {:<18} name, id card number, what for", "ticket", "phone", "born");
    for person in &seed::PEOPLE {
        let born = person.resident_id.parse::<ResidentId>().map(|id| id.birth_date().to_string()).unwrap_or_default();
        let ticket = format!("ticket-{}", person.id);
        println!(
            "  {ticket:<16} {:<11} {born:<18} {}, {}, {}",
            person.phone, person.name, person.resident_id, person.used_for
        );
    }
    println!("  codes of text messages are printed here");
}

fn write_document(arguments: &[String]) -> Result<(), String> {
    let text = openapi::text().map_err(|error| error.to_string())?;
    if arguments.first().map(String::as_str) != Some("--check") {
        return std::fs::write(DOCUMENT, text).map_err(|error| format!("{DOCUMENT}: {error}"));
    }
    match std::fs::read_to_string(DOCUMENT) {
        Ok(committed) if committed == text => Ok(()),
        Ok(_) => Err(format!("{DOCUMENT} is out of date; `make openapi` writes it anew")),
        Err(error) => Err(format!("{DOCUMENT}: {error}")),
    }
}
