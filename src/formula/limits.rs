//! How large a formula may be.

/// The most characters in a formula.
pub const MAX_CHARACTERS: usize = 4096;
/// The most segments in a formula.
pub const MAX_SEGMENTS: usize = 256;
/// The most levels of parentheses in a formula.
pub const MAX_DEPTH: usize = 64;
/// The most digits in a number of a formula.
pub const MAX_NUMBER_DIGITS: usize = 28;
