//! Reads scripted rules.

use super::applications::application;
use super::config::Config;
use super::fields::{choice, minor, number, object, present, text, whole, without_use};
use super::places::Places;
use super::script::{Behaviour, ScriptRule, ScriptedOperation};
use super::time::LAST;
use crate::diagnostic::Refusal;
use crate::document::{Reader, Value};
use crate::money::Currency;
use crate::money::amount::SAFE_INTEGER_MAX;

const BEHAVIOURS: [&str; 6] =
    ["decline", "delay", "processing", "loseReply", "failBeforeCommit", "loseSms"];

impl ScriptRule {
    /// Reads a rule for a world.
    ///
    /// # Errors
    /// Every problem, with its place.
    pub fn read(value: &Value, config: &Config) -> Result<Self, Refusal> {
        let mut reader = Reader::default();
        let rule =
            Self::read_at(value, "", config.currency, &config.names.applications, &mut reader);
        reader.finish()?;
        // Without a problem there is a rule.
        rule.ok_or_else(|| Refusal::of_problems(Vec::new()))
    }

    /// The rule, which means nothing if problems were noted, or none.
    pub(super) fn read_at(
        value: &Value,
        path: &str,
        currency: Currency,
        applications: &Places,
        reader: &mut Reader,
    ) -> Option<Self> {
        let mut fields = object(value, path, reader)?;
        let operation = choice(&mut fields, "operation", reader, &ScriptedOperation::NAMES);
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
            operation: operation.and_then(|index| ScriptedOperation::ALL.get(index).copied()),
            subscriber,
            amount,
            application,
            behaviour,
            times: times.map(i64::unsigned_abs),
        })
    }
}
