//! One file or folder per API: what it answers, its codes and its sentences, all together.

mod caas;
pub mod charges;
mod debit;
mod reservation;
pub mod wallet;
