//! Cells that a spreadsheet would take for formulas.
//!
//! In CSV, an apostrophe goes before them, as people write it by hand; on reading it is taken away. Workbooks store
//! texts as texts and need none.

use std::borrow::Cow;

/// A cell for CSV that no spreadsheet takes for a formula. Plain numbers, such as −5, stay what they are.
pub(crate) fn neutralised(cell: &str) -> Cow<'_, str> {
    let text = cell.trim_start_matches('\'');
    let is_quoted = text.len() < cell.len();
    if begins_formula(text) && (is_quoted || !is_plain_number(text)) {
        Cow::Owned(format!("'{cell}"))
    } else {
        Cow::Borrowed(cell)
    }
}

/// A cell of CSV without the apostrophe that [`neutralised`] put before it.
pub(crate) fn undone(cell: &str) -> &str {
    match cell.strip_prefix('\'') {
        Some(rest) if begins_formula(rest.trim_start_matches('\'')) => rest,
        _ => cell,
    }
}

fn begins_formula(text: &str) -> bool {
    // Full-width signs are taken for formulas as well.
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

fn is_plain_number(text: &str) -> bool {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |it: &str| !it.is_empty() && it.bytes().all(|byte| byte.is_ascii_digit());
    is_digits(whole) && is_digits(fraction)
}
