//! The crate inside WebAssembly, in Node: `wasm-pack test --node`. Where a test runs is a property
//! of its file, so the same tests are in `browser.rs` once more, for browsers.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

mod wasm {
    mod hostile;
    mod tables;
}
