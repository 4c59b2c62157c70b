//! Behaviour by explicit rule: what is to go wrong, and for whom.

/// What a rule may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptedOperation {
    /// A payment.
    Payment,
    /// A refund.
    Refund,
    /// A reservation of an amount.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Behaviour {
    /// It is declined.
    Decline {
        /// The code in the words of the API.
        code: Option<String>,
    },
    /// Its outcome comes later.
    Delay {
        /// By so much.
        ms: i64,
    },
    /// Its outcome never comes.
    Processing,
    /// It is done, but the answer is an outage.
    LoseReply,
    /// It is not done, and the answer is an outage.
    FailBeforeCommit,
    /// It is done without its SMS.
    LoseSms,
}

/// A rule of a script; it fits what agrees with all that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptRule {
    /// Which operation.
    pub operation: Option<ScriptedOperation>,
    /// Whose account, in digits.
    pub subscriber: Option<String>,
    /// Which amount, before tax, in minor units.
    pub amount: Option<i64>,
    /// The place of the application.
    pub application: Option<u16>,
    /// What happens.
    pub behaviour: Behaviour,
    /// How often; always if absent.
    pub times: Option<u64>,
}
