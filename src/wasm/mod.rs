//! The edge: convert, call, convert. The only room that knows of JavaScript.

mod answer;
mod convert;

#[cfg(feature = "calculators")]
mod analysis;
#[cfg(feature = "calculators")]
mod batch;
#[cfg(feature = "calculators")]
mod calculated;
#[cfg(feature = "calculators")]
mod charges;
#[cfg(feature = "calculators")]
mod exports;
#[cfg(feature = "calculators")]
mod validators;

#[cfg(feature = "ledger")]
mod documents;
#[cfg(feature = "ledger")]
mod ledger;
