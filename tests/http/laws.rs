use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use ready_reckoner::diagnostic::Problem;
use ready_reckoner::document::Value;
use ready_reckoner::http::dialect::charges;
use ready_reckoner::http::{json, xml};

fn message(problem: Problem) -> String {
    problem.message.clone()
}

proptest! {
    #[test]
    fn a_request_survives_xml(request in request()) {
        let text = xml::write(&request, "ChargeCalculationRequestDto");
        prop_assert_eq!(xml::read(&text, &charges::SHAPE).map_err(message), Ok(request));
    }

    #[test]
    fn a_request_survives_json(request in request()) {
        prop_assert_eq!(json::read(&json::write(&request)).map_err(message), Ok(request));
    }

    #[test]
    fn wrapped_lists_are_the_same_as_repeated_ones(request in request()) {
        let text = xml::write(&wrap(request.clone()), "ChargeCalculationRequestDto");
        prop_assert_eq!(xml::read(&text, &charges::SHAPE).map_err(message), Ok(request));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "[<>/a&;#!\\[\\]\"{}:,.0-9 \u{0}é-]{0,40}") {
        let _ = xml::read(&text, &charges::SHAPE);
        if let Ok(value) = json::read(&text) {
            prop_assert_eq!(json::read(&json::write(&value)), Ok(value));
        }
    }

    #[test]
    fn a_damaged_request_is_read_or_refused(
        request in request(), at in any::<prop::sample::Index>(), with in "[<>/&;'\" a]{0,3}"
    ) {
        let mut text = xml::write(&request, "a");
        let places: Vec<_> = text.char_indices().map(|(at, _)| at).collect();
        text.insert_str(*at.get(&places), &with);
        if let Ok(value) = xml::read(&text, &charges::SHAPE) {
            let again = xml::write(&value, "a");
            prop_assert_eq!(xml::read(&again, &charges::SHAPE).map_err(message), Ok(value));
        }
    }
}

/// A request as the document has it: no field without content, no text with white space around.
fn request() -> impl Strategy<Value = Value> {
    let transactions = vec(transaction(), 1..4).prop_map(Value::List);
    (of(text()), transactions).prop_map(|(application, transactions)| {
        object([("applicationCode", application), ("txnDetails", Some(transactions))])
    })
}

fn transaction() -> impl Strategy<Value = Value> {
    let attributes = vec(text(), 1..3).prop_map(Value::List);
    let lines = vec(line(), 1..4).prop_map(Value::List);
    (of(text()), of(attributes), lines).prop_map(|(reference, attributes, lines)| {
        object([
            ("txnRefNo", reference),
            ("txnAttributes", attributes),
            ("priceMethods", Some(lines)),
        ])
    })
}

fn line() -> impl Strategy<Value = Value> {
    let slabs = vec(slab(), 1..4).prop_map(Value::List);
    (text(), of(text()), of(number()), of(number()), of(slabs)).prop_map(
        |(code, party, value, tenor, slabs)| {
            object([
                ("chargeCode", Some(code)),
                ("partyId", party),
                ("chargeCriteriaValue", value),
                ("tenor", tenor),
                ("slabDetails", slabs),
            ])
        },
    )
}

fn slab() -> impl Strategy<Value = Value> {
    (number(), of(number()))
        .prop_map(|(amount, unit)| object([("amount", Some(amount)), ("unit", unit)]))
}

fn object<const N: usize>(fields: [(&str, Option<Value>); N]) -> Value {
    let given = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
    Value::Object(given.collect())
}

fn number() -> impl Strategy<Value = Value> {
    "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?(e[+-][0-9]{1,3})?".prop_map(Value::Number)
}

/// Any characters that XML can hold, and those that it must escape.
fn text() -> impl Strategy<Value = Value> {
    let written = "[!-~é😀]([ -~\t\r\n<&>'\"é😀\u{FFFD}\u{85}]{0,12}[!-~é😀])?";
    written.prop_map(Value::Text)
}

/// The same request with the other spelling of lists.
fn wrap(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let fields = fields.into_iter().map(|(name, value)| match value {
                Value::List(items) => {
                    let items = Value::List(items.into_iter().map(wrap).collect());
                    (name.clone(), Value::Object(vec![(name, items)]))
                }
                other => (name, other),
            });
            Value::Object(fields.collect())
        }
        other => other,
    }
}
