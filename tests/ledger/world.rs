//! A configuration, as the documents speak of it.

use serde_json::Value as Json;

use super::money::{cents, written};
use super::tax;

pub struct Subscriber {
    pub msisdn: String,
    pub operator: String,
    pub postpaid: bool,
    pub account_type: String,
    pub balance: i128,
    pub limit: i128,
    pub notify: Option<String>,
    pub active: bool,
}

pub struct Application {
    pub id: String,
    pub password: Option<String>,
    pub service_charge: String,
    pub aggregator: Option<String>,
    pub debit: bool,
    pub mobile_account: bool,
    pub balance_query: bool,
    pub refunds: bool,
    pub subscription: bool,
    pub tps: Option<usize>,
    pub tpd: Option<usize>,
    pub minimum: Option<i128>,
    pub maximum: Option<i128>,
    pub tax: Option<i64>,
    /// Where notifications go.
    pub url: Option<String>,
    pub asynchronous: bool,
    pub processing: i64,
}

pub struct Biller {
    pub id: String,
    pub minimum: i64,
    pub account_types: Vec<String>,
    pub application: Option<String>,
}

pub struct Consent {
    pub timeout: i64,
    pub attempts: i64,
    pub hold: bool,
    pub proceed: bool,
}

/// What a random or a written configuration says; every field that the model looks at is given.
pub struct World {
    pub currency: String,
    pub start: i64,
    pub operators: Vec<(String, Vec<String>, bool)>,
    pub subscribers: Vec<Subscriber>,
    pub applications: Vec<Application>,
    pub billers: Vec<Biller>,
    pub preset: String,
    pub joint: bool,
    pub consent: Consent,
    pub retry_declines: bool,
}

/// The day of the limits begins at midnight in Colombo.
const ZONE_MS: i64 = 330 * 60_000;

impl World {
    pub fn read(config: &Json) -> World {
        let list = |name: &str| config[name].as_array().cloned().unwrap_or_default();
        let operators: Vec<_> = list("operators").iter().map(operator).collect();
        World {
            currency: config["currency"].as_str().unwrap_or("LKR").to_owned(),
            start: config["startTime"].as_i64().unwrap(),
            subscribers: list("subscribers")
                .iter()
                .map(|one| subscriber(one, &operators))
                .collect(),
            operators,
            applications: list("applications").iter().map(application).collect(),
            billers: list("billers").iter().map(biller).collect(),
            preset: config["taxes"]["table"].as_str().unwrap().to_owned(),
            joint: config["taxes"]["mode"] == "joint",
            consent: consent(&config["consent"]),
            retry_declines: flag(&config["retryDeclines"], false),
        }
    }

    pub fn subscriber(&self, msisdn: &str) -> Option<&Subscriber> {
        self.subscribers.iter().find(|one| one.msisdn == msisdn)
    }

    pub fn application(&self, id: &str) -> Option<&Application> {
        self.applications.iter().find(|one| one.id == id)
    }

    pub fn operator_of(&self, msisdn: &str) -> Option<&str> {
        let named = |(id, prefixes, _): &(String, Vec<String>, bool)| {
            let length =
                |prefix: &String| msisdn.starts_with(prefix.as_str()).then_some(prefix.len());
            Some((prefixes.iter().filter_map(length).max()?, id.clone()))
        };
        let found = self.operators.iter().filter_map(named).max()?;
        self.operators.iter().find(|(id, ..)| *id == found.1).map(|(id, ..)| id.as_str())
    }

    pub fn taxes(
        &self,
        of: &Subscriber,
        kind: (i64, Option<&str>),
        base: i128,
    ) -> Option<Vec<(&'static str, i128)>> {
        tax::levied((&self.preset, self.joint, of.account_type == "LTE"), kind, base)
    }

    pub fn postpaid_accounts(&self) -> Vec<String> {
        let postpaid = self.subscribers.iter().filter(|one| one.postpaid);
        postpaid.map(|one| account_of(&one.msisdn)).collect()
    }
}

pub fn account_of(msisdn: &str) -> String {
    format!("subscriber:{msisdn}")
}

pub fn day(now: i64) -> i64 {
    (now + ZONE_MS).div_euclid(86_400_000)
}

fn flag(json: &Json, otherwise: bool) -> bool {
    json.as_bool().unwrap_or(otherwise)
}

fn amount(json: &Json) -> Option<i128> {
    written(json).map(|text| cents(&text).unwrap())
}

fn texts(json: &Json) -> Vec<String> {
    let items = json.as_array().cloned().unwrap_or_default();
    items.iter().map(|item| item.as_str().unwrap().to_owned()).collect()
}

fn text(json: &Json) -> Option<String> {
    json.as_str().map(str::to_owned)
}

fn operator(json: &Json) -> (String, Vec<String>, bool) {
    (text(&json["id"]).unwrap(), texts(&json["prefixes"]), flag(&json["balanceQuery"], true))
}

pub fn subscriber(json: &Json, operators: &[(String, Vec<String>, bool)]) -> Subscriber {
    let msisdn = text(&json["msisdn"]).unwrap();
    let owns = |(_, prefixes, _): &&(String, Vec<String>, bool)| {
        prefixes.iter().any(|prefix| msisdn.starts_with(prefix.as_str()))
    };
    let by_prefix = || operators.iter().find(owns).unwrap().0.clone();
    Subscriber {
        operator: text(&json["operator"]).unwrap_or_else(by_prefix),
        postpaid: json["kind"] == "postpaid",
        account_type: text(&json["accountType"]).unwrap_or_else(|| "GSM".to_owned()),
        balance: amount(&json["balance"]).unwrap_or(0),
        limit: amount(&json["creditLimit"]).unwrap_or(0),
        notify: text(&json["notifyNumber"]),
        active: json["status"].is_null() || json["status"] == "active",
        msisdn,
    }
}

fn application(json: &Json) -> Application {
    let count = |name: &str| json[name].as_u64().map(|count| usize::try_from(count).unwrap());
    Application {
        id: text(&json["id"]).unwrap(),
        password: text(&json["password"]),
        service_charge: written(&json["serviceCharge"]).unwrap(),
        aggregator: written(&json["aggregatorShare"]),
        debit: flag(&json["debit"], true),
        mobile_account: flag(&json["mobileAccount"], true),
        balance_query: flag(&json["balanceQuery"], true),
        refunds: flag(&json["refunds"], true),
        subscription: flag(&json["subscriptionRequired"], false),
        tps: count("maxTps"),
        tpd: count("maxTpd"),
        minimum: amount(&json["minAmount"]),
        maximum: amount(&json["maxAmount"]),
        tax: json["taxType"].as_i64(),
        url: text(&json["notificationUrl"]),
        asynchronous: flag(&json["asynchronous"], false),
        processing: json["processingMs"].as_i64().unwrap_or(1000),
    }
}

fn biller(json: &Json) -> Biller {
    Biller {
        id: text(&json["id"]).unwrap(),
        minimum: json["minimumAuthorization"].as_i64().unwrap(),
        account_types: texts(&json["accountTypes"]),
        application: text(&json["application"]),
    }
}

fn consent(json: &Json) -> Consent {
    Consent {
        timeout: json["timeoutMs"].as_i64().unwrap_or(60_000),
        attempts: json["attempts"].as_i64().unwrap_or(3),
        hold: flag(&json["hold"], true),
        proceed: json["foreignNotify"] == "proceed",
    }
}
