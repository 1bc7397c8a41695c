//! The table that a bench prints.

use crate::stats::Sorted;

/// Prints a line of explanation.
pub fn how(text: &str) {
    println!("{text}");
}

/// Prints a row: median and extremes of several rounds.
pub fn rounds(what: &str, unit: &str, target: &str, rounds: Vec<f64>) {
    let count = rounds.len();
    let sorted = Sorted::new(rounds);
    let spread = format!(
        "{} to {} in {count} rounds",
        figure(sorted.least()),
        figure(sorted.most())
    );
    row(
        what,
        &format!("{} {unit}", figure(sorted.median())),
        target,
        &spread,
    );
}

/// Prints a row: one figure.
pub fn once(what: &str, value: f64, unit: &str, target: &str) {
    row(what, &format!("{} {unit}", figure(value)), target, "once");
}

fn row(what: &str, value: &str, target: &str, note: &str) {
    println!("{what:44} {value:>16}   target {target:14} {note}");
}

/// Three digits that matter, thousands apart.
pub fn figure(value: f64) -> String {
    match value.abs() {
        0.0..10.0 => format!("{value:.2}"),
        10.0..100.0 => format!("{value:.1}"),
        _ => {
            let digits = format!("{value:.0}");
            let mut text = String::new();
            for (index, digit) in digits.chars().enumerate() {
                if index > 0 && (digits.len() - index).is_multiple_of(3) {
                    text.push(',');
                }
                text.push(digit);
            }
            text
        }
    }
}
