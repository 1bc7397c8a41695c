//! Shares of a whole that add up.

/// The shares of `parts` in `units` (100 for per cent, 1000 for tenths of one), rounded by largest
/// remainder so that they sum to `units` exactly. Nothing where there is nothing to share.
pub fn shares(parts: &[i64], units: i64) -> Option<Vec<i64>> {
    let whole: i64 = parts.iter().sum();
    if whole <= 0 || parts.iter().any(|&part| part < 0) {
        return None;
    }
    let mut shares: Vec<i64> = parts.iter().map(|part| part * units / whole).collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(parts[index] * units % whole));
    let missing = units - shares.iter().sum::<i64>();
    for &index in order.iter().take(missing as usize) {
        shares[index] += 1;
    }
    Some(shares)
}

/// A number of tenths with its point: 107 as 10.7.
pub fn tenths(tenths: i64) -> String {
    let mut text = (tenths / 10).to_string();
    text.push('.');
    text.push(char::from(b'0' + (tenths % 10).unsigned_abs() as u8));
    text
}

/// A part of a whole for a bar's length, in hundredths of a per cent and never outside the bar. By tenths of one: a
/// bar that moves by less than a pixel costs as much as one that can be seen to move. What there is, is seen.
pub fn length(part: f64, whole: f64) -> i64 {
    if part <= 0.0 || whole <= 0.0 {
        return 0;
    }
    let tenths = (part / whole * 1_000.0).round() as i64;
    tenths.clamp(1, 1_000) * 10
}

/// A bar's length as CSS writes it: 4630 as 46.30%.
pub fn css_percent(length: i64) -> String {
    let mut text = (length / 100).to_string();
    text.push('.');
    let rest = length % 100;
    if rest < 10 {
        text.push('0');
    }
    text.push_str(&rest.to_string());
    text.push('%');
    text
}

/// A bar as a part of its own full length, which moves without another layout of what is around it: 4630 as
/// transform:scaleX(0.4630).
pub fn css_scale(length: i64) -> String {
    format!(
        "transform:scaleX({}.{:04})",
        length / 10_000,
        length % 10_000
    )
}

/// A round number not under `largest` for a bar to end at: 1, 2 or 5 and noughts.
pub fn round_top(largest: f64) -> f64 {
    let mut top = 1.0;
    let mut steps = [2.0, 2.5, 2.0].into_iter().cycle();
    while top < largest && top < 1e12 {
        top *= steps.next().unwrap_or(2.0);
    }
    top
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up() {
        assert_eq!(
            shares(&[48_936, 27_154, 16_328], 100),
            Some(vec![53, 29, 18])
        );
        assert_eq!(shares(&[1, 1, 1], 100), Some(vec![34, 33, 33]));
        assert_eq!(shares(&[1, 1, 1, 0], 1000), Some(vec![334, 333, 333, 0]));
        for parts in [[7, 11, 13, 2], [1, 999, 1, 1], [0, 0, 0, 5]] {
            let sum: i64 = shares(&parts, 100).expect("a whole").iter().sum();
            assert_eq!(sum, 100);
        }
    }

    #[test]
    fn nothing_has_no_shares() {
        assert_eq!(shares(&[0, 0], 100), None);
        assert_eq!(shares(&[], 100), None);
    }

    #[test]
    fn lengths_stay_within_the_bar() {
        assert_eq!(css_percent(length(46.3, 100.0)), "46.30%");
        assert_eq!(css_percent(length(46.34, 100.0)), "46.30%");
        assert_eq!(css_percent(length(1.0, 2400.0)), "0.10%");
        assert_eq!(css_scale(4630), "transform:scaleX(0.4630)");
        assert_eq!(css_scale(10_000), "transform:scaleX(1.0000)");
        assert_eq!(length(120.0, 100.0), 10_000);
        assert_eq!(length(1.0, 0.0), 0);
        assert_eq!(tenths(107), "10.7");
        assert_eq!(tenths(1000), "100.0");
    }

    #[test]
    fn tops_are_round() {
        for (largest, top) in [
            (0.3, 1.0),
            (1.0, 1.0),
            (3.2, 5.0),
            (7.1, 10.0),
            (12_345.0, 20_000.0),
        ] {
            assert!((round_top(largest) - top).abs() < 1e-9, "{largest}");
        }
    }
}
