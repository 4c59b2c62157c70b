//! Charging as a service: direct debits, balances and subscriptions.

use super::declare::document;
use super::numbers::{Hundredths, ZeroOrOne};
use super::reader::Reader;
use super::texts::{CurrencyCode, KeyText, Secret, SubscriberNumber, Words};
use super::tree;
use super::value::Value;

document! {
    /// Which application asks, about whom. Texts are without white space around them, except the
    /// password.
    whole struct Caller<'t> {
        /// The application.
        application_id: Words = "applicationId";
        /// Its password.
        password: Secret = "password";
        /// The subscriber.
        subscriber_id: SubscriberNumber = "subscriberId";
    }

    /// A direct debit.
    whole struct CaasDebit<'t> beside caller: Caller<'t> => {
        /// The key under which a retry is the same request.
        external_trx_id: KeyText = "externalTrxId";
        /// How much.
        amount: Hundredths = "amount";
        /// The code of a currency that there is.
        currency: Option<CurrencyCode> = "currency";
        /// The account of the subscriber.
        account_id: Option<Words> = "accountId";
        /// How it is paid.
        payment_instrument_name: Option<Words> = "paymentInstrumentName";
    }

    /// A question for a balance.
    whole struct BalanceQuery<'t> beside caller: Caller<'t> => {
        /// The account of the subscriber.
        account_id: Option<Words> = "accountId";
        /// The code of a currency that there is.
        currency: Option<CurrencyCode> = "currency";
    }

    /// The beginning or the end of a subscription.
    whole struct Subscription<'t> beside caller: Caller<'t> => {
        /// Whether it begins.
        opts_in: ZeroOrOne = "action";
        /// The version of the API.
        version: Option<Words> = "version";
    }

    /// A question for the state of a subscription.
    whole struct SubscriptionStatus<'t> beside caller: Caller<'t> => {
        /// The version of the API.
        version: Option<Words> = "version";
    }
}

macro_rules! readers {
    ($($name:ident)*) => {$(
        impl<'t> $name<'t> {
            /// Reads a body, or notes every problem of it. Unknown fields are among them if
            /// `strict`.
            pub fn of_value(body: &'t Value, strict: bool, reader: &mut Reader) -> Option<Self> {
                tree::read(body, strict, reader)
            }
        }
    )*};
}

readers! { CaasDebit BalanceQuery Subscription SubscriptionStatus }
