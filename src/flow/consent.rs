//! The customer's consent: a token that is good once, for a time, against a few wrong ones.

use super::event::{Decline, EventId, Kind, Status};
use super::payment::Course;
use super::settle::Due;
use super::state::MockLedger;
use crate::ledger::{Posting, Timer};
use crate::store::{Sparse, stored};

/// What is kept of a debit while its customer is asked.
pub(crate) struct Consent {
    /// How many wrong tokens there were.
    wrong: u32,
    /// When the token is sent, or ends.
    timer: Option<Timer>,
    /// What is to be posted, where it is not held.
    legs: Vec<Posting>,
    /// Whether the message is lost on its way.
    silent: bool,
}

stored!(Consent { wrong, timer, legs, silent });

/// Debits whose customers are asked.
pub(crate) type Consents = Sparse<Consent>;

/// Why nothing has become of what was said about a debit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConsentError {
    /// There is no such debit, or its customer is not asked, or no more.
    NotPending,
    /// The token is another one; there may be another try.
    WrongToken,
}

impl MockLedger {
    /// Begins to wait for a customer's token.
    pub(super) fn ask(&mut self, id: EventId, legs: Vec<Posting>, course: &Course) {
        let consent = Consent { wrong: 0, timer: None, legs, silent: course.silent };
        self.state.consents.insert(id, consent);
        if !course.never {
            self.tell_later(id, course.after);
        }
    }

    /// Sends the message of a debit after so many milliseconds, or at once.
    pub(super) fn tell_later(&mut self, id: EventId, after: Option<i64>) {
        let Some(ms) = after else { return self.dispatch(id) };
        let timer = self.state.clock.set(ms, Due::Dispatch(id));
        if let Some(consent) = self.state.consents.get_mut(id) {
            consent.timer = Some(timer);
        }
    }

    /// Sends the message of a debit; the time of a token begins.
    pub(super) fn dispatch(&mut self, id: EventId) {
        let Some(consent) = self.state.consents.get_mut(id) else {
            return self.send_message(id, false);
        };
        let timeout = self.config.consent.timeout_ms;
        consent.timer = Some(self.state.clock.set(timeout, Due::TokenEnd(id)));
        if !consent.silent {
            self.send_message(id, true);
        }
    }

    /// Ends the time of a token.
    pub(super) fn end_token(&mut self, id: EventId) {
        self.end(id, Status::Expired, Some(Decline::ConsentExpired));
    }

    /// The customer gives a token; the debit, if that has ended it, well or not.
    ///
    /// # Errors
    /// [`ConsentError`]
    pub fn confirm(&mut self, trid: &str, token: &str) -> Result<EventId, ConsentError> {
        let id = self.pending_debit(trid, Some(token))?;
        let right = self.token(id) == token;
        let most = self.config.consent.attempts;
        let Some(consent) = self.state.consents.get_mut(id) else {
            return Err(ConsentError::NotPending);
        };
        if !right {
            consent.wrong += 1;
            if consent.wrong < most {
                return Err(ConsentError::WrongToken);
            }
            self.end(id, Status::Rejected, Some(Decline::ConsentAttemptsUsed));
            return Ok(id);
        }
        let legs = std::mem::take(&mut consent.legs);
        if !legs.is_empty()
            && let Err(decline) = self.post_now(id, &legs)
        {
            self.end(id, Status::Rejected, Some(decline));
            return Ok(id);
        }
        self.end(id, Status::Debited, None);
        Ok(id)
    }

    /// The customer refuses.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`]
    pub fn refuse(&mut self, trid: &str) -> Result<EventId, ConsentError> {
        let id = self.pending_debit(trid, None)?;
        self.end(id, Status::Rejected, Some(Decline::ConsentRefused));
        Ok(id)
    }

    /// The biller withdraws.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`]
    pub fn cancel(&mut self, trid: &str) -> Result<EventId, ConsentError> {
        let id = self.pending_debit(trid, None)?;
        self.end(id, Status::Cancelled, Some(Decline::ConsentCancelled));
        Ok(id)
    }

    /// The debit with a key. Of several billers' debits with the same one it is the one that has
    /// this token, else one that is pending, else the last.
    #[must_use]
    pub fn debit_named(&self, trid: &str, token: Option<&str>) -> Option<EventId> {
        let mut best = None;
        for biller in 0..self.config.billers.len() as u16 {
            self.by_key(Kind::Debit, biller, trid, |id| {
                let pending = self.state.consents.get(id).is_some();
                let right = pending && token == Some(self.token(id).as_str());
                best = best.max(Some((right, pending, id)));
                false
            });
        }
        best.map(|(_, _, id)| id)
    }

    fn pending_debit(&self, trid: &str, token: Option<&str>) -> Result<EventId, ConsentError> {
        let id = self.debit_named(trid, token);
        let id = id.filter(|id| self.state.consents.get(*id).is_some());
        id.ok_or(ConsentError::NotPending)
    }

    /// Posts what was not held, if it is still there.
    fn post_now(&mut self, id: EventId, legs: &[Posting]) -> Result<(), Decline> {
        let entry = self.state.books.post(legs).map_err(super::payment::declined_by)?;
        if let Some(event) = self.state.events.get_mut(id) {
            event.entry = Some(entry);
        }
        Ok(())
    }

    /// Ends the waiting for a token, and what is held for it.
    fn end(&mut self, id: EventId, status: Status, decline: Option<Decline>) {
        let Some(consent) = self.state.consents.remove(id) else { return };
        if let Some(timer) = consent.timer {
            self.state.clock.cancel(timer);
        }
        let Some(event) = self.state.events.get_mut(id) else { return };
        event.status = status;
        event.decline = decline;
        let books = &mut self.state.books;
        if let Some(hold) = event.entry.filter(|entry| books.is_pending(*entry)) {
            let done = if decline.is_none() { books.settle(hold) } else { books.void(hold) };
            // The hold is this debit's own, and nobody else ends it.
            debug_assert!(done.is_ok());
        }
    }
}
