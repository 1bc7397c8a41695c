//! Files that are no tables are refused, with a code, and a sentence that says what to do.

mod common;

use std::io::{Cursor, Write as _};

use common::{ID, MEMBER, as_of, guessed, open, person_key, workbook};
use liandong_tables::{
    rows::{self, Context, Failure},
    sheet::{Limits, Refusal, Sheet},
};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn code(bytes: impl Into<Vec<u8>>) -> &'static str {
    match open(bytes) {
        Ok(_) => "taken",
        Err(refusal) => {
            assert!(!refusal.to_string().is_empty());
            refusal.code()
        }
    }
}

fn limited(bytes: &[u8], limits: &Limits) -> Result<Sheet<Cursor<Vec<u8>>>, Refusal> {
    Sheet::open(Cursor::new(bytes.to_vec()), "名册.xlsx", limits)
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, content) in parts {
        zip.start_file(*name, options).expect("a part");
        zip.write_all(content).expect("content");
    }
    zip.finish().expect("a zip").into_inner()
}

/// A compound file as far as it is looked at: its magic and the name of a stream.
fn compound(stream: &str) -> Vec<u8> {
    let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
    bytes.resize(70_000, 0);
    bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(80_000, 0);
    bytes
}

#[test]
fn empty_files_are_refused() {
    assert_eq!(code(""), "file_empty");
    assert_eq!(code("\u{feff}"), "file_empty");
    assert_eq!(code("\r\n ,, \r\n"), "file_empty");
    assert_eq!(code("身份证号,性别\n,,\n"), "no_rows");
    assert_eq!(code(workbook(&[])), "no_sheet");
    assert_eq!(code(workbook(&[&["身份证号", "性别"]])), "no_rows");
}

#[test]
fn files_without_headings_are_refused() {
    assert_eq!(code(format!("李雷,{ID},女\n")), "no_heading");
    assert_eq!(
        code("a\n".repeat(30) + "身份证号,性别\n1,女\n"),
        "no_heading"
    );
}

#[test]
fn other_files_under_a_table_name_are_refused() {
    for bytes in [
        b"%PDF-1.7\n1 0 obj".as_slice(),
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"\xff\xd8\xff\xe0\0\x10JFIF",
        b"Rar!\x1a\x07\x01\0",
        b"\x1f\x8b\x08\0",
        "\u{feff}  <!DOCTYPE html><html><table>".as_bytes(),
        b"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">",
        b"<?xml version=\"1.0\"?><Workbook>",
    ] {
        assert_eq!(code(bytes), "not_a_table");
    }
    assert_eq!(
        code(zipped(&[("word/document.xml", b"<w/>")])),
        "not_a_table"
    );
    assert_eq!(code(zipped(&[("content.xml", b"<o/>")])), "not_a_table");
    assert_eq!(code(zipped(&[("a.txt", b"a")])), "not_a_table");
    assert_eq!(code(zipped(&[])), "not_a_table");
    assert_eq!(code(compound("WordDocument")), "not_a_table");
}

#[test]
fn a_refusal_does_not_repeat_an_id_number_in_a_file_name() {
    let bytes = Cursor::new(b"%PDF-1.7".to_vec());
    let refusal = Sheet::open(bytes, &format!("{ID}.xlsx"), &Limits::default()).expect_err("a PDF");
    assert!(!refusal.to_string().contains(ID));
    assert!(refusal.to_string().contains("PDF"));
}

#[test]
fn old_and_protected_workbooks_are_refused() {
    assert_eq!(code(compound("EncryptedPackage")), "password_protected");
    assert_eq!(code(compound("Workbook")), "old_workbook");
    assert_eq!(code(compound("Book")), "old_workbook");
}

#[test]
fn damaged_workbooks_are_refused() {
    let whole = workbook(&[&["身份证号", "性别"], &[ID, "女"]]);
    for length in [4, 30, whole.len() / 2, whole.len() - 1] {
        assert_eq!(code(&whole[..length]), "file_damaged", "{length} bytes");
    }
    assert_eq!(
        code(zipped(&[("xl/workbook.xml", b"<workbook>")])),
        "file_damaged"
    );
}

#[test]
fn undecodable_text_is_refused_with_its_line() {
    let bytes = [
        b"key,unit,gender\nA,B,1\n".as_slice(),
        b"\xff\xff\xff,\x80\n",
    ]
    .concat();
    match open(bytes) {
        Err(Refusal::UnknownEncoding { line }) => assert_eq!(line, 3),
        other => panic!("{other:?}"),
    }
    assert_eq!(code(b"key,unit\nA,\0\n".as_slice()), "unknown_encoding");
}

#[test]
fn a_quote_that_the_end_of_a_short_file_leaves_open_swallows_nothing() {
    for rest in ["", "E,F,2\n", "E,F,2\nG,H,1\n", "E,F,2"] {
        let text = format!("key,unit,remark\nA,B,1\nC,D,\"tall\n{rest}");
        match open(text) {
            Err(Refusal::RecordTooLong { line }) => assert_eq!(line, 3, "{rest:?}"),
            other => panic!("{rest:?}: {other:?}"),
        }
    }
    for whole in [
        "A,B,\"tall\"",
        "A,B,\"tall\"\n",
        "A,B,tall",
        "A,B,\"two\nlines\"\n",
    ] {
        assert_eq!(
            code(format!("key,unit,remark\n{whole}")),
            "taken",
            "{whole:?}"
        );
    }
}

#[test]
fn a_quote_that_never_closes_is_told_with_its_line() {
    let text = format!(
        "key,unit,gender\nA,B,1\nC,\"D,1\n{}",
        "E,F,2\n".repeat(100_000)
    );
    match open(text) {
        Err(Refusal::RecordTooLong { line }) => assert_eq!(line, 3),
        other => panic!("{other:?}"),
    }
}

#[test]
fn large_files_are_refused() {
    let limits = Limits {
        file_bytes: 20,
        rows: 2,
        columns: 3,
        ..Limits::default()
    };
    let refusal = limited(b"key,unit,gender\nA,B,1\n", &limits).expect_err("too large");
    assert_eq!(refusal.code(), "file_too_large");
    let limits = Limits {
        file_bytes: 1 << 20,
        ..limits
    };
    let refusal = limited(b"key,unit,gender,education\nA,B,1,x\n", &limits).expect_err("too wide");
    assert_eq!(refusal.code(), "too_many_columns");
    let wide = workbook(&[&["key", "unit", "gender", "education"], &["A"]]);
    assert_eq!(
        limited(&wide, &limits).expect_err("too wide").code(),
        "too_many_columns"
    );
    // Empty columns do not count.
    assert!(limited(b"key,unit,gender,,,,,\nA,B,1,,,,\n", &limits).is_ok());
}

#[test]
fn too_many_rows_end_the_reading() {
    let limits = Limits {
        rows: 2,
        ..Limits::default()
    };
    let text = b"key,unit,gender\nA,310104013,1\nB,310104013,1\nC,310104013,1\nD,310104013,1\n";
    let refusal = limited(text, &limits).expect_err("sampling reads them already");
    assert_eq!(refusal.code(), "too_many_rows");
    let limits = Limits {
        rows: 300,
        ..limits
    };
    let mut text = "key,unit,gender\n".to_owned();
    for index in 0..400 {
        text.push_str(
            ["K", &index.to_string(), ",310104013,1\n"]
                .concat()
                .as_str(),
        );
    }
    let mut sheet = limited(text.as_bytes(), &limits).expect("a table");
    let mapping = guessed(&sheet, MEMBER);
    let (key, units) = (person_key(), common::Units);
    let context = Context {
        units: &units,
        person_key: &key,
        as_of: as_of(),
    };
    let rows: Vec<_> = rows::read(&mut sheet, &mapping, context)
        .expect("read")
        .collect();
    assert_eq!(rows.len(), 301);
    assert!(matches!(
        rows[300],
        Err(Failure::File(Refusal::TooManyRows { limit: 300 }))
    ));
}

#[test]
fn zip_bombs_are_refused() {
    let bomb = zipped(&[("xl/workbook.xml", &vec![b' '; 8 << 20])]);
    assert_eq!(code(bomb), "unpacks_too_large");
    let limits = Limits {
        unpacked_bytes: 1000,
        ..Limits::default()
    };
    let honest = workbook(&[&["key"], &["A"]]);
    assert_eq!(
        limited(&honest, &limits).expect_err("large").code(),
        "unpacks_too_large"
    );
    let limits = Limits {
        shared_text_bytes: 100,
        ..Limits::default()
    };
    assert_eq!(
        limited(&honest, &limits).expect_err("large").code(),
        "unpacks_too_large"
    );
}

#[test]
fn a_directory_that_lies_of_sizes_is_found_out() {
    let content = vec![b' '; 4 << 20];
    let mut bytes = zipped(&[("xl/workbook.xml", &content)]);
    let size = (content.len() as u32).to_le_bytes();
    while let Some(at) = bytes.windows(4).position(|window| window == size) {
        bytes[at..at + 4].copy_from_slice(&64_u32.to_le_bytes());
    }
    let code = code(bytes);
    assert!(
        ["unpacks_too_large", "file_damaged"].contains(&code),
        "{code}"
    );
}

#[test]
fn a_table_of_texts_that_claims_too_many_is_refused() {
    let claim = br#"<?xml version="1.0"?><sst uniqueCount="99999999999"></sst>"#;
    let bytes = zipped(&[
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/sharedStrings.xml", claim),
    ]);
    assert_eq!(code(bytes), "file_damaged");
}
