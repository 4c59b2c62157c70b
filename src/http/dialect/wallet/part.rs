//! What the gateway's answers say besides a code and its sentence: what stands for `%1` in the
//! sentence of `SVC0002`, in the words of the gateway's validators. What was given follows where
//! a text ends with a colon.

use crate::diagnostic::count;
use crate::money::Currency;

const AMOUNT: &str = "amount should be a whole or two digit decimal positive number";

/// What is said of an amount that is none in its currency. The gateway knows currencies with two
/// digits only; of others it would have to say how many they have.
pub(super) fn amount(currency: &str) -> String {
    match Currency::from_code(currency).map_or(2, Currency::minor_units) {
        2 => AMOUNT.to_owned(),
        0 => ["amount should be a whole positive number of ", currency].concat(),
        digits => {
            let most = count(digits as usize);
            [
                "amount should be a positive number of ",
                currency,
                " with at most ",
                &most,
                " digits behind the point",
            ]
            .concat()
        }
    }
}

pub(super) const CHANNEL: &str = "Parameter channel expected 'Wap', 'Web' or 'SMS': ";
pub(super) const KEY_OF_OTHER_OPERATION: &str = "Clientcorrelator is already used";
pub(super) const KEY_OF_OTHER_REQUEST: &str =
    "Charging operation failed, ClientCorrelator exist and charging data not matched";
pub(super) const MISSING: &str = "Missing mandatory parameter: ";
pub(super) const NOTIFY_URL: &str = "Parameter notifyURL expected URL: ";
pub(super) const NO_RESERVATION: &str = "serverReferenceCode is not a reservation";
/// The name of the parameter follows, and what is wrong with it.
pub(super) const PARAMETER: &str = "Parameter ";
pub(super) const REFERENCE_USED: &str = "Already charged for this reference code";

/// What the fault of too many requests says besides.
pub(super) const QUOTA_EXCEEDED: &str = "You have exceeded your quota";
/// Of a path that names another user than the body.
pub(super) const TWO_USERS: &str = "two different endUserId provided";
