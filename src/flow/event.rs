//! What happened: one event for every attempt that is remembered.

use serde::{Deserialize, Serialize};

use super::decline::Decline;
use crate::document::codes::Api;
use crate::ledger::EntryId;
use crate::store::BlobSpan;

/// A position in the list of events.
pub type EventId = u32;

/// Stands for a subscriber that the world does not know.
pub const NOBODY: u32 = u32::MAX;

/// A remembered attempt. What it was made with is in its [`Record`](super::Record): what a repeated
/// request is answered with is made from the two alone.
#[derive(Clone, Copy, Serialize, Deserialize)]
pub struct Event {
    /// What was attempted.
    pub kind: EventKind,
    /// What has become of it.
    pub status: Status,
    /// Why it was declined, if it was.
    pub decline: Option<Decline>,
    /// The place of the application, or of a debit's biller.
    pub party: u16,
    /// The place of the subscriber, or [`NOBODY`].
    pub subscriber: u32,
    /// The amount before tax, in minor units.
    pub amount: i64,
    /// When the attempt was made, in milliseconds of the ledger's time.
    pub at: i64,
    /// The entry that was posted, or is held.
    pub entry: Option<EntryId>,
    /// Where its record stands in the log.
    pub(super) record: BlobSpan,
}

/// What is attempted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EventKind {
    /// An opening balance.
    Opening,
    /// Money that a prepaid subscriber pays in.
    TopUp,
    /// Money that a postpaid subscriber pays.
    BillPayment,
    /// Money that a provider is paid out.
    Payout,
    /// Tax that the state is paid.
    Remittance,
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

/// Kinds of attempts of which the same is kept: what need not tell the steps of a reservation
/// apart, or one way in which cash moves from another, asks for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventGroup {
    /// Money that comes from outside or goes there.
    Cash,
    /// A wallet payment.
    Payment,
    /// A refund.
    Refund,
    /// A step of a reservation.
    Reservation,
    /// An account debit.
    Debit,
    /// A CaaS direct debit.
    CaasDebit,
}

/// What has become of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Status {
    /// The money was moved; it is no charge.
    Posted,
    /// The subscriber has paid.
    Charged,
    /// The subscriber got it back.
    Refunded,
    /// The money is held, or nothing is yet; the outcome comes later.
    Processing,
    /// Declined by the operator's rules.
    Denied,
    /// Declined by the user, or by a script in the user's place.
    Refused,
    /// An amount is set aside.
    Reserved,
    /// What was set aside was let go.
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

impl EventKind {
    /// Every kind.
    pub const ALL: [Self; 13] = [
        Self::Opening,
        Self::TopUp,
        Self::BillPayment,
        Self::Payout,
        Self::Remittance,
        Self::Payment,
        Self::Refund,
        Self::Reservation,
        Self::ReservationMore,
        Self::ReservationCharge,
        Self::ReservationRelease,
        Self::Debit,
        Self::CaasDebit,
    ];

    /// The name in lists of transactions.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Opening => "opening",
            Self::TopUp => "topUp",
            Self::BillPayment => "billPayment",
            Self::Payout => "payout",
            Self::Remittance => "remittance",
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

    /// The kinds that it is one of.
    #[must_use]
    pub fn group(self) -> EventGroup {
        match self {
            Self::Opening | Self::TopUp | Self::BillPayment | Self::Payout | Self::Remittance => {
                EventGroup::Cash
            }
            Self::Payment => EventGroup::Payment,
            Self::Refund => EventGroup::Refund,
            Self::Reservation
            | Self::ReservationMore
            | Self::ReservationCharge
            | Self::ReservationRelease => EventGroup::Reservation,
            Self::Debit => EventGroup::Debit,
            Self::CaasDebit => EventGroup::CaasDebit,
        }
    }

    /// The API whose keys and codes an attempt has; cash has neither.
    #[must_use]
    pub fn api(self) -> Api {
        match self.group() {
            EventGroup::Debit => Api::Debit,
            EventGroup::CaasDebit => Api::Caas,
            EventGroup::Cash
            | EventGroup::Payment
            | EventGroup::Refund
            | EventGroup::Reservation => Api::Wallet,
        }
    }
}

impl Status {
    /// Every status.
    pub const ALL: [Self; 13] = [
        Self::Posted,
        Self::Charged,
        Self::Refunded,
        Self::Processing,
        Self::Denied,
        Self::Refused,
        Self::Reserved,
        Self::Released,
        Self::Expired,
        Self::Debited,
        Self::ConsentPending,
        Self::Rejected,
        Self::Cancelled,
    ];

    /// The name in lists of transactions and in the wallet's answers.
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

    /// Whether the outcome is still to come.
    #[must_use]
    pub fn is_pending(self) -> bool {
        match self {
            Self::Processing | Self::ConsentPending => true,
            Self::Posted
            | Self::Charged
            | Self::Refunded
            | Self::Denied
            | Self::Refused
            | Self::Reserved
            | Self::Released
            | Self::Expired
            | Self::Debited
            | Self::Rejected
            | Self::Cancelled => false,
        }
    }

    /// Whether an attempt with this status keeps its reference code from being used again.
    #[must_use]
    pub fn takes_reference(self) -> bool {
        match self {
            Self::Posted
            | Self::Charged
            | Self::Refunded
            | Self::Processing
            | Self::Reserved
            | Self::Debited
            | Self::ConsentPending => true,
            Self::Denied
            | Self::Refused
            | Self::Released
            | Self::Expired
            | Self::Rejected
            | Self::Cancelled => false,
        }
    }
}
