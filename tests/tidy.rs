//! Reads the project's own tree: what a reviewer should not have to look for.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "a test may panic")]

mod tidy {
    mod circles;
    mod codes;
    mod items;
    mod places;
    mod rust;
    mod texts;
    mod tree;
}
