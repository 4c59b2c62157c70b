//! Why an attempt is declined.

use serde::{Deserialize, Serialize};

/// Why an attempt is declined, by descending precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Decline {
    /// The key belongs to another operation.
    KeyOfOtherOperation,
    /// The key belongs to another request.
    KeyOfOtherRequest,
    /// The reference code was charged or refunded already.
    ReferenceUsed,
    /// There is no such application, or its password is another one.
    NotAuthenticated,
    /// The application may not charge.
    ChargingDisabled,
    /// The application may not charge mobile accounts.
    InstrumentDisabled,
    /// The application may not refund.
    RefundsDisabled,
    /// The application or the operator gives no balances.
    BalanceQueryDisabled,
    /// There is no such biller.
    BillerUnknown,
    /// The biller must ask for more authorisation.
    FlagBelowMinimum,
    /// There is no such subscriber.
    SubscriberUnknown,
    /// The biller may not debit such accounts.
    AccountTypeNotPermitted,
    /// The subscriber is suspended or gone.
    SubscriberInactive,
    /// The subscriber has not subscribed to the application.
    NotSubscribed,
    /// There is no account in that currency.
    CurrencyNotSupported,
    /// There is no such payment instrument.
    InstrumentUnknown,
    /// The account has no telephone of the same operator to ask for consent.
    NotifyNumberForeign,
    /// The application has made too many requests in this second.
    RatePerSecond,
    /// The application has made too many requests on this day.
    RatePerDay,
    /// The amount is above the application's maximum.
    AmountTooHigh,
    /// The amount is below the application's minimum.
    AmountTooLow,
    /// The original codes do not reach one payment of this user.
    OriginalNotFound,
    /// The original was not charged.
    OriginalNotCharged,
    /// The amount has more decimals than the currency.
    NotOnGrid,
    /// The amount is more than what is left of the original.
    ExceedsRemainder,
    /// There is no such reservation of this user.
    ReservationNotFound,
    /// The sequence number does not rise.
    SequenceNotRising,
    /// The reservation has expired.
    ReservationExpired,
    /// The reservation was charged in whole, or released.
    ReservationFinished,
    /// The amount is more than what is reserved.
    ExceedsReservation,
    /// A scripted rule declines it.
    Scripted,
    /// The tax has no rate.
    TaxNotConfigured,
    /// The service charge is more than the amount, or less than nothing.
    ServiceChargeExceedsAmount,
    /// The account has not enough.
    InsufficientFunds,
    /// A sum would leave 64 bits.
    SumOverflows,
    /// The customer refused.
    ConsentRefused,
    /// The customer did not answer in time.
    ConsentExpired,
    /// The biller cancelled.
    ConsentCancelled,
    /// The customer gave wrong tokens.
    ConsentAttemptsUsed,
    /// A hold that was the attempt's own could not be settled or let go: a bug of this crate.
    SettlementFailed,
    /// There is no answer, because a scripted rule says so.
    Outage,
}

impl Decline {
    /// Whether the same request may be charged later: such a decline is not remembered.
    #[must_use]
    pub fn is_transient(self) -> bool {
        match self {
            Self::KeyOfOtherOperation
            | Self::KeyOfOtherRequest
            | Self::ReferenceUsed
            | Self::NotAuthenticated
            | Self::RatePerSecond
            | Self::RatePerDay
            | Self::Outage => true,
            Self::ChargingDisabled
            | Self::InstrumentDisabled
            | Self::RefundsDisabled
            | Self::BalanceQueryDisabled
            | Self::BillerUnknown
            | Self::FlagBelowMinimum
            | Self::SubscriberUnknown
            | Self::AccountTypeNotPermitted
            | Self::SubscriberInactive
            | Self::NotSubscribed
            | Self::CurrencyNotSupported
            | Self::InstrumentUnknown
            | Self::NotifyNumberForeign
            | Self::AmountTooHigh
            | Self::AmountTooLow
            | Self::OriginalNotFound
            | Self::OriginalNotCharged
            | Self::NotOnGrid
            | Self::ExceedsRemainder
            | Self::ReservationNotFound
            | Self::SequenceNotRising
            | Self::ReservationExpired
            | Self::ReservationFinished
            | Self::ExceedsReservation
            | Self::Scripted
            | Self::TaxNotConfigured
            | Self::ServiceChargeExceedsAmount
            | Self::InsufficientFunds
            | Self::SumOverflows
            | Self::ConsentRefused
            | Self::ConsentExpired
            | Self::ConsentCancelled
            | Self::ConsentAttemptsUsed
            | Self::SettlementFailed => false,
        }
    }
}
