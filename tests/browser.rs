//! The crate inside WebAssembly, in browsers: `wasm-pack test --headless --chrome`.
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test may panic"
)]

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

#[cfg(feature = "ledger")]
#[path = "support/json.rs"]
mod json;

#[cfg(feature = "ledger")]
#[path = "ledger/bank.rs"]
#[allow(dead_code, reason = "only the auditor looks into snapshots")]
mod bank;
#[cfg(feature = "ledger")]
#[path = "ledger/story.rs"]
mod story;

#[path = "support/random.rs"]
mod random;
#[path = "support/table.rs"]
mod table;

mod wasm {
    mod hostile;
    #[cfg(feature = "ledger")]
    mod stories;
    mod tables;
}
