//! Why an attempt is declined.

use serde::{Deserialize, Serialize};

use crate::document::codes::{Reason, RefusalCode};

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
    /// The account has no telephone that could be asked for consent.
    NotifyNumberMissing,
    /// The telephone that could be asked for consent is another operator's.
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
    /// The original is still being processed.
    OriginalPending,
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
    /// A script declines it, with this code.
    Scripted(RefusalCode),
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
    /// There is no answer, because a script says so.
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
            | Self::NotifyNumberMissing
            | Self::NotifyNumberForeign
            | Self::AmountTooHigh
            | Self::AmountTooLow
            | Self::OriginalNotFound
            | Self::OriginalPending
            | Self::OriginalNotCharged
            | Self::NotOnGrid
            | Self::ExceedsRemainder
            | Self::ReservationNotFound
            | Self::SequenceNotRising
            | Self::ReservationExpired
            | Self::ReservationFinished
            | Self::ExceedsReservation
            | Self::Scripted(_)
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

    /// The name of the reason in answers.
    #[must_use]
    pub fn reason(self) -> Reason {
        match self {
            Self::KeyOfOtherOperation => Reason::KeyOfOtherOperation,
            Self::KeyOfOtherRequest => Reason::KeyConflict,
            Self::ReferenceUsed => Reason::ReferenceUsed,
            Self::NotAuthenticated => Reason::NotAuthenticated,
            Self::ChargingDisabled => Reason::ChargingDisabled,
            Self::InstrumentDisabled => Reason::InstrumentDisabled,
            Self::RefundsDisabled => Reason::RefundsDisabled,
            Self::BalanceQueryDisabled => Reason::BalanceQueryDisabled,
            Self::BillerUnknown => Reason::BillerUnknown,
            Self::FlagBelowMinimum => Reason::AuthorizationBelowMinimum,
            Self::SubscriberUnknown => Reason::SubscriberUnknown,
            Self::AccountTypeNotPermitted => Reason::AccountTypeNotPermitted,
            Self::SubscriberInactive => Reason::SubscriberInactive,
            Self::NotSubscribed => Reason::NotSubscribed,
            Self::CurrencyNotSupported => Reason::CurrencyNotSupported,
            Self::InstrumentUnknown => Reason::InstrumentUnknown,
            Self::NotifyNumberMissing => Reason::NotifyNumberMissing,
            Self::NotifyNumberForeign => Reason::NotifyNumberForeign,
            Self::RatePerSecond => Reason::RatePerSecond,
            Self::RatePerDay => Reason::RatePerDay,
            Self::AmountTooHigh => Reason::AmountAboveMaximum,
            Self::AmountTooLow => Reason::AmountBelowMinimum,
            Self::OriginalNotFound => Reason::OriginalNotFound,
            Self::OriginalPending => Reason::PaymentPending,
            Self::OriginalNotCharged => Reason::PaymentNotCharged,
            Self::NotOnGrid => Reason::AmountTooManyDecimals,
            Self::ExceedsRemainder => Reason::AmountAboveRemainder,
            Self::ReservationNotFound => Reason::ReservationNotFound,
            Self::SequenceNotRising => Reason::SequenceNotRising,
            Self::ReservationExpired => Reason::ReservationExpired,
            Self::ReservationFinished => Reason::ReservationFinished,
            Self::ExceedsReservation => Reason::AmountAboveReservation,
            Self::Scripted(code) => code.reason(),
            Self::TaxNotConfigured => Reason::TaxNotConfigured,
            Self::ServiceChargeExceedsAmount => Reason::ServiceChargeAboveAmount,
            Self::InsufficientFunds => Reason::InsufficientFunds,
            Self::SumOverflows => Reason::AmountTooLarge,
            Self::ConsentRefused => Reason::ConsentRefused,
            Self::ConsentExpired => Reason::ConsentExpired,
            Self::ConsentCancelled => Reason::ConsentCancelled,
            Self::ConsentAttemptsUsed => Reason::ConsentAttemptsUsed,
            Self::SettlementFailed => Reason::SettlementFailed,
            Self::Outage => Reason::Outage,
        }
    }

    /// Whether the user, or a script in the user's place, said no, and not the operator.
    pub(super) fn is_refusal(self) -> bool {
        [Reason::ConsentRefused, Reason::ConsentExpired].contains(&self.reason())
    }
}
