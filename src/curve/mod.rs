//! Exact piecewise-linear functions of an amount: what tariffs are lowered to.

mod algebra;
mod evaluate;
mod piece;

pub use algebra::{cap, choose, floor, uncovered};
pub use evaluate::Kernel;
pub use piece::{Curve, Cut, Entry, Interval, Line, Piece};
