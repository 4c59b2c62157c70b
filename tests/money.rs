//! Money: tables of cases in `tests/data/`, and laws that hold for all values.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test may panic")]

#[path = "support/table.rs"]
mod table;

mod money {
    mod few;
    mod laws;
    mod shares;
    mod support;
    mod tables;
    mod words;
}
