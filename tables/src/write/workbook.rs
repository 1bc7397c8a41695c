//! Workbooks written row by row: rows go to a temporary file, not to memory.

use std::{
    io::{Seek, Write},
    path::Path,
};

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{Value, WriteError};

/// The rows of a sheet.
const MAX_ROWS: u32 = 1_048_576;
/// The longest text of a cell, in UTF-16 units.
const MAX_TEXT: usize = 32_767;
const WIDTH: f64 = 16.0;

/// Writes headings and rows to a workbook of one sheet. Texts are stored as texts: nothing becomes a formula.
///
/// # Errors
/// More rows than a sheet has, or `out` cannot be written to.
pub fn xlsx<'a, W: Write + Seek + Send, R: IntoIterator<Item = Value<'a>>>(
    out: W,
    sheet_name: &str,
    headings: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<(), WriteError> {
    let mut writer = XlsxWriter::begin(sheet_name, headings, &std::env::temp_dir())?;
    for row in rows {
        writer.write(row)?;
    }
    writer.save(out)
}

/// A workbook of one sheet that is made row by row.
pub struct XlsxWriter {
    workbook: Workbook,
    plain: Format,
    /// The next row's.
    line: u32,
}

impl XlsxWriter {
    /// The most rows that a sheet holds under its headings.
    pub const MAX_ROWS: u32 = MAX_ROWS - 1;

    /// A sheet with its headings. The rows wait in a file without a name in `folder`.
    ///
    /// # Errors
    /// The folder cannot be written to.
    pub fn begin(sheet_name: &str, headings: &[&str], folder: &Path) -> Result<Self, WriteError> {
        let mut workbook = Workbook::new();
        workbook.set_tempdir(folder)?;
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(safe_name(sheet_name))?;
        write_headings(sheet, headings)?;
        Ok(Self {
            workbook,
            plain: Format::new(),
            line: 1,
        })
    }

    /// Writes the next row.
    ///
    /// # Errors
    /// The sheet is full, or the disk.
    pub fn write<'a>(
        &mut self,
        row: impl IntoIterator<Item = Value<'a>>,
    ) -> Result<(), WriteError> {
        check_line(self.line)?;
        let sheet = self.workbook.worksheet_from_index(0)?;
        for (column, value) in (0..).zip(row) {
            write_value(sheet, self.line, column, &value, &self.plain)?;
        }
        self.line += 1;
        Ok(())
    }

    /// Puts the workbook together.
    ///
    /// # Errors
    /// `out` cannot be written to.
    pub fn save<W: Write + Seek + Send>(mut self, out: W) -> Result<(), WriteError> {
        self.workbook.save_to_writer(out)?;
        Ok(())
    }
}

pub(super) fn check_line(line: u32) -> Result<(), WriteError> {
    if line < MAX_ROWS {
        Ok(())
    } else {
        Err(WriteError::TooManyRows {
            limit: MAX_ROWS - 1,
        })
    }
}

/// The headings in the first line, which stays in view.
pub(super) fn write_headings(sheet: &mut Worksheet, headings: &[&str]) -> Result<(), XlsxError> {
    let format = heading_format();
    sheet.set_freeze_panes(1, 0)?;
    for (column, heading) in (0..).zip(headings) {
        sheet.set_column_width(column, WIDTH)?;
        sheet.write_string_with_format(0, column, *heading, &format)?;
    }
    Ok(())
}

pub(super) fn heading_format() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00F3_EEE6))
        .set_align(FormatAlign::Top)
        .set_text_wrap()
}

pub(super) fn write_value(
    sheet: &mut Worksheet,
    line: u32,
    column: u16,
    value: &Value<'_>,
    format: &Format,
) -> Result<(), XlsxError> {
    match value {
        Value::Empty => Ok(()),
        Value::Text(text) => sheet
            .write_string_with_format(line, column, cut(text), format)
            .map(drop),
        Value::Integer(number) => sheet
            .write_number_with_format(line, column, *number as f64, format)
            .map(drop),
        Value::Decimal(number) => sheet
            .write_number_with_format(line, column, *number, format)
            .map(drop),
    }
}

/// As much of a text as a cell holds.
fn cut(text: &str) -> &str {
    let mut units = 0;
    let end = text.char_indices().find_map(|(at, character)| {
        units += character.len_utf16();
        (units > MAX_TEXT).then_some(at)
    });
    end.map_or(text, |end| &text[..end])
}

/// A name for a sheet: at most 31 characters, and none of those that have a meaning in formulas.
fn safe_name(name: &str) -> String {
    const LONGEST: usize = 31;
    let safe: String = name
        .chars()
        .filter(|it| !"[]:*?/\\'".contains(*it) && !it.is_control())
        .take(LONGEST)
        .collect();
    if safe.is_empty() {
        "数据".to_owned()
    } else {
        safe
    }
}
