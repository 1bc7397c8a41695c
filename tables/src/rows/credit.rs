//! Unified social credit codes (GB 32100).

const CHARACTERS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Whether a key has the form of a credit code with a wrong check character.
pub(super) fn has_wrong_check_character(key: &str) -> bool {
    let Some(values) = values(key) else {
        return false;
    };
    let sum: usize = values[..17]
        .iter()
        .zip(std::iter::successors(Some(1), |weight| {
            Some(weight * 3 % 31)
        }))
        .map(|(value, weight)| value * weight)
        .sum();
    (31 - sum % 31) % 31 != values[17]
}

/// The values of 18 characters: a registering body, a division of six digits, a body code, a check character.
fn values(key: &str) -> Option<Vec<usize>> {
    let bytes = key.as_bytes();
    let is_form = bytes.len() == 18
        && b"159ANY8".contains(&bytes[0])
        && bytes[2..8].iter().all(u8::is_ascii_digit);
    if !is_form {
        return None;
    }
    let value = |byte: &u8| CHARACTERS.iter().position(|it| it == byte);
    bytes.iter().map(value).collect()
}
