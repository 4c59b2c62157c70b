//! Payments, and what they share with refunds and reservations.

use serde_json::Value as Json;

use super::forecast::{Dialect, Forecast, Request, Stage, through};
use super::model::{Deal, Model};
use super::money::{cents, written};
use super::world::{Application, Subscriber};

/// A body of the wallet, read.
pub struct Charge {
    pub key: Option<String>,
    pub msisdn: String,
    pub base: i128,
    pub currency: String,
    pub reference: String,
    pub meta: [Option<String>; 3],
    pub notified: bool,
}

const MANDATORY: [&str; 5] = ["endUserId", "referenceCode", "description", "currency", "amount"];

pub fn given(json: &Json) -> Option<String> {
    written(json).filter(|text| !text.is_empty())
}

/// The digits of an `endUserId`.
pub fn digits(end_user: &str) -> Option<String> {
    let rest = match end_user.strip_prefix("tel:") {
        Some(rest) => rest.strip_prefix('+').unwrap_or(rest),
        None => end_user.strip_prefix('+')?,
    };
    let well = (8..=15).contains(&rest.len()) && rest.bytes().all(|byte| byte.is_ascii_digit());
    well.then(|| rest.to_owned())
}

impl Charge {
    /// The body, or the codes of what is wrong with it.
    pub fn read(wrapper: &Json, also: &[&str]) -> Result<Charge, Vec<&'static str>> {
        let information = &wrapper["paymentAmount"]["chargingInformation"];
        if !wrapper.is_object() || !information.is_object() {
            return Err(vec!["POL0299"]);
        }
        let field = |name: &str| {
            let inside = ["description", "currency", "amount"].contains(&name);
            given(if inside { &information[name] } else { &wrapper[name] })
        };
        let mut codes = Vec::new();
        if MANDATORY.iter().chain(also).any(|name| field(name).is_none()) {
            codes.push("SVC0002");
        }
        let msisdn = field("endUserId").and_then(|text| digits(&text));
        if msisdn.is_none() && field("endUserId").is_some() {
            codes.push("SVC0004");
        }
        let base = field("amount").and_then(|text| cents(&text)).filter(|base| *base >= 0);
        match base {
            None => codes.push("SVC0002"),
            Some(0) => codes.push("SVC0007"),
            Some(_) => {}
        }
        if !codes.is_empty() {
            return Err(codes);
        }
        let meta = &wrapper["paymentAmount"]["chargingMetaData"];
        Ok(Charge {
            key: given(&wrapper["clientCorrelator"]),
            msisdn: msisdn.unwrap(),
            base: base.unwrap(),
            currency: field("currency").unwrap(),
            reference: field("referenceCode").unwrap(),
            meta: ["onBehalfOf", "purchaseCategoryCode", "channel"].map(|name| given(&meta[name])),
            notified: given(&wrapper["notifyURL"]).is_some(),
        })
    }
}

impl Model {
    /// The application that the options name, or the first; `None` for one that is not known.
    pub fn chosen(&self, options: Option<&Json>) -> Option<&Application> {
        match options.and_then(|options| options["application"].as_str()) {
            Some(id) => self.world.application(id),
            None => self.world.applications.first(),
        }
    }

    pub fn wallet_request(
        &self,
        operation: &'static str,
        application: &Application,
        charge: &Charge,
        also: &[&str],
    ) -> Request {
        let base = charge.base.to_string();
        let mut print = vec![charge.msisdn.as_str(), &base, &charge.currency, &charge.reference];
        print.extend(also);
        Request {
            operation,
            dialect: Dialect::Wallet,
            scope: application.id.clone(),
            application: application.id.clone(),
            key: charge.key.clone(),
            print: print.join("|"),
            subscriber: charge.msisdn.clone(),
        }
    }

    /// Whether a reference code is taken, for a kind of an application.
    pub fn taken(&self, kind: &str, application: &str, reference: &str) -> bool {
        let over = ["Expired", "Released", "Refused", "Denied"];
        self.deals.iter().any(|deal| {
            deal.kind == kind
                && deal.application == application
                && deal.reference.as_deref() == Some(reference)
                && !(over.contains(&deal.status) && deal.posted.is_empty())
        })
    }

    pub fn payment(&self, arguments: &[Json]) -> Forecast {
        let Some(application) = self.chosen(arguments.get(1)) else { return Forecast::misuse() };
        let charge = match Charge::read(&arguments[0]["makePayment"], &[]) {
            Ok(charge) => charge,
            Err(codes) => return Forecast::refused(Dialect::Wallet, &codes),
        };
        let request = self.wallet_request("payment", application, &charge, &[]);
        if let Some(known) = self.known(&request) {
            return known;
        }
        let Some(service) = self.service_charge(&charge.meta, charge.base, application) else {
            return Forecast::open();
        };
        let mut deal = Deal::new("payment", &application.id, &charge.msisdn, charge.base);
        deal.key.clone_from(&charge.key);
        deal.reference = Some(charge.reference.clone());
        let subscriber = self.world.subscriber(&charge.msisdn);
        let mut stages = vec![Stage::default()];
        let taken = self.taken("payment", &application.id, &charge.reference);
        stages[0].fails(taken, "SVC0002");
        if taken {
            stages[0].says.push("Already charged for this reference code".to_owned());
        }
        stages.push(self.provisioned(application, subscriber, &charge));
        stages.push(self.limits(application, charge.base, Dialect::Wallet));
        let Some(subscriber) = subscriber else {
            return self.finish(request, stages, charge.base, |_| Vec::new());
        };
        let high = service.is_some_and(|service| service > charge.base);
        let tax = application.tax.map(|kind| (kind, None));
        let fitting = service.filter(|_| !high);
        let Some(parts) = self.parts(application, subscriber, charge.base, (tax, fitting)) else {
            return Forecast::open();
        };
        let total: i128 = parts.iter().map(|part| part.amount).sum();
        let mut funds = Stage::default();
        funds.fails(high, "SVC0270");
        funds.fails(total > self.available(subscriber), "POL1000");
        if high {
            stages[2].may.push("SVC0270");
        }
        stages.push(funds);
        let later = (application.asynchronous && charge.notified).then_some(application.processing);
        self.finish(request, stages, charge.base, |request| {
            self.ending(request, &deal, &parts, ("Charged", later))
        })
    }

    /// Declines by the stages, or the ending, with what a script may change.
    pub fn finish(
        &self,
        request: Request,
        stages: Vec<Stage>,
        base: i128,
        ending: impl Fn(&Request) -> Vec<super::forecast::Way>,
    ) -> Forecast {
        let fails = stages.iter().any(|stage| !stage.must.is_empty());
        let doubtful = stages.iter().any(|stage| !stage.may.is_empty());
        let mut last = if fails { Vec::new() } else { ending(&request) };
        if !fails && last.is_empty() {
            return Forecast::open();
        }
        if fails || doubtful {
            let Some(scripted) = self.scripted_instead(&request, base) else {
                return Forecast::open();
            };
            if fails {
                last = scripted.clone();
            }
            let mut ways = through(request.dialect, stages, last);
            ways.extend(scripted.into_iter().filter(|_| fails));
            return Forecast { request: Some(request), ways };
        }
        let ways = through(request.dialect, stages, last);
        Forecast { request: Some(request), ways }
    }

    /// The switches, and the state of the subscriber.
    pub fn provisioned(
        &self,
        application: &Application,
        subscriber: Option<&Subscriber>,
        charge: &Charge,
    ) -> Stage {
        let mut stage = Stage::default();
        stage.fails(subscriber.is_none(), "SVC0004");
        stage.fails(!application.debit || !application.mobile_account, "POL0008");
        stage.fails(subscriber.is_some_and(|one| !one.active), "SVC0270");
        let pair = (application.id.clone(), charge.msisdn.clone());
        let subscribed = self.subscribed.contains(&pair);
        stage.fails(application.subscription && !subscribed, "POL1009");
        stage.fails(charge.currency != self.world.currency, "POL0256");
        stage
    }

    /// Amounts and rates.
    pub fn limits(&self, application: &Application, base: i128, dialect: Dialect) -> Stage {
        let [tps, tpd, high, low] = match dialect {
            Dialect::Wallet => ["900800", "POL1001", "POL0254", "SVC0007"],
            Dialect::Debit => ["409"; 4],
            Dialect::Caas => ["E1318", "E1319", "E1329", "E1330"],
        };
        let mut stage = Stage::default();
        let counts = [
            (application.tps, self.this_second(&application.id), tps),
            (application.tpd, self.this_day(&application.id), tpd),
        ];
        for (limit, (sure, most), code) in counts {
            let Some(limit) = limit else { continue };
            stage.fails(sure >= limit, code);
            if sure < limit && most >= limit {
                stage.may.push(code);
            }
        }
        stage.fails(application.maximum.is_some_and(|maximum| base > maximum), high);
        stage.fails(application.minimum.is_some_and(|minimum| base < minimum), low);
        stage
    }
}
