//! Notifications to applications, sent again on the ledger's clock until they are acknowledged.

use super::event::{Decline, Event, EventId, Kind, field};
use super::payment::{CODE, NOTIFY_URL};
use super::remembered::KEY;
use super::settle::Due;
use super::state::MockLedger;
use crate::diagnostic::{Code, Refusal, excerpt};
use crate::ledger::Timer;
use crate::store::{hexadecimal, of_hexadecimal, stored};

/// What the identifiers of notifications begin with.
const NOTIFICATION: &str = "NTF_";

/// Sets their numbers apart.
const NUMBER: u8 = 12;

/// How long the second attempt waits; each later one waits twice as long as the one before.
const SECOND_ATTEMPT_MS: i64 = 60_000;

/// How often a notification is sent at most.
const ATTEMPTS_MAX: u32 = 5;

/// A notification. Its address and body are made from its event.
#[derive(Clone, Copy)]
pub(crate) struct Notice {
    pub(crate) event: EventId,
    pub(crate) at: i64,
    /// How often it was sent.
    pub(crate) attempts: u32,
    pub(crate) acknowledged: bool,
    /// The next attempt.
    timer: Option<Timer>,
}

stored!(Notice { event, at, attempts, acknowledged, timer });

impl MockLedger {
    /// Tells what has become of an attempt to the address that wants to know it, if there is one.
    pub(super) fn notify(&mut self, id: EventId) {
        let Some(event) = self.event(id).copied() else { return };
        let pending = event.status == super::Status::Processing;
        if pending || self.notice_url(&event).is_none() || self.was_told(id, &event) {
            return;
        }
        let at = self.now();
        let notice = Notice { event: id, at, attempts: 0, acknowledged: false, timer: None };
        let position = self.state.notices.push(notice);
        self.send(position);
    }

    /// Sends a notification once more, and again later until it is acknowledged.
    pub(super) fn send(&mut self, position: u32) {
        let Some(notice) = self.state.notices.get_mut(position) else { return };
        notice.attempts += 1;
        let waits = SECOND_ATTEMPT_MS << (notice.attempts - 1);
        let more = notice.attempts < ATTEMPTS_MAX;
        notice.timer = more.then(|| self.state.clock.set(waits, Due::Notification(position)));
    }

    /// The receiver has a notification: it is not sent again.
    ///
    /// # Errors
    /// There is no notification with this identifier.
    pub(crate) fn acknowledge(&mut self, id: &str) -> Result<(), Refusal> {
        let number = id.strip_prefix(NOTIFICATION).and_then(of_hexadecimal);
        let position = number.and_then(|number| self.state.identifiers.position(NUMBER, number));
        let notice = position.and_then(|position| self.state.notices.get_mut(position));
        let Some(notice) = notice else {
            let message = ["there is no notification `", &excerpt(id), "`"].concat();
            let help = "give the `id` of one of the `notifications()`".to_owned();
            return Err(Refusal::new(Code::UnknownNotification, message, Some(help)));
        };
        notice.acknowledged = true;
        if let Some(timer) = notice.timer.take() {
            self.state.clock.cancel(timer);
        }
        Ok(())
    }

    /// The identifier of a notification.
    pub(crate) fn notice_id(&self, position: u32) -> String {
        [NOTIFICATION, &hexadecimal(self.state.identifiers.number(NUMBER, position))].concat()
    }

    /// Where an attempt's notification goes.
    pub(crate) fn notice_url(&self, event: &Event) -> Option<&str> {
        match event.kind {
            Kind::CaasDebit => self.application(event.party)?.notification_url.as_deref(),
            Kind::Payment | Kind::Refund => field(self.text(event), NOTIFY_URL),
            _ => None,
        }
    }

    /// Whether the outcome of a direct debit was told under its key already: receivers tell
    /// notifications apart by the key and the status code.
    fn was_told(&self, id: EventId, event: &Event) -> bool {
        if event.kind != Kind::CaasDebit {
            return false;
        }
        let code = |event: &Event| match event.decline {
            Some(Decline::Scripted) => field(self.text(event), CODE),
            _ => None,
        };
        let key = field(self.text(event), KEY).unwrap_or_default();
        let earlier = self.by_key(event.kind, event.party, key, |other| {
            let found = self.event(other);
            other < id
                && found.is_some_and(|found| {
                    found.decline == event.decline && code(found) == code(event)
                })
        });
        earlier.is_some()
    }
}
