//! The façade: a world, its state, and the operations on them.

use super::consent::{self, ConsentError, DebitName};
use super::created::{self, NewCharge};
use super::decline::Decline;
use super::event::{Event, EventId, EventKind};
use super::log::Scope;
use super::notification::Delivery;
use super::outcome::Outcome;
use super::record::Record;
use super::settle::{self, Settlement};
use super::state::{State, takes_reference};
use super::subscription::{self, Registration, SubscriptionChange};
use super::world::World;
use super::{balance, caas_debit, cash, change, debit, identify, notification, payment, refund};
use super::{reservation, sound, timer};
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::Value;
use crate::document::{
    BalanceQuery, CaasDebit, Debit, Operation, Payment, Refund, Reservation, Subscription,
    SubscriptionStatus,
};
use crate::ledger::{Books, Imbalance};
use crate::store::Salt;
use crate::world::tax::TaxComponent;
use crate::world::{Change, ChangeTarget, Config, ScriptRule};

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
    pub(crate) fn of_state(
        config: Config,
        changes: &[Change],
        state: State,
        salt: &Salt,
    ) -> Result<Self, Refusal> {
        let damaged = || Refusal::from(Problem::says(Code::SnapshotDamaged, &[]));
        let mut books = Books::default();
        let mut world = World::new(config, &mut books, salt);
        for Change { target, fields } in changes {
            change::change_again(&mut world, &mut books, *target, fields)?;
        }
        let mut state = state.indexed(salt).ok_or_else(damaged)?;
        state.asked = consent::asked(&state, salt);
        state.told = notification::told(&state, salt);
        state.open_notices = notification::open(&state);
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
    pub fn confirm(&mut self, name: DebitName<'_>, token: &str) -> Result<EventId, ConsentError> {
        consent::confirm(&self.world, &mut self.state, name, token)
    }

    /// The customer refuses.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`], [`ConsentError::SeveralFit`]
    pub fn refuse(&mut self, name: DebitName<'_>) -> Result<EventId, ConsentError> {
        consent::refuse(&mut self.state, name)
    }

    /// The biller withdraws.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`], [`ConsentError::SeveralFit`]
    pub fn cancel(&mut self, name: DebitName<'_>) -> Result<EventId, ConsentError> {
        consent::cancel(&mut self.state, name)
    }

    /// A second message goes to the customer, with a token in the place of the one before.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`], [`ConsentError::SeveralFit`]
    pub fn resend_token(&mut self, name: DebitName<'_>) -> Result<(), ConsentError> {
        consent::resend(&self.world, &mut self.state, name)
    }

    /// The last debit with a name.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`], [`ConsentError::SeveralFit`]
    pub fn debit_named(&self, name: DebitName<'_>) -> Result<EventId, ConsentError> {
        consent::debit_named(&self.state, name)
    }

    /// The debit with a name whose customer is asked.
    ///
    /// # Errors
    /// [`ConsentError::NotPending`], [`ConsentError::SeveralFit`]
    pub fn pending_debit(&self, name: DebitName<'_>) -> Result<EventId, ConsentError> {
        consent::pending(&self.state, name, None)
    }

    /// The last direct debit with a key, by whatever application: if one is pending, that.
    #[must_use]
    pub fn direct_debit_named(&self, key: &str) -> Option<EventId> {
        let applications = (0..).take(self.world.config.applications.len());
        let log = &self.state.log;
        let found = applications.filter_map(|place| log.by_key(Scope::Caas(place), key));
        found.max_by_key(|id| log.get(*id).is_some_and(|event| event.status.is_pending()))
    }

    /// Changes the world from the next call on.
    ///
    /// # Errors
    /// Every problem of the change; nothing has changed then.
    pub fn change(&mut self, target: ChangeTarget, value: &Value) -> Result<(), Refusal> {
        change::change(&mut self.world, &mut self.state, target, value)
    }

    /// Ends what is pending, now.
    ///
    /// # Errors
    /// It is not pending, or what was held could not be settled.
    pub fn settle(&mut self, id: EventId, settlement: Settlement) -> Result<(), Refusal> {
        settle::settle(&self.world, &mut self.state, id, settlement)
    }

    /// Watches the debit with a name, if it is pending: [`ended`](Self::ended) tells when no more.
    pub fn watch(&mut self, name: DebitName<'_>) {
        let id = self.debit_named(name).ok();
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

    /// How an account stands, for an application that may know it; whether a script has lost the
    /// answer.
    pub(crate) fn balance(
        &mut self,
        request: &BalanceQuery<'_>,
    ) -> Result<(balance::Standing, bool), Outcome> {
        balance::balance(&self.world, &mut self.state, request)
    }

    /// Begins or ends a subscription.
    ///
    /// # Errors
    /// Why it is declined.
    pub fn subscribe(&mut self, request: &Subscription<'_>) -> Result<SubscriptionChange, Outcome> {
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

    /// Pays out what is owed to the provider of an application, in minor units.
    ///
    /// # Errors
    /// It is more than that.
    pub fn pay_out(&mut self, application: u16, amount: i64) -> Result<(), Refusal> {
        cash::pay_out(&self.world, &mut self.state, application, amount)
    }

    /// Pays the state what is owed of a tax, in minor units.
    ///
    /// # Errors
    /// It is more than that.
    pub fn remit(&mut self, component: TaxComponent, amount: i64) -> Result<(), Refusal> {
        cash::remit(&self.world, &mut self.state, component, amount)
    }

    /// The receiver has a notification: it is not sent again.
    ///
    /// # Errors
    /// There is no notification with this identifier.
    pub fn acknowledge(&mut self, id: &str) -> Result<(), Refusal> {
        notification::acknowledge(&mut self.state, id)
    }

    /// The deliveries of notifications that fell due by now, in the order in which they are sent:
    /// of the notification at a position, or of all; only those that are to be sent now, or that
    /// are not, if that is asked.
    #[must_use]
    pub fn deliveries(&self, only: Option<u32>, is_due: Option<bool>) -> Vec<Delivery> {
        notification::deliveries(&self.state, only, is_due)
    }

    /// Notes how the oldest delivery of a notification went that is to be sent now.
    ///
    /// # Errors
    /// There is no such notification, or nothing of it is to be sent now.
    pub fn deliver(&mut self, id: &str, is_good: bool) -> Result<(), Refusal> {
        notification::deliver(&mut self.state, id, is_good)
    }

    /// Adds a scripted rule, which acts before those that there are; its identifier.
    pub fn script(&mut self, rule: ScriptRule) -> String {
        let number = self.state.scripts.push(rule);
        identify::script(self.state.identifiers, number)
    }

    /// Takes a scripted rule away, unless it was used up before.
    ///
    /// # Errors
    /// There never was a rule with this identifier.
    pub fn remove_script(&mut self, id: &str) -> Result<(), Refusal> {
        let number = identify::of_script(self.state.identifiers, id);
        let was_there = number.is_some_and(|number| self.state.scripts.remove(number));
        if was_there {
            return Ok(());
        }
        Err(Problem::says(Code::UnknownScript, &[&excerpt(id)]).into())
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
        let timers = self.state.clock.next_due();
        timers.into_iter().chain(notification::next_due(&self.state)).min()
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

    /// What has become of a remembered attempt by now.
    #[must_use]
    pub fn outcome(&self, id: EventId) -> Outcome {
        let event = self.event(id).filter(|event| !event.status.is_pending());
        Outcome { decline: event.and_then(|event| event.decline), ..Outcome::fresh(id) }
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
