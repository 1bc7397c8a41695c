//! Numbers as words, and how wide they run.

use liandong_domain::{frame::Value, indicator::Indicator};

use crate::format;

/// What stands where a number is missing. Never 0: that would be a number.
pub const MISSING: &str = "—";

/// A value as a screen writes it.
pub fn value(value: Option<Value>) -> String {
    match value {
        Some(Value::Count(count)) => format::count(count),
        Some(Value::LessThan(limit)) => {
            let mut text = String::from("<");
            text.push_str(&limit.to_string());
            text
        }
        None => MISSING.to_owned(),
    }
}

/// An indicator's number as a screen writes it.
pub fn number(indicator: &Indicator, number: Option<f64>) -> String {
    number.map_or_else(
        || MISSING.to_owned(),
        |number| format::number(number, indicator.decimals()),
    )
}

/// An indicator's label where there is little room: 出席 for 出席率.
pub fn short_label(label: &str) -> &str {
    label.strip_suffix('率').unwrap_or(label)
}

/// How wide a number runs in the numerals' face, in hundredths of its size; a little more than the
/// truth, so that what is fitted by it fits.
pub fn width(text: &str) -> usize {
    let widths = text.chars().map(|letter| match letter {
        '0'..='9' | '<' => 47,
        ',' | '.' | ' ' => 22,
        _ => 102,
    });
    widths.sum::<usize>().max(47)
}

/// The text, or its beginning where it has more than so many characters.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_is_a_dash() {
        assert_eq!(value(None), "—");
        assert_eq!(value(Some(Value::Count(0))), "0");
        assert_eq!(value(Some(Value::LessThan(5))), "<5");
        assert_eq!(
            number(&liandong_domain::indicator::INDICATORS[0], None),
            "—"
        );
    }

    #[test]
    fn widths_grow_with_the_digits() {
        assert_eq!(width("4,286"), 4 * 47 + 22);
        assert!(width("612.3 万") > width("92,418"));
        assert_eq!(width(""), 47);
    }

    #[test]
    fn labels_shorten() {
        assert_eq!(short_label("三会一课出席率"), "三会一课出席");
        assert_eq!(short_label("党员人数"), "党员人数");
    }
}
