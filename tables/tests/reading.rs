//! Files of every encoding, separator and kind give the same table.

mod common;

use std::fmt::Write as _;

use common::{ID, ID_WITH_X, MEMBER, member, open, opened, read, rewritten, workbook};
use encoding_rs::GB18030;
use liandong_domain::registry::{Education, Gender};
use liandong_tables::sheet::{Limits, Sheet};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

fn roster() -> String {
    format!(
        "身份证号,所属居委,性别,出生日期,学历,入党时间\n{ID},东兰居民区,女,1985-03-12,本科,2009.07\n\n{ID_WITH_X},310104013002,男,19900101,大专,2012年6月\n"
    )
}

fn assert_is_roster(bytes: impl Into<Vec<u8>>) {
    let rows = read(&mut opened(bytes), MEMBER);
    assert_eq!(rows.len(), 2);
    let first = member(&rows[0]);
    assert_eq!(first.gender, Gender::Female);
    assert_eq!(first.birth_year, Some(1985));
    assert_eq!(first.education, Some(Education::Bachelor));
    assert_eq!(first.joined, Some(200_907));
    assert_eq!(member(&rows[1]).joined, Some(201_206));
    let lines: Vec<u64> = rows
        .iter()
        .map(|row| row.as_ref().expect("good").line)
        .collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn every_encoding_is_read() {
    let text = roster();
    assert_is_roster(text.clone());
    assert_is_roster(format!("\u{feff}{text}"));
    assert_is_roster(GB18030.encode(&text).0.into_owned());
    let utf16 = |to_bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(to_bytes)
            .collect()
    };
    assert_is_roster(utf16(u16::to_le_bytes));
    assert_is_roster(utf16(u16::to_be_bytes));
}

#[test]
fn gb_18030_is_known_though_its_first_chinese_comes_late() {
    let mut text = "key,unit,sector,gender,education\n".to_owned();
    for index in 0..20_000 {
        writeln!(text, "K{index},310104013,community,1,21").expect("a string");
    }
    text.push_str("K,漕河泾街道,居民区党建,女,本科\n");
    let mut sheet = opened(GB18030.encode(&text).0.into_owned());
    let rows = read(&mut sheet, MEMBER);
    assert_eq!(member(&rows[20_000]).gender, Gender::Female);
}

#[test]
fn every_separator_and_line_end_is_read() {
    let text = roster();
    assert_is_roster(text.replace(',', "\t"));
    assert_is_roster(text.replace(',', ";"));
    assert_is_roster(text.replace('\n', "\r\n"));
    assert_is_roster(text.replace('\n', "\r\n").trim_end().to_owned());
}

#[test]
fn quoted_cells_with_line_breaks_keep_line_numbers_true() {
    let text = format!(
        "身份证号,备注,所在党支部,性别\r\n{ID},\"一行\r\n两行,\"\"三\"\"\",东兰,女\r\n{ID_WITH_X},,东兰,男\r\n"
    );
    let rows = read(&mut opened(text), MEMBER);
    let lines: Vec<u64> = rows
        .iter()
        .map(|row| row.as_ref().expect("good").line)
        .collect();
    assert_eq!(lines, [2, 4]);
}

#[test]
fn titles_above_and_emptiness_around_do_not_matter() {
    let text = format!(
        "漕河泾街道党员名册,,,,,,\n填表人：张三,,单位,,,,\n,,,,,,\n身份证号,所属居委,性别,,,,\n{ID},东兰,女,,,,\n,,,,,,\n,,,,,,\n"
    );
    let mut sheet = opened(text);
    assert_eq!(sheet.heading_line(), 4);
    assert_eq!(sheet.columns().len(), 3);
    assert_eq!(read(&mut sheet, MEMBER).len(), 1);
}

#[test]
fn headings_repeated_on_every_page_are_no_rows() {
    let text = format!(
        "身份证号,所属居委,性别\n{ID},东兰,女\n身份证号,所属居委,性别\n{ID_WITH_X},东兰,男\n"
    );
    assert_eq!(read(&mut opened(text), MEMBER).len(), 2);
}

#[test]
fn workbooks_are_read_as_they_look() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("空").expect("a name");
    let sheet = book.add_worksheet();
    let (date, plain) = (Format::new().set_num_format("yyyy/m/d"), Format::new());
    sheet
        .merge_range(0, 0, 0, 5, "漕河泾街道党员名册", &plain)
        .expect("title");
    for (column, heading) in (0..).zip([
        "身份证号\n*必填",
        "所 在 党 支 部",
        "性别（代码）",
        "出生日期",
        "入党时间",
        "学历",
    ]) {
        sheet.write(2, column, heading).expect("heading");
    }
    sheet
        .merge_range(3, 1, 4, 1, "东兰居民区", &plain)
        .expect("merged");
    for (row, id) in [(3, ID), (4, ID_WITH_X)] {
        sheet.write(row, 0, id).expect("id");
        sheet.write(row, 2, 2).expect("number");
        let day = ExcelDateTime::from_ymd(1985, 3, 12).expect("day");
        sheet.write_with_format(row, 3, &day, &date).expect("date");
        sheet.write(row, 4, 40_000).expect("serial");
        sheet
            .write(row, 5, Formula::new("=1&2").set_result("大学本科"))
            .expect("formula");
    }
    let mut sheet = opened(book.save_to_buffer().expect("a workbook"));
    assert_eq!(sheet.heading_line(), 3);
    let rows = read(&mut sheet, MEMBER);
    assert_eq!(rows.len(), 2);
    for row in &rows {
        let member = member(row);
        assert_eq!(row.as_ref().expect("good").unit.as_str(), "310104013001");
        assert_eq!(member.gender, Gender::Female);
        assert_eq!(member.birth_year, Some(1985));
        assert_eq!(member.joined, Some(200_907));
        assert_eq!(member.education, Some(Education::Bachelor));
    }
    assert_eq!(rows[1].as_ref().expect("good").line, 5);
}

#[test]
fn headings_of_two_rows_are_those_of_single_columns() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 1, 0, "身份证号", &plain)
        .expect("merged");
    sheet
        .merge_range(0, 1, 1, 1, "所属居委", &plain)
        .expect("merged");
    sheet
        .merge_range(0, 2, 0, 3, "基本情况", &plain)
        .expect("merged");
    sheet.write(1, 2, "性别").expect("heading");
    sheet.write(1, 3, "学历").expect("heading");
    for (column, cell) in (0..).zip([ID, "东兰", "女", "大专"]) {
        sheet.write(2, column, cell).expect("cell");
    }
    let mut sheet = opened(book.save_to_buffer().expect("a workbook"));
    assert_eq!(sheet.heading_line(), 2);
    assert_eq!(
        member(&read(&mut sheet, MEMBER)[0]).education,
        Some(Education::College)
    );
}

#[test]
fn a_file_is_read_from_disk_and_twice() {
    let file = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(file.path(), roster()).expect("written");
    let sheet = Sheet::open_path(file.path(), &Limits::default()).expect("a table");
    assert_eq!(sheet.columns()[2].heading, "性别");
    let mut sheet = opened(workbook(&[
        &["身份证号", "所属居委", "性别"],
        &[ID, "东兰", "女"],
    ]));
    assert_eq!(read(&mut sheet, MEMBER), read(&mut sheet, MEMBER));
}

#[test]
fn columns_without_headings_and_duplicate_headings_are_told() {
    let sheet = opened("身份证号,性别,,性 别\n1,男,x,女\n");
    assert_eq!(sheet.columns()[2].title(2), "C 列");
    assert_eq!(
        sheet.duplicate_headings(),
        [("性别".to_owned(), vec![1, 3])]
    );
    assert!(open("标题\n甲\n乙\n").is_err());
}

#[test]
fn numbers_of_days_count_as_the_workbook_says() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["身份证号", "所属居委", "性别", "入党时间"]) {
        sheet.write(0, column, heading).expect("heading");
    }
    for (column, cell) in (0..).zip([ID, "东兰", "女"]) {
        sheet.write(1, column, cell).expect("cell");
    }
    sheet.write(1, 3, 40_000).expect("serial");
    let bytes = book.save_to_buffer().expect("a workbook");
    assert_eq!(
        member(&read(&mut opened(bytes.clone()), MEMBER)[0]).joined,
        Some(200_907)
    );
    let from_1904 = rewritten(bytes, |part| {
        part.replace("<workbookPr", "<workbookPr date1904=\"1\"")
    });
    assert_eq!(
        member(&read(&mut opened(from_1904), MEMBER)[0]).joined,
        Some(201_307)
    );
}

#[test]
fn a_hidden_sheet_is_read_last() {
    let mut book = Workbook::new();
    let hidden = book.add_worksheet().set_hidden(true);
    hidden.write(0, 0, "代码").expect("cell");
    let shown = book.add_worksheet();
    shown.set_active(true);
    for (row, cell) in (0..).zip(["身份证号", "A"]) {
        shown.write(row, 0, cell).expect("cell");
    }
    let sheet = opened(book.save_to_buffer().expect("a workbook"));
    assert_eq!(sheet.columns()[0].heading, "身份证号");
}

#[test]
fn merged_regions_that_overlap_or_are_too_many_are_refused() {
    let bytes = workbook(&[&["代码", "街道"], &["A", "漕河泾街道"]]);
    let merged = |count: usize| {
        let regions = "<mergeCell ref=\"A2:B9\"/>".repeat(count);
        let tag = format!("</sheetData><mergeCells count=\"{count}\">{regions}</mergeCells>");
        rewritten(bytes.clone(), |part| part.replace("</sheetData>", &tag))
    };
    assert!(open(merged(1)).is_ok());
    assert_eq!(
        open(merged(1_000)).expect_err("overlap").code(),
        "file_damaged"
    );
    assert!(open(merged(200_000)).is_err());
}
