//! The façade: a world, its state, and the operations on them.

use super::consent::{self, ConsentError};
use super::created::{self, NewCharge};
use super::decline::Decline;
use super::event::{Event, EventId, EventKind};
use super::outcome::Outcome;
use super::record::Record;
use super::state::{State, takes_reference};
use super::subscription::{self, Registration};
use super::world::World;
use super::{balance, caas_debit, cash, debit, identify, notification, payment, refund};
use super::{reservation, sound, timer};
use crate::diagnostic::{Code, Problem, Refusal};
use crate::document::Value;
use crate::document::{
    BalanceQuery, CaasDebit, Debit, Operation, Payment, Refund, Reservation, Subscription,
    SubscriptionStatus,
};
use crate::ledger::{Books, Imbalance};
use crate::store::Salt;
use crate::world::{Config, ScriptRule};

/// A charging back end inside the process: subscribers, applications and billers, an operator,
/// taxes, one ledger and one clock.
pub struct MockLedger {
    pub(crate) world: World,
    pub(crate) state: State,
}

impl MockLedger {
    /// A ledger of a configuration, of which every field may be left out.
    ///
    /// # Errors
    /// Every problem of the configuration, with its place.
    pub fn new(config: &Value) -> Result<Self, Refusal> {
        Self::salted(config, &Salt::random())
    }

    /// The same with a salt for its indexes, where the standard library has no chance to give one.
    /// Nothing that a ledger says depends on it.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn salted(config: &Value, salt: &Salt) -> Result<Self, Refusal> {
        let config = Config::read(config)?;
        let mut books = Books::default();
        let world = World::new(config, &mut books, salt);
        let mut state = State::new(&world.config, books, salt);
        cash::open(&world, &mut state)?;
        Ok(Self { world, state })
    }

    /// A ledger that begins with the same configuration, but for what everything by chance is made
    /// from.
    ///
    /// # Errors
    /// The seed is none.
    pub fn another(&self, seed: &str, salt: &Salt) -> Result<Self, Refusal> {
        let mut fields = vec![("seed".to_owned(), Value::Number(seed.to_owned()))];
        if let Value::Object(given) = &self.world.config.source {
            fields.extend(given.iter().filter(|(name, _)| name != "seed").cloned());
        }
        Self::salted(&Value::Object(fields), salt)
    }

    /// A ledger with a configuration and the state of a snapshot.
    ///
    /// # Errors
    /// They do not belong together.
    pub(crate) fn of_state(config: Config, state: State, salt: &Salt) -> Result<Self, Refusal> {
        let damaged = || Refusal::from(Problem::says(Code::SnapshotDamaged, &[]));
        let world = World::new(config, &mut Books::default(), salt);
        let mut state = state.indexed(salt).ok_or_else(damaged)?;
        state.asked = consent::asked(&state, salt);
        state.told = notification::told(&state, salt);
        state.books.verify().map_err(|_| damaged())?;
        if !sound::is_sound(&state) {
            return Err(damaged());
        }
        created::compile_all(&world, &mut state)?;
        Ok(Self { world, state })
    }

    /// Charges a wallet for an application.
    pub fn payment(&mut self, request: &Payment<'_>, application: u16) -> Outcome {
        payment::payment(&self.world, &mut self.state, request, application)
    }

    /// Gives back a part or all of a payment.
    pub fn refund(&mut self, request: &Refund<'_>, application: u16) -> Outcome {
        refund::refund(&self.world, &mut self.state, request, application)
    }

    /// Reserves an amount or more of it, charges a part or all, or lets the rest go.
    pub fn reservation(
        &mut self,
        request: &Reservation<'_>,
        operation: Operation,
        application: u16,
    ) -> Outcome {
        reservation::reservation(&self.world, &mut self.state, request, operation, application)
    }

    /// Debits an account, given by its digits, for a biller.
    pub fn debit(&mut self, account: &str, request: &Debit<'_>) -> Outcome {
        debit::debit(&self.world, &mut self.state, account, request)
    }

    /// The customer gives a token; the debit, if that has ended it, well or not.
    ///
    /// # Errors
    /// [`ConsentError`]
    pub fn confirm(&mut self, trid: &str, token: &str) -> Result<EventId, ConsentError> {
        consent::confirm(&self.world, &mut self.state, trid, token)
    }

    /// The customer refuses.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`]
    pub fn refuse(&mut self, trid: &str) -> Result<EventId, ConsentError> {
        consent::refuse(&mut self.state, trid)
    }

    /// The biller withdraws.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`]
    pub fn cancel(&mut self, trid: &str) -> Result<EventId, ConsentError> {
        consent::cancel(&mut self.state, trid)
    }

    /// The debit with a key. Of several billers' debits with the same one it is one that is
    /// pending, else the last.
    #[must_use]
    pub fn debit_named(&self, trid: &str) -> Option<EventId> {
        consent::debit_named(&self.state, trid, None)
    }

    /// Watches the debit with a key, if it is pending: [`ended`](Self::ended) tells when no more.
    pub fn watch(&mut self, trid: &str) {
        let id = self.debit_named(trid);
        if let Some(consent) = id.and_then(|id| self.state.consents.get_mut(id)) {
            consent.is_watched = true;
        }
    }

    /// The watched debits that have ended since this was asked last.
    pub fn ended(&mut self) -> Vec<EventId> {
        std::mem::take(&mut self.state.ended)
    }

    /// Charges a subscriber directly, unless that was done before, and tells the application.
    pub fn caas_debit(&mut self, request: &CaasDebit<'_>) -> Outcome {
        caas_debit::caas_debit(&self.world, &mut self.state, request)
    }

    /// How an account stands, for an application that may know it.
    pub(crate) fn balance(&self, request: &BalanceQuery<'_>) -> Result<balance::Standing, Decline> {
        balance::balance(&self.world, &self.state, request)
    }

    /// Begins or ends a subscription; the number of the request, or nothing if there was nothing to
    /// do.
    ///
    /// # Errors
    /// Why it is declined.
    pub fn subscribe(&mut self, request: &Subscription<'_>) -> Result<Option<String>, Decline> {
        subscription::change(&self.world, &mut self.state, request)
    }

    /// Where the subscription stands that is asked for.
    ///
    /// # Errors
    /// Why it is not told.
    pub fn registration(&self, request: &SubscriptionStatus<'_>) -> Result<Registration, Decline> {
        subscription::asked(&self.world, &self.state, request)
    }

    /// Creates the charge of a body; a later one for the same product takes its place.
    pub(crate) fn create_charge(&mut self, body: &Value) -> Result<NewCharge, Vec<Problem>> {
        created::create(&self.world, &mut self.state, body)
    }

    /// Posts a top-up or the payment of a bill, in minor units.
    pub(crate) fn pay_in(
        &mut self,
        kind: EventKind,
        subscriber: u32,
        amount: i64,
    ) -> Result<(), Refusal> {
        cash::post(&self.world, &mut self.state, kind, subscriber, amount)
    }

    /// The receiver has a notification: it is not sent again.
    ///
    /// # Errors
    /// There is no notification with this identifier.
    pub fn acknowledge(&mut self, id: &str) -> Result<(), Refusal> {
        notification::acknowledge(&mut self.state, id)
    }

    /// Adds a scripted rule behind the others.
    pub fn script(&mut self, rule: ScriptRule) {
        self.state.scripts.push(rule);
    }

    /// Takes all scripted rules away.
    pub fn clear_script(&mut self) {
        self.state.scripts.clear();
    }

    /// The time, in milliseconds since 1970.
    #[must_use]
    pub fn now(&self) -> i64 {
        self.state.clock.now()
    }

    /// When something happens next without a call, if the clock is moved so far.
    #[must_use]
    pub fn next_due(&self) -> Option<i64> {
        self.state.clock.next_due()
    }

    /// Moves the clock; what is due by then happens, each at its time.
    ///
    /// # Errors
    /// The time is before the present or after the last one, or something that was held could not
    /// be settled.
    pub fn set_time(&mut self, time: i64) -> Result<(), Refusal> {
        timer::set_time(&self.world, &mut self.state, time)
    }

    /// Adds everything up once more.
    ///
    /// # Errors
    /// The first thing that is wrong with the books.
    pub fn verify(&self) -> Result<(), Imbalance> {
        self.state.books.verify()
    }

    /// A remembered attempt.
    #[must_use]
    pub fn event(&self, id: EventId) -> Option<&Event> {
        self.state.log.get(id)
    }

    /// What a remembered attempt was made with.
    #[must_use]
    pub fn record(&self, event: &Event) -> Record<'_> {
        self.state.log.record(event)
    }

    /// The attempt that has a reference: the server's own, or the caller's, of those the last that
    /// has taken it, else the last.
    pub fn referred(&mut self, reference: &str) -> Option<EventId> {
        let identifiers = self.state.identifiers;
        let named = identify::of_server_reference(identifiers, reference);
        if let Some(id) = named.filter(|id| self.event(*id).is_some()) {
            return Some(id);
        }
        let direct = identify::of_internal_trx_id(identifiers, reference);
        let is_direct = |event: &Event| event.kind == EventKind::CaasDebit;
        let direct = direct.filter(|id| self.event(*id).is_some_and(is_direct));
        let State { log, reservations, referred, .. } = &mut self.state;
        let takes = |id| takes_reference(log, reservations, id);
        referred.find(log, reference, &takes).or(direct)
    }

    /// The server's own reference of an attempt.
    #[must_use]
    pub fn server_reference(&self, id: EventId) -> String {
        identify::server_reference(self.state.identifiers, id)
    }
}
