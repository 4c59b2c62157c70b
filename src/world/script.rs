//! Behaviour by explicit rule: what is to go wrong, and for whom.

use serde::{Deserialize, Serialize};

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
}

impl ScriptedOperation {
    /// Every operation.
    pub const ALL: [Self; 5] =
        [Self::Payment, Self::Refund, Self::Reserve, Self::Debit, Self::CaasDebit];
    /// The names, in the order of [`ScriptedOperation::ALL`].
    pub const NAMES: [&'static str; 5] = ["payment", "refund", "reserve", "debit", "caasDebit"];
}

/// What happens to a call that a rule fits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Behaviour {
    /// The call is declined.
    Decline {
        /// The code that the API tells; its usual one if absent.
        code: Option<String>,
    },
    /// The outcome, or the message of a debit, comes later.
    Delay {
        /// How much later, in milliseconds.
        ms: i64,
    },
    /// The outcome never comes.
    Processing,
    /// The call is carried out, but its answer is an outage.
    LoseReply,
    /// The call is not carried out, and its answer is an outage.
    FailBeforeCommit,
    /// The debit is carried out, but its message is lost.
    LoseSms,
}

/// A scripted rule; it fits the calls that agree with everything that it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScriptRule {
    /// The operation; any if absent.
    pub operation: Option<ScriptedOperation>,
    /// The subscriber's number, in digits; any if absent.
    pub subscriber: Option<String>,
    /// The amount before tax, in minor units; any if absent.
    pub amount: Option<i64>,
    /// The place of the application; any if absent.
    pub application: Option<u16>,
    /// What happens to a call that it fits.
    pub behaviour: Behaviour,
    /// How often it acts; always if absent.
    pub times: Option<u64>,
}
