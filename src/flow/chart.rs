//! The chart of accounts: which account is whose.

use crate::ledger::{AccountId, Books, Guard, Side};
use crate::store::{Index, Salt};
use crate::world::tax::TaxComponent;
use crate::world::{Config, Payer, Subscriber};

/// Accounts by their owners' positions in the configuration.
pub(crate) struct Chart {
    pub(crate) cash: AccountId,
    /// By the number of the tax.
    taxes: Vec<AccountId>,
    operators: Vec<AccountId>,
    providers: Vec<AccountId>,
    aggregators: Vec<AccountId>,
    subscribers: Vec<AccountId>,
    /// What is told of each account, in the order in which they were opened.
    names: Vec<AccountName>,
    /// Their positions by their names.
    found: Index,
}

/// What is told of an account.
pub(crate) struct AccountName {
    pub(crate) id: AccountId,
    /// Such as `subscriber:94777123456`.
    pub(crate) text: String,
    pub(crate) kind: AccountKind,
    pub(crate) owner: Option<String>,
}

/// Whose an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AccountKind {
    Subscriber,
    Provider,
    Aggregator,
    Operator,
    Tax,
    Cash,
}

impl AccountKind {
    /// The name in lists of accounts, and before the owner in the names of accounts.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Subscriber => "subscriber",
            Self::Provider => "provider",
            Self::Aggregator => "aggregator",
            Self::Operator => "operator",
            Self::Tax => "tax",
            Self::Cash => "cash",
        }
    }
}

impl Chart {
    /// Opens the accounts of a configuration: in the same order whenever it is read.
    pub(crate) fn open(config: &Config, books: &mut Books, salt: &Salt) -> Self {
        let (mut names, mut found) = (Vec::new(), Index::new(salt.clone()));
        let mut open = |kind: AccountKind, owner: Option<&str>, normal, guard| {
            let id = books.open(normal, guard);
            let name = kind.name();
            let text = owner.map_or(name.to_owned(), |owner| [name, ":", owner].concat());
            found.insert(text.as_str(), names.len() as u32);
            names.push(AccountName { id, text, kind, owner: owner.map(str::to_owned) });
            id
        };
        let mut payable = |kind, owner: &str| open(kind, Some(owner), Side::Credit, Guard::None);
        let taxes =
            TaxComponent::ALL.iter().map(|tax| payable(AccountKind::Tax, tax.name())).collect();
        let mut operators = Vec::new();
        for operator in &config.operators {
            operators.push(payable(AccountKind::Operator, &operator.id));
        }
        let (mut providers, mut aggregators) = (Vec::new(), Vec::new());
        for application in &config.applications {
            providers.push(payable(AccountKind::Provider, &application.id));
            aggregators.push(payable(AccountKind::Aggregator, &application.id));
        }
        let mut subscribers = Vec::new();
        for subscriber in &config.subscribers {
            let (normal, guard) = rules(subscriber.payer);
            subscribers.push(open(
                AccountKind::Subscriber,
                Some(&subscriber.msisdn),
                normal,
                guard,
            ));
        }
        let cash = open(AccountKind::Cash, None, Side::Debit, Guard::None);
        Self { cash, taxes, operators, providers, aggregators, subscribers, names, found }
    }

    /// Opens the account of a subscriber who joins the others.
    pub(crate) fn join(&mut self, subscriber: &Subscriber, books: &mut Books) -> AccountId {
        let (normal, guard) = rules(subscriber.payer);
        let id = books.open(normal, guard);
        let (kind, owner) = (AccountKind::Subscriber, subscriber.msisdn.clone());
        let text = [kind.name(), ":", &owner].concat();
        self.found.insert(text.as_str(), self.names.len() as u32);
        self.names.push(AccountName { id, text, kind, owner: Some(owner) });
        self.subscribers.push(id);
        id
    }

    pub(crate) fn names(&self) -> &[AccountName] {
        &self.names
    }

    /// The position of the account with a name.
    pub(crate) fn position(&self, text: &str) -> Option<u32> {
        self.found.find(text, |position| {
            self.names.get(position as usize).is_some_and(|name| name.text == text)
        })
    }

    pub(crate) fn name(&self, id: AccountId) -> &str {
        self.names.get(id.position()).map_or("", |name| name.text.as_str())
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

    pub(crate) fn tax(&self, component: TaxComponent) -> Option<AccountId> {
        self.taxes.get(usize::from(component.number())).copied()
    }
}

/// The side on which a subscriber's account grows, and what it may never do.
pub(crate) fn rules(payer: Payer) -> (Side, Guard) {
    match payer {
        Payer::Prepaid => (Side::Credit, Guard::Prepaid),
        Payer::Postpaid { credit_limit } => (Side::Debit, Guard::Postpaid { limit: credit_limit }),
    }
}
