//! Every operation that is served, as data: what the OpenAPI document is made of.

use super::apis::apis;
use super::media::offered;
use super::route::{Route, RouteBody, Security, ServedApi};
use crate::document::Value;
use crate::document::json_schema::{object, text, texts};

/// Every API with its operations, as data.
#[must_use]
pub fn operations() -> Value {
    Value::List(apis().map(of_api).collect())
}

fn of_api(api: &ServedApi) -> Value {
    let media = offered(api.shape.is_some()).iter().map(|media| media.content_type());
    let media: Vec<_> = media.filter_map(|name| name.split(';').next()).collect();
    object([
        ("name", text(api.name)),
        ("about", text(api.about)),
        ("media", texts(&media)),
        ("refusal", text(api.refusal)),
        ("security", of_security(api.security)),
        ("operations", Value::List(api.routes.iter().map(of_route).collect())),
    ])
}

fn of_security(security: Security) -> Value {
    let (headers, has_bearer): (&[&str], bool) = match security {
        Security::None | Security::Machine => (&[], false),
        Security::Bearer => (&[], true),
        Security::Headers { names, with_bearer, .. } => (names, with_bearer),
    };
    object([("headers", texts(headers)), ("bearer", Value::Bool(has_bearer))])
}

fn of_route(route: &Route) -> Value {
    let (body, is_needed) = match route.body {
        RouteBody::None => ("", false),
        RouteBody::Required(schema) | RouteBody::Large(schema, _) => (schema, true),
    };
    let query = route
        .query
        .iter()
        .map(|(name, about)| object([("name", text(name)), ("about", text(about))]));
    let answers = route.answers.iter().map(|(status, schema)| {
        object([("status", Value::Number(status.to_string())), ("schema", text(schema))])
    });
    object([
        ("method", text(route.method)),
        ("path", text(route.path)),
        ("name", text(route.name)),
        ("about", text(route.about)),
        ("query", Value::List(query.collect())),
        ("body", text(body)),
        ("needsBody", Value::Bool(is_needed)),
        ("answers", Value::List(answers.collect())),
    ])
}
