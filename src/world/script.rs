//! Behaviour by explicit rule: what is to go wrong, and for whom.

use serde::{Deserialize, Serialize};

use crate::document::codes::{Api, RefusalCode};

/// The operations that a rule may be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ScriptedOperation {
    /// A payment.
    Payment,
    /// A refund.
    Refund,
    /// Any step of a reservation.
    Reserve,
    /// A debit of an account.
    Debit,
    /// A direct debit of CaaS.
    CaasDebit,
    /// A question for a balance.
    BalanceQuery,
    /// The beginning or the end of a subscription.
    Subscribe,
    /// The delivery of a notification.
    Notification,
}

/// What a rule does to a call that it fits; those of one rule act together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ScriptedEffect {
    /// The call is declined.
    Decline,
    /// The outcome, the message of a debit or the notification comes later.
    Delay,
    /// The outcome never comes, or the message of a debit is never sent.
    Processing,
    /// The call is carried out, but its answer is an outage.
    LoseReply,
    /// The call is not carried out, and its answer is an outage.
    FailBeforeCommit,
    /// The debit is carried out, but its message is lost.
    LoseSms,
    /// The first delivery comes twice.
    Duplicate,
    /// The first delivery comes after that of the next notification.
    Reorder,
    /// The first delivery is lost on its way.
    Drop,
}

/// Some of the operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct OperationSet(u16);

/// A scripted rule; it fits the calls that agree with everything that it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptRule {
    /// The operations: the one that is named, or all that can have its effects.
    pub operations: OperationSet,
    /// The subscriber's number, in digits; any if absent.
    pub subscriber: Option<String>,
    /// The amount before tax, in minor units; any if absent.
    pub amount: Option<i64>,
    /// The place of the application; any if absent.
    pub application: Option<u16>,
    /// What happens to a call that it fits.
    pub effects: Vec<ScriptedEffect>,
    /// The code that a decline tells; the usual one of the API if absent.
    pub code: Option<RefusalCode>,
    /// How much later a delay is, in milliseconds.
    pub delay_ms: i64,
    /// How many retries under the same key lose their answers as well, where it loses one.
    pub retries: u64,
    /// How often it acts; always if absent.
    pub times: Option<u64>,
    /// Of a billion calls that it fits, on how many it acts; on all if absent.
    pub rate: Option<u32>,
}

/// All of a rule's [`rate`](ScriptRule::rate).
pub const RATE_MAX: u32 = 1_000_000_000;

/// The decimals of a part of it.
pub const RATE_DIGITS: u32 = 9;

impl ScriptedOperation {
    /// Every operation.
    pub const ALL: [Self; 8] = [
        Self::Payment,
        Self::Refund,
        Self::Reserve,
        Self::Debit,
        Self::CaasDebit,
        Self::BalanceQuery,
        Self::Subscribe,
        Self::Notification,
    ];
    /// The names, in the order of [`ScriptedOperation::ALL`].
    pub const NAMES: [&'static str; 8] = [
        "payment",
        "refund",
        "reserve",
        "debit",
        "caasDebit",
        "balanceQuery",
        "subscribe",
        "notification",
    ];

    /// The name in rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().unwrap_or_default()
    }

    /// The API whose codes it is declined with; a notification is not declined.
    #[must_use]
    pub fn api(self) -> Option<Api> {
        match self {
            Self::Payment | Self::Refund | Self::Reserve => Some(Api::Wallet),
            Self::Debit => Some(Api::Debit),
            Self::CaasDebit | Self::BalanceQuery | Self::Subscribe => Some(Api::Caas),
            Self::Notification => None,
        }
    }

    /// Whether it is about an amount.
    #[must_use]
    pub fn has_amount(self) -> bool {
        match self {
            Self::BalanceQuery | Self::Subscribe => false,
            Self::Payment
            | Self::Refund
            | Self::Reserve
            | Self::Debit
            | Self::CaasDebit
            | Self::Notification => true,
        }
    }

    /// Whether its calls have keys, so that there are retries.
    #[must_use]
    pub fn has_key(self) -> bool {
        match self {
            Self::BalanceQuery | Self::Subscribe | Self::Notification => false,
            Self::Payment | Self::Refund | Self::Reserve | Self::Debit | Self::CaasDebit => true,
        }
    }

    /// The effects that it can have.
    #[must_use]
    pub fn effects(self) -> &'static [ScriptedEffect] {
        use ScriptedEffect::{
            Decline, Delay, Drop, Duplicate, FailBeforeCommit, LoseReply, LoseSms, Processing,
            Reorder,
        };
        match self {
            Self::Payment | Self::Refund | Self::CaasDebit => {
                &[Decline, Delay, Processing, LoseReply, FailBeforeCommit]
            }
            Self::Debit => &[Decline, Delay, Processing, LoseReply, FailBeforeCommit, LoseSms],
            Self::Reserve | Self::BalanceQuery | Self::Subscribe => {
                &[Decline, LoseReply, FailBeforeCommit]
            }
            Self::Notification => &[Delay, Duplicate, Reorder, Drop],
        }
    }
}

impl ScriptedEffect {
    /// Every effect.
    pub const ALL: [Self; 9] = [
        Self::Decline,
        Self::Delay,
        Self::Processing,
        Self::LoseReply,
        Self::FailBeforeCommit,
        Self::LoseSms,
        Self::Duplicate,
        Self::Reorder,
        Self::Drop,
    ];
    /// The names, in the order of [`ScriptedEffect::ALL`].
    pub const NAMES: [&'static str; 9] = [
        "decline",
        "delay",
        "processing",
        "loseReply",
        "failBeforeCommit",
        "loseSms",
        "duplicate",
        "reorder",
        "drop",
    ];

    /// The name in rules.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::NAMES.get(self as usize).copied().unwrap_or_default()
    }
}

impl OperationSet {
    /// The operations for which something is true.
    #[must_use]
    pub fn of(holds: impl Fn(ScriptedOperation) -> bool) -> Self {
        let chosen = ScriptedOperation::ALL.iter().filter(|operation| holds(**operation));
        Self(chosen.fold(0, |set, operation| set | 1 << *operation as u16))
    }

    /// Whether an operation is one of them.
    #[must_use]
    pub fn contains(self, operation: ScriptedOperation) -> bool {
        self.0 & 1 << operation as u16 != 0
    }

    /// The only one of them, if there is no other.
    #[must_use]
    pub fn only(self) -> Option<ScriptedOperation> {
        let mut all = ScriptedOperation::ALL.into_iter().filter(|one| self.contains(*one));
        all.next().filter(|_| all.next().is_none())
    }
}

impl ScriptRule {
    /// Whether the rule has an effect.
    #[must_use]
    pub fn has(&self, effect: ScriptedEffect) -> bool {
        self.effects.contains(&effect)
    }
}
