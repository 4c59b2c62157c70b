//! A key that was used before.

use super::forecast::{ANY, Dialect, Effect, Forecast, Request, Way};
use super::model::{Deal, Key, Model};

impl Model {
    /// What a key that was used before answers; `None` where the request is to be judged anew.
    pub fn known(&self, request: &Request) -> Option<Forecast> {
        let key = request.key.as_ref()?;
        let known = self.keys.get(&(request.scope.clone(), key.clone()))?;
        let over = ["Rejected", "Cancelled", "Expired", "Refused", "Denied"];
        let declined = known.deal.is_none_or(|at| {
            let deal = &self.deals[at];
            deal.kind != "reservation" && over.contains(&deal.status)
        });
        let same = known.operation == request.operation && known.print == request.print;
        if known.vague {
            return Some(Forecast::open());
        }
        if declined && same && self.world.retry_declines {
            return None;
        }
        let dialect = request.dialect;
        let way = if known.operation != request.operation {
            dialect.way("SVC0002", Effect::Nothing).says("Clientcorrelator is already used")
        } else if same && known.losses > 0 {
            dialect.way(dialect.outage(), Effect::LostReplay)
        } else if same {
            self.again(dialect, known)
        } else {
            match dialect {
                Dialect::Wallet => dialect.way("SVC0002", Effect::Nothing).says(
                    "Charging operation failed, ClientCorrelator exist and charging data not \
                     matched",
                ),
                Dialect::Debit => dialect.way("409", Effect::Nothing),
                Dialect::Caas => dialect.way("E1312", Effect::Nothing),
            }
        };
        Some(Forecast { request: Some(request.clone()), ways: vec![way] })
    }

    /// The stored answer.
    fn again(&self, dialect: Dialect, known: &Key) -> Way {
        let deal = known.deal.map(|at| &self.deals[at]);
        let exact = match deal {
            Some(deal) => !known.open || deal.pending(),
            None => true,
        };
        if let Some(text) = known.text.as_ref().filter(|_| exact) {
            let mut way = Way::new(0, ANY, Effect::Replay);
            way.text = Some(text.replace("\"replayed\":false", "\"replayed\":true"));
            return way;
        }
        let (status, outcome) = deal.map_or((0, ANY.to_owned()), |deal| current(dialect, deal));
        Way::new(status, &outcome, Effect::Replay)
    }
}

/// The answer to a deal as it stands.
pub fn current(dialect: Dialect, deal: &Deal) -> (i64, String) {
    match (dialect, deal.status) {
        // The documents leave open whether a stored `Processing` is answered or the new status.
        (Dialect::Wallet, "Refused" | "Denied") => (0, ANY.to_owned()),
        (Dialect::Wallet, _) if deal.due.is_none() && !deal.pending() => (200, ANY.to_owned()),
        (Dialect::Wallet, status) => (200, status.to_owned()),
        (Dialect::Caas, "Processing") => (200, "P1003".to_owned()),
        (Dialect::Caas, "Refused" | "Denied") => (0, ANY.to_owned()),
        (Dialect::Caas, _) => (200, "S1000".to_owned()),
        (Dialect::Debit, "ConsentPending") => (202, "202".to_owned()),
        (Dialect::Debit, "Debited") => (201, "201".to_owned()),
        (Dialect::Debit, _) if deal.unfunded => (402, "402".to_owned()),
        (Dialect::Debit, _) => (409, "409".to_owned()),
    }
}
