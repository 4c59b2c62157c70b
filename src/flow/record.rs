//! What is kept of an attempt's request and outcome, by the kind of operation.

use serde::{Deserialize, Serialize};

use super::event::{EventGroup, EventId, EventKind};
use crate::document::{Payment, Refund, Reservation};

/// What an attempt was made with, and what its answer says besides.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 't"))]
pub struct Record<'t> {
    /// What is taken besides the amount, or would be, in minor units.
    pub tax: i64,
    /// What the kind of operation has.
    pub details: Details<'t>,
}

/// What each kind of operation keeps.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 't"))]
pub enum Details<'t> {
    /// Money that came in or went out, for which there was no request.
    #[default]
    Cash,
    /// A wallet payment.
    Payment(Payment<'t>),
    /// A refund of one.
    Refund(RefundDetails<'t>),
    /// A step of a reservation.
    Reservation(ReservationDetails<'t>),
    /// An account debit.
    Debit(DebitDetails<'t>),
    /// A CaaS direct debit.
    CaasDebit(CaasDebitDetails<'t>),
}

/// What is kept of a refund.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 't"))]
pub struct RefundDetails<'t> {
    /// The request.
    pub request: Refund<'t>,
    /// The payment that it gives back a part of, if every check was passed.
    pub original: Option<EventId>,
    /// What was left to give back, in minor units, if the refund was more than that.
    pub remainder: i64,
}

/// What is kept of a step of a reservation.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 't"))]
pub struct ReservationDetails<'t> {
    /// The request.
    pub request: Reservation<'t>,
    /// The event that began the reservation, if every check was passed; none where it begins.
    pub begun_by: Option<EventId>,
    /// What is reserved and not charged after the step, before tax, in minor units.
    pub reserved: i64,
    /// What is charged by then, before tax, in minor units.
    pub charged: i64,
}

/// What is kept of an account debit.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 't"))]
pub struct DebitDetails<'t> {
    /// The key: the biller's, or one that was made for it.
    pub trid: &'t str,
    /// Whether the key was the biller's, who then knows it.
    pub has_own_trid: bool,
    /// What two requests under one key must have alike besides the account and the amount.
    pub terms: DebitTerms<'t>,
}

/// How a biller debits.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 't"))]
pub struct DebitTerms<'t> {
    /// The `AUTHFLAG`.
    pub authorization: i64,
    /// The `RC`.
    pub reason_code: i64,
    /// The `TAXTYPE`, or what stands for none.
    pub tax_type: i64,
    /// The percentage of tax without zeros at its end.
    pub tax: Option<&'t str>,
}

/// What is kept of a direct debit. The password is not.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 't"))]
pub struct CaasDebitDetails<'t> {
    /// The key.
    pub external_trx_id: &'t str,
    /// The subscriber, in digits.
    pub msisdn: &'t str,
    /// The currency, said or understood.
    pub currency: &'t str,
}

impl<'t> Details<'t> {
    /// The key under which a retry is the same request.
    #[must_use]
    pub fn key(&self) -> Option<&'t str> {
        match self {
            Self::Cash => None,
            Self::Payment(_) | Self::Refund(_) | Self::Reservation(_) => {
                self.transaction()?.client_correlator
            }
            Self::Debit(debit) => Some(debit.trid),
            Self::CaasDebit(debit) => Some(debit.external_trx_id),
        }
    }

    /// The caller's own reference code.
    #[must_use]
    pub fn reference(&self) -> Option<&'t str> {
        self.transaction().map(|transaction| transaction.reference_code)
    }

    /// The fields that all requests of the wallet share.
    #[must_use]
    pub fn transaction(&self) -> Option<&Payment<'t>> {
        match self {
            Self::Payment(request) => Some(request),
            Self::Refund(details) => Some(&details.request.payment),
            Self::Reservation(details) => Some(&details.request.payment),
            Self::Cash | Self::Debit(_) | Self::CaasDebit(_) => None,
        }
    }

    /// The earlier event that this one is about: a refund's payment, a step's reservation.
    #[must_use]
    pub fn original(&self) -> Option<EventId> {
        match self {
            Self::Refund(details) => details.original,
            Self::Reservation(details) => details.begun_by,
            Self::Cash | Self::Payment(_) | Self::Debit(_) | Self::CaasDebit(_) => None,
        }
    }

    /// Whether attempts of a kind keep such details.
    pub(super) fn are_of(&self, kind: EventKind) -> bool {
        let group = match self {
            Self::Cash => EventGroup::Cash,
            Self::Payment(_) => EventGroup::Payment,
            Self::Refund(_) => EventGroup::Refund,
            Self::Reservation(_) => EventGroup::Reservation,
            Self::Debit(_) => EventGroup::Debit,
            Self::CaasDebit(_) => EventGroup::CaasDebit,
        };
        group == kind.group()
    }
}
