//! Resident id numbers (GB 11643).

/// Whether an id number can be right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Checked {
    /// 18 characters with the right check character, or the 15 digits given until 1999, which have none.
    Valid,
    /// The form of an id number, but its check character is wrong: a typing error, or a number that a spreadsheet
    /// stored with 15 digits.
    WrongCheckCharacter,
    /// No id number.
    Other,
}

/// Judges half-width digits, with `X` or `x` allowed at the end.
pub fn check_identity(text: &str) -> Checked {
    let bytes = text.as_bytes();
    match bytes.len() {
        15 if is_old(bytes) => Checked::Valid,
        18 if !has_new_form(bytes) => Checked::Other,
        18 if check_character(bytes) == bytes[17].to_ascii_uppercase() => Checked::Valid,
        18 => Checked::WrongCheckCharacter,
        _ => Checked::Other,
    }
}

fn is_old(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_digit)
        && bytes[0] != b'0'
        && is_month_and_day(number(&bytes[8..10]), number(&bytes[10..12]))
}

fn has_new_form(bytes: &[u8]) -> bool {
    bytes[..17].iter().all(u8::is_ascii_digit)
        && (bytes[17].is_ascii_digit() || bytes[17].eq_ignore_ascii_case(&b'x'))
        && bytes[0] != b'0'
        && (1800..2100).contains(&number(&bytes[6..10]))
        && is_month_and_day(number(&bytes[10..12]), number(&bytes[12..14]))
}

fn is_month_and_day(month: u32, day: u32) -> bool {
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |number, digit| number * 10 + u32::from(digit - b'0'))
}

/// ISO 7064, MOD 11-2.
fn check_character(bytes: &[u8]) -> u8 {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHARACTERS: [u8; 11] = *b"10X98765432";
    let sum: u32 = bytes
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    CHARACTERS[(sum % 11) as usize]
}
