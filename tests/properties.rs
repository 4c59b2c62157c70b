//! Laws of the formula language, for generated formulas, amounts and hostile texts.
#![cfg(not(target_family = "wasm"))]
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

#[path = "support/bounds.rs"]
mod bounds;
#[path = "support/json.rs"]
mod json;
#[path = "support/random.rs"]
mod random;

mod properties {
    mod answer;
    mod corrections;
    mod coverage;
    mod curve;
    mod extreme_rules;
    mod extremes;
    mod farthest;
    mod grammar;
    mod hostile;
    mod lanes;
    mod language;
    mod oracle;
    mod places;
    #[cfg(feature = "tables")]
    mod rows;
    mod solve;
    mod steps;
    mod texts;
    mod tiers;
    mod tree;
}
