//! `max(…)` and `min(…)`, which a formula says by bounds.

use std::ops::Range;

use super::limits::MAX_SEGMENTS;
use super::token::tokens;

/// What says the same as a function that is a whole segment of the formula.
pub(super) fn held(
    source: &str,
    name: &str,
    place: &Range<usize>,
    arguments: &Range<usize>,
) -> Option<String> {
    let before = source.get(..place.start)?.trim_ascii_end();
    let behind = source.get(place.end..)?.trim_ascii_start();
    let is_begun = matches!(before.as_bytes().last(), None | Some(b'|'));
    let is_ended = matches!(behind.as_bytes().first(), None | Some(b'|'));
    if !is_begun || !is_ended {
        return None;
    }
    let sign = if name.eq_ignore_ascii_case("max") { "|>" } else { "|<" };
    bounded(source.get(arguments.clone())?, sign)
}

/// The arguments as a price and its bounds: the last one with an amount is the price.
fn bounded(arguments: &str, sign: &str) -> Option<String> {
    let (mut depth, mut parts, mut start) = (0_usize, Vec::new(), 0);
    for (at, byte) in arguments.bytes().enumerate() {
        match byte {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            b',' | b';' if depth == 0 => {
                parts.push(arguments.get(start..at)?.trim_ascii());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(arguments.get(start..)?.trim_ascii());
    let is_priced = |part: &&str| tokens(part).iter().any(|token| matches!(token.text, "A" | "a"));
    let price = parts.iter().rposition(is_priced).unwrap_or_default();
    let mut text = (*parts.get(price)?).to_owned();
    for (index, part) in parts.iter().enumerate().filter(|(index, _)| *index != price) {
        // A formula has no empty argument.
        if part.is_empty() || index >= MAX_SEGMENTS {
            return None;
        }
        text.push_str(&[sign, part].concat());
    }
    (parts.len() > 1).then_some(text)
}
