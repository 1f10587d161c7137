//! What a draft as a file promises: it comes back whole, what is cut or foreign is named, garbage never panics, and what
//! is another person's stays behind.

use crate::support::act::from_register;
use crate::support::dice::Dice;
use crate::support::random::random_item;
use crate::support::random_edit::{self, random_edit};
use crate::support::*;
use mianzheng::consent::{Decision, Provenance};
use mianzheng::draft::export::{
    header_line, pack, read_header, unpack, Contents, ImportError, ITERATIONS, MAX_FILE_BYTES,
};
use mianzheng::draft::{adopt, in_place_of, AccountSaid, Adopter, As, Draft, Progress, Sent, Supplement, DRAFT_SCHEMA};
use mianzheng::form::{Answer, DocumentRecord, FieldKey, FileRef, Form, FormState, Value};
use mianzheng::item::{Audience, Item};
use mianzheng::portal::{AccountAnswer, AccountQuestion, SupplementRequest};
use mianzheng::submission::{Frozen, Refusal, State};
use proptest::prelude::*;

const SALT: &str = "00112233445566778899aabbccddeeff";
const IV: &str = "00112233445566778899aabb";

fn file_ref(id: &str, bytes: &[u8]) -> FileRef {
    FileRef { size_bytes: bytes.len() as u32, uploaded: Some("portal-1".to_owned()), ..crate::support::act::photo(id) }
}

fn answer(value: Value, provenance: Provenance) -> Answer {
    Answer { value: Some(value), provenance: Some(provenance), ..Answer::default() }
}

fn shop() -> Item {
    asking([text("name"), text("phone"), text("note")]).document(licence("id_card").supplying("name", "name"))
}

/// A draft of `p-ligui` with a typed answer, one of a register, one of the account, a file and a consent.
pub fn draft() -> Draft {
    let mut form = FormState::default();
    let entries = [
        ("name", answer(Value::Text("李桂英".to_owned()), from_register("id_card"))),
        ("phone", answer(Value::Text("13800001234".to_owned()), Provenance::Account)),
        ("note", answer(Value::Text("两行\n“引号”𠮷".to_owned()), Provenance::Citizen)),
        ("id_card.files", answer(Value::Files(vec![file_ref("f1", b"photo\nbytes")]), Provenance::Citizen)),
        (
            "promise.signature",
            answer(Value::Signature { name: "李桂英".to_owned(), at: moment() }, Provenance::Citizen),
        ),
    ];
    form.answers = entries.into_iter().map(|(id, answer)| (FieldKey::of(id), answer)).collect();
    let decision = Decision::Agreed { consent_id: Some("c-1".to_owned()), at: moment() };
    form.documents.insert(
        "id_card".to_owned(),
        DocumentRecord {
            decision: Some(decision), outcome: Some(found(&[("name", "李桂英")])), ..Default::default()
        },
    );
    let frozen = Frozen { key: "k".to_owned(), body: "{}".to_owned(), digest: "d".to_owned(), earlier: Vec::new() };
    Draft {
        schema: DRAFT_SCHEMA,
        id: "d-1".to_owned(),
        owner: "p-ligui".to_owned(),
        audience: Audience::Person,
        enterprise: None,
        item: "369999-test-001".to_owned(),
        item_version: 1,
        item_name: "别的名字".to_owned(),
        revision: 7,
        created_at: moment(),
        saved_at: moment(),
        saved_order: 0,
        form,
        progress: Progress::default(),
        submission: Some(State::Unknown { frozen }),
        delivery: None,
        supplement: None,
        update: None,
        accounts: Vec::new(),
    }
}

fn content() -> Vec<u8> {
    pack(&draft(), &[("f1".to_owned(), b"photo\nbytes".to_vec())]).unwrap()
}

fn whole_file() -> Vec<u8> {
    // Sealing is the browser's: here the content stands in its place, with as many bytes more.
    let content = content();
    let mut file = header_line(SALT, IV, content.len()).unwrap().into_bytes();
    file.extend(content);
    file.extend([0; 16]);
    file
}

fn adopted(owner: &str, how: As) -> Contents {
    let mut count = 0;
    let mut fresh = move || {
        count += 1;
        format!("new-{count}")
    };
    let adopter = Adopter { owner, enterprises: &[], now: moment().add_ms(60_000), today: TODAY.parse().unwrap() };
    adopt(unpack(&content()).unwrap(), shop().into(), adopter, how, &mut fresh).unwrap()
}

#[test]
fn a_draft_and_its_files_come_back_byte_for_byte() {
    let Contents { draft: back, files } = unpack(&content()).unwrap();
    assert_eq!(back, draft());
    assert_eq!(files, [(file_ref("f1", b"photo\nbytes"), b"photo\nbytes".to_vec())]);
}

#[test]
fn the_header_says_how_the_key_is_made_and_nothing_about_the_draft() {
    let file = whole_file();
    let sealed = read_header(&file).unwrap();
    assert_eq!((sealed.header.iterations, &*sealed.header.salt, &*sealed.header.iv), (ITERATIONS, SALT, IV));
    const { assert!(ITERATIONS >= 600_000) };
    let line = std::str::from_utf8(sealed.line).unwrap();
    for personal in ["李桂英", "13800001234", "p-ligui", "369999", "别的名字", "d-1"] {
        assert!(!line.contains(personal), "{line}");
    }
}

#[test]
fn what_is_cut_foreign_newer_or_too_large_is_named() {
    let file = whole_file();
    assert_eq!(read_header(&file[..file.len() - 1]).unwrap_err(), ImportError::Cut);
    assert_eq!(read_header(&[&file[..], b"x"].concat()).unwrap_err(), ImportError::Cut);
    assert_eq!(read_header(b"").unwrap_err(), ImportError::Foreign);
    assert_eq!(read_header(b"PK\x03\x04 zip\n").unwrap_err(), ImportError::Foreign);
    assert_eq!(read_header(b"{\"format\":\"other\",\"version\":1}\n").unwrap_err(), ImportError::Foreign);
    let newer = b"{\"format\":\"mianzheng-draft\",\"version\":2,\"added\":true}\n";
    assert_eq!(read_header(newer).unwrap_err(), ImportError::Newer);
    assert_eq!(read_header(&vec![b' '; MAX_FILE_BYTES + 1]).unwrap_err(), ImportError::TooLarge);
    let newer = String::from_utf8(content()).unwrap().replacen("\"schema\":1", "\"schema\":99,\"added\":1", 1);
    assert_eq!(unpack(newer.as_bytes()).unwrap_err(), ImportError::Newer);
}

#[test]
fn a_weak_or_endless_key_derivation_is_refused() {
    for iterations in ["1", "599999", "4000000000"] {
        let file = String::from_utf8_lossy(&whole_file()).replacen("600000", iterations, 1);
        assert_eq!(read_header(file.as_bytes()).unwrap_err(), ImportError::Damaged, "{iterations}");
    }
}

#[test]
fn a_file_that_no_answer_names_or_of_another_length_is_damage() {
    for files in [vec![("other", "photo\nbytes")], vec![("f1", "short")], vec![("f1", "photo\nbytes"); 2]] {
        let files: Vec<_> = files.iter().map(|(id, bytes)| (id.to_string(), bytes.as_bytes().to_vec())).collect();
        assert_eq!(unpack(&pack(&draft(), &files).unwrap()).unwrap_err(), ImportError::Damaged);
    }
}

#[test]
fn the_owner_gets_the_same_draft_with_its_submission_and_new_file_ids() {
    let Contents { draft: kept, files } = adopted("p-ligui", As::Same);
    assert_eq!((&*kept.id, kept.revision, kept.submission.is_some()), ("d-1", 1, true));
    assert_eq!(files[0].0.id, "new-1");
    assert_eq!(kept.form.answers[&FieldKey::of("name")], draft().form.answers[&FieldKey::of("name")]);
    assert_eq!(mianzheng::draft::files(&kept).next().map(|file| &*file.id), Some("new-1"));
}

#[test]
fn a_second_copy_has_a_new_id_and_no_key_to_submit_under() {
    let Contents { draft: copy, .. } = adopted("p-ligui", As::New);
    assert_eq!((&*copy.id, copy.submission), ("new-1", None));
}

#[test]
fn nothing_of_another_person_comes_along_but_what_they_answered_themselves() {
    // As::Same is not to be had for a stranger.
    let Contents { draft: taken, files } = adopted("p-zhaogq", As::Same);
    assert_eq!(taken.owner, "p-zhaogq");
    assert_ne!(taken.id, "d-1");
    assert_eq!(taken.submission, None);
    assert!(taken.form.documents.is_empty(), "consents and records are the other person's");
    let answered: Vec<_> = taken.form.answers.keys().map(|field| &*field.question).collect();
    assert_eq!(answered, ["id_card.files", "note"]);
    assert_eq!(files[0].0.uploaded, None);
}

#[test]
fn what_a_company_said_of_an_account_stays_with_whom_it_was_said_to() {
    let taken_by = |owner| {
        let mut draft = with(None);
        draft.note_account(AccountSaid {
            asked: AccountQuestion { part: "power".to_owned(), number: "2200200301".to_owned() },
            at: moment(),
            answer: AccountAnswer::NoSuchAccount,
        });
        let adopter = Adopter { owner, enterprises: &[], now: moment(), today: TODAY.parse().unwrap() };
        let contents = Contents { draft, files: Vec::new() };
        adopt(contents, shop().into(), adopter, As::New, &mut || "new".to_owned()).unwrap().draft.accounts.len()
    };
    assert_eq!((taken_by("p-ligui"), taken_by("p-zhaogq")), (1, 0));
}

fn with(submission: Option<State>) -> Draft {
    Draft { submission, ..draft() }
}

fn supplement(sent: Option<Sent>) -> Option<Supplement> {
    let asked = SupplementRequest {
        reason: "看不清".to_owned(),
        questions: vec!["note".to_owned()],
        documents: Vec::new(),
        until: TODAY.parse().unwrap(),
    };
    Some(Supplement { number: "2026-1".to_owned(), part: None, asked, sent })
}

#[test]
fn what_was_submitted_is_never_replaced_and_replaces_nothing() {
    let State::Unknown { frozen } = draft().submission.unwrap() else { unreachable!() };
    let waiting = State::Waiting { earlier: Vec::new() };
    let under_way = [waiting, State::Queued { frozen: frozen.clone() }, State::Sending { frozen: frozen.clone() }];
    for state in under_way.into_iter().chain([State::Unknown { frozen }]) {
        assert_eq!(in_place_of(&with(Some(state.clone())), with(None)), None, "{state:?}");
        assert_eq!(in_place_of(&with(None), with(Some(state.clone()))), None, "{state:?}");
    }
    let sent = Sent { key: "k".to_owned(), body: "{}".to_owned() };
    let left = Draft { supplement: supplement(Some(sent)), ..with(None) };
    let begun = Draft { supplement: supplement(None), ..with(None) };
    assert_eq!((in_place_of(&left, begun.clone()), in_place_of(&begun, left)), (None, None));
    assert_eq!(in_place_of(&begun.clone(), begun.clone()), Some(begun));
}

#[test]
fn the_keys_of_earlier_attempts_outlive_a_replacement() {
    let keys = |keys: &[&str]| keys.iter().map(|key| (*key).to_owned()).collect::<Vec<_>>();
    let refusal = Refusal { detail: String::new(), fields: Vec::new() };
    let here = with(Some(State::Refused { key: "k2".to_owned(), earlier: keys(&["k1"]), refusal }));
    let file = with(Some(State::Held { earlier: keys(&["k1", "k0"]) }));
    let replaced = in_place_of(&here, file).unwrap();
    assert_eq!(replaced.submission, Some(State::Held { earlier: keys(&["k1", "k2", "k0"]) }));
    assert_eq!(in_place_of(&with(None), with(None)), Some(with(None)));
}

#[test]
fn a_supplement_stays_one_and_is_its_applicants_alone() {
    let contents = || Contents { draft: Draft { supplement: supplement(None), ..with(None) }, files: Vec::new() };
    let taken_by = |owner| {
        let adopter = Adopter { owner, enterprises: &[], now: moment(), today: TODAY.parse().unwrap() };
        adopt(contents(), shop().into(), adopter, As::New, &mut || "new".to_owned())
    };
    assert_eq!(taken_by("p-zhaogq").unwrap_err(), ImportError::SupplementOfAnother);
    assert_eq!(taken_by("p-ligui").unwrap().draft.id, "d-1");
}

#[test]
fn a_draft_for_an_enterprise_needs_one() {
    let contents = Contents { draft: Draft { audience: Audience::Organisation, ..draft() }, files: Vec::new() };
    let adopter = Adopter { owner: "p-ligui", enterprises: &[], now: moment(), today: TODAY.parse().unwrap() };
    let result = adopt(contents, shop().into(), adopter, As::Same, &mut || "x".to_owned());
    assert_eq!(result.unwrap_err(), ImportError::NoEnterprise);
}

/// Values of every kind, whatever the question asks for.
fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        ".{0,12}".prop_map(Value::Text),
        ".{0,6}".prop_map(Value::Choice),
        proptest::collection::vec(".{0,4}", 0..3).prop_map(Value::Choices),
        any::<bool>().prop_map(Value::YesNo),
        (-400_000_i64..400_000).prop_map(|n| Value::Number(n.to_string().parse().unwrap())),
        Just(Value::Date(TODAY.parse().unwrap())),
        (".{0,12}", ".{0,5}").prop_map(|(code, name)| Value::Region { code, name }),
        ".{0,4}".prop_map(|name| Value::Signature { name, at: moment() }),
    ]
}

proptest! {
    #![proptest_config(crate::form_properties::config())]

    #[test]
    fn garbage_never_panics(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_header(&bytes);
        let _ = unpack(&bytes);
        let _ = read_header(&[b"{\"format\":\"mianzheng-draft\",", &bytes[..]].concat());
    }

    #[test]
    fn a_file_changed_anywhere_never_panics(at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<bool>()) {
        for mut bytes in [whole_file(), content()] {
            let at = at.index(bytes.len());
            if cut { bytes.truncate(at) } else { bytes[at] = byte }
            let _ = read_header(&bytes);
            let _ = unpack(&bytes);
        }
    }

    #[test]
    fn answers_of_any_kind_to_any_question_never_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
        values in proptest::collection::vec(any_value(), 1..8),
    ) {
        let mut dice = Dice::new(&bytes);
        let item = std::sync::Arc::new(random_item(&mut dice));
        let mut form = Form::new(item.clone(), context());
        for _ in 0..8 {
            let edit = random_edit(&mut dice, &form);
            form.apply(edit);
        }
        let mut state = form.state();
        for (ix, field) in random_edit::fields(&form).into_iter().enumerate() {
            let value = values[ix % values.len()].clone();
            state.answers.insert(field, answer(value, Provenance::Citizen));
        }
        let contents = Contents { draft: Draft { form: state, ..draft() }, files: Vec::new() };
        let adopter = Adopter { owner: "p-zhaogq", enterprises: &[], now: moment(), today: TODAY.parse().unwrap() };
        let Ok(Contents { draft, .. }) = adopt(contents, item.clone(), adopter, As::New, &mut || "n".to_owned()) else {
            return Ok(());
        };
        let mut form = Form::restore(item, context(), draft.form);
        let _ = (form.validate(), form.ledger(), form.step_states());
        for _ in 0..8 {
            let edit = random_edit(&mut dice, &form);
            form.apply(edit);
        }
    }
}
