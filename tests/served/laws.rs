//! What holds of every request, good or bad: examples from the data are sent broken in many ways.

use ready_reckoner::http::{HttpRequest, HttpResponse, Server, json, mock};
use serde_json::Value as Json;

use super::client::open;
use super::play::told;

use crate::random::Random;

const EXAMPLES: &str = include_str!("../data/http/examples.jsonl");

/// A request that can be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Sent {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
}

impl Sent {
    fn of(request: &HttpRequest<'_>) -> Self {
        let headers = request.headers.iter();
        Self {
            method: request.method.to_owned(),
            url: request.url.to_owned(),
            headers: headers
                .map(|(name, value)| (String::from(*name), String::from(*value)))
                .collect(),
            body: request.body.map(str::to_owned),
        }
    }

    fn to(&self, server: &mut Server) -> HttpResponse {
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let (method, url) = (self.method.as_str(), self.url.as_str());
        let request =
            HttpRequest { method, url, headers: headers.collect(), body: self.body.as_deref() };
        server.handle(&request, true)
    }
}

/// The world of the examples, and everything that is sent in them.
fn examples() -> (Json, Vec<Sent>) {
    let lines = EXAMPLES.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok());
    let config = lines.filter_map(|line| line.get("config").cloned()).next().unwrap();
    let mut sent = Vec::new();
    told("examples.jsonl", EXAMPLES, &mut Vec::new(), &mut |_, request, _| {
        sent.push(Sent::of(request));
    });
    (config, sent)
}

/// The same request with something else in one place.
fn broken(sent: &Sent, others: &[Sent], random: &mut Random) -> Sent {
    const PIECES: [&str; 16] = [
        "", "%", "%00", "%ff", "/", "//", "..", "?", "#", "{", "\"", "<", "\u{0}", "é😀", "-1",
        "1e999",
    ];
    const NAMES: [&str; 6] =
        ["accept", "content-type", "authorization", "x-request-id", "origin", "host"];
    const VALUES: [&str; 10] = [
        "",
        "application/xml",
        "text/xml;charset=utf-8",
        "application/json;q=0",
        "*/*;q=0.1,a/b",
        "Bearer x",
        ";;,,\"",
        "http://localhost",
        "\r\nset-cookie: a",
        "null",
    ];
    let mut changed = sent.clone();
    match random.below(8) {
        0 => {
            changed.method = random.pick(&["GET", "PUT", "OPTIONS", "HEAD", "", "post"]).to_owned()
        }
        1 => changed.url = spoiled(&sent.url, &PIECES, random),
        2 => changed.url = others[random.below(others.len())].url.clone(),
        3 => changed.headers.clear(),
        4 | 5 => {
            let (name, value) = (random.pick(&NAMES), random.pick(&VALUES));
            changed.headers.retain(|(known, _)| known != name);
            changed.headers.push((name.to_owned(), value.to_owned()));
        }
        6 => changed.body = others[random.below(others.len())].body.clone(),
        _ => changed.body = sent.body.as_deref().map(|body| spoiled(body, &PIECES, random)),
    }
    changed
}

/// The text with a piece in the place of a few characters.
fn spoiled(text: &str, pieces: &[&str], random: &mut Random) -> String {
    let characters: Vec<char> = text.chars().collect();
    let start = random.below(characters.len() + 1);
    let end = (start + random.below(4)).min(characters.len());
    let [before, after] = [&characters[..start], &characters[end..]];
    [before.iter().collect(), random.pick(pieces).to_owned(), after.iter().collect()].concat()
}

fn is_sound(response: &HttpResponse, sent: &Sent) {
    let known = [200, 201, 202, 204, 400, 401, 402, 403, 404, 405, 406, 409, 413, 414, 415, 431];
    // Only a script brings the others about.
    let reason = response.header("x-mock-reason");
    let is_scripted = matches!(response.status, 500 | 503)
        && matches!(reason, Some("outage" | "reply-lost" | "scripted"));
    let is_known = known.contains(&response.status) || is_scripted;
    assert!(is_known, "{} to {sent:?}", response.status);
    for (name, value) in &response.headers {
        assert!(!value.contains(['\r', '\n', '\0']), "{name}: {value:?} to {sent:?}");
        assert_eq!(*name, name.to_ascii_lowercase());
    }
    for name in ["cache-control", "date", "x-request-id"] {
        assert!(response.header(name).is_some(), "no {name} to {sent:?}");
    }
    let is_bare = response.status == 204 || sent.method == "HEAD";
    assert_eq!(response.body.is_empty(), is_bare, "{response:?} to {sent:?}");
    if is_bare {
        return;
    }
    let kind = response.header("content-type").unwrap();
    if kind.contains("json") {
        assert!(serde_json::from_str::<Json>(&response.body).is_ok(), "{}", response.body);
    } else {
        let begin = if kind == "text/event-stream" { "event: tick" } else { "<?xml " };
        assert!(response.body.starts_with(begin), "{kind}: {}", response.body);
    }
    let secrets = ["example-token", "other-token"];
    let tells = secrets.iter().any(|secret| response.body.contains(secret));
    assert!(!tells || sent.url.contains("snapshot"), "a secret is told to {sent:?}");
}

#[test]
fn no_request_is_too_strange() {
    let (config, sent) = examples();
    for seed in 0..20 {
        let mut random = Random(seed);
        let mut servers = [open(&config), open(&config)];
        for good in &sent {
            let bad = broken(good, &sent, &mut random);
            for request in [&bad, good] {
                let [one, two] = servers.each_mut().map(|server| request.to(server));
                is_sound(&one, request);
                assert_eq!(one, two, "the same calls are answered differently: {request:?}");
            }
        }
        servers[0].ledger().verify().unwrap();
        let [one, two] = servers.map(|server| mock::snapshot(server.ledger()));
        assert!(one == two, "the same calls lead to different states with the seed {seed}");
    }
}

/// What is refused before any operation is called, by its status.
const UNCALLED: [u16; 7] = [401, 405, 406, 413, 414, 415, 431];

#[test]
fn what_is_not_even_called_changes_nothing() {
    let (config, sent) = examples();
    let mut refused = 0;
    for seed in 0..10 {
        let mut random = Random(seed);
        let mut server = open(&config);
        for good in &sent {
            let mut bad = broken(good, &sent, &mut random);
            // A name of the ledger's own making is counted.
            bad.headers.retain(|(name, _)| name != "x-request-id");
            bad.headers.push(("x-request-id".to_owned(), "mine".to_owned()));
            let before = mock::snapshot(server.ledger());
            let response = bad.to(&mut server);
            // A biller that is not known is told so by its operation, as is a debit's own 401.
            if UNCALLED.contains(&response.status) && !bad.url.contains("/accountdebit") {
                refused += 1;
                assert!(before == mock::snapshot(server.ledger()), "{bad:?}");
            }
            good.to(&mut server);
        }
    }
    assert!(refused > 50, "only {refused} were refused");
}

#[test]
fn flows_answer_as_they_do_without_http() {
    let (config, sent) = examples();
    let mut server = open(&config);
    let mut compared = 0;
    for request in &sent {
        let operation = match request.url.rsplit('/').next().unwrap() {
            "payment" => "payment",
            "refund" => "refund",
            "debit" => "caasDebit",
            "query" => "balanceQuery",
            "send" => "subscribe",
            "getStatus" => "subscriptionStatus",
            _ => "",
        };
        let body = request.body.as_deref().and_then(|body| json::read(body).ok());
        let bytes = mock::snapshot(server.ledger());
        let response = request.to(&mut server);
        if let Some(body) = body.filter(|_| !operation.is_empty() && response.status != 401) {
            let mut twin = mock::restore(&bytes).unwrap();
            let told = mock::call(&mut twin, operation, &[body]).unwrap();
            let expected = format!("{{\"status\":{},\"body\":{},", response.status, response.body);
            assert!(told.starts_with(&expected), "{told} is not {expected}");
            compared += 1;
        }
    }
    assert!(compared > 15, "only {compared} were compared");
}
