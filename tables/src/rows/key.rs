//! What identifies a row.

use super::{CellError, cell::Cell, credit};
use crate::{
    privacy::{self, Checked, PersonKey},
    text::{half_width, word_form},
};

/// The longest key that facts take, in characters.
const LONGEST: usize = 64;

/// The key of a row: the cell's text, or the hash of what is private.
pub(super) fn read(cell: &Cell<'_>, person_key: &PersonKey) -> Result<String, Box<CellError>> {
    if cell.is_empty() {
        return Err(cell.required());
    }
    if is_scientific(cell.text) {
        return Err(damaged_by_spreadsheet(cell));
    }
    let found = privacy::find(cell.text);
    if let Some(it) = found.first() {
        check_identity(cell, &it.plain)?;
        return Ok(person_key.hash(&it.plain));
    }
    if cell.is_private() {
        let plain = word_form(cell.text);
        check_identity(cell, &plain)?;
        return Ok(person_key.hash(&plain));
    }
    open(cell)
}

/// A key that is nobody's secret.
fn open(cell: &Cell<'_>) -> Result<String, Box<CellError>> {
    let key = half_width(cell.text);
    if key.chars().count() > LONGEST || key.chars().any(char::is_control) {
        let reason = format!("超过 {LONGEST} 个字或含有换行等控制字符，不能用作标识");
        return Err(cell.error("key_invalid", reason, "改为简短的代码，或换一列作标识"));
    }
    if credit::has_wrong_check_character(&key) {
        return Err(cell.error(
            "credit_code_check_failed",
            "统一社会信用代码的校验码不对",
            "对照营业执照或登记证书逐位核对",
        ));
    }
    Ok(key.into_owned())
}

/// `3.10104E+17`: what a spreadsheet shows of a long number.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else {
        return false;
    };
    number.contains('.')
        && number
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && exponent
            .strip_prefix('+')
            .is_some_and(|it| it.bytes().all(|byte| byte.is_ascii_digit()))
}

fn check_identity(cell: &Cell<'_>, plain: &str) -> Result<(), Box<CellError>> {
    /// Spreadsheets keep fifteen digits of a number.
    const EXACT_DIGITS: usize = 15;
    if cell.stored.as_number && plain.len() > EXACT_DIGITS {
        return Err(damaged_by_spreadsheet(cell));
    }
    let is_digits = plain
        .trim_end_matches('X')
        .bytes()
        .all(|byte| byte.is_ascii_digit());
    match privacy::check_identity(plain) {
        Checked::WrongCheckCharacter => Err(cell.error(
            "id_check_failed",
            "身份证号的校验码不对",
            "对照证件逐位核对；若末几位是 0，是表格把号码当数字保存造成的，请把该列设为文本格式后重新填写",
        )),
        Checked::Other if is_digits && matches!(plain.len(), 15 | 18) => {
            Err(cell.error("id_invalid", "不是有效的身份证号", "对照证件逐位核对"))
        }
        Checked::Valid | Checked::Other => Ok(()),
    }
}

fn damaged_by_spreadsheet(cell: &Cell<'_>) -> Box<CellError> {
    cell.error(
        "id_damaged",
        "号码被表格当作数字保存，末几位已经丢失",
        "把该列设为文本格式，重新填写完整号码",
    )
}
