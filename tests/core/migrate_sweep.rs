//! What migration promises over random versions of random items and random drafts: every answer is carried over or listed,
//! exactly once; again is the same; two steps are one leap. A slice runs with every test; `make migrate-fuzz CASES=n
//! SEED=s` runs as many others. Each case has a seed of its own, which a failure names and `CASES=1 SEED=…` replays.

use crate::support::change::{next_version, Changed, Truth};
use crate::support::dice::Dice;
use crate::support::random::random_item;
use crate::support::random_edit::random_edit;
use crate::support::{context, form};
use mianzheng::consent::Provenance;
use mianzheng::draft::{migrate, Migrated, ToCheck, Why};
use mianzheng::form::{Answer, FieldKey, Form, FormState, Value};
use mianzheng::item::{Choice, Item, Kind, Question};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const FIRST_SEED: u64 = 20_260_312;

#[test]
fn migration_conserves_every_answer_and_composes() {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let (cases, first) = (number("CASES").unwrap_or(3_000), number("SEED").unwrap_or(FIRST_SEED));
    let mut sum = Sum::default();
    for seed in first..first + cases {
        run(seed, &mut sum);
    }
    println!("seed {first}: {} answers carried over, {} to be checked", sum.kept, sum.listed);
    println!("figure migrate_cases {cases} cases");
    println!("figure migrate_lost {} answers", sum.lost);
    assert_eq!(sum.lost, 0, "answers were lost; the lines above name the cases");
    // A sweep in which nothing is carried over, or nothing is to be checked, has looked at nothing.
    let looked = cases < 100 || (sum.kept > cases && sum.listed * 4 > cases);
    assert!(looked, "{} kept, {} listed", sum.kept, sum.listed);
}

/// What a sweep has seen.
#[derive(Default)]
struct Sum {
    kept: u64,
    listed: u64,
    lost: u64,
}

/// One case: a draft under the first version, two later versions.
fn run(seed: u64, sum: &mut Sum) {
    let mut bytes = Bytes(seed);
    let first = random_item(&mut Dice::new(&bytes.some(300)));
    let second = next_version(&first, &mut Dice::new(&bytes.some(80)));
    let third = next_version(&second.item, &mut Dice::new(&bytes.some(80)));
    let draft = draft(&first, &bytes.some(360));

    let step = migrate(&first, &second.item, draft.clone());
    conserves(seed, &first, &second, &draft, &step, sum);
    let again = migrate(&second.item, &second.item, step.form.clone());
    assert_eq!((&again.form, again.check.len(), again.kept), (&step.form, 0, step.kept), "idempotent: seed {seed}");
    assert_eq!(migrate(&first, &second.item, draft.clone()), step, "deterministic: seed {seed}");

    let last = migrate(&second.item, &third.item, step.form.clone());
    conserves(seed, &second.item, &third, &step.form, &last, sum);
    let leap = migrate(&first, &third.item, draft);
    assert_eq!(last.form, leap.form, "two steps are one leap: seed {seed}");
    let steps: Vec<&ToCheck> = step.check.iter().chain(&last.check).collect();
    assert_eq!(pieces(&steps), pieces(&leap.check.iter().collect::<Vec<_>>()), "and so are their lists: seed {seed}");
    let step_names = |id: &String| {
        let later = second.truth.documents.get(id);
        names_decision(&step, id) || later.is_some_and(|later| names_decision(&last, later))
    };
    let unnamed = leap.check.iter().filter(|entry| is_about_document(entry)).map(|entry| &entry.field.question);
    assert_eq!(unnamed.filter(|id| !step_names(id)).count(), 0, "the steps name each undone decision: seed {seed}");
    // The engine takes whatever was carried over, and keeps it.
    let taken = Form::restore(Arc::new(third.item), context(), leap.form.clone()).state();
    let lost = leap.form.answers.iter().find(|(field, _)| !taken.answers.contains_key(field));
    assert_eq!(lost, None, "the engine takes it: seed {seed}");
}

/// A draft after random edits. Now and then it holds what no engine would have written.
fn draft(item: &Item, edits: &[u8]) -> FormState {
    let mut form = form(item.clone());
    let mut dice = Dice::new(edits);
    while dice.is_left() {
        let edit = random_edit(&mut dice, &form);
        form.apply(edit);
    }
    let mut state = form.state();
    if edits.first().is_some_and(|byte| byte % 16 == 0) {
        let stray = Answer { value: Some(Value::YesNo(true)), ..Answer::default() };
        state.answers.insert(FieldKey::of("stray"), stray.clone());
        let rows = item.questions().filter(|question| matches!(question.kind, Kind::Group { .. }));
        if let Some(child) = rows.flat_map(|group| group.with_children().skip(1)).next() {
            state.answers.insert(FieldKey::in_row(&*child.id, 900), stray);
        }
    }
    state
}

/// Every answer that somebody gave is where the truth about the change says, and nowhere else.
fn conserves(seed: u64, old: &Item, change: &Changed, draft: &FormState, step: &Migrated, sum: &mut Sum) {
    let listed: BTreeMap<&FieldKey, &ToCheck> =
        step.check.iter().filter(|entry| !is_about_document(entry)).map(|entry| (&entry.field, entry)).collect();
    let (mut kept, mut entries) = (0, 0);
    for (field, answer) in draft.answers.iter().filter(|(_, answer)| is_given(answer)) {
        let (expected, goes) = expected(old, change, draft, field, answer);
        let found = goes.as_ref().and_then(|goes| step.form.answers.get(goes)).filter(|answer| is_given(answer));
        let entry = listed.get(field);
        kept += u64::from(found.is_some());
        entries += u64::from(entry.is_some());
        if found.is_none() && entry.is_none() {
            println!("lost: {field} {answer:?}: CASES=1 SEED={seed}");
            sum.lost += 1;
            continue;
        }
        assert_eq!(found.map(said), expected.kept, "{field} is carried over: seed {seed}");
        assert_eq!(entry.map(|entry| &entry.files), expected.listed.as_ref().map(|(_, files)| files), "seed {seed}");
        let words = entry.map(|entry| entry.value.clone());
        assert_eq!(words.is_some(), expected.listed.is_some(), "{field} is listed: seed {seed}");
        if let Some((Some(options), _)) = &expected.listed {
            assert_eq!(words.as_deref(), Some(options.as_str()), "{field} says what it was: seed {seed}");
        }
    }
    assert_eq!(kept, step.kept as u64, "what is counted is there: seed {seed}");
    let there = step.form.answers.values().filter(|answer| is_given(answer)).count() as u64;
    assert_eq!(there, kept, "nothing comes from nowhere: seed {seed}");
    assert_eq!(entries, listed.len() as u64, "each is listed once: seed {seed}");
    let decided = draft.documents.iter().filter(|(id, _)| {
        let covered = change.truth.documents.contains_key(*id) && !change.truth.uncovered.contains(*id);
        !covered && !step.check.iter().any(|entry| entry.field == FieldKey::of(&***id))
    });
    assert_eq!(decided.count(), 0, "a decision that does not hold any more is named: seed {seed}");
    (sum.kept, sum.listed) = (sum.kept + kept, sum.listed + entries);
}

/// What has to become of an answer.
struct Expected {
    /// What is carried over: value and text.
    kept: Option<(Option<Value>, Option<String>)>,
    /// What is listed: its words where they are options, and its files.
    listed: Option<(Option<String>, Vec<mianzheng::form::FileRef>)>,
}

fn expected(
    old: &Item,
    change: &Changed,
    draft: &FormState,
    field: &FieldKey,
    answer: &Answer,
) -> (Expected, Option<FieldKey>) {
    let files = match &answer.value {
        Some(Value::Files(files)) => files.clone(),
        _ => Vec::new(),
    };
    let Some(to) = goes(old, change, draft, field, answer) else {
        return (Expected { kept: None, listed: Some((None, files)) }, None);
    };
    let old_id = &field.question;
    let now = |option: &String| match change.truth.options.get(&(old_id.clone(), option.clone())) {
        Some(now) => now.clone(),
        None => Some(option.clone()),
    };
    let (kept, gone) = match &answer.value {
        Some(Value::Choice(id)) => (now(id).map(Value::Choice), Vec::from_iter(now(id).is_none().then_some(id))),
        Some(Value::Choices(ids)) => {
            let offered = change.item.questions().find(|question| question.id == to.question).unwrap();
            let Kind::Choices { options, .. } = &offered.kind else { unreachable!() };
            let chosen: Vec<String> = ids.iter().filter_map(now).collect();
            let in_order = options.iter().map(|option| &option.id).filter(|id| chosen.contains(id));
            let kept: Vec<String> = in_order.cloned().collect();
            ((!kept.is_empty()).then_some(Value::Choices(kept)), ids.iter().filter(|id| now(id).is_none()).collect())
        }
        value => (value.clone(), Vec::new()),
    };
    let had = old.questions().find(|question| question.id == *old_id).map_or(&[][..], options_of);
    let text = answer.text.clone().filter(|text| !names_just(text, answer.value.as_ref()));
    let label = |id: &&String| had.iter().find(|option| option.id == **id).unwrap().label.zh.clone();
    let labels = gone.iter().map(label).collect::<Vec<_>>().join("、");
    let listed = (!gone.is_empty()).then(|| (Some(labels), Vec::new()));
    let kept = (kept.is_some() || text.is_some()).then_some((kept, text));
    (Expected { kept, listed }, Some(to))
}

/// Where the truth says that an answer goes.
fn goes(old: &Item, change: &Changed, draft: &FormState, field: &FieldKey, answer: &Answer) -> Option<FieldKey> {
    let truth = &change.truth;
    if let Some(Provenance::Register { document, .. }) = &answer.provenance {
        let covered = truth.documents.contains_key(document) && !truth.uncovered.contains(document);
        covered.then_some(())?;
    }
    let (to, groups) = match field.question.split_once('.') {
        Some((document, "files")) => {
            let to = truth.documents.get(document)?;
            change.item.document(to).filter(|document| document.takes_files())?;
            (format!("{to}.files"), None)
        }
        Some((commitment, _)) => (format!("{}.signature", signed(truth, commitment)?), None),
        None => {
            let to = truth.questions.get(&field.question).filter(|_| !truth.otherwise.contains(&field.question))?;
            (to.clone(), Some((group_of(old, &field.question), group_of(&change.item, to))))
        }
    };
    if let Some((was, is)) = groups {
        let rows = was.and_then(|group| draft.rows.get(group));
        let there = field.row.is_none_or(|row| rows.is_some_and(|rows| rows.contains(&row)));
        let same = was.map(|group| truth.questions.get(group).map(String::as_str)) == is.map(Some);
        let group_takes_rows = was.is_none_or(|group| !truth.otherwise.contains(group));
        (there && same && group_takes_rows).then_some(())?;
    }
    Some(FieldKey { question: to, row: field.row })
}

fn options_of(question: &Question) -> &[Choice] {
    match &question.kind {
        Kind::Choice { options } | Kind::Choices { options, .. } => options,
        _ => &[],
    }
}

/// Whether a text is the ids of what was chosen, in whatever order.
fn names_just(text: &str, value: Option<&Value>) -> bool {
    let chosen: BTreeSet<&str> = match value {
        Some(Value::Choice(id)) => BTreeSet::from([id.as_str()]),
        Some(Value::Choices(ids)) => ids.iter().map(String::as_str).collect(),
        _ => return false,
    };
    text.split(',').map(str::trim).collect::<BTreeSet<_>>() == chosen
}

fn signed<'a>(truth: &'a Truth, commitment: &str) -> Option<&'a String> {
    truth.commitments.get(commitment).filter(|_| !truth.reworded.contains(commitment))
}

fn group_of<'a>(item: &'a Item, id: &str) -> Option<&'a str> {
    let groups = item.questions().filter(|question| question.id != id);
    groups.into_iter().find(|group| group.with_children().any(|child| child.id == id)).map(|group| group.id.as_str())
}

/// What an answer says, without where it came from.
fn said(answer: &Answer) -> (Option<Value>, Option<String>) {
    (answer.value.clone(), answer.text.clone())
}

fn is_given(answer: &Answer) -> bool {
    let said = answer.value.is_some() || answer.text.as_ref().is_some_and(|text| !text.trim().is_empty());
    said && !matches!(answer.provenance, Some(Provenance::Default | Provenance::Computed))
}

/// Decisions about documents stand under the document's id, which is no question's.
fn is_about_document(entry: &ToCheck) -> bool {
    entry.why == Why::WayGone || (entry.value.is_empty() && entry.files.is_empty())
}

fn names_decision(step: &Migrated, document: &str) -> bool {
    step.check.iter().any(|entry| is_about_document(entry) && entry.field.question == document)
}

/// What is listed about answers, option by option, the text that stood there as well as the valid answer before it, without
/// the names that it had by then.
fn pieces(list: &[&ToCheck]) -> Vec<(Option<u16>, String, Vec<String>)> {
    let answers = list.iter().filter(|entry| !is_about_document(entry));
    let of_entry = |entry: &&&ToCheck| {
        let files: Vec<String> = entry.files.iter().map(|file| file.id.clone()).collect();
        let words = [Some(entry.value.clone()), entry.earlier.clone()].into_iter().flatten();
        let pieces = words.flat_map(|words| words.split('、').map(str::to_owned).collect::<Vec<_>>());
        pieces.map(|piece| (entry.row, piece, files.clone())).collect::<Vec<_>>()
    };
    let mut pieces: Vec<_> = answers.flat_map(|entry| of_entry(&entry)).collect();
    pieces.sort();
    pieces
}

/// Bytes that follow from a seed (splitmix64).
struct Bytes(u64);

impl Bytes {
    /// Up to so many.
    fn some(&mut self, most: u64) -> Vec<u8> {
        let count = self.next() % most;
        (0..count).map(|_| (self.next() >> 32) as u8).collect()
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }
}
