//! Exact piecewise-linear functions of an amount: what tariffs are lowered to.

mod algebra;
mod evaluate;
mod lanes;
mod outline;
mod piece;
mod solve;
mod stair;

pub use algebra::{cap, choose, floor, uncovered};
pub use evaluate::{Kernel, Segment};
pub use lanes::{Cell, GROUP, Lanes, Pair, PlainPair};
pub use outline::Breakpoint;
pub use piece::{Curve, Cut, Entry, Interval, Line, Piece};
pub use solve::{Figure, Solution, Span, solve};
