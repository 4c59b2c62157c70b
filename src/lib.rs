//! Charges computed exactly: a formula in, an amount in, a charge out, with every step shown.
//!
//! ```
//! use ready_reckoner::money::amount;
//! use ready_reckoner::pricing::{Tariff, TariffOptions};
//!
//! let tariff = Tariff::compile("A<1000C|5C|2.5P*A|>30C|<2000C", &TariffOptions::default())?;
//! let charge = tariff.charge(amount::parse("1500")?)?;
//! assert_eq!(charge.format(2), "37.50");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every arrow between the modules points down this list; nothing below knows what is above it.
//! The npm package `ready-reckoner` is made from this crate: its functions are in `src/wasm`.

// A match over one of our enums says what becomes of each variant, so that the compiler leads to it
// when there is another one. This is no lint for tests, which match the enums of other crates.
#![deny(clippy::match_wildcard_for_single_variants, clippy::wildcard_enum_match_arm)]

#[cfg(all(
    target_family = "wasm",
    not(without_javascript),
    any(feature = "tariffs", feature = "requests", feature = "ledger")
))]
mod wasm;

#[cfg(feature = "ledger")]
pub mod http;

#[cfg(feature = "ledger")]
pub mod flow;

#[cfg(feature = "ledger")]
pub mod world;

pub mod pricing;

pub mod formula;

pub mod curve;

pub mod document;

#[cfg(feature = "ledger")]
pub mod ledger;

#[cfg(feature = "ledger")]
pub mod store;

pub mod money;

pub mod diagnostic;
