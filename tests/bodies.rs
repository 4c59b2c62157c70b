//! Bodies in Rust: the table of the validators, and what is read out of a good body.
#![cfg(not(target_family = "wasm"))]
#![allow(clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, reason = "tests")]

#[path = "support/json.rs"]
mod json;

use ready_reckoner::document::{
    BalanceQuery, CaasDebit, Debit, Operation, Payment, Reader, Refund, Reservation, Subscription,
    SubscriptionStatus, Value, judge, missing_parameters, schemas,
};
use ready_reckoner::money::Decimal;
use serde_json::{Value as Json, json};

use json::{json_of, text_of, value};

fn places(reader: &Reader) -> Vec<(String, String)> {
    let place = |(code, path): (&str, &str)| (code.to_owned(), path.to_owned());
    let problems = reader.problems().iter();
    problems.map(|problem| place((problem.code.text(), &problem.path))).collect()
}

fn rows() -> impl Iterator<Item = Json> {
    include_str!("data/bodies.jsonl").lines().map(|line| serde_json::from_str(line).unwrap())
}

/// Reads a body, or tells the problems.
fn read<'t, T>(
    body: &'t Value,
    of_value: impl Fn(&'t Value, bool, &mut Reader) -> Option<T>,
) -> Result<T, Vec<(String, String)>> {
    let mut reader = Reader::default();
    let read = of_value(body, true, &mut reader);
    assert_eq!(read.is_some(), reader.is_content());
    read.ok_or_else(|| places(&reader))
}

#[test]
fn every_row_of_the_table_is_judged_as_it_says() {
    for row in rows() {
        let (kind, body) = (row["validator"].as_str().unwrap(), value(&row["body"]));
        let strict = row["strict"] == true;
        let mut reader = Reader::default();
        judge(kind, &body, strict, &mut reader);
        let mut found = places(&reader);
        let mut expected: Vec<(String, String)> =
            serde_json::from_value(row["problems"].clone()).unwrap();
        // The fields of these trees are in the order of their names.
        found.sort();
        expected.sort();
        assert_eq!(found, expected, "{row}");
        let mut reader = Reader::default();
        let is_some = match kind {
            "payment" => Payment::of_value(&body, strict, &mut reader).is_some(),
            "refund" => Refund::of_value(&body, strict, &mut reader).is_some(),
            "debit" => Debit::of_value(&body, strict, &mut reader).is_some(),
            "caasDebit" => CaasDebit::of_value(&body, strict, &mut reader).is_some(),
            "balanceQuery" => BalanceQuery::of_value(&body, strict, &mut reader).is_some(),
            "subscription" => Subscription::of_value(&body, strict, &mut reader).is_some(),
            other => panic!("there is no {other}"),
        };
        assert_eq!(is_some, expected.is_empty(), "{row}");
        assert_eq!(reader.count(), expected.len());
    }
}

#[test]
fn a_text_says_the_same_as_a_tree() {
    let (mut read, mut refused) = (0, 0);
    for row in rows().filter(|row| row["validator"] == "payment" && row["strict"] != true) {
        let Some(text) = text_of(&Payment::declaration(), &row["body"]) else { continue };
        let body = value(&row["body"]);
        let of_value = Payment::of_value(&body, false, &mut Reader::default());
        assert_eq!(Payment::of_text(&text, false), of_value, "{row}");
        if of_value.is_some() { read += 1 } else { refused += 1 }
    }
    assert!(read > 20 && refused > 60, "{read} bodies, {refused} refused");
    // A text that ends too early has nothing in its last fields; one that goes on had a separator
    // in one of them.
    let body = wallet("makePayment", &json!({ "referenceCode": "REF\u{1F}-1" }));
    for text in [String::new(), text_of(&Payment::declaration(), &body).unwrap()] {
        assert_eq!(Payment::of_text(&text, false), None);
    }
}

fn wallet(wrapper: &str, others: &Json) -> Json {
    let mut fields = json!({
        "clientCorrelator": " 54321 ",
        "endUserId": " tel:+94777123456",
        "paymentAmount": {
            "chargingInformation": {
                "amount": "2.5", "currency": "LKR", "description": " A game "
            },
            "chargingMetaData": { "onBehalfOf": "Games", "channel": "Web" }
        },
        "referenceCode": "REF-1",
        "notifyURL": "http://localhost/"
    });
    for (name, field) in others.as_object().unwrap() {
        fields[name] = field.clone();
    }
    json!({ wrapper: fields })
}

const PAID: Payment<'static> = Payment {
    client_correlator: Some("54321"),
    end_user_id: "tel:+94777123456",
    msisdn: "94777123456",
    amount_text: "2.5",
    amount: 250,
    currency: "LKR",
    description: "A game",
    on_behalf_of: Some("Games"),
    purchase_category_code: None,
    channel: Some("Web"),
    reference_code: "REF-1",
    notify_url: Some("http://localhost/"),
};

#[test]
fn payments_and_refunds_are_read_field_by_field() {
    let body = value(&wallet("makePayment", &json!({})));
    assert_eq!(read(&body, Payment::of_value), Ok(PAID));
    let originals =
        json!({ "originalReferenceCode": "REF-0", "originalServerReferenceCode": " SERVER-0 " });
    let body = value(&wallet("refundTransaction", &originals));
    let refund = read(&body, Refund::of_value).unwrap();
    assert_eq!(refund.payment, PAID);
    assert_eq!(refund.original_reference_code, "REF-0");
    assert_eq!(refund.original_server_reference_code, "SERVER-0");
    let amounts =
        [("2", 200), ("0.01", 1), ("00.10", 10), ("99999999999999.99", 9_999_999_999_999_999)];
    for (text, hundredths) in amounts {
        let mut body = wallet("makePayment", &json!({}));
        body["makePayment"]["paymentAmount"]["chargingInformation"]["amount"] = json!(text);
        let body = value(&body);
        let payment = read(&body, Payment::of_value).unwrap();
        assert_eq!((payment.amount_text, payment.amount), (text, hundredths));
    }
}

#[test]
fn a_reservation_says_what_each_step_needs() {
    const WRAPPER: &str = "amountReservationTransaction";
    let step = |others: Json, operation| {
        let body = value(&wallet(WRAPPER, &others));
        read(&body, |body, strict, reader| {
            Reservation::of_value(body, operation, strict, reader)
                .map(|step| (step.payment.amount, step.reference_sequence))
        })
    };
    let at = |code: &str, field: &str| Err(vec![(code.to_owned(), format!("/{WRAPPER}/{field}"))]);
    let none = Json::Null;
    let first = json!({ "referenceSequence": 1 });
    assert_eq!(step(first.clone(), Operation::Reserved), Ok((250, 1)));
    assert_eq!(step(first, Operation::Charged), at("missing-field", "serverReferenceCode"));
    let later = json!({ "referenceSequence": "02", "serverReferenceCode": "S" });
    for operation in [Operation::Reserved, Operation::Charged, Operation::Released] {
        assert_eq!(step(later.clone(), operation), Ok((250, 2)));
        let mut named = later.clone();
        named["transactionOperationStatus"] = json!(operation.name().to_lowercase());
        assert_eq!(step(named.clone(), operation), Ok((250, 2)));
        named["transactionOperationStatus"] = json!("Refunded");
        assert_eq!(step(named, operation), at("wrong-type", "transactionOperationStatus"));
        let mut unpaid = later.clone();
        unpaid["paymentAmount"] = none.clone();
        let expected = match operation {
            Operation::Released => Ok((0, 2)),
            _ => at("wrapper-missing", "paymentAmount"),
        };
        assert_eq!(step(unpaid, operation), expected);
    }
    for sequence in [json!(0), json!("x"), json!(1.5)] {
        let found = step(json!({ "referenceSequence": sequence }), Operation::Reserved);
        assert_eq!(found, at("integer-range", "referenceSequence"));
    }
    let found = step(json!({ "referenceSequence": none }), Operation::Reserved);
    assert_eq!(found, at("missing-field", "referenceSequence"));
    let body = value(&json!({}));
    let mut reader = Reader::default();
    assert!(Reservation::of_value(&body, Operation::Charged, false, &mut reader).is_none());
    assert_eq!(places(&reader), [("wrapper-missing".to_owned(), format!("/{WRAPPER}"))]);
}

#[test]
fn debits_are_read_field_by_field() {
    let body = value(&json!({
        "BILLERID": "B", "AUTHFLAG": "3", "AMOUNT": 100, "RC": -15, "TAXTYPE": 5, "TAX": "2.50",
        "TRID": "T"
    }));
    let expected = Debit {
        biller_id: "B",
        authorization: 3,
        amount: 100,
        reason_code: -15,
        tax_type: Some(5),
        tax: Some(Decimal::new(250, 2)),
        trid: Some("T"),
    };
    assert_eq!(read(&body, Debit::of_value), Ok(expected));
    let body = value(&json!({ "BILLERID": "B", "AUTHFLAG": 1, "AMOUNT": "7", "RC": "015" }));
    let others = Debit { authorization: 1, amount: 7, reason_code: 15, ..expected };
    let expected = Debit { tax_type: None, tax: None, trid: None, ..others };
    assert_eq!(read(&body, Debit::of_value), Ok(expected));
}

#[test]
fn charging_as_a_service_is_read_field_by_field() {
    let mut body = json!({
        "applicationId": " APP ", "password": " secret ", "subscriberId": "+94777123456",
        "externalTrxId": "1", "amount": 5.5, "currency": "LKR", "accountId": "A",
        "paymentInstrumentName": "Mobile Account"
    });
    let tree = value(&body);
    let debit = read(&tree, CaasDebit::of_value).unwrap();
    assert_eq!((debit.caller.application_id, debit.caller.password), ("APP", " secret "));
    let subscriber = debit.caller.subscriber_id;
    assert_eq!((subscriber.written, subscriber.digits), ("+94777123456", "94777123456"));
    assert_eq!(debit.external_trx_id, "1");
    assert_eq!((debit.amount.written, debit.amount.hundredths), ("5.5", 550));
    assert_eq!((debit.currency, debit.account_id), (Some("LKR"), Some("A")));
    assert_eq!(debit.payment_instrument_name, Some("Mobile Account"));
    for name in ["externalTrxId", "amount", "paymentInstrumentName"] {
        body.as_object_mut().unwrap().remove(name);
    }
    let tree = value(&body);
    let query = read(&tree, BalanceQuery::of_value).unwrap();
    assert_eq!(
        (query.caller, query.account_id, query.currency),
        (debit.caller, Some("A"), Some("LKR"))
    );
    for name in ["accountId", "currency"] {
        body.as_object_mut().unwrap().remove(name);
    }
    let tree = value(&body);
    assert_eq!(read(&tree, SubscriptionStatus::of_value).unwrap().caller, debit.caller);
    let actions = [(json!("1"), true), (json!(1), true), (json!(0), false)];
    let trees = actions.map(|(action, opts_in)| {
        body["action"] = action;
        (value(&body), opts_in)
    });
    for (tree, opts_in) in &trees {
        let subscription = read(tree, Subscription::of_value).unwrap();
        assert_eq!((subscription.caller, subscription.opts_in), (debit.caller, *opts_in));
    }
}

#[test]
fn missing_parameters_are_in_the_order_of_the_gateway() {
    let amount = json!({ "chargingInformation": {}, "chargingMetaData": {} });
    for (kind, wrapper, expected) in [
        ("payment", "makePayment", "endUserId,referenceCode,description,currency,amount"),
        (
            "refund",
            "refundTransaction",
            "endUserId,originalReferenceCode,referenceCode,description,currency,amount,\
             originalServerReferenceCode",
        ),
    ] {
        let body = value(&json!({ wrapper: { "paymentAmount": amount } }));
        let mut reader = Reader::default();
        judge(kind, &body, false, &mut reader);
        assert_eq!(missing_parameters(reader.problems()).as_deref(), Some(expected));
    }
    let body = value(&json!({}));
    let mut reader = Reader::default();
    judge("payment", &body, false, &mut reader);
    assert_eq!(missing_parameters(reader.problems()), None);
}

/// Whether a body has the types, the needed fields and the lengths of a schema.
fn fits(schema: &Json, body: &Json) -> bool {
    let types: Vec<_> = match &schema["type"] {
        Json::Array(types) => types.iter().map(|name| name.as_str().unwrap()).collect(),
        name => vec![name.as_str().unwrap()],
    };
    match body {
        Json::Object(fields) => {
            let required = schema["required"].as_array();
            types.contains(&"object")
                && required
                    .into_iter()
                    .flatten()
                    .all(|name| fields.contains_key(name.as_str().unwrap()))
                && fields.iter().filter(|(_, field)| !field.is_null()).all(|(name, field)| {
                    schema["properties"].get(name).is_none_or(|schema| fits(schema, field))
                })
        }
        Json::String(text) => {
            let most = schema["maxLength"].as_u64().unwrap_or(u64::MAX);
            types.contains(&"string") && text.trim().encode_utf16().count() as u64 <= most
        }
        Json::Number(number) => {
            types.contains(&"number") || types.contains(&"integer") && number.is_i64()
        }
        _ => false,
    }
}

#[test]
fn good_bodies_fit_their_schemas() {
    let schemas = json_of(&schemas());
    let name = |kind: &str| match kind {
        "balanceQuery" => "BalanceQuery",
        "caasDebit" => "CaasDebit",
        "debit" => "Debit",
        "payment" => "Payment",
        "refund" => "Refund",
        "subscription" => "Subscription",
        other => panic!("there is no {other}"),
    };
    let (mut good, mut misfits) = (0, 0);
    for row in rows().filter(|row| row["strict"] != true) {
        let schema = &schemas[name(row["validator"].as_str().unwrap())];
        if row["problems"] == json!([]) {
            assert!(fits(schema, &row["body"]), "{row}");
            good += 1;
        } else if !fits(schema, &row["body"]) {
            misfits += 1;
        }
    }
    assert!(good > 40 && misfits > 40, "{good} good ones, {misfits} misfits");
    let payment = &schemas["Payment"]["properties"]["makePayment"];
    assert_eq!(
        payment["required"],
        json!(["endUserId", "paymentAmount", "referenceCode"]),
        "{payment}"
    );
    let information = &payment["properties"]["paymentAmount"]["properties"]["chargingInformation"];
    assert_eq!(
        information["properties"]["description"],
        json!({
            "type": ["string"],
            "description": "What stands on the bill.",
            "pattern": "\\S",
            "maxLength": 190
        })
    );
    let line = &schemas["ChargeCalculation"]["properties"]["txnDetails"]["items"]["properties"];
    let line = &line["priceMethods"]["items"];
    assert_eq!(line["properties"]["chargeSharing"]["enum"], json!(["Y", "N", "", null]));
    assert_eq!(line["required"], Json::Null);
}

#[test]
fn a_number_that_was_dialled_within_the_country_is_told_in_its_international_form() {
    let told = |name: &str, body: Json| {
        let value = value(&body);
        let mut reader = Reader::default();
        judge(name, &value, false, &mut reader);
        let problem = reader.problems().first().unwrap();
        (problem.help.clone().unwrap_or_default(), problem.corrections.clone())
    };
    let payment = |user: &str| {
        let information = json!({ "amount": "2", "currency": "LKR", "description": "A game" });
        json!({ "makePayment": {
            "endUserId": user,
            "paymentAmount": { "chargingInformation": information },
            "referenceCode": "R",
        } })
    };
    let query = |user: &str| json!({ "applicationId": "A", "password": "p", "subscriberId": user });
    for (name, body, meant) in [
        ("payment", payment("0777123456"), "tel:+94777123456"),
        ("payment", payment("tel:0777123456"), "tel:+94777123456"),
        ("payment", payment("94777123456"), "tel:+94777123456"),
        ("balanceQuery", query("0777123456"), "94777123456"),
        ("balanceQuery", query("+0777123456"), "94777123456"),
    ] {
        let (help, corrections) = told(name, body);
        assert!(help.contains(&format!("`{meant}`")), "{help}");
        assert_eq!(corrections, [meant]);
    }
    assert_eq!(told("payment", payment("acr:abc")), (String::new(), Vec::new()));
}
