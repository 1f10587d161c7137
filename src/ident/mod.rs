//! Identifiers, civil dates and working days: the value types that the rest of the core speaks in.
//!
//! Each type holds only what is valid by its standard, is read with [`str::parse`], prints one canonical text with
//! `Display`, and crosses every boundary as that text. Reading forgives how people write (full-width characters,
//! spaces, a lower-case x) and says what is wrong and where when it cannot. A check digit is checked; whether an area
//! code, a firm or a person exists is never decided here: registers answer that, and old codes live on in valid ids.
//!
//! Nothing here asks what time it is: whoever needs today is handed it.

mod bank_account;
mod civil_date;
mod credit_code;
mod decimal;
mod instant;
pub mod normalise;
mod phone;
mod position;
mod real_estate_unit;
mod region;
mod resident_id;
mod text;
mod working_days;

pub use bank_account::{BankAccount, BankAccountError};
pub use civil_date::{CivilDate, CivilDateError, Weekday};
pub use credit_code::{CreditCode, CreditCodeError};
pub use decimal::{Decimal, DecimalError, Money};
pub use instant::{Instant, InstantError, CHINA_OFFSET_MINUTES};
pub use phone::{Phone, PhoneError};
pub use position::{Position, PositionError};
pub use real_estate_unit::{RealEstateUnit, RealEstateUnitError};
pub use region::{RegionCode, RegionCodeError, RegionLevel};
pub use resident_id::{Holder, ResidentId, ResidentIdError, Sex};
pub use working_days::{Calendar, CalendarError, Certainty, Deadline, Source as CalendarSource};
