//! One file or folder per API: its operations, what it answers, its codes and its sentences, all
//! together.

mod arguments;
pub mod caas;
pub mod charges;
mod creation;
pub mod debit;
mod reason;
pub mod wallet;

use super::route::ServedApi;
use crate::flow::MockLedger;
use arguments::Called;

pub(super) use arguments::{Arguments, application, biller, subscriber};

/// Calls an operation by its name; nothing comes back if it is not one of the dialect's.
type Dialect = fn(&mut MockLedger, &str, &Arguments<'_>) -> Option<Called>;

/// Every dialect whose operations can be called by name.
const DIALECTS: [Dialect; 4] = [wallet::call, debit::call, caas::call, creation::call];

/// Every dialect that is served.
pub(super) static APIS: [&ServedApi; 5] =
    [&wallet::API, &debit::API, &caas::API, &creation::API, &charges::API];

/// Calls the operation of an API; nothing if no API has an operation of this name.
pub(super) fn call(
    ledger: &mut MockLedger,
    operation: &str,
    given: &Arguments<'_>,
) -> Option<Called> {
    DIALECTS.iter().find_map(|dialect| dialect(ledger, operation, given))
}
