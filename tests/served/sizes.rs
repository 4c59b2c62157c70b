//! What is too large, and what is only just not.

use ready_reckoner::http::{BYTES_MAX, Server};
use serde_json::Value as Json;

use super::client::{open, send};

const AUTHORIZATION: (&str, &str) = ("authorization", "Bearer any");

fn status(url: &str, headers: &[(&str, &str)], body: Option<&str>) -> u16 {
    let method = if body.is_some() { "POST" } else { "GET" };
    send(&mut open(&Json::Null), [method, url], headers, body).status
}

#[test]
fn a_url_may_have_8_kilobytes() {
    let url = |length: usize| format!("/openapi.json?{}", "a".repeat(length - 14));
    assert_eq!(url(8_192).len(), 8_192);
    assert_eq!(status(&url(8_192), &[], None), 200);
    assert_eq!(status(&url(8_193), &[], None), 414);
}

#[test]
fn headers_may_have_16_kilobytes() {
    let long = "a".repeat(16_384 - 5);
    assert_eq!(status("/openapi.json", &[("a", &long), ("b", "123")], None), 200);
    assert_eq!(status("/openapi.json", &[("a", &long), ("b", "1234")], None), 431);
}

#[test]
fn a_body_may_have_a_mebibyte() {
    for url in [
        "/wallet/v1/transaction/tel:+94777123456/payment",
        "/accountdebit/v1/94777123456",
        "/caas/direct/debit",
        "/charges",
        "/service/v1/charges",
        "/accountdebit/v1/94777123456/T-1/refuse",
        "/mock/reset",
        "/mock/scripts",
    ] {
        let body = |length: usize| format!("{{{}}}", " ".repeat(length - 2));
        let headers = [
            AUTHORIZATION,
            ("apiKey", "key"),
            ("appId", "A"),
            ("branchCode", "B"),
            ("userId", "C"),
        ];
        assert_ne!(status(url, &headers, Some(&body(BYTES_MAX))), 413, "{url}");
        assert_eq!(status(url, &headers, Some(&body(BYTES_MAX + 1))), 413, "{url}");
        // The limit is one of bytes, not of characters.
        let wide = format!("{{\"{}\":1}}", "é".repeat(BYTES_MAX / 2));
        assert_eq!(status(url, &headers, Some(&wide)), 413, "{url}");
    }
}

#[test]
fn a_snapshot_may_have_16_mebibytes() {
    let send = |length: usize| {
        let body = format!("{{\"snapshot\":\"{}\"}}", "A".repeat(length - 15));
        assert_eq!(body.len(), length);
        send(&mut open(&Json::Null), ["PUT", "/mock/snapshot"], &[], Some(&body)).status
    };
    assert_eq!(send(16 << 20), 400);
    assert_eq!(send((16 << 20) + 1), 413);
}

#[test]
fn a_long_body_has_no_more_values_than_others() {
    let body = format!("[{}0]", "0,".repeat(4 << 20));
    let response = send(&mut open(&Json::Null), ["PUT", "/mock/snapshot"], &[], Some(&body));
    assert_eq!(response.status, 400);
    assert!(response.body.contains("document-too-many-values"), "{}", response.body);
}

#[test]
fn a_request_is_called_what_it_says_if_that_is_fit_to_be_said() {
    let longest = "i".repeat(128);
    for (given, is_kept) in [
        ("a", true),
        ("a b~", true),
        (longest.as_str(), true),
        (&"i".repeat(129), false),
        ("", false),
        ("a\r\nset-cookie: b", false),
        ("é", false),
    ] {
        let mut server = open(&Json::Null);
        let response = send(&mut server, ["GET", "/"], &[("X-Request-Id", given)], None);
        let told = response.header("x-request-id").unwrap();
        assert_eq!(told == given, is_kept, "{given}");
        assert!(is_kept || told.starts_with("REQ_"), "{told}");
    }
}

/// The exchanges of a page of the log.
fn logged(server: &mut Server, query: &str) -> Vec<Json> {
    let url = format!("/mock/log?{query}");
    let response = send(server, ["GET", &url], &[], None);
    serde_json::from_str(&response.body).unwrap()
}

#[test]
fn the_log_has_the_last_1000_exchanges() {
    let mut server = open(&Json::Null);
    for number in 1..=1_000 {
        send(&mut server, ["GET", &format!("/{number}")], &[], None);
    }
    assert_eq!(logged(&mut server, "limit=1")[0]["path"], "/1");
    assert_eq!(logged(&mut server, "limit=1000").len(), 1_000);
    send(&mut server, ["GET", "/1001"], &[], None);
    assert_eq!(logged(&mut server, "limit=1")[0]["path"], "/2");
    assert_eq!(logged(&mut server, "limit=1000").len(), 1_000);
}

#[test]
fn an_exchange_keeps_nothing_of_the_one_in_whose_place_it_is() {
    let mut server = open(&Json::Null);
    for _ in 0..1_000 {
        let headers = [AUTHORIZATION, ("Accept", "text/html"), ("User-Agent", "before")];
        send(&mut server, ["DELETE", "/charges/before"], &headers, Some("[\"before\"]"));
    }
    for path in ["/a", "/b"] {
        let headers = [("User-Agent", "after"), ("user-agent", "twice"), ("X-Other", "other")];
        send(&mut server, ["GET", path], &headers, None);
    }
    let log = logged(&mut server, "limit=1000");
    let after: Vec<_> = log.iter().filter(|one| !one.to_string().contains("before")).collect();
    let [first, second] = after[..] else { panic!("not two") };
    assert_eq!([&first["path"], &second["path"]], ["/a", "/b"]);
    assert_eq!(second["id"], "1002");
    assert_eq!(second["request"], serde_json::json!({ "headers": { "user-agent": "after" } }));
    assert_eq!(log[0]["request"]["headers"]["authorization"], "***");
}

#[test]
fn the_log_has_the_beginning_of_a_long_path() {
    let mut server = open(&Json::Null);
    for (given, told) in [(512, 512), (513, 512)] {
        let path = format!("/{}", "é".repeat(given - 1));
        send(&mut server, ["GET", &path], &[], None);
        let log = logged(&mut server, "");
        assert_eq!(log.last().unwrap()["path"].as_str().unwrap().chars().count(), told);
    }
}

#[test]
fn the_log_tells_long_bodies_by_their_length() {
    let mut server = open(&Json::Null);
    for length in [4_096, 4_097] {
        let body = format!("{{\"password\":\"secret\",\"a\":\"{}\"}}", "a".repeat(length - 28));
        assert_eq!(body.len(), length);
        send(&mut server, ["POST", "/caas/direct/debit"], &[], Some(&body));
    }
    let [short, long] = &logged(&mut server, "")[..] else { panic!("not two") };
    assert_eq!(short["request"]["body"]["password"], "***");
    assert_eq!(long["request"]["bodyBytes"], 4_097);
    assert!(long["request"]["body"].is_null());
    assert!(!long.to_string().contains("secret"));
}
