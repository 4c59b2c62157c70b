//! One file or folder per API: what it answers, its codes and its sentences, all together.

pub mod caas;
pub mod charges;
mod codes;
pub mod debit;
pub mod wallet;
