//! Numbers of a formula, and the spellings that people bring from elsewhere.

use super::limits::MAX_NUMBER_DIGITS;
use crate::diagnostic::Code;
use crate::money::amount;
use crate::money::exact::Decimal;

/// A numeral that is not one of the language, with every number that it may have meant.
pub(super) struct Misspelled {
    pub(super) code: Code,
    pub(super) meant: Vec<String>,
}

/// Reads `digits[.digits]`.
pub(super) fn read(text: &str) -> Result<Decimal, Misspelled> {
    match amount::parse(text) {
        Ok(value) if text.len() <= MAX_NUMBER_DIGITS => Ok(value),
        parsed => misspelled_or(text, parsed.ok()),
    }
}

/// Most starts of a page never come here, so that it is compiled apart.
#[cold]
#[inline(never)]
fn misspelled_or(text: &str, parsed: Option<Decimal>) -> Result<Decimal, Misspelled> {
    if let Some(misspelled) = misspelling(text) {
        return Err(misspelled);
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let parsed = parsed.filter(|_| digits <= MAX_NUMBER_DIGITS);
    parsed.ok_or(Misspelled { code: Code::NumberTooLong, meant: Vec::new() })
}

fn misspelling(text: &str) -> Option<Misspelled> {
    let count = |character: u8| count(text, character);
    let has = |character: u8| count(character) > 0;
    let (points, begins) = (count(b'.'), text.as_bytes().first() == Some(&b'.'));
    let (code, meant) = if has(b' ') || !text.is_ascii() {
        let joined = without(text, b' ');
        let meant = misspelling(&joined).map(|misspelled| misspelled.meant);
        (Code::ThousandsSeparator, meant.unwrap_or_else(|| vec![joined]))
    } else if has(b'_') {
        (Code::ThousandsSeparator, vec![without(text, b'_')])
    } else if has(b',') {
        comma(text, count(b',') == 1, points)
    } else if points > 1 {
        (Code::SeveralPoints, one_point(text))
    } else if begins || text.as_bytes().last() == Some(&b'.') {
        let zero = if begins { ["0", text].concat() } else { without(text, b'.') };
        (Code::NumberIncomplete, vec![zero])
    } else {
        return None;
    };
    let mut readable = Vec::new();
    for number in meant {
        if read(&number).is_ok() && !readable.contains(&number) {
            readable.push(number);
        }
    }
    Some(Misspelled { code, meant: readable })
}

#[inline(never)]
fn count(text: &str, character: u8) -> usize {
    text.bytes().filter(|byte| *byte == character).count()
}

/// `1,000` may be a thousand or one; `2,5` is two and a half.
fn comma(text: &str, single: bool, points: usize) -> (Code, Vec<String>) {
    let decimal = || with_point(&without(text, b'.'));
    match (in_threes(text), single, points) {
        (true, true, 0) => (Code::ThousandsSeparator, vec![without(text, b','), with_point(text)]),
        (true, ..) => (Code::ThousandsSeparator, vec![without(text, b',')]),
        (false, true, 0) => (Code::DecimalComma, vec![decimal()]),
        (false, true, _) => (Code::ThousandsSeparator, vec![decimal()]),
        (false, false, _) => (Code::ThousandsSeparator, Vec::new()),
    }
}

/// Whether three digits stand behind each comma, and a point only after them.
fn in_threes(text: &str) -> bool {
    let (mut digits, mut commas, mut whole) = (0, 0, true);
    for byte in text.bytes() {
        match byte {
            b',' if !whole => return false,
            b',' if digits == 3 || (commas == 0 && matches!(digits, 1..=3)) => {
                (digits, commas) = (0, commas + 1);
            }
            b',' => return false,
            b'.' => whole = false,
            _ if whole => digits += 1,
            _ => {}
        }
    }
    digits == 3
}

/// A number without one of its characters, and without spaces that do not break.
fn without(text: &str, dropped: u8) -> String {
    let mut kept = String::new();
    for byte in text.bytes() {
        if byte != dropped && byte.is_ascii() {
            kept.push(char::from(byte));
        }
    }
    kept
}

fn with_point(text: &str) -> String {
    let mut number = String::new();
    for byte in text.bytes() {
        number.push(if byte == b',' { '.' } else { char::from(byte) });
    }
    number
}

/// `2.5.6` may be `2.5` or `5.6`, `1.000.000` a million.
fn one_point(text: &str) -> Vec<String> {
    let mut points = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'.' {
            points.push(at);
        }
    }
    let mut meant = Vec::new();
    let first = points.get(1).and_then(|second| text.get(..*second));
    let last = points.iter().nth_back(1).and_then(|before| text.get(before + 1..));
    for reading in [first, last] {
        meant.extend(reading.map(str::to_owned));
    }
    let mut end = text.len();
    for at in points.iter().rev() {
        if end != at + 4 {
            return meant;
        }
        end = *at;
    }
    meant.push(without(text, b'.'));
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> Option<(Code, Vec<String>)> {
        read(text).err().map(|misspelled| (misspelled.code, misspelled.meant))
    }

    #[test]
    fn misspelled_numbers_are_named_and_corrected() {
        let cases: &[(&str, Code, &[&str])] = &[
            ("2.5.6", Code::SeveralPoints, &["2.5", "5.6"]),
            ("1.000.000", Code::SeveralPoints, &["1.000", "000.000", "1000000"]),
            ("1,00,000", Code::ThousandsSeparator, &[]),
            ("1,000.5,0", Code::ThousandsSeparator, &[]),
            ("2..5", Code::SeveralPoints, &[]),
            ("2,5", Code::DecimalComma, &["2.5"]),
            ("1,000", Code::ThousandsSeparator, &["1000", "1.000"]),
            ("1,000,000.25", Code::ThousandsSeparator, &["1000000.25"]),
            ("1.234,56", Code::ThousandsSeparator, &["1234.56"]),
            ("1_000", Code::ThousandsSeparator, &["1000"]),
            ("1 000", Code::ThousandsSeparator, &["1000"]),
            ("1 000 000.25", Code::ThousandsSeparator, &["1000000.25"]),
            ("1\u{a0}000,50", Code::ThousandsSeparator, &["1000.50"]),
            (".5", Code::NumberIncomplete, &["0.5"]),
            ("5.", Code::NumberIncomplete, &["5"]),
            (".", Code::NumberIncomplete, &[]),
            ("5,", Code::DecimalComma, &[]),
            ("12345678901234567890123456789", Code::NumberTooLong, &[]),
        ];
        for (text, code, corrected) in cases {
            let expected = corrected.iter().map(ToString::to_string).collect();
            assert_eq!(meant(text), Some((*code, expected)), "{text}");
        }
    }
}
