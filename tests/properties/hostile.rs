//! Whatever the text: an answer, in bounded time and size, and never a panic.

use std::time::{Duration, Instant};

use super::answer::answered;
use super::texts::{giants, texts};
use ready_reckoner::diagnostic::Diagnostic;
use ready_reckoner::formula::{self, MAX_DIAGNOSTICS, Supplied};

#[test]
fn hostile_texts_are_answered() {
    let started = Instant::now();
    let mut slowest = (Duration::ZERO, String::new());
    let (mut accepted, mut asked) = (0, 0);
    for text in giants().into_iter().chain(texts(10_500)) {
        let began = Instant::now();
        accepted += u32::from(answered(&text));
        asked += 1;
        let took = began.elapsed();
        if took > slowest.0 {
            slowest = (took, text.chars().take(40).collect());
        }
    }
    assert!(asked > 10_000 && accepted > 200, "{accepted} of {asked}");
    println!("{asked} texts, {accepted} accepted, slowest {slowest:?}");
    // Generous, for a machine that does other things besides; quadratic cost takes longer.
    assert!(slowest.0 < Duration::from_secs(10), "{slowest:?}");
    assert!(started.elapsed() < Duration::from_secs(180), "{:?}", started.elapsed());
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
