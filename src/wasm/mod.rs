//! The edge: convert, call, convert. The only room that knows of JavaScript.

mod answer;
mod charges;
mod convert;
mod exports;
#[cfg(feature = "ledger")]
mod ledger;
