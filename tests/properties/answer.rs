//! What every answer must be, whatever the text.

use ready_reckoner::diagnostic::Code;
use ready_reckoner::diagnostic::{Diagnostic, Severity, utf16_offset};
use ready_reckoner::formula::{self, Formula, MAX_DIAGNOSTICS, Supplied};
use ready_reckoner::money::Decimal;
use ready_reckoner::pricing::{self, Tariff, TariffOptions};

/// Asks everything that can be asked of a text. Returns whether it was accepted.
pub fn answered(text: &str) -> bool {
    let problems = formula::check(text, Supplied::default());
    assert!(problems.len() <= MAX_DIAGNOSTICS, "{} problems", problems.len());
    assert!(problems.is_sorted_by_key(|problem| problem.start), "{text:?}: {problems:?}");
    problems.iter().for_each(|problem| well_made(text, problem));
    let units = utf16_offset(text, text.len());
    assert_eq!(units, text.encode_utf16().count());
    let in_utf16 = pricing::check(text, &TariffOptions::default());
    assert_eq!(in_utf16.len(), problems.len());
    for (there, here) in in_utf16.iter().zip(&problems) {
        let up_to = |end: usize| text[..end].encode_utf16().count();
        assert_eq!((there.start, there.end), (up_to(here.start), up_to(here.end)), "{text:?}");
    }
    match Formula::compile(text, Supplied::default()) {
        Ok(formula) => {
            assert!(problems.is_empty(), "{text:?}: {problems:?}");
            works(text, &formula);
            true
        }
        Err(refused) => {
            assert_eq!(refused, problems);
            assert!(!refused.is_empty(), "{text:?} was refused without a word");
            let _ = formula::format(text);
            let refusal = Tariff::compile(text, &TariffOptions::default()).unwrap_err();
            sentence(&refusal.message, 800);
            false
        }
    }
}

fn sentence(text: &str, most: usize) {
    assert!(!text.is_empty() && text.len() <= most, "{} bytes: {text}", text.len());
    let breaks = |c: char| c.is_control() || matches!(c, '\u{2028}' | '\u{2029}');
    assert!(!text.contains(breaks), "not one line: {text:?}");
    assert!(!text.starts_with(char::is_uppercase), "capital: {text}");
    assert!(!text.ends_with(['.', ' ', '!']), "ends like a sentence: {text}");
}

fn place(text: &str, start: usize, end: usize) {
    assert!(start <= end && end <= text.len(), "{start}..{end} of {}", text.len());
    assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{start}..{end}");
}

fn well_made(text: &str, problem: &Diagnostic) {
    assert!(Code::FORMULA.contains(&problem.code), "{}", problem.code.text());
    assert_eq!(problem.severity, Severity::Error);
    place(text, problem.start, problem.end);
    sentence(&problem.message, 250);
    sentence(problem.help.as_deref().unwrap(), 500);
    for related in &problem.related {
        place(text, related.start, related.end);
        sentence(&related.message, 100);
    }
    assert!(problem.corrections.len() <= 3);
    for correction in &problem.corrections {
        assert!(correction.len() <= 2 * text.len() + 64 && *correction != text, "{correction}");
    }
}

/// What a formula that was accepted must be able to do.
fn works(text: &str, formula: &Formula) {
    let formatted = formula::format(text).unwrap();
    assert_eq!(formatted, formula.to_string());
    assert_eq!(formula::format(&formatted).as_ref(), Ok(&formatted), "{text:?}");
    let tariff = Tariff::compile(text, &TariffOptions::default()).unwrap();
    for units in [0, 1, 99, 100_000, 1 << 52, i64::MAX] {
        let amount = Decimal::new(units, 2);
        let charge = tariff.charge(amount);
        let explained = tariff.explain(amount);
        assert_eq!(charge.is_ok(), explained.is_ok(), "{text:?} at {amount}");
        if let Some(fast) = tariff.charge_minor(units) {
            assert_eq!(charge.map(|charge| charge.count()), Ok(fast.into()), "{text:?}");
        }
    }
}
