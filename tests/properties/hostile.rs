//! Whatever the text: an answer, in bounded time and size, and never a panic.

use std::time::{Duration, Instant};

use super::random::Random;
use ready_reckoner::diagnostic::{Diagnostic, Severity, utf16_offset};
use ready_reckoner::formula::{self, FAULTS, Formula, MAX_DIAGNOSTICS, Supplied};
use ready_reckoner::money::Decimal;
use ready_reckoner::pricing::{self, Tariff, TariffOptions};

const GOOD: [&str; 12] = [
    "5C",
    "5.6P*A",
    "39C-A",
    "5C+2P*A-1C",
    "A<1000C|5C|2.5P*A|>30C|<2000C",
    "A>100C|A<500C|1C|2C",
    "2C*(A+3C)*((1C-A)*4P)",
    "1P*A*A+1C",
    "A*A<100C|1C|2C",
    "A<=0.01C|0C|A<10C|A|>5C|A|<50C",
    "0.0000000000000000000000000001C*A",
    "9999999999999999999999999999C-A",
];

/// Pieces of the language, of other languages, and of nothing.
const PIECES: [&str; 92] = [
    "A", "P", "C", "a", "p", "c", "5C", "4P", "10", "2.5", "0", "00", ".", ",", "1e9", "1e999999",
    "e", "E+", "_", "*", "+", "-", "/", "÷", "×", "·", "−", "–", "<", ">", "<=", ">=", "=", "==",
    "=<", "=>", "!=", "<>", "≤", "≥", "!", "|", "||", "(", ")", "()", "((((", "))))", "%", " ",
    "\t", "\n", "\r\n", "\u{0}", "\u{1}", "\u{7F}", "\u{85}", "\u{A0}", "\u{2028}", "\u{2029}",
    "\u{FEFF}", "\u{200B}", "\u{200D}", "\u{202E}", "\u{2066}", "\u{FFFD}", "\u{301}", "e\u{301}",
    "😀", "👩‍👩‍👧", "🇱🇰", "ශ්‍රී", "مبلغ", "ג", "金", "Ａ", "５Ｃ", "٣C", "²", "½", "∞", "NaN",
    "-0", "0x1F", "#", "`", "\"", "'", "\\", "{}", "${A}", "\u{10FFFF}",
];

fn soup(random: &mut Random, pieces: usize) -> String {
    (0..random.below(pieces) + 1).map(|_| random.pick(&PIECES)).collect()
}

/// A good formula with a few pieces put in, taken out or doubled.
fn mutation(random: &mut Random) -> String {
    let mut text = random.pick(&GOOD).to_owned();
    for _ in 0..random.below(4) + 1 {
        let (one, two) = (random.boundary(&text), random.boundary(&text));
        let range = one.min(two)..one.max(two);
        match random.below(4) {
            0 => text.insert_str(one, random.pick(&PIECES)),
            1 => text.replace_range(range, ""),
            2 => text.insert_str(one, &text[range].to_owned()),
            _ => text.replace_range(range, random.pick(&PIECES)),
        }
    }
    text
}

fn bytes(random: &mut Random) -> String {
    let bytes: Vec<u8> = (0..random.below(60)).map(|_| random.next().to_le_bytes()[0]).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// One piece over and over, perhaps between others, up to and around the limit of the length.
fn chain(random: &mut Random) -> String {
    let (start, link) = (random.pick(&PIECES), soup(random, 3));
    let most = 4200 / link.chars().count();
    let times = random.pick(&[2, 30, 64, 65, 255, 256, 257, most]).min(most);
    [start, &link.repeat(times), random.pick(&PIECES)].concat()
}

fn number(random: &mut Random) -> String {
    let digits = |random: &mut Random, most: usize| -> String {
        (0..random.below(most)).map(|_| random.pick(&["0", "1", "9", "5"])).collect()
    };
    let (whole, fraction) = (digits(random, 40), digits(random, 40));
    let point = random.pick(&["", ".", ",", "..", "._", "e", "e-"]);
    let unit = random.pick(&["C", "P", "", "A", "%", "LKR"]);
    let rest = random.pick(&["", "*A", "*A*A*A", "-A", "|>1C", "/8", "+9999999999999999999999999999C"]);
    [&whole, point, &fraction, unit, rest].concat()
}

/// The largest texts that arrive, each of another kind.
fn giants() -> Vec<String> {
    let mut giants = vec![
        ["(".repeat(100_000), "A".to_owned(), ")".repeat(100_000)].concat(),
        "(".repeat(100_000),
        ")".repeat(100_000),
        "(A+".repeat(100_000),
        "(-".repeat(50_000),
        "A*(".repeat(64) + "A" + &")".repeat(64),
        "A*(".repeat(65) + "A" + &")".repeat(65),
        "|(".repeat(2048),
        ["1C|".repeat(255), "1C".to_owned()].concat(),
        ["A<1C|".repeat(255), "1C".to_owned()].concat(),
        ["A<1C|".repeat(256), "1C".to_owned()].concat(),
        ["1C".to_owned(), "|>1C".repeat(255)].concat(),
        ["1C".to_owned(), "|>1C|<0C".repeat(127)].concat(),
        "|".repeat(256),
        "|".repeat(4096),
        "A".repeat(4096),
        "A".repeat(4097),
        "A*".repeat(2047) + "A",
        "A/2C".repeat(1024),
        "A/".repeat(2048),
        "1C-".repeat(1365) + "C",
        "😀".repeat(4096),
        "😀".repeat(4097),
        "9".repeat(4095) + "C",
        "1.".repeat(2048),
        "1,000".repeat(819),
        "1e".repeat(2048),
        "a<".repeat(2048),
        " ".repeat(4096),
        "-".repeat(4096),
        "<".repeat(4096),
        "é\u{301}".repeat(2048),
    ];
    for piece in ["A", "(", ")", "9", "|", "<", "\u{0}", "😀", " ", "5C+", "\u{202E}", "\n"] {
        giants.push(piece.repeat((1 << 20) / piece.len()));
    }
    giants
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
    assert!(FAULTS.iter().any(|fault| fault.code == problem.code), "{}", problem.code);
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

/// Returns whether the text was accepted.
fn answered(text: &str) -> bool {
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

#[test]
fn hostile_texts_are_answered() {
    let started = Instant::now();
    let mut random = Random(0x5EED);
    let mut slowest = (Duration::ZERO, String::new());
    let (mut accepted, mut texts) = (0, giants());
    for round in 0..10_500 {
        texts.push(match round % 21 {
            0..=5 => soup(&mut random, 12),
            6..=12 => mutation(&mut random),
            13..=15 => bytes(&mut random),
            16..=19 => number(&mut random),
            _ => chain(&mut random),
        });
    }
    for text in &texts {
        let began = Instant::now();
        accepted += u32::from(answered(text));
        let took = began.elapsed();
        if took > slowest.0 {
            slowest = (took, text.chars().take(40).collect());
        }
    }
    assert!(texts.len() > 10_000 && accepted > 200, "{accepted} of {}", texts.len());
    println!("{} texts, {accepted} accepted, slowest {slowest:?}", texts.len());
    // Generous, for a machine that does other things besides: a text of quadratic cost takes longer.
    assert!(slowest.0 < Duration::from_secs(10), "{slowest:?}");
    assert!(started.elapsed() < Duration::from_secs(60), "{:?}", started.elapsed());
}

/// Lone surrogates cannot be in Rust's text: they arrive as the replacement character.
#[test]
fn unpaired_surrogates_are_answered() {
    for units in [[0x41, 0xD800, 0x42], [0xDC00, 0x2A, 0x41], [0x35, 0x43, 0xDFFF]] {
        assert!(!answered(&String::from_utf16_lossy(&units)));
    }
}

/// Even the longest text with the most problems is answered in a bounded size.
#[test]
fn answers_are_bounded_in_size() {
    for text in giants() {
        let problems = formula::check(&text, Supplied::default());
        let size = |problem: &Diagnostic| {
            let help = problem.help.as_ref().map_or(0, String::len);
            let corrections: usize = problem.corrections.iter().map(String::len).sum();
            problem.message.len() + help + corrections
        };
        let total: usize = problems.iter().map(size).sum();
        let limit = 4 * 4096 * 4 * MAX_DIAGNOSTICS;
        assert!(total < limit, "{total} bytes for {} bytes", text.len());
    }
}
