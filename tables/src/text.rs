//! The forms in which texts are compared: half-width, without what people add to please the eye.

use std::borrow::Cow;

/// The half-width form of a character: `Ａ` is `A`, the ideographic space is a space.
pub(crate) fn half_width_char(character: char) -> char {
    match character {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        _ => character,
    }
}

/// Text with every character half-width.
pub(crate) fn half_width(text: &str) -> Cow<'_, str> {
    if text.chars().all(|it| half_width_char(it) == it) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(half_width_char).collect())
    }
}

/// A word as it is looked up: half-width, upper case, without blanks and brackets.
pub(crate) fn word_form(text: &str) -> String {
    let kept = |it: &char| !is_blank(*it) && !is_bracket(*it);
    text.chars()
        .map(half_width_char)
        .filter(kept)
        .map(|it| it.to_ascii_uppercase())
        .collect()
}

/// A heading as it is looked up: half-width, lower case, without blanks, line breaks, remarks in brackets, and the
/// marks of required columns.
pub(crate) fn heading_form(text: &str) -> String {
    let plain = without_marks(&without_brackets(text));
    if plain.is_empty() {
        without_marks(text)
    } else {
        plain
    }
}

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut outside = String::new();
    for character in text.chars().map(half_width_char) {
        match character {
            '(' | '[' | '【' | '〔' | '「' => depth += 1,
            ')' | ']' | '】' | '〕' | '」' => depth = depth.saturating_sub(1),
            _ if depth == 0 => outside.push(character),
            _ => {}
        }
    }
    outside
}

fn without_marks(text: &str) -> String {
    let mark = |it: char| is_blank(it) || is_bracket(it) || "*★☆※:：、。.'\"".contains(it);
    let lower: String = text
        .chars()
        .map(half_width_char)
        .filter(|it| !mark(*it))
        .map(|it| it.to_ascii_lowercase())
        .collect();
    ["必填", "选填", "必输"]
        .iter()
        .fold(lower, |heading, word| heading.replace(word, ""))
}

fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{feff}' | '\u{200b}'..='\u{200f}')
}

fn is_bracket(character: char) -> bool {
    "()[]【】〔〕「」<>".contains(character)
}

/// Whether a character is a Chinese one.
pub(crate) fn is_han(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}')
}

/// At most `limit` characters, the cut shown.
pub(crate) fn shortened(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut short: String = text.chars().take(limit).collect();
    short.push('…');
    short
}
