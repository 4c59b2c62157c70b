//! What is sent to subscribers' telephones.

use super::event::EventId;
use super::state::MockLedger;
use crate::store::{Paged, stored};
use crate::world::tax::AccountType;

/// Sets tokens apart.
const TOKEN: u8 = 3;

/// As many as fit a message that is typed back.
const TOKEN_DIGITS: u32 = 6;

/// A message. What it says is in the debit that it is about.
pub(crate) struct Message {
    pub(crate) event: EventId,
    /// When it was sent.
    pub(crate) at: i64,
    /// Whether it asks for consent.
    pub(crate) asks: bool,
}

stored!(Message { event, at, asks });

/// Messages in the order in which they were sent.
pub(crate) type Messages = Paged<Message>;

impl MockLedger {
    /// The number that messages about an account go to: its own if that is a telephone's, else its
    /// notify number if the same operator has it.
    pub(crate) fn contact(&self, subscriber: u32) -> Option<&str> {
        let subscriber = self.config.subscribers.get(subscriber as usize)?;
        match subscriber.account_type {
            AccountType::Gsm | AccountType::Cdma => Some(&subscriber.msisdn),
            AccountType::Lte | AccountType::Dtv => {
                let number = subscriber.notify_number.as_deref();
                number.filter(|number| self.config.operator_of(number) == Some(subscriber.operator))
            }
        }
    }

    /// The token that stands for a customer's consent to a debit.
    pub(crate) fn token(&self, debit: EventId) -> String {
        self.state.identifiers.decimal(TOKEN, debit, TOKEN_DIGITS)
    }

    /// Sends a message about a debit.
    pub(super) fn send_message(&mut self, event: EventId, asks: bool) {
        self.state.messages.push(Message { event, at: self.now(), asks });
    }
}
