//! Every mistake that a formula can contain: its code, its sentence and its cure.
//!
//! The sentences stand in one table, so that they can be read side by side; `{}` is what was
//! written. `docs/diagnostics.md` lists the same codes.

/// The most characters in a formula.
pub const MAX_CHARACTERS: usize = 4096;
/// The most segments in a formula.
pub const MAX_SEGMENTS: usize = 256;
/// The most levels of parentheses in a formula.
pub const MAX_DEPTH: usize = 64;
/// The most digits in a number of a formula.
pub const MAX_NUMBER_DIGITS: usize = 28;

/// A kind of mistake.
#[derive(Debug)]
pub struct Fault {
    /// The stable name.
    pub code: &'static str,
    sentence: &'static str,
    /// The cure in general; where the corrected text is known, it follows.
    pub help: &'static str,
}

impl Fault {
    /// The sentence about what was written.
    #[must_use]
    pub fn sentence(&self, written: &[&str]) -> String {
        let mut text = String::new();
        let mut written = written.iter();
        for character in self.sentence.chars() {
            match character {
                '{' => text.push_str(written.next().copied().unwrap_or_default()),
                '}' => {}
                _ => text.push(character),
            }
        }
        text
    }
}

macro_rules! faults {
    ($($name:ident: $code:literal, $sentence:literal, $help:literal;)*) => {
        $(pub(super) const $name: Fault =
            Fault { code: $code, sentence: $sentence, help: $help };)*

        /// All of them, in the order of their codes.
        pub const FAULTS: &[Fault] = &[$($name),*];
    };
}

faults! {
    BARE_NUMBER: "bare-number", "the number `{}` has no unit",
        "end a number with `C` for a constant or `P` for percent";
    BOUND_WITHOUT_PRICE: "bound-without-price",
        "the bound `{}` has no price directly before it",
        "write the price before its bounds, or a left side to make it a condition";
    CHAINED_COMPARISON: "chained-comparison", "the segment `{}` has more than one comparator",
        "write two conditions with `|` between them";
    COEFFICIENT_ON_AMOUNT: "coefficient-on-amount",
        "the number in `{}` stands directly before the amount",
        "write the coefficient as a constant, then `*A`";
    COMPARISON_IN_PARENTHESES: "comparison-in-parentheses",
        "the comparator `{}` cannot stand inside parentheses",
        "write the comparison as a segment of its own, followed by `|`";
    CONDITION_WITHOUT_PRICE: "condition-without-price",
        "the condition `{}` has no price after it", "write the price after it: `condition|price`";
    DECIMAL_COMMA: "decimal-comma", "the number `{}` has a decimal comma",
        "write a decimal point";
    DIVISION: "division", "the formula divides: `{}`",
        "multiply by a constant instead, because a quotient may have no end";
    EMPTY_FORMULA: "empty-formula", "the formula is empty",
        "write a price, for example `4P*A+20C`";
    EMPTY_SEGMENT: "empty-segment", "there is an empty segment",
        "write a price between the `|`, or take one `|` away";
    FLOOR_ABOVE_CAP: "floor-above-cap", "the floor `{}` is above the cap `{}`",
        "exchange the two limits, or take one of them away";
    FORMULA_TOO_LONG: "formula-too-long", "the formula has {} characters",
        "a formula has at most 4,096 characters";
    MISSING_CONSTANT: "missing-constant", "the constant that `{}` stands for was not supplied",
        "give the option `constant`, or write a number before the `C`";
    MISSING_OPERATOR: "missing-operator", "an operator is missing between `{}` and `{}`",
        "write `*`, `+` or `-` between them";
    MISSING_PERCENTAGE: "missing-percentage",
        "the percentage that `{}` stands for was not supplied",
        "give the option `percentage`, or write a number before the `P`";
    MISSING_VALUE: "missing-value", "a value is missing beside `{}`",
        "write a value such as `5C`, `4P` or `A`";
    NUMBER_INCOMPLETE: "number-incomplete", "the number `{}` lacks a digit beside its point",
        "write at least one digit on each side of the point";
    NUMBER_TOO_LONG: "number-too-long", "the number `{}` has too many digits",
        "a number has at most 28 digits";
    PERCENT_SIGN: "percent-sign", "the number `{}` has a percent sign", "write percent as `P`";
    SEVERAL_POINTS: "several-points", "the number `{}` has more than one decimal point",
        "a number has at most one decimal point";
    STRAY_PARENTHESIS: "stray-parenthesis", "the parenthesis `{}` closes nothing",
        "take it away, or open the parenthesis that it closes";
    THOUSANDS_SEPARATOR: "thousands-separator", "the number `{}` has a thousands separator",
        "write the number without separators";
    TOO_DEEP: "too-deep", "the parentheses are nested too deeply",
        "a formula has at most 64 levels of parentheses";
    TOO_MANY_DIGITS: "too-many-digits", "the value of `{}` needs more than 28 digits",
        "every value of a formula has at most 28 digits";
    TOO_MANY_SEGMENTS: "too-many-segments", "the formula has {} segments",
        "a formula has at most 256 segments";
    UNCLOSED_PARENTHESIS: "unclosed-parenthesis", "the parenthesis `{}` is never closed",
        "close it with `)` before the segment ends";
    UNCOVERED_AMOUNTS: "uncovered-amounts", "no price covers {}",
        "end the formula with a price that has no condition";
    UNKNOWN_CHARACTER: "unknown-character", "`{}` means nothing in a formula",
        "a formula has numbers, `A`, `P`, `C`, `*`, `+`, `-`, `<`, `>`, `|` and parentheses";
    UNKNOWN_UNIT: "unknown-unit", "the number `{}` has the unknown unit `{}`",
        "end a number with `C` for a constant or `P` for percent";
    UNKNOWN_WORD: "unknown-word", "the word `{}` means nothing in a formula",
        "the letters of a formula are `A` (amount), `P` (percent) and `C` (constant)";
    UNREACHABLE_PRICE: "unreachable-price",
        "the price `{}` can never be reached, because `{}` applies to every amount",
        "write a condition before the first price, or add the two with `+`";
    WRONG_OPERATOR: "wrong-operator", "`{}` is not an operator of a formula",
        "use the operators `*`, `+`, `-`, `<`, `<=`, `>` and `>=`";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_in_order_and_unique() {
        assert!(FAULTS.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn sentences_hold_what_was_written() {
        assert_eq!(
            MISSING_OPERATOR.sentence(&["4P", "A"]),
            "an operator is missing between `4P` and `A`"
        );
    }
}
