//! Lists over HTTP: a page of one, and where the next begins.

use super::calls::call;
use super::named::query;
use super::refusal::refused;
use crate::diagnostic::{Code, Problem, Refusal, excerpt};
use crate::document::Value;
use crate::flow::MockLedger;
use crate::http::json::{read_own, write};
use crate::http::reply::Reply;
use crate::http::route::WireCall;

/// How many entries a page has, if nothing else is said.
const USUAL: usize = 100;
/// How many entries a page has at most.
const MOST: usize = 1_000;

/// The fields of the query that say which page is meant.
pub(super) const PAGE: [(&str, &str); 2] = [
    ("limit", "How many entries at most: 1 to 1,000, by default 100."),
    ("cursor", "The `id` of the entry before, from the `Link` of the page before."),
];

/// A page of the list that an operation returns, whose other filters are in the query as well.
pub(super) fn listed(ledger: &mut MockLedger, wire: &WireCall<'_>, operation: &str) -> Reply {
    let page = Wanted::of(wire).and_then(|wanted| {
        let text = call(ledger, operation, std::slice::from_ref(&wanted.filter))?;
        Ok((read_own(&text)?, wanted.limit))
    });
    match page {
        Ok((Value::List(items), limit)) => paged(ledger, wire, items, limit),
        Ok(_) => Reply::problem(500, "no list"),
        Err(refusal) => refused(&of_query(refusal)),
    }
}

/// A refusal in the names of the query: lists call its cursor `after`.
pub(super) fn of_query(refusal: Refusal) -> Refusal {
    let named = refusal.problems.into_iter().map(|problem| match problem.path.as_str() {
        "/after" => problem.at("/cursor"),
        // Whoever gives a field that is none is told which there are.
        _ => problem.helped(|help| help.replace("`after`", "`cursor`")),
    });
    Refusal::of_problems(named.collect())
}

/// The entries of a page, of which there is one more than that if others follow.
pub(super) fn paged(
    ledger: &MockLedger,
    wire: &WireCall<'_>,
    mut items: Vec<Value>,
    limit: usize,
) -> Reply {
    let has_more = items.len() > limit;
    items.truncate(limit);
    let last = if let Some(Value::Text(id)) = items.last().map(|last| last.field("id")) {
        Some(id.clone())
    } else {
        None
    };
    let reply = Reply::json(200, write(&Value::List(items)));
    match last.filter(|_| has_more) {
        Some(id) => reply.with("link", next(&ledger.world.root, wire, &id)),
        None => reply,
    }
}

/// Where the next page is.
fn next(root: &str, wire: &WireCall<'_>, cursor: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    for (name, value) in wire.url.fields().filter(|(name, _)| name != "cursor") {
        query.append_pair(&name, &value);
    }
    query.append_pair("cursor", cursor);
    ["<", root, wire.url.path, "?", &query.finish(), ">; rel=\"next\""].concat()
}

/// The page that is asked for.
pub(super) struct Wanted {
    /// What lists are asked with: one entry more, which tells whether others follow.
    pub(super) filter: Value,
    pub(super) limit: usize,
}

impl Wanted {
    pub(super) fn of(wire: &WireCall<'_>) -> Result<Self, Refusal> {
        let mut filter = Vec::new();
        let mut limit = USUAL;
        let Value::Object(fields) = query(wire)? else { return Err(out_of_range("").into()) };
        for (name, value) in fields {
            match (name.as_str(), &value) {
                ("limit", Value::Text(digits)) => {
                    limit = page_length(digits).map_err(|problem| problem.at("/limit"))?;
                }
                ("cursor", _) => filter.push(("after".to_owned(), value)),
                _ => filter.push((name, value)),
            }
        }
        let asked = (limit + 1).to_string();
        filter.push(("limit".to_owned(), Value::Number(asked)));
        Ok(Self { filter: Value::Object(filter), limit })
    }
}

/// How many entries are wanted at most.
pub(super) fn page_length(digits: &str) -> Result<usize, Problem> {
    let number = digits.parse().ok().filter(|number| (1..=MOST).contains(number));
    number.ok_or_else(|| out_of_range(digits))
}

fn out_of_range(digits: &str) -> Problem {
    let given = excerpt(digits);
    Problem::says(Code::OutOfRange, &[&given, "number of entries", "1", "1000"])
}
