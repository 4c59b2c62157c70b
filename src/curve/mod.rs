//! Exact piecewise-linear functions of an amount: what tariffs are lowered to.

mod algebra;
mod bound;
mod evaluate;
mod farthest;
mod figure;
mod integers;
mod lanes;
mod line;
mod outline;
mod piece;
mod solve;
mod stair;
mod tread;
mod turns;
mod window;

pub use algebra::{cap, choose, floor, left_out, uncovered};
pub use bound::Unlisted;
pub use evaluate::Kernel;
pub use figure::{Figure, Solution, Span};
pub use integers::{IntegerPiece, IntegerTread, Quotient};
pub use lanes::{Cell, GROUP, Lanes, Pair, PlainPair};
pub use line::{Cut, Interval, Line};
pub use outline::Breakpoint;
pub use piece::{Curve, Piece, PieceKind};
pub use solve::solve;
pub use tread::{Stairs, Tread, started};
pub use turns::Turns;
