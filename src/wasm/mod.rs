//! The edge: convert, call, convert. The only room that knows of JavaScript.

mod answer;
mod convert;
mod room;

#[cfg(any(feature = "tariffs", feature = "requests"))]
mod steps;

#[cfg(feature = "tariffs")]
mod analysis;
#[cfg(feature = "tariffs")]
mod batch;
#[cfg(feature = "tariffs")]
mod calculated;
#[cfg(feature = "tariffs")]
mod exports;

#[cfg(feature = "requests")]
mod charges;
#[cfg(feature = "requests")]
mod validators;

#[cfg(feature = "ledger")]
mod documents;
#[cfg(feature = "ledger")]
mod ledger;

/// Half as long as the allocator of the standard library, and as fast.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();
