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
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .terminator(csv::Terminator::CRLF)
        .from_writer(out);
    for heading in headings {
        writer.write_field(formula::neutralised(heading).as_bytes())?;
    }
    writer.write_record(None::<&[u8]>)?;
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
