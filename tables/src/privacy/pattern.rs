//! Id numbers, phone numbers and addresses of mail inside of any text.

use std::ops::Range;

use super::{Checked, PrivateKind, check_identity, key::is_hash};
use crate::text::half_width_char;

/// A private part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Where it is, in bytes.
    pub(crate) range: Range<usize>,
    /// What it is.
    pub(crate) kind: PrivateKind,
    /// It, half-width and without separators.
    pub(crate) plain: String,
}

/// The private parts of a text, from the left, none overlapping another.
pub(crate) fn find(text: &str) -> Vec<Found> {
    if !may_hold_any(text) || is_hash(text) {
        return Vec::new();
    }
    let mut found = numbers(text);
    found.extend(mails(text));
    found.sort_by_key(|it| it.range.start);
    let mut end = 0;
    found.retain(|it| {
        let apart = it.range.start >= end;
        end = end.max(it.range.end);
        apart
    });
    found
}

/// Most cells are words: no need to look closer.
fn may_hold_any(text: &str) -> bool {
    let mut digits = 0;
    text.chars().map(half_width_char).any(|it| {
        digits += usize::from(it.is_ascii_digit());
        digits >= 10 || it == '@'
    })
}

/// Digits without a break, and how they are held apart from those before.
struct Piece {
    range: Range<usize>,
    digits: String,
    /// An X follows at once: the range with it.
    with_x: Option<Range<usize>>,
    /// The separator before, where only separators stand between this piece and the last.
    joined_by: Option<char>,
}

fn numbers(text: &str) -> Vec<Found> {
    let pieces = pieces(text);
    let mut found = Vec::new();
    let mut start = 0;
    while start < pieces.len() {
        match longest_from(&pieces[start..]) {
            Some((count, it)) => {
                found.push(it);
                start += count;
            }
            None => start += 1,
        }
    }
    found
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut between: Option<Vec<char>> = None;
    let mut in_digits = false;
    for (at, original) in text.char_indices() {
        let character = half_width_char(original);
        let range = at..at + original.len_utf8();
        if character.is_ascii_digit() {
            if !in_digits {
                pieces.push(Piece {
                    range: range.clone(),
                    digits: String::new(),
                    with_x: None,
                    joined_by: between.as_deref().and_then(joint),
                });
            }
            if let Some(piece) = pieces.last_mut() {
                piece.digits.push(character);
                piece.range.end = range.end;
            }
            in_digits = true;
            continue;
        }
        if in_digits && character.eq_ignore_ascii_case(&'x') {
            if let Some(piece) = pieces.last_mut() {
                piece.with_x = Some(piece.range.start..range.end);
            }
            between = None;
        } else if in_digits {
            between = Some(vec![character]);
        } else if let Some(between) = &mut between {
            between.push(character);
        }
        in_digits = false;
    }
    pieces
}

/// The one separator between two pieces; blanks and brackets may stand beside it.
fn joint(between: &[char]) -> Option<char> {
    let weighty: Vec<char> = between
        .iter()
        .copied()
        .filter(|it| !it.is_whitespace() && !"()".contains(*it))
        .collect();
    match (between.len(), weighty.as_slice()) {
        (1..=4, []) => Some(' '),
        (1..=4, [one]) if "-—–_/.·•".contains(*one) => Some(*one),
        _ => None,
    }
}

/// The number of most pieces that begins with the first piece.
fn longest_from(pieces: &[Piece]) -> Option<(usize, Found)> {
    const LONGEST: usize = 18;
    let mut plain = String::new();
    let mut joints = Vec::new();
    let mut longest = None;
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            match piece.joined_by {
                Some(joint) => joints.push(joint),
                None => break,
            }
        }
        plain.push_str(&piece.digits);
        let mut take = |plain: String, end: usize, kind| {
            let range = pieces[0].range.start..end;
            longest = Some((index + 1, Found { range, kind, plain }));
        };
        if plain.len() > LONGEST {
            // Numbers run together, or that of a bank card: no code is as long.
            if index == 0 {
                take(plain, piece.range.end, PrivateKind::IdNumber);
            }
            break;
        }
        let lengths = (pieces[0].digits.len(), piece.digits.len());
        if let Some(with_x) = &piece.with_x
            && plain.len() == 17
            && is_identity(&format!("{plain}X"), &joints)
        {
            take(format!("{plain}X"), with_x.end, PrivateKind::IdNumber);
        } else if is_identity(&plain, &joints) {
            take(plain.clone(), piece.range.end, PrivateKind::IdNumber);
        } else if is_mobile(&plain) || is_landline(&plain, &joints, lengths) {
            take(plain.clone(), piece.range.end, PrivateKind::Phone);
        }
    }
    longest
}

/// Codes of organisations are groups of digits held apart by points: those are no id numbers.
fn is_identity(plain: &str, joints: &[char]) -> bool {
    joints.iter().all(|joint| " -–—".contains(*joint)) && check_identity(plain) != Checked::Other
}

fn is_mobile(plain: &str) -> bool {
    let number = match plain.len() {
        11 => plain,
        12 => plain.strip_prefix('0').unwrap_or_default(),
        13 => plain.strip_prefix("86").unwrap_or_default(),
        15 => plain.strip_prefix("0086").unwrap_or_default(),
        _ => "",
    };
    let bytes = number.as_bytes();
    bytes.len() == 11 && bytes[0] == b'1' && (b'3'..=b'9').contains(&bytes[1])
}

/// Area code and number, held apart; without that only those of the great cities, because other codes begin with 0.
fn is_landline(plain: &str, joints: &[char], lengths: (usize, usize)) -> bool {
    let area = if plain.starts_with("010") || plain.starts_with("02") {
        3
    } else {
        4
    };
    let number = plain.len().saturating_sub(area);
    let begins = plain.starts_with('0') && !plain.starts_with("00");
    match joints {
        [] => begins && area == 3 && number == 8,
        [joint] => begins && *joint != '.' && lengths.0 == area && (7..=8).contains(&number),
        _ => false,
    }
}

fn mails(text: &str) -> Vec<Found> {
    let local = |it: char| it.is_ascii_alphanumeric() || "._%+-".contains(it);
    let host = |it: char| it.is_ascii_alphanumeric() || ".-".contains(it);
    let is_at = |it: char| half_width_char(it) == '@';
    let mut found = Vec::new();
    for (at, sign) in text.match_indices(is_at) {
        let before = text[..at].trim_end_matches(|it| local(half_width_char(it)));
        let after = text[at + sign.len()..].trim_start_matches(|it| host(half_width_char(it)));
        let range = before.len()..text.len() - after.len();
        let plain: String = text[range.clone()].chars().map(half_width_char).collect();
        if range.start < at && plain.rsplit('@').next().is_some_and(|it| it.contains('.')) {
            found.push(Found {
                range,
                kind: PrivateKind::Email,
                plain,
            });
        }
    }
    found
}
