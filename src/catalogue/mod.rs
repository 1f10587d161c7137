//! The catalogue: the index of all items that the app loads at its start, the site's regions, and the search over them.
//!
//! The index is made from the item pack when it is packed and never by hand. It holds what a list of items shows and what
//! the search reads; an item itself is loaded when it is needed.

mod index;
mod region;
mod search;

#[cfg(feature = "tools")]
mod pack;

pub use index::{Entry, Index, IndexDepartment, IndexSum, IndexTheme, Totals, INDEX_FORMAT};
pub use region::Region;
pub use search::{Because, Field, Hit, Searcher, Span};

#[cfg(feature = "tools")]
pub use pack::{figures, guide_sum, index, readings, Figure};
