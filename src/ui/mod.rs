//! Controls: one component a field type, and the parts that pages share. A control is told about its field by the core and
//! sends events; it holds no rule. The looks of each stand in the file of `style/` with its name.

pub mod camera;
pub mod choice_field;
pub mod date_field;
pub mod error_summary;
pub mod field;
pub mod gallery;
pub mod group_field;
pub mod guided_shots;
pub mod icons;
pub mod ledger;
pub mod new_version;
pub mod notice;
pub mod offline_notice;
pub mod photo_check;
pub mod position_field;
pub mod prefilled;
pub mod press;
pub mod region_field;
pub mod shell;
pub mod signature_field;
pub mod stepper;
pub mod storage_notice;
pub mod sum;
pub mod svg;
pub mod text_field;
pub mod title;
pub mod upload_field;
pub mod walk;
