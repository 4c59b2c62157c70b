use ready_reckoner::document::{JsonFault, JsonLimits, Value, read_json};
use ready_reckoner::http::{BYTES_MAX, DEPTH_MAX, VALUES_MAX, json};

use crate::random::Random;

fn refusal(text: &str) -> (&'static str, String) {
    let problem = json::read(text).expect_err(text);
    assert_eq!(problem.path, "");
    (problem.code.text(), problem.message.clone())
}

#[test]
fn documents_come_back_as_they_were() {
    let table = [
        r#"{}"#,
        r#"[]"#,
        r#"null"#,
        r#"[true,false,null,"",0]"#,
        r#"{"txnDetails":[{"priceMethods":[{"chargeCriteriaValue":1500.00,"txnCcy":"LKR"}]}]}"#,
        r#"["\"\\\n\r\t\u0000\u001f/é😀"]"#,
        r#"{"":{"a":{}},"__proto__":1}"#,
    ];
    for text in table {
        assert_eq!(json::write(&json::read(text).unwrap()), text);
    }
    assert_eq!(json::read("\u{FEFF} [ 1 ]\r\n").unwrap(), json::read("[1]").unwrap());
}

#[test]
fn numbers_keep_their_digits() {
    let table = [
        ("0", "0"),
        ("-0", "-0"),
        ("12.50", "12.50"),
        ("0.10000000000000000000000000001", "0.10000000000000000000000000001"),
        ("18446744073709551616", "18446744073709551616"),
        ("-9223372036854775809", "-9223372036854775809"),
        ("1e999", "1e+999"),
        ("1E-7", "1e-7"),
        ("2.5e+3", "2.5e+3"),
    ];
    for (written, text) in table {
        assert_eq!(json::read(written).unwrap(), Value::Number(text.to_owned()));
        assert_eq!(json::write(&json::read(written).unwrap()), text);
    }
}

#[test]
fn objects_that_look_like_the_parsers_own_numbers_stay_objects() {
    let name = "$serde_json::private::Number";
    for value in [r#""12""#, "12", "12.5", "[12.5]", "{}", r#""1\n2""#] {
        for text in [format!(r#"{{"{name}":{value}}}"#), format!(r#"{{"{name}":{value},"a":1.5}}"#)]
        {
            assert_eq!(json::write(&json::read(&text).unwrap()), text);
        }
    }
    assert_eq!(refusal(&format!("{{\"{name}\":1,\"{name}\":1}}")).0, "json-duplicate-field");
    // They are levels and values like others.
    let nested = |depth| [format!("{{\"{name}\":").repeat(depth), "}".repeat(depth)].join("1");
    assert!(json::read(&nested(DEPTH_MAX)).is_ok());
    for depth in [DEPTH_MAX + 1, 2 * DEPTH_MAX, 1000] {
        assert_eq!(refusal(&nested(depth)).0, "document-too-deep", "{depth}");
    }
    for (text, values) in [("[0.5]", 2), (&nested(1), 2), (&format!("[{}]", nested(2)), 4)] {
        let limits = |values| JsonLimits { depth: DEPTH_MAX, values };
        assert!(read_json(text, limits(values)).is_ok(), "{text}");
        let fault = read_json(text, limits(values - 1)).map_err(|error| error.fault);
        assert_eq!(fault, Err(JsonFault::Values), "{text}");
    }
}

#[test]
fn numbers_that_binary_fractions_would_change_become_strings() {
    let table = [
        ("12.50", "12.50"),
        ("-0.000000000000001", "\"-0.000000000000001\""),
        ("123456789012345", "123456789012345"),
        ("1234567890123456", "\"1234567890123456\""),
        ("0.1234567890123456", "\"0.1234567890123456\""),
        ("1e21", "1e+21"),
        ("1e999", "\"1e+999\""),
    ];
    for (number, written) in table {
        assert_eq!(json::write_portable(&json::read(number).unwrap()), written);
    }
}

#[test]
fn only_numbers_are_written_as_numbers() {
    for text in ["", "-", "+5", "007", "-01", ".5", "5.", "1e", "1e+", "1.e5", "0x1", "NaN", "1 "] {
        let written = json::write(&Value::Number(text.to_owned()));
        assert_eq!(written, format!("\"{text}\""));
        assert!(json::read(text).is_err() || text == "1 ", "{text}");
    }
    for text in ["0", "-0", "0.5", "10", "1e5", "1E-05", "-1.25e+10"] {
        assert_eq!(json::write(&Value::Integer(text.to_owned())), text);
    }
}

#[test]
fn what_is_no_data_is_left_out() {
    let fields = [("a", Value::Absent), ("b", Value::Other("a function")), ("c", Value::Null)];
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    let list = Value::List(vec![Value::Absent, Value::Count(7), Value::Object(fields.into())]);
    assert_eq!(json::write(&list), r#"[null,7,{"c":null}]"#);
}

#[test]
fn mistakes_are_named_with_their_place() {
    let table = [
        ("", "line 1, column 1: expected a value, found the end of the document"),
        ("{\"a\":\n  1,}", "line 2, column 5: expected a value after the comma"),
        ("[1 2]", "line 1, column 4: expected `,` or `]`"),
        ("{\"é😀\" 1}", "line 1, column 7: expected `:`"),
        ("{a:1}", "line 1, column 2: expected a name in double quotes"),
        ("{'a':1}", "line 1, column 2: expected a name in double quotes"),
        ("[1", "line 1, column 2: the document ends inside a list"),
        ("{\"a\":1", "line 1, column 6: the document ends inside an object"),
        ("\"a", "line 1, column 2: the document ends inside a string"),
        ("{} x", "line 1, column 4: expected the end of the document"),
        ("{}{}", "line 1, column 3: expected the end of the document"),
        ("nul", "line 1, column 3: expected a value, found the end of the document"),
        ("nil", "line 1, column 2: expected `true`, `false` or `null`"),
        ("NaN", "line 1, column 1: expected a value"),
        ("[01]", "line 1, column 3: invalid number"),
        ("[1.]", "line 1, column 4: invalid number"),
        ("[+1]", "line 1, column 2: expected a value"),
        ("[\"\\x\"]", "line 1, column 4: invalid escape"),
        ("[\"\\ud800\"]", "line 1, column 9: expected two surrogates that make one character"),
        (
            "[\"\\ud800\\u0041\"]",
            "line 1, column 14: expected two surrogates that make one character",
        ),
        ("[\"\\udc00\"]", "line 1, column 8: expected two surrogates that make one character"),
        (
            "[\"\0\"]",
            "line 1, column 3: expected a character of a string, found a control character",
        ),
        ("\0", "line 1, column 1: expected a value"),
        (
            "\"a\nb\"",
            "line 1, column 3: expected a character of a string, found a control character",
        ),
        ("[1\n,\"é", "line 2, column 3: the document ends inside a string"),
        ("// no\n1", "line 1, column 1: expected a value"),
    ];
    for (text, message) in table {
        assert_eq!(refusal(text), ("json-syntax", message.to_owned()), "{text}");
    }
}

#[test]
fn a_field_is_given_once() {
    let table = [
        ("{\"a\":1,\n \"a\":1}", "line 2, column 4: the field `a` is given twice"),
        ("{\"b\":[{\"a\":1,\"\\u0061\":2}]}", "line 1, column 21: the field `a` is given twice"),
    ];
    for (text, message) in table {
        assert_eq!(refusal(text), ("json-duplicate-field", message.to_owned()));
    }
    // Objects of all sizes, whichever of their fields it is.
    for fields in 1..40 {
        let names: Vec<_> = (0..fields).map(|name| format!("\"n{name}\":0")).collect();
        assert!(json::read(&format!("{{{}}}", names.join(","))).is_ok());
        for again in &names {
            let text = format!("{{{},{again}}}", names.join(","));
            assert_eq!(refusal(&text).0, "json-duplicate-field");
        }
    }
    assert!(json::read("[{\"a\":1},{\"a\":1}]").is_ok());
}

#[test]
fn limits_hold() {
    let nested = |depth| ["[".repeat(depth), "1.5".to_owned(), "]".repeat(depth)].concat();
    assert!(json::read(&nested(DEPTH_MAX)).is_ok());
    assert_eq!(refusal(&nested(DEPTH_MAX + 1)).0, "document-too-deep");
    assert_eq!(refusal(&"[".repeat(BYTES_MAX)).0, "document-too-deep");
    let objects = |depth| ["{\"a\":".repeat(depth), "1.5".to_owned(), "}".repeat(depth)].concat();
    assert!(json::read(&objects(DEPTH_MAX)).is_ok());
    assert_eq!(refusal(&objects(DEPTH_MAX + 1)).0, "document-too-deep");
    assert_eq!(refusal(&format!("{}{{}}", "[".repeat(DEPTH_MAX))).0, "document-too-deep");

    let list = |items: usize| format!("[{}0]", "0,".repeat(items - 1));
    assert!(json::read(&list(VALUES_MAX - 1)).is_ok());
    let too_many = "line 1, column 200000: the document has more than 100000 values".to_owned();
    assert_eq!(refusal(&list(VALUES_MAX)), ("document-too-many-values", too_many));
    let lines = format!("[\n{}0]", "0,\n".repeat(VALUES_MAX));
    assert!(refusal(&lines).1.starts_with("line 100001, column 1: "));
    let decimals = |items: usize| format!("[{}0.5]", "0.5,".repeat(items - 1));
    assert!(json::read(&decimals(VALUES_MAX - 1)).is_ok());
    assert_eq!(refusal(&decimals(VALUES_MAX)).0, "document-too-many-values");

    let text = |bytes: usize| format!("\"{}\"", "a".repeat(bytes - 2));
    assert!(json::read(&text(BYTES_MAX)).is_ok());
    assert_eq!(
        refusal(&text(BYTES_MAX + 1)),
        ("document-too-large", "the document has more than 1048576 bytes".to_owned())
    );
    let fields: Vec<_> = (0..90_000).map(|name| format!("\"{name}\":0")).collect();
    assert!(json::read(&format!("{{{}}}", fields.join(","))).is_ok());
}

/// Documents of random pieces are read as serde_json's own values are, or refused by both: neither
/// our visitor nor our writer loses anything.
#[test]
fn the_parsers_own_values_agree() {
    let pieces = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "d83d", "\\ude00", "\\u00e9", "\\ud800",
        "\\n", "\"a\"", "\"b\":", "0", "-", "1", "12", ".", "5", "e", "E+", "e-0", "true", "false",
        "null", "nul", " ", "\n", "\t", "\r", "\u{1}", "\u{7F}", "\u{2028}", "é", "😀", "a", "/",
        "[1,2]", "{\"c\":", "\"\"",
    ];
    let mut random = Random(20);
    let mut read = 0;
    for _ in 0..50_000 {
        let mut text: String = (0..=random.below(7)).map(|_| random.pick(&pieces)).collect();
        text = match random.below(4) {
            0 => format!("[{text}]"),
            1 => format!("\"{text}\""),
            2 => format!("{{\"x\":{text}}}"),
            _ => text,
        };
        let theirs: Result<serde_json::Value, _> = serde_json::from_str(&text);
        match json::read(&text) {
            Ok(value) => {
                read += 1;
                let written = serde_json::from_str(&json::write(&value));
                assert_eq!(theirs.ok(), written.ok(), "{text:?}");
            }
            Err(problem) if problem.code.text() == "json-duplicate-field" => {
                assert!(theirs.is_ok())
            }
            Err(problem) => assert!(theirs.is_err(), "{text:?}: {}", problem.message),
        }
    }
    assert!(read > 5_000, "only {read} documents were sound");
}
