//! What `transactions()` says of a deal.

use serde_json::{Value as Json, json};

use super::model::{Deal, Model, Part};
use super::money::{cents, decimal};
use super::world::account_of;

const COMPONENTS: [&str; 10] = [
    "provider",
    "aggregator",
    "operator",
    "serviceCharge",
    "cess",
    "levy",
    "nbt",
    "vat",
    "insurance",
    "other",
];
const SHARES: [&str; 4] = ["provider", "aggregator", "operator", "serviceCharge"];

/// The filter that finds a deal.
pub fn filter(deal: &Deal, answered: Option<&str>) -> Json {
    if let Some(server) = deal.server.as_deref().or(answered) {
        return json!({ "serverReferenceCode": server });
    }
    match &deal.key {
        Some(key) => json!({ "clientCorrelator": key, "subscriber": deal.subscriber }),
        None => json!({ "kind": deal.kind, "subscriber": deal.subscriber }),
    }
}

/// The transaction among those that were found; of a new deal, the last.
pub fn pick<'a>(deal: &Deal, listed: &'a Json) -> Result<&'a Json, String> {
    let all = listed.as_array().ok_or("transactions() is no array")?;
    let found = match &deal.id {
        Some(id) => all.iter().find(|one| one["id"] == id.as_str()),
        None => all.iter().rfind(|one| one["kind"] == deal.kind && one["status"] == deal.status),
    };
    found.ok_or_else(|| format!("{} {} is not listed: {listed}", deal.kind, deal.status))
}

impl Model {
    /// Compares a transaction with its deal; a deal whose shares are open takes them over.
    pub fn compare(&mut self, at: usize, listed: &Json) -> Result<(), String> {
        if self.deals[at].kind == "reservationCharge" {
            // What it has posted stands with its reservation.
            return self.fields(&self.deals[at], listed);
        }
        let (posted, subscriber_posted) = legs(&listed["postings"], &self.deals[at])?;
        let (held, subscriber_held) = legs(&listed["held"], &self.deals[at])?;
        if self.deals[at].status == "Reserved" && listed["status"] == "Expired" {
            self.void(at, "Expired");
        }
        let deal = &self.deals[at];
        let adopted = adoptable(deal, &deal.posted, &posted, listed)?
            | adoptable(deal, &deal.held, &held, listed)?;
        if adopted {
            self.adopt(at, posted, held);
        }
        self.part_charges(at);
        let deal = &self.deals[at];
        let sum = |parts: &[Part]| -> i128 { parts.iter().map(|part| part.amount).sum() };
        let own = [(subscriber_posted, &deal.posted), (subscriber_held, &deal.held)];
        for (found, parts) in own {
            if found != sum(parts) {
                return Err(format!("the subscriber's leg is not {}: {listed}", sum(parts)));
            }
        }
        self.fields(deal, listed)
    }

    fn fields(&self, deal: &Deal, listed: &Json) -> Result<(), String> {
        let text = |text: &Option<String>| text.as_ref().map_or(Json::Null, |text| json!(text));
        let mut expected = vec![
            ("kind", json!(deal.kind)),
            ("pending", json!(deal.pending())),
            ("subscriber", json!(deal.subscriber)),
            ("clientCorrelator", text(&deal.key)),
            ("referenceCode", text(&deal.reference)),
            ("biller", text(&deal.biller)),
            ("currency", json!(self.world.currency)),
        ];
        if deal.kind == "debit" && deal.key.is_none() {
            // The ledger gives it one.
            expected.retain(|(name, _)| *name != "clientCorrelator");
        }
        if deal.kind == "reservation" {
            // Its key is that of whichever request was last.
            expected.retain(|(name, _)| *name != "clientCorrelator");
        } else {
            expected.push(("status", json!(deal.status)));
            expected.push(("amount", json!(decimal(deal.base))));
        }
        let is_total = !["reservation", "reservationCharge"].contains(&deal.kind);
        if is_total && !(deal.posted.is_empty() && deal.held.is_empty()) {
            expected.push(("total", json!(decimal(deal.total()))));
        }
        if ["payment", "reservationCharge"].contains(&deal.kind) {
            let remaining = deal.base - deal.refunded - deal.processing;
            expected.push(("refunded", json!(decimal(deal.refunded))));
            expected.push(("remaining", json!(decimal(remaining))));
        }
        let original = deal.original.and_then(|at| self.deals[at].id.clone());
        expected.push(("original", text(&original)));
        for (name, expected) in expected {
            if listed[name] != expected {
                return Err(format!("{name} should be {expected}: {listed}"));
            }
        }
        Ok(())
    }

    /// Gives the last charge of a reservation what that has posted since, whose shares are known.
    fn part_charges(&mut self, at: usize) {
        let after = self.deals[at].posted.clone();
        for charge in self.deals.iter_mut().filter(|charge| charge.original == Some(at)) {
            let Some(before) = charge.before.take() else { continue };
            charge.posted = after
                .iter()
                .map(|part| {
                    let same = before.iter().find(|one| one.component == part.component);
                    let had = same.map_or(0, |one| one.amount);
                    Part { amount: part.amount - had, ..part.clone() }
                })
                .collect();
            charge.returned = vec![0; charge.posted.len()];
        }
    }

    /// Takes over shares that the documents leave open.
    fn adopt(&mut self, at: usize, posted: Vec<Part>, held: Vec<Part>) {
        if let Some(original) = self.deals[at].original {
            let deal = &self.deals[at];
            let old = deal.posted.iter().chain(&deal.held).cloned().map(|part| (part, -1));
            let new = posted.iter().chain(&held).cloned().map(|part| (part, 1));
            let changes: Vec<_> = old.chain(new).collect();
            let payment = &mut self.deals[original];
            for (part, sign) in changes {
                let same = |one: &Part| one.component == part.component;
                let index = payment.posted.iter().position(same).unwrap();
                payment.returned[index] += sign * part.amount;
            }
        }
        self.change(at, posted, held);
    }
}

/// Whether parts were taken another way than expected, where that is left open.
fn adoptable(
    deal: &Deal,
    expected: &[Part],
    found: &[Part],
    listed: &Json,
) -> Result<bool, String> {
    let mut sorted: Vec<Part> = expected.iter().filter(|part| part.amount != 0).cloned().collect();
    sorted.sort_by(|a, b| (&a.account, a.component).cmp(&(&b.account, b.component)));
    if sorted == found {
        return Ok(false);
    }
    let wrong = || Err(format!("expected {sorted:?}: {listed}"));
    let sum = |parts: &[Part]| -> i128 { parts.iter().map(|part| part.amount).sum() };
    if !deal.loose || expected.is_empty() {
        return wrong();
    }
    let amount = |parts: &[Part], component: &str| -> i128 {
        sum(&parts.iter().filter(|part| part.component == component).cloned().collect::<Vec<_>>())
    };
    for component in COMPONENTS {
        let apart = (amount(expected, component) - amount(found, component)).abs();
        if apart > if SHARES.contains(&component) { 2 } else { 0 } {
            return wrong();
        }
    }
    let shared = |parts: &[Part]| -> i128 { SHARES.iter().map(|one| amount(parts, one)).sum() };
    let base = if deal.kind == "refund" { deal.base } else { shared(expected) };
    if shared(found) != base {
        return wrong();
    }
    Ok(true)
}

/// The parts of postings or holds, in order and without zeros, and the subscriber's own sum.
fn legs(listed: &Json, deal: &Deal) -> Result<(Vec<Part>, i128), String> {
    let (mine, theirs) =
        if deal.kind == "refund" { ("credit", "debit") } else { ("debit", "credit") };
    let own = account_of(&deal.subscriber);
    let mut parts: Vec<Part> = Vec::new();
    let mut sum = 0;
    for leg in listed.as_array().ok_or_else(|| format!("no postings: {listed}"))? {
        let account = leg["account"].as_str().unwrap_or_default();
        let amount = leg["amount"].as_str().and_then(cents).filter(|amount| *amount >= 0);
        let amount = amount.ok_or_else(|| format!("no amount: {leg}"))?;
        if leg["side"] != if account == own { mine } else { theirs } {
            return Err(format!("the wrong side: {leg}"));
        }
        if account == own {
            sum += amount;
            continue;
        }
        let component = COMPONENTS.into_iter().find(|name| leg["component"] == *name);
        let component = component.ok_or_else(|| format!("an unknown component: {leg}"))?;
        let same = |part: &&mut Part| part.account == account && part.component == component;
        match parts.iter_mut().find(same) {
            Some(part) => part.amount += amount,
            None => parts.push(Part { account: account.to_owned(), component, amount }),
        }
    }
    parts.retain(|part| part.amount != 0);
    parts.sort_by(|a, b| (&a.account, a.component).cmp(&(&b.account, b.component)));
    Ok((parts, sum))
}
