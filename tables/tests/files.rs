//! Files as programs write them. `files/` holds a roster with a merged title, dates that are numbers, a formula and a
//! second sheet, made with openpyxl and saved again by `LibreOffice` 7.4 in each of its formats; and one behind a password.

#![allow(missing_docs)]

mod common;

use std::path::{Path, PathBuf};

use common::{MEMBER, guessed, member, read_with};
use liandong_domain::registry::{Education, Gender};
use liandong_tables::sheet::{Limits, Sheet};

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/files")
        .join(name)
}

fn assert_is_the_roster(name: &str) {
    let bytes = std::fs::read(file(name)).expect("a file");
    let mut sheet = common::opened(bytes);
    let mapping = guessed(&sheet, MEMBER);
    let rows = read_with(&mut sheet, &mapping);
    assert_eq!(rows.len(), 2, "{name}: {rows:?}");
    let [first, second] = [member(&rows[0]), member(&rows[1])];
    assert_eq!(
        (first.gender, first.birth_year),
        (Gender::Male, Some(1985)),
        "{name}"
    );
    assert_eq!(
        (first.joined, first.probationary),
        (Some(200_907), false),
        "{name}"
    );
    assert_eq!(
        (second.education, second.probationary),
        (Some(Education::College), true),
        "{name}"
    );
    assert_eq!(
        (second.birth_year, second.joined),
        (Some(1990), Some(202_512)),
        "{name}"
    );
}

#[test]
fn what_libreoffice_saves_is_read() {
    assert_is_the_roster("libreoffice.xlsx");
    assert_is_the_roster("libreoffice-gb18030.csv");
}

#[test]
fn what_cannot_be_read_is_told_by_its_content() {
    for (name, code) in [
        ("password.xlsx", "password_protected"),
        ("libreoffice.xls", "old_workbook"),
        ("libreoffice.ods", "not_a_table"),
    ] {
        let refusal = Sheet::open_path(&file(name), &Limits::default()).expect_err(name);
        assert_eq!(refusal.code(), code, "{name}: {refusal}");
    }
}

/// openpyxl writes formulas without their values: a spreadsheet that opens the file works them out, and saves them.
#[test]
fn a_formula_whose_value_was_never_worked_out_is_no_value() {
    let sheet = Sheet::open_path(&file("openpyxl.xlsx"), &Limits::default()).expect("a table");
    let mut columns = sheet.columns().iter();
    let column = columns.find(|column| column.heading == "党员类别");
    assert_eq!(column.map(|column| column.filled), Some(1));
}
