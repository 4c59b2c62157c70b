//! The codes that a script may decline with, whatever the API.

use serde::{Deserialize, Serialize};

use super::caas::CaasCode;
use super::debit::DebitCode;
use super::reason::Reason;
use super::wallet::WalletCode;

/// An API whose calls may be declined by a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Api {
    /// Payments, refunds and reservations.
    Wallet,
    /// Debits from any account.
    Debit,
    /// Charging as a service, with its subscriptions.
    Caas,
}

/// A code of an API that says no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RefusalCode {
    /// One of the operators' gateway.
    Wallet(WalletCode),
    /// One of debits.
    Debit(DebitCode),
    /// One of charging as a service.
    Caas(CaasCode),
}

impl Api {
    /// Every API.
    pub const ALL: [Self; 3] = [Self::Wallet, Self::Debit, Self::Caas];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wallet => "the wallet",
            Self::Debit => "debits",
            Self::Caas => "CaaS",
        }
    }

    /// The codes with which calls can be declined, each text once.
    pub fn refusals(self) -> impl Iterator<Item = RefusalCode> {
        let all: Vec<RefusalCode> = match self {
            Self::Wallet => WalletCode::ALL.iter().copied().map(RefusalCode::Wallet).collect(),
            Self::Debit => DebitCode::ALL.iter().copied().map(RefusalCode::Debit).collect(),
            Self::Caas => CaasCode::ALL.iter().copied().map(RefusalCode::Caas).collect(),
        };
        let is_first = move |code: &RefusalCode| self.named(code.text()) == Some(*code);
        all.into_iter().filter(RefusalCode::declines).filter(is_first)
    }

    /// The code that a text names.
    fn named(self, text: &str) -> Option<RefusalCode> {
        match self {
            Self::Wallet => WalletCode::named(text).map(RefusalCode::Wallet),
            Self::Debit => DebitCode::named(text).map(RefusalCode::Debit),
            Self::Caas => CaasCode::named(text).map(RefusalCode::Caas),
        }
    }

    /// The code of this API that says no and is called so.
    ///
    /// # Errors
    /// There is none; the one that may have been meant.
    pub fn refusal(self, text: &str) -> Result<RefusalCode, Option<RefusalCode>> {
        let named = self.named(text).filter(RefusalCode::declines);
        named.ok_or_else(|| self.alike(text).or_else(|| self.nearest(text)))
    }

    /// The code of this API that says what the same text says in another one.
    fn alike(self, text: &str) -> Option<RefusalCode> {
        let others = Self::ALL.iter().filter_map(|api| api.named(text));
        let reasons: Vec<Reason> = others.flat_map(RefusalCode::reasons).copied().collect();
        let says_one = |code: &RefusalCode| code.reasons().iter().any(|one| reasons.contains(one));
        self.refusals().find(says_one)
    }

    /// The code that is written most like a text, if it is like one at all.
    fn nearest(self, text: &str) -> Option<RefusalCode> {
        let near = self.refusals().map(|code| (edits(text, code.text()), code));
        let nearest = near.min_by_key(|(edits, _)| *edits)?;
        let (edits, code) = nearest;
        (edits <= code.text().len() / 2).then_some(code)
    }
}

impl RefusalCode {
    /// The API that has it.
    #[must_use]
    pub fn api(self) -> Api {
        match self {
            Self::Wallet(_) => Api::Wallet,
            Self::Debit(_) => Api::Debit,
            Self::Caas(_) => Api::Caas,
        }
    }

    /// The code as it goes over the wire.
    #[must_use]
    pub fn text(self) -> &'static str {
        match self {
            Self::Wallet(code) => code.text(),
            Self::Debit(code) => code.text(),
            Self::Caas(code) => code.text(),
        }
    }

    /// For which reasons the ledger gives it by itself.
    #[must_use]
    pub fn reasons(self) -> &'static [Reason] {
        match self {
            Self::Wallet(code) => code.reasons(),
            Self::Debit(code) => code.reasons(),
            Self::Caas(code) => code.reasons(),
        }
    }

    /// Why a call is declined with it by a script: as by the ledger itself, if that has one reason
    /// for it.
    #[must_use]
    pub fn reason(self) -> Reason {
        if let [reason] = self.reasons() { *reason } else { Reason::Scripted }
    }

    /// Whether it says no.
    fn declines(&self) -> bool {
        match self {
            Self::Wallet(_) => true,
            Self::Debit(code) => match code {
                DebitCode::Successful | DebitCode::Pending => false,
                DebitCode::Unauthorised
                | DebitCode::BalanceInsufficient
                | DebitCode::Failed
                | DebitCode::NoPendingConsent
                | DebitCode::WrongToken
                | DebitCode::InternalError => true,
            },
            Self::Caas(code) => ![CaasCode::S1000, CaasCode::S1001, CaasCode::P1003].contains(code),
        }
    }
}

/// How many letters must be changed, added or taken away to make one text of another; case does
/// not count.
fn edits(one: &str, other: &str) -> usize {
    let letters = |text: &str| text.to_ascii_uppercase().chars().collect::<Vec<_>>();
    let (one, other) = (letters(one), letters(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (index, letter) in one.iter().take(LETTERS_MAX).enumerate() {
        let mut next = vec![index + 1];
        for ((above, before), same) in row.iter().skip(1).zip(&row).zip(&other) {
            let left = next.last().copied().unwrap_or_default();
            next.push((before + usize::from(same != letter)).min(left + 1).min(above + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or_default() + one.len().saturating_sub(LETTERS_MAX)
}

/// Longer texts are like no code.
const LETTERS_MAX: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(api: Api, text: &str) -> Result<&'static str, Option<&'static str>> {
        let found = api.refusal(text);
        found.map(RefusalCode::text).map_err(|near| near.map(RefusalCode::text))
    }

    #[test]
    fn a_code_is_one_of_its_api_or_the_nearest_is_told() {
        for (api, text, found) in [
            (Api::Wallet, "POL1000", Ok("POL1000")),
            (Api::Wallet, "900800", Ok("900800")),
            (Api::Wallet, "POL100", Err(Some("POL1000"))),
            (Api::Wallet, "pol0253", Err(Some("POL0253"))),
            (Api::Wallet, "E1378", Err(Some("POL1000"))),
            (Api::Wallet, "402", Err(Some("POL1000"))),
            (Api::Caas, "POL1000", Err(Some("E1378"))),
            (Api::Caas, "S1000", Err(Some("E1100"))),
            (Api::Debit, "201", Err(Some("401"))),
            (Api::Debit, "POL1000", Err(Some("402"))),
            (Api::Debit, "403", Err(Some("401"))),
            (Api::Debit, "409", Ok("409")),
            (Api::Wallet, "no such code", Err(None)),
            (Api::Caas, &"E".repeat(10_000), Err(None)),
        ] {
            assert_eq!(meant(api, text), found, "{text} of {}", api.name());
        }
    }
}
