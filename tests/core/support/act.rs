//! What a person, a clock and the registers do to a form, and what is seen of it.

use mianzheng::consent::{Decision, Outcome, Provenance, Record};
use mianzheng::form::{Changed, DocumentEvent, Edit, FieldKey, FieldView, FileRef, Form, LineState, Problem, RowId};
use mianzheng::ident::Instant;

/// The moment at which everything happens that tests do not date.
pub fn moment() -> Instant {
    "2026-03-12T01:37:00Z".parse().unwrap()
}

/// A register's answer with these fields.
pub fn found(fields: &[(&str, &str)]) -> Outcome {
    let fields = fields.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect();
    let record =
        Record { number: Some("证0001".to_owned()), issuer: "登记部门".to_owned(), valid_until: None, fields };
    Outcome::Found { record, as_of: moment() }
}

/// Where [`found`] says that an answer for the document comes from.
pub fn from_register(document: &str) -> Provenance {
    Provenance::Register {
        document: document.to_owned(),
        source: document.to_owned(),
        number: Some("证0001".to_owned()),
        as_of: moment(),
    }
}

/// A photograph of the document.
pub fn photo(id: &str) -> FileRef {
    FileRef {
        id: id.to_owned(),
        name: format!("{id}.jpg"),
        media_type: "image/jpeg".to_owned(),
        size_bytes: 1000,
        sha256: "0".repeat(64),
        uploaded: None,
    }
}

/// Edits in few words. A field is `question` or `question#row`.
pub trait Act {
    /// A text is typed.
    fn typed(&mut self, field: &str, text: &str) -> Vec<Changed>;
    /// An option is chosen.
    fn chosen(&mut self, field: &str, option: &str) -> Vec<Changed>;
    /// An option of several is switched.
    fn switched(&mut self, field: &str, option: &str, on: bool) -> Vec<Changed>;
    /// The field is left.
    fn left(&mut self, field: &str) -> Vec<Changed>;
    /// A row is added; its id.
    fn row_added(&mut self, group: &str) -> RowId;
    /// A row is taken away.
    fn row_removed(&mut self, group: &str, row: RowId) -> Vec<Changed>;
    /// Something happens to a document.
    fn document(&mut self, document: &str, event: DocumentEvent) -> Vec<Changed>;
    /// The citizen agrees.
    fn agreed(&mut self, document: &str) -> Vec<Changed>;
    /// The citizen refuses.
    fn refused(&mut self, document: &str) -> Vec<Changed>;
    /// The citizen agrees, the register is asked and answers.
    fn fetched(&mut self, document: &str, outcome: Outcome) -> Vec<Changed>;
    /// A photograph is handed in for a document.
    fn handed_in(&mut self, document: &str) -> Vec<Changed>;
    /// A commitment is signed.
    fn signed(&mut self, commitment: &str) -> Vec<Changed>;
    /// What the control is told.
    fn view(&self, field: &str) -> FieldView;
    /// The text of the control.
    fn text(&self, field: &str) -> String;
    /// What validation finds, as `field: problem`.
    fn findings(&self) -> Vec<(String, Problem)>;
    /// Where a document's line stands.
    fn line(&self, document: &str) -> LineState;
}

impl Act for Form {
    fn typed(&mut self, field: &str, text: &str) -> Vec<Changed> {
        self.apply(Edit::Type { field: field.into(), text: text.to_owned() })
    }

    fn chosen(&mut self, field: &str, option: &str) -> Vec<Changed> {
        self.apply(Edit::Choose { field: field.into(), option: option.to_owned() })
    }

    fn switched(&mut self, field: &str, option: &str, on: bool) -> Vec<Changed> {
        self.apply(Edit::Toggle { field: field.into(), option: option.to_owned(), on })
    }

    fn left(&mut self, field: &str) -> Vec<Changed> {
        self.apply(Edit::Leave { field: field.into() })
    }

    fn row_added(&mut self, group: &str) -> RowId {
        self.apply(Edit::AddRow { group: group.to_owned() });
        *self.rows(&group.to_owned()).last().expect("the group has room for a row")
    }

    fn row_removed(&mut self, group: &str, row: RowId) -> Vec<Changed> {
        self.apply(Edit::RemoveRow { group: group.to_owned(), row })
    }

    fn document(&mut self, document: &str, event: DocumentEvent) -> Vec<Changed> {
        self.apply(Edit::Document { document: document.to_owned(), event })
    }

    fn agreed(&mut self, document: &str) -> Vec<Changed> {
        self.document(document, DocumentEvent::Decide(Decision::Agreed { consent_id: None, at: moment() }))
    }

    fn refused(&mut self, document: &str) -> Vec<Changed> {
        self.document(document, DocumentEvent::Decide(Decision::Refused { at: moment() }))
    }

    fn fetched(&mut self, document: &str, outcome: Outcome) -> Vec<Changed> {
        self.agreed(document);
        self.document(document, DocumentEvent::Asking(moment()));
        self.document(document, DocumentEvent::Answered(outcome))
    }

    fn handed_in(&mut self, document: &str) -> Vec<Changed> {
        self.apply(Edit::Attach { field: FieldKey::of(format!("{document}.files")), file: photo("photo") })
    }

    fn signed(&mut self, commitment: &str) -> Vec<Changed> {
        let field = FieldKey::of(format!("{commitment}.signature"));
        self.apply(Edit::Sign { field, name: "李桂英".to_owned(), at: moment() })
    }

    fn view(&self, field: &str) -> FieldView {
        self.field(&field.into()).unwrap_or_else(|| panic!("there is no field {field}"))
    }

    fn text(&self, field: &str) -> String {
        self.view(field).text
    }

    fn findings(&self) -> Vec<(String, Problem)> {
        self.validate().into_iter().map(|finding| (finding.field.to_string(), finding.problem)).collect()
    }

    fn line(&self, document: &str) -> LineState {
        self.ledger_line(document).unwrap_or_else(|| panic!("there is no document {document}")).state
    }
}
