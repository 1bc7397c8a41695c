//! The workbook that a clerk fills in: headings, lists to choose from, and a sheet that explains.

use std::io::{Seek, Write};

use rust_xlsxwriter::{
    Color, DataValidation, Format, FormatAlign, Formula, Workbook, Worksheet, XlsxError,
};

use super::{
    WriteError,
    workbook::{heading_format, write_headings},
};
use crate::{
    columns::{Field, FieldSpec, Target, fields},
    words,
};

/// The rows for which lists are offered.
const PREPARED_ROWS: u32 = 20_000;
const WORDS: &str = "字典";

/// Writes the template of a table.
///
/// # Errors
/// `out` cannot be written to.
pub fn template<W: Write + Seek + Send>(out: W, target: Target) -> Result<(), WriteError> {
    let specs = fields(target);
    let mut workbook = Workbook::new();
    write_form(workbook.add_worksheet(), target.label(), specs)?;
    write_explanation(workbook.add_worksheet(), specs)?;
    write_words(workbook.add_worksheet(), specs)?;
    workbook.save_to_writer(out)?;
    Ok(())
}

fn write_form(sheet: &mut Worksheet, name: &str, specs: &[FieldSpec]) -> Result<(), XlsxError> {
    sheet.set_name(name)?;
    let headings: Vec<String> = specs.iter().map(heading).collect();
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    // Spreadsheets keep fifteen digits of a number and turn 2009-07 into a day: every column holds texts.
    let text = Format::new().set_num_format("@");
    for column in 0..specs.len() as u16 {
        sheet.set_column_format(column, &text)?;
    }
    write_headings(sheet, &headings)?;
    let lists = specs.iter().filter(|spec| has_list(spec));
    for (place, spec) in (0..).zip(lists) {
        let column = specs.iter().position(|it| it == spec).unwrap_or_default() as u16;
        let list = choice(spec, place)?;
        sheet.add_data_validation(1, column, PREPARED_ROWS, column, &list)?;
    }
    Ok(())
}

fn heading(spec: &FieldSpec) -> String {
    let mark = if spec.required { "*" } else { "" };
    format!("{}{mark}", spec.label)
}

fn has_list(spec: &FieldSpec) -> bool {
    !words::codes(spec.field).is_empty()
}

/// A list to choose from. Other words are only warned of: many more are understood than the official ones.
fn choice(spec: &FieldSpec, place: u8) -> Result<DataValidation, XlsxError> {
    let letter = char::from(b'A' + place);
    let last = words::codes(spec.field).len() + 1;
    DataValidation::new()
        .allow_list_formula(Formula::new(format!(
            "={WORDS}!${letter}$2:${letter}${last}"
        )))
        .set_error_style(rust_xlsxwriter::DataValidationErrorStyle::Warning)
        .set_error_title(spec.label)?
        .set_error_message("列表中没有这个值，导入时可能需要确认")
}

fn write_explanation(sheet: &mut Worksheet, specs: &[FieldSpec]) -> Result<(), XlsxError> {
    sheet.set_name("说明")?;
    write_headings(sheet, &["字段", "是否必填", "说明", "可填内容", "示例"])?;
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for (line, spec) in (1..).zip(specs) {
        let required = if spec.required { "必填" } else { "选填" };
        let allowed = allowed(spec.field);
        let cells = [spec.label, required, spec.help, &allowed, spec.example];
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string_with_format(line, column, cell, &wrapped)?;
        }
    }
    for (column, width) in [(0, 18.0), (1, 10.0), (2, 50.0), (3, 60.0), (4, 24.0)] {
        sheet.set_column_width(column, width)?;
    }
    let line = specs.len() as u32 + 2;
    let warning = Format::new().set_font_color(Color::RGB(0x008A_1018));
    sheet.write_string_with_format(
        line,
        0,
        "请勿填写姓名、电话、住址：系统不保存这些内容，导入时自动剔除。",
        &warning,
    )?;
    Ok(())
}

fn allowed(field: Field) -> String {
    let words: Vec<&str> = words::codes(field).iter().map(|code| code.word).collect();
    words.join("、")
}

/// The words of the lists, a column each: lists written into a rule may have 255 characters only.
fn write_words(sheet: &mut Worksheet, specs: &[FieldSpec]) -> Result<(), XlsxError> {
    sheet.set_name(WORDS)?;
    let format = heading_format();
    for (column, spec) in (0..).zip(specs.iter().filter(|spec| has_list(spec))) {
        sheet.write_string_with_format(0, column, spec.label, &format)?;
        for (line, code) in (1..).zip(words::codes(spec.field)) {
            sheet.write_string(line, column, code.word)?;
        }
    }
    sheet.set_hidden(true);
    Ok(())
}
