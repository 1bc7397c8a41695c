//! The eight registries and the units as tables: CSV and XLSX in and out.
//!
//! ```text
//! file ─▶ sheet ─▶ columns ─▶ rows ─▶ facts, made by the caller
//!         open,     guess,     words, dates, privacy
//!         screen    correct
//! rows, numbers, bad rows ─▶ write ─▶ file
//! ```
//!
//! - [`sheet`]: a file as a heading row and rows with the line numbers of the file, or a [`Refusal`](sheet::Refusal)
//! - [`columns`]: the fields of each table, and which column of a file holds which field
//! - [`privacy`]: what names a person, recognised, masked, dropped or hashed
//! - [`words`]: the words of files and the codes of the domain
//! - [`dates`]: years and months in the forms people write them
//! - [`rows`]: rows of the domain, or what is wrong with each cell and how to mend it
//! - [`mod@write`]: exports, templates and the workbook of bad rows
//!
//! Readers and bytes in, rows and errors out: no clock, no network, no database. What a file says about a person
//! by name, phone number or id number stays inside this crate: it is private to `sheet`, and every way out of the
//! crate passes through `privacy`.

pub mod columns;
pub mod dates;
pub mod privacy;
pub mod rows;
pub mod sheet;
mod text;
pub mod words;
pub mod write;
