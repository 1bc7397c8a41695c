//! The rows of a file that could not be taken, with what is wrong beside.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Color, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::{
    Value, WriteError,
    workbook::{check_line, write_headings, write_value},
};
use crate::{rows::RowErrors, sheet::Column};

/// Writes bad rows as a workbook: the line in the file, its cells without private columns, 问题 and 如何修改, and
/// the wrong cells marked.
///
/// # Errors
/// More rows than a sheet has, or `out` cannot be written to.
pub fn bad_rows<W: Write + Seek + Send>(
    out: W,
    columns: &[Column],
    rows: impl IntoIterator<Item = RowErrors>,
) -> Result<(), WriteError> {
    let open: Vec<usize> = (0..columns.len())
        .filter(|&index| columns[index].private.is_none())
        .collect();
    let titles: Vec<String> = open
        .iter()
        .map(|&index| columns[index].title(index))
        .collect();
    let mut headings = vec!["行号"];
    headings.extend(titles.iter().map(String::as_str));
    headings.extend(["问题", "如何修改"]);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("需修正的行")?;
    write_headings(sheet, &headings)?;
    for column in [headings.len() - 2, headings.len() - 1] {
        sheet.set_column_width(column as u16, 48)?;
    }
    let formats = Formats::new();
    for (line, row) in (1..).zip(rows) {
        check_line(line)?;
        write_row(sheet, line, &open, &row, &formats)?;
    }
    workbook.save_to_writer(out)?;
    Ok(())
}

struct Formats {
    plain: Format,
    wrong: Format,
    told: Format,
}

impl Formats {
    fn new() -> Self {
        // As texts, so that a mended code or id number is not rounded on saving.
        let plain = Format::new().set_num_format("@");
        Self {
            wrong: plain.clone().set_background_color(Color::RGB(0x00FB_D5D0)),
            told: Format::new().set_text_wrap().set_align(FormatAlign::Top),
            plain,
        }
    }
}

fn write_row(
    sheet: &mut Worksheet,
    line: u32,
    open: &[usize],
    row: &RowErrors,
    formats: &Formats,
) -> Result<(), XlsxError> {
    sheet.write_number(line, 0, row.line as f64)?;
    for (place, &column) in (1..).zip(open) {
        let is_wrong = row.errors.iter().any(|error| error.column == Some(column));
        let format = if is_wrong {
            &formats.wrong
        } else {
            &formats.plain
        };
        match row.cells.get(column) {
            Some(Some(cell)) if !cell.is_empty() => {
                let value = Value::from(cell.as_str());
                write_value(sheet, line, place, &value, format)?;
            }
            _ if is_wrong => drop(sheet.write_blank(line, place, format)?),
            _ => {}
        }
    }
    let told = |part: fn(&crate::rows::CellError) -> &str| -> String {
        let lines = row
            .errors
            .iter()
            .map(|error| format!("{}：{}", error.heading, part(error)));
        lines.collect::<Vec<_>>().join("\n")
    };
    let column = open.len() as u16 + 1;
    let problems = Value::from(told(|error| &error.reason));
    write_value(sheet, line, column, &problems, &formats.told)?;
    let mends = Value::from(told(|error| &error.mend));
    write_value(sheet, line, column + 1, &mends, &formats.told)
}
