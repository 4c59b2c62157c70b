//! The edge: convert, call, convert. The only room that knows of JavaScript.

mod answer;
mod convert;
mod exports;
