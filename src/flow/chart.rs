//! The chart of accounts: which account is whose.

use crate::ledger::{AccountId, Books, Component, Guard, Side};
use crate::world::{Config, Payer};

/// Accounts by their owners' positions in the configuration.
pub(crate) struct Chart {
    pub(crate) cash: AccountId,
    taxes: Vec<AccountId>,
    operators: Vec<AccountId>,
    providers: Vec<AccountId>,
    aggregators: Vec<AccountId>,
    subscribers: Vec<AccountId>,
    /// What is told of each account, in the order in which they were opened.
    names: Vec<Name>,
}

/// What is told of an account.
pub(crate) struct Name {
    pub(crate) id: AccountId,
    /// Such as `subscriber:94777123456`.
    pub(crate) text: String,
    pub(crate) kind: &'static str,
    pub(crate) owner: Option<String>,
}

/// The taxes that have an account, with its name.
pub(crate) const TAXES: [(Component, &str); 6] = [
    (Component::Cess, "cess"),
    (Component::Levy, "levy"),
    (Component::Nbt, "nbt"),
    (Component::Vat, "vat"),
    (Component::Insurance, "insurance"),
    (Component::Other, "other"),
];

impl Chart {
    /// Opens the accounts of a configuration: in the same order whenever it is read.
    pub(crate) fn open(config: &Config, books: &mut Books) -> Self {
        let mut names = Vec::new();
        let mut open = |kind: &'static str, owner: Option<&str>, normal, guard| {
            let id = books.open(normal, guard);
            let text = owner.map_or(kind.to_owned(), |owner| [kind, ":", owner].concat());
            names.push(Name { id, text, kind, owner: owner.map(str::to_owned) });
            id
        };
        let mut payable = |kind, owner: &str| open(kind, Some(owner), Side::Credit, Guard::None);
        let taxes = TAXES.iter().map(|(_, name)| payable("tax", name)).collect();
        let mut operators = Vec::new();
        for operator in &config.operators {
            operators.push(payable("operator", &operator.id));
        }
        let (mut providers, mut aggregators) = (Vec::new(), Vec::new());
        for application in &config.applications {
            providers.push(payable("provider", &application.id));
            aggregators.push(payable("aggregator", &application.id));
        }
        let mut subscribers = Vec::new();
        for subscriber in &config.subscribers {
            let (normal, guard) = match subscriber.payer {
                Payer::Prepaid => (Side::Credit, Guard::Prepaid),
                Payer::Postpaid { credit_limit } => {
                    (Side::Debit, Guard::Postpaid { limit: credit_limit })
                }
            };
            subscribers.push(open("subscriber", Some(&subscriber.msisdn), normal, guard));
        }
        let cash = open("cash", None, Side::Debit, Guard::None);
        Self { cash, taxes, operators, providers, aggregators, subscribers, names }
    }

    pub(crate) fn names(&self) -> &[Name] {
        &self.names
    }

    pub(crate) fn name(&self, id: AccountId) -> &str {
        let found = self.names.iter().find(|name| name.id == id);
        found.map_or("", |name| name.text.as_str())
    }

    pub(crate) fn subscriber(&self, position: u32) -> Option<AccountId> {
        self.subscribers.get(position as usize).copied()
    }

    pub(crate) fn operator(&self, position: usize) -> Option<AccountId> {
        self.operators.get(position).copied()
    }

    pub(crate) fn provider(&self, application: u16) -> Option<AccountId> {
        self.providers.get(usize::from(application)).copied()
    }

    pub(crate) fn aggregator(&self, application: u16) -> Option<AccountId> {
        self.aggregators.get(usize::from(application)).copied()
    }

    pub(crate) fn tax(&self, component: Component) -> Option<AccountId> {
        let position = TAXES.iter().position(|(tax, _)| *tax == component)?;
        self.taxes.get(position).copied()
    }
}
