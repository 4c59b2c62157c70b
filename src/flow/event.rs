//! What happened: one record for every charging attempt that is remembered.

use crate::ledger::EntryId;
use crate::store::{Span, stored};

/// A position in the list of events.
pub type EventId = u32;

/// Stands for a subscriber that the world does not know.
pub const NOBODY: u32 = u32::MAX;

/// A remembered attempt. What a repeated request is answered with is made from it alone.
#[derive(Clone, Copy)]
pub struct Event {
    /// What was attempted.
    pub kind: Kind,
    /// What has become of it.
    pub status: Status,
    /// Why it was declined, if it was.
    pub decline: Option<Decline>,
    /// The application, or the biller of a debit.
    pub party: u16,
    /// The subscriber, or [`NOBODY`].
    pub subscriber: u32,
    /// Before tax, in minor units.
    pub amount: i64,
    /// When.
    pub at: i64,
    /// The request's fields, see [`joined`].
    pub text: Span,
    /// What was posted, or is held.
    pub entry: Option<EntryId>,
    /// The event that this one is about: the payment of a refund.
    pub original: Option<EventId>,
    /// What the answer says besides: the remainder that a refund exceeds.
    pub figure: i64,
}

stored!(Event {
    kind,
    status,
    decline,
    party,
    subscriber,
    amount,
    at,
    text,
    entry,
    original,
    figure,
});

/// What is attempted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An opening balance.
    Opening,
    /// Money that a prepaid subscriber pays in.
    TopUp,
    /// Money that a postpaid subscriber pays.
    BillPayment,
    /// A wallet payment.
    Payment,
    /// A refund of a wallet payment.
    Refund,
    /// An amount set aside.
    Reservation,
    /// More set aside for a reservation.
    ReservationMore,
    /// A part of a reservation charged.
    ReservationCharge,
    /// A reservation let go.
    ReservationRelease,
    /// An account debit.
    Debit,
    /// A CaaS direct debit.
    CaasDebit,
}

stored!(Kind: Opening, TopUp, BillPayment, Payment, Refund, Reservation, ReservationMore,
    ReservationCharge, ReservationRelease, Debit, CaasDebit);

/// What has become of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Posted; not a charge.
    Posted,
    /// The subscriber has paid.
    Charged,
    /// The subscriber got it back.
    Refunded,
    /// Held; the outcome comes later.
    Processing,
    /// Declined by the operator's rules.
    Denied,
    /// Declined by the user, or by a script in the user's place.
    Refused,
    /// Set aside.
    Reserved,
    /// Let go.
    Released,
    /// Not used or not consented to in time.
    Expired,
    /// The account was debited.
    Debited,
    /// The customer's token is waited for.
    ConsentPending,
    /// The debit was rejected.
    Rejected,
    /// The debit was cancelled.
    Cancelled,
}

stored!(Status: Posted, Charged, Refunded, Processing, Denied, Refused, Reserved, Released, Expired,
    Debited, ConsentPending, Rejected, Cancelled);

/// Why an attempt is declined, by descending precedence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decline {
    /// The key belongs to another operation.
    KeyOfOtherOperation,
    /// The key belongs to another request.
    KeyOfOtherRequest,
    /// The reference code was charged or refunded already.
    ReferenceUsed,
    /// No such application, or another password.
    NotAuthenticated,
    /// The application may not charge.
    ChargingDisabled,
    /// The application may not charge mobile accounts.
    InstrumentDisabled,
    /// The application may not refund.
    RefundsDisabled,
    /// The application or the operator gives no balances.
    BalanceQueryDisabled,
    /// No such biller.
    BillerUnknown,
    /// The biller must ask for more authorisation.
    FlagBelowMinimum,
    /// No such subscriber.
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
    /// No number of our own to ask for consent.
    NotifyNumberForeign,
    /// Too many in this second.
    RatePerSecond,
    /// Too many on this day.
    RatePerDay,
    /// Above the application's maximum.
    AmountTooHigh,
    /// Below the application's minimum.
    AmountTooLow,
    /// The original codes do not reach one payment of this user.
    OriginalNotFound,
    /// The original was not charged.
    OriginalNotCharged,
    /// The amount has more decimals than the currency.
    NotOnGrid,
    /// More than what is left of the original.
    ExceedsRemainder,
    /// There is no such reservation of this user.
    ReservationNotFound,
    /// The sequence number does not rise.
    SequenceNotRising,
    /// The reservation has expired.
    ReservationExpired,
    /// The reservation was charged in whole, or released.
    ReservationFinished,
    /// More than what is reserved.
    ExceedsReservation,
    /// As a script says.
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
    /// No answer, for a script says so.
    Outage,
}

stored!(Decline: KeyOfOtherOperation, KeyOfOtherRequest, ReferenceUsed, NotAuthenticated,
    ChargingDisabled, InstrumentDisabled, RefundsDisabled, BalanceQueryDisabled, BillerUnknown,
    FlagBelowMinimum, SubscriberUnknown, AccountTypeNotPermitted, SubscriberInactive, NotSubscribed,
    CurrencyNotSupported, InstrumentUnknown, NotifyNumberForeign, RatePerSecond, RatePerDay,
    AmountTooHigh, AmountTooLow, OriginalNotFound, OriginalNotCharged, NotOnGrid, ExceedsRemainder,
    ReservationNotFound, SequenceNotRising, ReservationExpired, ReservationFinished,
    ExceedsReservation, Scripted, TaxNotConfigured, ServiceChargeExceedsAmount, InsufficientFunds,
    SumOverflows, ConsentRefused, ConsentExpired, ConsentCancelled, ConsentAttemptsUsed, Outage);

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
            | Self::ConsentAttemptsUsed => false,
        }
    }
}

impl Kind {
    /// Its name in lists of transactions.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::TopUp => "topUp",
            Self::BillPayment => "billPayment",
            Self::Payment => "payment",
            Self::Refund => "refund",
            Self::Reservation => "reservation",
            Self::ReservationMore => "reservationMore",
            Self::ReservationCharge => "reservationCharge",
            Self::ReservationRelease => "reservationRelease",
            Self::Debit => "debit",
            Self::CaasDebit => "caasDebit",
        }
    }
}

impl Status {
    /// Its name in lists of transactions and in the wallet's answers.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Posted => "Posted",
            Self::Charged => "Charged",
            Self::Refunded => "Refunded",
            Self::Processing => "Processing",
            Self::Denied => "Denied",
            Self::Refused => "Refused",
            Self::Reserved => "Reserved",
            Self::Released => "Released",
            Self::Expired => "Expired",
            Self::Debited => "Debited",
            Self::ConsentPending => "ConsentPending",
            Self::Rejected => "Rejected",
            Self::Cancelled => "Cancelled",
        }
    }

    /// Whether a reference code is taken by an attempt in this state.
    #[must_use]
    pub fn takes_reference(self) -> bool {
        !matches!(
            self,
            Self::Denied
                | Self::Refused
                | Self::Rejected
                | Self::Released
                | Self::Expired
                | Self::Cancelled
        )
    }
}

/// Writes fields as one text, for [`Event::text`]: each behind its length, as netstrings are.
pub fn join(fields: &[Option<&str>], text: &mut String) {
    for field in fields {
        match field {
            Some(field) => {
                push_count(text, field.len());
                text.push(':');
                text.push_str(field);
            }
            None => text.push('-'),
        }
    }
}

/// The most bytes that fields have as one text.
#[must_use]
pub fn joined_max(fields: &[Option<&str>]) -> usize {
    // A length has ten digits at most.
    fields.iter().map(|field| field.map_or(1, |field| field.len() + 11)).sum()
}

/// Fields as one text.
#[must_use]
pub fn joined(fields: &[Option<&str>]) -> String {
    let mut text = String::with_capacity(joined_max(fields));
    join(fields, &mut text);
    text
}

fn push_count(text: &mut String, number: usize) {
    if number > 9 {
        push_count(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// The fields of such a text.
pub fn fields(text: &str) -> impl Iterator<Item = Option<&str>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if let Some(behind) = rest.strip_prefix('-') {
            rest = behind;
            return Some(None);
        }
        let (length, behind) = rest.split_once(':')?;
        let (field, behind) = behind.split_at_checked(length.parse().ok()?)?;
        rest = behind;
        Some(Some(field))
    })
}

/// One of the fields of such a text.
#[must_use]
pub fn field(text: &str, position: usize) -> Option<&str> {
    fields(text).nth(position).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_come_back() {
        let given = [Some("54321"), None, Some(""), Some("3:a-\u{1F}"), Some("é"), None];
        let text = joined(&given);
        assert_eq!(fields(&text).collect::<Vec<_>>(), given);
        assert_eq!(field(&text, 3), given[3]);
        assert_eq!(field(&text, 6), None);
    }
}
