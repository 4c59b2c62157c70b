//! How a snapshot holds scripted rules, which are the world's own.

use crate::store::{Loader, Stored, stored};
use crate::world::{Behaviour, ScriptRule, ScriptedOperation};

stored!(ScriptedOperation: Payment, Refund, Reserve, Debit, CaasDebit);
stored!(ScriptRule { operation, subscriber, amount, application, behaviour, times });

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
