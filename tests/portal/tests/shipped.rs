//! The items that are shipped, against the portal: each persona finishes theirs with the core's own engine, and the portal
//! accepts what it builds. What a persona answers does not matter here; that every question can be answered does.

use crate::forms::{read, upload, Filled, RESTAURANT, SHOP};
use crate::harness::{SignedIn, TestPortal};
use mianzheng::form::{Edit, FieldKey, FileRef, LineState};
use mianzheng::ident::ResidentId;
use mianzheng::item::{author, Item, Kind, Question, Waiver, Way};
use mianzheng::portal::{Receipt, Status};
use std::path::{Path, PathBuf};

const ALLOWANCE: &str = "369999-minzheng-018";
const FOOD: &str = "369999-shijian-063";
const RECORD: &str = "369999-gongan-008";
const KEY: &str = "k-0000-0000-0000-0001";
/// More rounds than any form has layers of questions that open others.
const ROUNDS: usize = 40;

/// The pack of `public/items` as the item tool writes it, in a folder that goes when the test ends.
struct Pack(PathBuf);

impl Pack {
    fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("shipped-{}-{name}", std::process::id()));
        let mut files = Vec::new();
        collect(Path::new("public/items"), &mut files);
        let pack = author::read(files).unwrap_or_else(|errors| panic!("{errors:?}"));
        for file in &pack.items {
            let path = folder.join(&file.item.code);
            std::fs::create_dir_all(&path).expect("a folder");
            let text = serde_json::to_string(&file.item).expect("JSON");
            std::fs::write(path.join(format!("{}.json", file.item.version)), text).expect("a file");
        }
        std::fs::copy("public/calendar.json", folder.join("calendar.json")).expect("a calendar");
        Self(folder)
    }
}

impl Drop for Pack {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn collect(folder: &Path, files: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if let Ok(name) = path.strip_prefix("public/items") {
            files.push((name.to_string_lossy().into_owned(), std::fs::read_to_string(&path).expect("a text")));
        }
    }
}

/// A persona with what is answered wherever a name or a number is asked.
struct Persona {
    id: &'static str,
    name: &'static str,
    resident_id: &'static str,
    enterprise: Option<&'static str>,
}

const LI: Persona = Persona { id: "p-ligui", name: "李桂英", resident_id: "369999194403080228", enterprise: None };
const ZHAO: Persona =
    Persona { id: "p-zhaogq", name: "赵国强", resident_id: "36999919420120013X", enterprise: None };
const WANG: Persona =
    Persona { id: "p-wangxl", name: "王秀兰", resident_id: "36999919901002042X", enterprise: None };
const CHEN: Persona =
    Persona { id: "p-chenxm", name: "陈晓明", resident_id: "369999198106150312", enterprise: Some(RESTAURANT) };
const LIU: Persona =
    Persona { id: "p-liuxm", name: "刘小梅", resident_id: "369999197205050240", enterprise: Some(SHOP) };

/// Fills in the item and submits it.
async fn finish(session: &SignedIn<'_>, persona: &Persona, code: &str) -> Receipt {
    let item = session.portal.portal.pack.newest(code).expect("a readable item").expect("an item");
    let mut filled = Filled::of(session, item, persona.enterprise);
    for _ in 0..ROUNDS {
        if filled.form.is_ready() {
            break;
        }
        filled = settle_documents(filled, persona).await;
        for finding in filled.form.validate() {
            let question = filled.form.question(&finding.field).expect("a question").clone();
            for edit in answer(persona, &question, &finding.field) {
                filled.form.apply(edit);
            }
        }
    }
    let unsettled: Vec<_> = filled.form.ledger().lines.into_iter().filter(|line| !line.state.is_settled()).collect();
    assert!(filled.form.is_ready(), "{}: {unsettled:?} {:?}", persona.name, filled.form.validate());
    filled.submit(KEY).await.json()
}

/// Agrees to everything, takes the first way on that is no counter, and hands in what has to be handed in.
async fn settle_documents<'a>(mut filled: Filled<'a>, persona: &Persona) -> Filled<'a> {
    for (document, decision) in filled.form.decisions() {
        let complete = filled.form.check_values(&document).is_some();
        if decision.is_none() && complete {
            filled = filled.fetch(&document).await;
        }
    }
    let item: Item = filled.form.item().as_ref().clone();
    for line in filled.form.ledger().lines {
        let fallbacks = item.document(&line.document).map(|document| document.fallbacks.clone()).unwrap_or_default();
        match line.state {
            LineState::Failed { .. } => {
                let on_the_spot =
                    |way: &&mianzheng::form::WayOn| !matches!(fallbacks[way.fallback].way, Way::Counter { .. });
                let way = line.ways.iter().find(on_the_spot).expect("a way on");
                filled = filled.way(&line.document, way.fallback);
            }
            LineState::ToHandIn => {
                let file = picture(filled.session).await;
                filled.form.apply(Edit::Attach { field: FieldKey::of(format!("{}.files", line.document)), file });
            }
            _ => {}
        }
    }
    for (_, field) in filled.form.commitments() {
        filled.form.apply(Edit::Sign { field, name: persona.name.to_owned(), at: filled.now });
    }
    filled
}

async fn picture(session: &SignedIn<'_>) -> FileRef {
    let attachment = upload(session, b"a picture").await;
    FileRef {
        id: attachment.id.clone(),
        name: "照片.jpg".to_owned(),
        media_type: attachment.media_type,
        size_bytes: attachment.size_bytes,
        sha256: attachment.sha256,
        uploaded: Some(attachment.id),
    }
}

/// Something valid for every kind of question.
fn answer(persona: &Persona, question: &Question, field: &FieldKey) -> Vec<Edit> {
    let (own, id) = (field.clone(), field.question.clone());
    let choose = |option: &str| vec![Edit::Choose { field: own.clone(), option: option.to_owned() }];
    let write = |text: &str| vec![Edit::Type { field: own.clone(), text: text.to_owned() }];
    match &question.kind {
        Kind::Text { .. } if id.ends_with("name") || id.ends_with("holder") => write(persona.name),
        Kind::Text { .. } | Kind::LongText { .. } => write("示范县城东街道建设路36号"),
        Kind::Integer { min, .. } => write(&min.to_string()),
        Kind::Decimal { min, .. } | Kind::Money { min, .. } => write(&min.to_string()),
        Kind::Date { latest: Some(_), .. } => write("2020-01-01"),
        Kind::Date { .. } => write("2027-01-01"),
        Kind::Choice { options } => choose(&options[0].id),
        Kind::Choices { options, .. } => {
            let last = options.last().expect("an option").id.clone();
            vec![Edit::Toggle { field: own, option: last, on: true }]
        }
        Kind::YesNo => choose("yes"),
        Kind::Region => {
            vec![Edit::PickRegion {
                field: own, code: "369999001".to_owned(), name: "示范县城东街道".to_owned()
            }]
        }
        Kind::ResidentId => write(persona.resident_id),
        Kind::CreditCode => write(persona.enterprise.unwrap_or(RESTAURANT)),
        Kind::Phone => write("13800001234"),
        Kind::BankAccount => write("6217003699990000127"),
        Kind::RealEstateUnit => write("369999001001GB00001F00010036"),
        Kind::Position => write("36.651,117.12"),
        Kind::Group { .. } => vec![Edit::AddRow { group: id }],
        Kind::Attachment { .. } | Kind::Signature { .. } => Vec::new(),
    }
}

#[tokio::test]
async fn every_persona_finishes_their_item() {
    let pack = Pack::new("all");
    for (persona, code) in [(LI, ALLOWANCE), (ZHAO, ALLOWANCE), (CHEN, FOOD), (LIU, FOOD), (WANG, RECORD)] {
        let portal = TestPortal::with(Path::new("tests/portal/tests/no-such-folder"), &pack.0);
        let session = portal.sign_in(persona.id).await;
        let receipt = finish(&session, &persona, code).await;
        assert_eq!(receipt.item, code, "{}", persona.name);
    }
}

#[tokio::test]
async fn nothing_is_left_to_hand_in_for_whoever_is_well_registered() {
    let pack = Pack::new("paperless");
    let portal = TestPortal::with(Path::new("tests/portal/tests/no-such-folder"), &pack.0);
    let session = portal.sign_in(LI.id).await;
    let receipt = finish(&session, &LI, ALLOWANCE).await;
    assert_eq!((receipt.sum.handed_in, receipt.sum.deferred), (0, 0));
    assert_eq!(receipt.sum.required, receipt.sum.waived);
    portal.pass_working_days(42).await;
    assert_eq!(read(&session, &receipt.number).await.status, Status::Done);
}

#[tokio::test]
async fn the_certificate_is_there_with_the_receipt() {
    let pack = Pack::new("instant");
    let portal = TestPortal::with(Path::new("tests/portal/tests/no-such-folder"), &pack.0);
    let session = portal.sign_in(WANG.id).await;
    let result = finish(&session, &WANG, RECORD).await.result.expect("a certificate");
    assert!(result.lines[0].contains("王秀兰"), "{result:?}");
}

/// Seeds and items know each other only by their words.
#[test]
fn every_register_of_the_items_has_a_record_of_somebody() {
    let mut files = Vec::new();
    collect(Path::new("public/items"), &mut files);
    let pack = author::read(files).expect("a good pack");
    let of = |text| serde_json::from_str::<Vec<serde_json::Value>>(text).expect("records");
    let files = [include_str!("../service/seed/records.json"), include_str!("../service/seed/joint.json")];
    let records: Vec<serde_json::Value> = files.into_iter().flat_map(of).collect();
    for file in &pack.items {
        for document in &file.item.documents {
            let (Waiver::Licence { source } | Waiver::DataCheck { source, .. } | Waiver::IssuedOnline { source }) =
                &document.waiver
            else {
                continue;
            };
            let fields = file.item.source(source).map(|source| source.fields.as_slice()).unwrap_or_default();
            let fits = |record: &serde_json::Value| {
                record["source"] == source.as_str()
                    && fields.iter().all(|field| record["fields"][&field.id].is_string())
            };
            assert!(records.iter().any(fits), "{}: {source} has no record with all of its fields", file.file);
        }
    }
}

#[test]
fn every_synthetic_person_has_a_valid_number() {
    for person in &crate::service::seed::PEOPLE {
        assert!(person.resident_id.parse::<ResidentId>().is_ok(), "{}", person.id);
    }
}
