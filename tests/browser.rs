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

mod wasm {
    mod hostile;
    mod tables;
}
