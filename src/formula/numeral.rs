//! Numbers of a formula, and the spellings that people bring from elsewhere.

use super::fault::{self, Fault, MAX_NUMBER_DIGITS};
use crate::money::amount;
use crate::money::exact::Decimal;

/// A numeral that is not one of the language, with every number that it may have meant.
pub(super) struct Misspelled {
    pub(super) fault: &'static Fault,
    pub(super) meant: Vec<String>,
}

/// Reads `digits[.digits]`.
pub(super) fn read(text: &str) -> Result<Decimal, Misspelled> {
    if let Some(misspelled) = misspelling(text) {
        return Err(misspelled);
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let too_long = || Misspelled { fault: &fault::NUMBER_TOO_LONG, meant: Vec::new() };
    if digits > MAX_NUMBER_DIGITS {
        return Err(too_long());
    }
    amount::parse(text).map_err(|_| too_long())
}

fn misspelling(text: &str) -> Option<Misspelled> {
    let points = text.matches('.').count();
    let (fault, meant) = if text.contains(['e', 'E']) {
        (&fault::EXPONENT, written_out(text).into_iter().collect())
    } else if text.contains('_') {
        (&fault::THOUSANDS_SEPARATOR, vec![text.replace('_', "")])
    } else if text.contains(',') {
        comma(text)
    } else if points > 1 {
        (&fault::SEVERAL_POINTS, one_point(text))
    } else if text.starts_with('.') || text.ends_with('.') {
        let meant = match text.trim_matches('.') {
            "" => Vec::new(),
            digits if text.starts_with('.') => vec![format!("0.{digits}")],
            digits => vec![digits.to_owned()],
        };
        (&fault::NUMBER_INCOMPLETE, meant)
    } else {
        return None;
    };
    let meant = meant.into_iter().filter(|number| read(number).is_ok()).collect();
    Some(Misspelled { fault, meant })
}

/// `1e3` as `1000`.
fn written_out(text: &str) -> Option<String> {
    let number = amount::parse_number(text).ok()?;
    Some(number.to_string())
}

/// `1,000` may be a thousand or one; `2,5` is two and a half.
fn comma(text: &str) -> (&'static Fault, Vec<String>) {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut groups = whole.split(',');
    let leading = groups.next().unwrap_or("");
    let grouped = matches!(leading.len(), 1..=3) && groups.all(|group| group.len() == 3);
    let single = text.matches(',').count() == 1;
    if grouped && !fraction.contains(',') {
        let mut meant = vec![text.replace(',', "")];
        if single && !text.contains('.') {
            meant.push(text.replace(',', "."));
        }
        (&fault::THOUSANDS_SEPARATOR, meant)
    } else if single && !text.contains('.') {
        (&fault::DECIMAL_COMMA, vec![text.replace(',', ".")])
    } else if single {
        (&fault::THOUSANDS_SEPARATOR, vec![text.replace('.', "").replace(',', ".")])
    } else {
        (&fault::THOUSANDS_SEPARATOR, Vec::new())
    }
}

/// `2.5.6` may be `2.5` or `5.6`, `1.000.000` a million.
fn one_point(text: &str) -> Vec<String> {
    let parts: Vec<&str> = text.split('.').collect();
    let mut meant = Vec::new();
    if let [first, second, ..] = parts.as_slice() {
        meant.push(format!("{first}.{second}"));
    }
    if let [.., first, second] = parts.as_slice() {
        meant.push(format!("{first}.{second}"));
    }
    if parts.iter().skip(1).all(|part| part.len() == 3) {
        meant.push(parts.concat());
    }
    meant.dedup();
    meant
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str) -> (&'static str, Vec<String>) {
        let misspelled = read(text).err().map(|m| (m.fault.code, m.meant));
        misspelled.unwrap_or(("", Vec::new()))
    }

    #[test]
    fn misspelled_numbers_are_named_and_corrected() {
        let cases: &[(&str, &str, &[&str])] = &[
            ("2.5.6", "several-points", &["2.5", "5.6"]),
            ("1.000.000", "several-points", &["1.000", "000.000", "1000000"]),
            ("2..5", "several-points", &[]),
            ("2,5", "decimal-comma", &["2.5"]),
            ("1,000", "thousands-separator", &["1000", "1.000"]),
            ("1,000,000.25", "thousands-separator", &["1000000.25"]),
            ("1.234,56", "thousands-separator", &["1234.56"]),
            ("1_000", "thousands-separator", &["1000"]),
            (".5", "number-incomplete", &["0.5"]),
            ("5.", "number-incomplete", &["5"]),
            (".", "number-incomplete", &[]),
            ("1e3", "exponent", &["1000"]),
            ("1e99", "exponent", &[]),
            ("12345678901234567890123456789", "number-too-long", &[]),
        ];
        for (text, code, corrected) in cases {
            let expected = corrected.iter().map(ToString::to_string).collect();
            assert_eq!(meant(text), (*code, expected), "{text}");
        }
    }
}
