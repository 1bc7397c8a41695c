//! Private values as they may be shown.

use std::borrow::Cow;

use super::{PrivateKind, find};
use crate::text::{half_width, half_width_char};

const HIDDEN: &str = "＊＊＊＊";

/// A value of a private column, so that its owner knows which it is and nobody else who: 李＊, 3101＊＊＊＊1234.
pub fn mask(kind: PrivateKind, value: &str) -> String {
    let value = half_width(value.trim());
    if value.is_empty() {
        return String::new();
    }
    match kind {
        PrivateKind::Name => show(&value, 1, 0, "＊"),
        PrivateKind::IdNumber => show(&value, 4, 4, HIDDEN),
        PrivateKind::Phone => show(&value, 3, 4, HIDDEN),
        PrivateKind::Address => show(&value, 3, 0, HIDDEN),
        PrivateKind::Messenger => show(&value, 1, 0, HIDDEN),
        PrivateKind::Email => match value.rsplit_once('@') {
            // A host may be made of a number, too.
            Some((local, host)) => format!("{}@{}", show(local, 1, 0, HIDDEN), scrub(host)),
            None => show(&value, 1, 0, HIDDEN),
        },
    }
}

/// Shows the first and last characters, but never more than two thirds.
fn show(value: &str, first: usize, last: usize, hidden: &str) -> String {
    let characters: Vec<char> = value.chars().collect();
    if (first + last) * 3 > characters.len() * 2 {
        let first = usize::from(characters.len() > 1);
        return characters.iter().take(first).collect::<String>() + hidden;
    }
    let head = characters.iter().take(first);
    let tail = characters.iter().skip(characters.len() - last);
    head.collect::<String>() + hidden + &tail.collect::<String>()
}

/// Any text with its id numbers, phone numbers and addresses of mail masked.
pub fn scrub(text: &str) -> Cow<'_, str> {
    let found = find(text);
    if found.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut scrubbed = String::with_capacity(text.len());
    let mut end = 0;
    for it in found {
        scrubbed.push_str(&text[end..it.range.start]);
        scrubbed.push_str(&mask(it.kind, &it.plain));
        end = it.range.end;
    }
    scrubbed.push_str(&text[end..]);
    Cow::Owned(scrubbed)
}

/// A text that may be damaged, with every number masked that is longer than the code of a unit: somebody's may have
/// run together with another one.
pub fn scrub_damaged(text: &str) -> String {
    const LONGEST_CODE: usize = 12;
    let scrubbed = scrub(text);
    let mut shown = String::with_capacity(scrubbed.len());
    let mut number = String::new();
    // The end of the text ends a number, too.
    for character in scrubbed.chars().map(Some).chain([None]) {
        match character {
            Some(digit) if half_width_char(digit).is_ascii_digit() => number.push(digit),
            _ => {
                if number.chars().count() > LONGEST_CODE {
                    number = mask(PrivateKind::IdNumber, &number);
                }
                shown.push_str(&number);
                number.clear();
                shown.extend(character);
            }
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::scrub_damaged;

    #[test]
    fn numbers_that_run_together_are_masked() {
        assert_eq!(
            scrub_damaged("入党20013812345678年"),
            "入党2001＊＊＊＊5678年"
        );
        assert_eq!(scrub_damaged("310104013001"), "310104013001");
    }
}
