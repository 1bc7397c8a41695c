//! Chinese numerals in dates: 一九八五年三月, 二〇〇九年十二月二十一日.

use std::borrow::Cow;

/// Text with its Chinese numerals as digits.
pub(super) fn to_digits(text: &str) -> Cow<'_, str> {
    if !text
        .chars()
        .any(|it| digit(it).is_some() || tens(it).is_some())
    {
        return Cow::Borrowed(text);
    }
    let mut digits = String::new();
    let mut run = Vec::new();
    for character in text.chars() {
        if digit(character).is_some() || tens(character).is_some() {
            run.push(character);
        } else {
            digits.push_str(&number(&run));
            run.clear();
            digits.push(character);
        }
    }
    digits.push_str(&number(&run));
    Cow::Owned(digits)
}

/// A run of numerals: digit by digit, or tens and ones around 十.
fn number(run: &[char]) -> String {
    let Some(at) = run.iter().position(|it| tens(*it).is_some()) else {
        return run.iter().filter_map(|it| digit(*it)).collect();
    };
    let before = match (tens(run[at]), &run[..at]) {
        (Some('1'), [one]) => digit(*one),
        (tens, []) => tens,
        _ => None,
    };
    let after = match &run[at + 1..] {
        [] => Some('0'),
        [one] => digit(*one),
        _ => None,
    };
    match before.zip(after) {
        Some((before, after)) => [before, after].iter().collect(),
        // Not a number: left as it is, for the reader of dates to refuse.
        None => run.iter().collect(),
    }
}

fn digit(character: char) -> Option<char> {
    Some(match character {
        '〇' | '零' | '○' | 'Ｏ' => '0',
        '一' | '元' => '1',
        '二' => '2',
        '三' => '3',
        '四' => '4',
        '五' => '5',
        '六' => '6',
        '七' => '7',
        '八' => '8',
        '九' => '9',
        _ => return None,
    })
}

/// The digit of the tens that a character stands for: 十, 廿, 卅.
fn tens(character: char) -> Option<char> {
    Some(match character {
        '十' => '1',
        '廿' => '2',
        '卅' => '3',
        _ => return None,
    })
}
