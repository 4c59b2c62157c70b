//! The edge: convert, call, convert. The only room that knows of JavaScript.

mod analysis;
mod answer;
mod batch;
mod charges;
mod convert;
mod exports;
mod lanes;
#[cfg(feature = "ledger")]
mod ledger;
