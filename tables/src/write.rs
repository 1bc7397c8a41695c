//! Tables out: exports, templates, the workbook of bad rows.

mod bad_rows;
mod delimited;
mod error;
pub(crate) mod formula;
mod registry;
mod template;
mod value;
mod workbook;

pub use bad_rows::bad_rows;
pub use delimited::{csv, csv_headings, csv_rows};
pub use error::WriteError;
pub use registry::{RegistryRow, registry_headings, registry_rows, word_headings, words_of};
pub use template::template;
pub use value::Value;
pub use workbook::{XlsxWriter, xlsx};
