//! Price rules over the columns of a table: a book that is compiled once, and rows that are charged
//! by key, none of which stops the others.

mod amount;
mod book;
mod refused;
mod row;

pub use amount::RowAmount;
pub use book::{KeyedTariff, TariffBook};
pub use row::RowTariff;
