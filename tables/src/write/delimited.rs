//! CSV as spreadsheets open it with a double click: UTF-8 with a byte order mark, lines that end as on Windows.

use std::io::Write;

use super::{Value, WriteError, formula};

/// Writes headings and rows as they come.
///
/// # Errors
/// `out` cannot be written to.
pub fn csv<'a, W: Write, R: IntoIterator<Item = Value<'a>>>(
    mut out: W,
    headings: &[&str],
    rows: impl IntoIterator<Item = R>,
) -> Result<(), WriteError> {
    csv_headings(&mut out, headings)?;
    csv_rows(out, rows)
}

/// Writes the beginning of a file: the byte order mark and the headings.
///
/// # Errors
/// `out` cannot be written to.
pub fn csv_headings<W: Write>(mut out: W, headings: &[&str]) -> Result<(), WriteError> {
    out.write_all("\u{feff}".as_bytes())?;
    csv_rows(out, [headings.iter().map(|heading| Value::from(*heading))])
}

/// Writes rows behind what was written before: a file may be made piece by piece.
///
/// # Errors
/// `out` cannot be written to.
pub fn csv_rows<'a, W: Write, R: IntoIterator<Item = Value<'a>>>(
    out: W,
    rows: impl IntoIterator<Item = R>,
) -> Result<(), WriteError> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    for row in rows {
        for value in row {
            write_value(&mut writer, &value)?;
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    Ok(())
}

fn write_value<W: Write>(writer: &mut csv::Writer<W>, value: &Value<'_>) -> Result<(), csv::Error> {
    match value {
        Value::Empty => writer.write_field(""),
        Value::Text(text) => writer.write_field(formula::neutralised(text).as_bytes()),
        Value::Integer(number) => writer.write_field(number.to_string()),
        Value::Decimal(number) => writer.write_field(number.to_string()),
    }
}
