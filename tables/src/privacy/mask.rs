//! Private values as they may be shown.

use std::borrow::Cow;

use super::{PrivateKind, find};
use crate::text::half_width;

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
            Some((local, host)) => format!("{}@{host}", show(local, 1, 0, HIDDEN)),
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
