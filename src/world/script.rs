//! Behaviour by explicit rule: what is to go wrong, and for whom.

use super::Application;
use super::applications::application;
use super::fields::{choice, minor, number, object, present, text, whole, without_use};
use super::time::LAST;
use crate::diagnostic::Refusal;
use crate::document::{Reader, Value};
use crate::money::Currency;
use crate::money::amount::SAFE_INTEGER_MAX;
use crate::store::{Loader, Stored, stored};

/// What a rule may wait for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
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

stored!(Operation: Payment, Refund, Reserve, Debit, CaasDebit);

impl Operation {
    /// Every operation.
    pub const ALL: [Self; 5] =
        [Self::Payment, Self::Refund, Self::Reserve, Self::Debit, Self::CaasDebit];
    /// The names, in the order of [`Operation::ALL`].
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

impl Stored for Behaviour {
    fn store(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Decline { code } => {
                bytes.push(0);
                code.store(bytes);
            }
            Self::Delay { ms } => {
                bytes.push(1);
                ms.store(bytes);
            }
            Self::Processing => bytes.push(2),
            Self::LoseReply => bytes.push(3),
            Self::FailBeforeCommit => bytes.push(4),
            Self::LoseSms => bytes.push(5),
        }
    }

    fn load(loader: &mut Loader<'_>) -> Self {
        match loader.choice(6) {
            0 => Self::Decline { code: Option::load(loader) },
            1 => Self::Delay { ms: i64::load(loader) },
            2 => Self::Processing,
            3 => Self::LoseReply,
            4 => Self::FailBeforeCommit,
            _ => Self::LoseSms,
        }
    }
}

const BEHAVIOURS: [&str; 6] =
    ["decline", "delay", "processing", "loseReply", "failBeforeCommit", "loseSms"];

/// A rule of a script; it fits what agrees with all that it names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptRule {
    /// Which operation.
    pub operation: Option<Operation>,
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

stored!(ScriptRule { operation, subscriber, amount, application, behaviour, times });

impl ScriptRule {
    /// Reads a rule for a world with this currency and these applications.
    ///
    /// # Errors
    /// Every problem, with its place.
    pub fn read(
        value: &Value,
        currency: Currency,
        applications: &[Application],
    ) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let rule = Self::read_at(value, "", currency, applications, &mut reader);
        reader.finish()?;
        // Without a problem there is a rule.
        rule.ok_or_else(|| Refusal::of_problems(Vec::new()))
    }

    /// The rule, which means nothing if problems were noted, or none.
    pub(super) fn read_at(
        value: &Value,
        path: &str,
        currency: Currency,
        applications: &[Application],
        reader: &mut Reader,
    ) -> Option<Self> {
        let mut fields = object(value, path, reader)?;
        let operation = choice(&mut fields, "operation", reader, &Operation::NAMES);
        let subscriber = number(&mut fields, "subscriber", reader);
        let amount = minor(&mut fields, "amount", reader, currency);
        let application = application(&mut fields, applications, reader);
        present(&fields, reader, &["behaviour"]);
        let behaviour = choice(&mut fields, "behaviour", reader, &BEHAVIOURS);
        let code = text(&mut fields, "code", reader);
        let ms = whole(&mut fields, "delayMs", reader, (1, LAST));
        let times = whole(&mut fields, "times", reader, (1, SAFE_INTEGER_MAX));
        for (index, name) in ["code", "delayMs"].into_iter().enumerate() {
            if behaviour.is_some_and(|found| found != index) && !fields.is_nothing(name) {
                let beside = BEHAVIOURS.get(index).copied().unwrap_or_default();
                let beside = ["with the behaviour `", beside, "`"].concat();
                without_use(&fields.path_of(name), &beside, reader);
            }
        }
        let behaviour = match behaviour {
            Some(1) => {
                present(&fields, reader, &["delayMs"]);
                Behaviour::Delay { ms: ms.unwrap_or_default() }
            }
            Some(2) => Behaviour::Processing,
            Some(3) => Behaviour::LoseReply,
            Some(4) => Behaviour::FailBeforeCommit,
            Some(5) => Behaviour::LoseSms,
            _ => Behaviour::Decline { code: code.map(str::to_owned) },
        };
        fields.refuse_others(reader);
        Some(Self {
            operation: operation.and_then(|index| Operation::ALL.get(index).copied()),
            subscriber,
            amount,
            application,
            behaviour,
            times: times.map(i64::unsigned_abs),
        })
    }
}
