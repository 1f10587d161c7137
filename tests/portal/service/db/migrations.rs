//! The schema, one numbered step after the other. `user_version` counts the steps that a file has taken; a step that was
//! published is never changed.

use rusqlite::{Connection, Error};

const STEPS: &[&str] =
    &[include_str!("001-first.sql"), include_str!("002-supplement-keys.sql"), include_str!("003-joint.sql")];

/// Takes the steps that this file has not taken, in one transaction.
pub fn run(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    let taken: u32 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let Some(missing) = STEPS.get(taken as usize..) else {
        return Err(Error::InvalidParameterName(format!("the database has schema {taken}, newer than this program")));
    };
    for step in missing {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", STEPS.len() as u32)?;
    transaction.commit()
}
