//! Exact piecewise-linear functions of an amount: what tariffs are lowered to.

mod algebra;
mod evaluate;
mod figure;
mod lanes;
mod outline;
mod piece;
mod solve;
mod stair;

pub use algebra::{cap, choose, floor, uncovered};
pub use evaluate::{IntegerPiece, Kernel};
pub use figure::{Figure, Solution, Span};
pub use lanes::{Cell, GROUP, Lanes, Pair, PlainPair};
pub use outline::Breakpoint;
pub use piece::{Curve, Cut, Interval, Line, Piece, PieceKind};
pub use solve::solve;
