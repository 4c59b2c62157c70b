//! The OpenAPI document that is served and shipped is what the routes and the declarations say,
//! with examples that were sent and answered so. After a change, `WRITE=1 cargo test --test served`
//! writes it anew; that it is a good one, and that the examples fit the schemas, is for
//! `tests/node/openapi.test.mjs`.

use std::collections::BTreeMap;
use std::fs::{read_to_string, write};
use std::path::Path;

use ready_reckoner::document::schemas;
use ready_reckoner::flow::{EventKind, Status};
use ready_reckoner::http::{BYTES_MAX, HttpRequest, HttpResponse, Server, operations};
use serde_json::{Map, Value as Json, json};

use super::client::open;
use super::play::told;
use crate::json::json_of;

const COMPONENTS: &str = include_str!("../data/openapi/components.json");
const PARAMETERS: &str = include_str!("../data/openapi/parameters.json");
const EXAMPLES: &str = include_str!("../data/http/examples.jsonl");

/// An exchange that shows what an operation does.
#[derive(Clone)]
struct Example {
    name: String,
    about: String,
    url: String,
    headers: Vec<(String, String)>,
    body: Option<String>,
    response: HttpResponse,
}

/// The examples of each operation, in their order.
type Examples = BTreeMap<String, Vec<Example>>;

#[test]
fn the_document_is_current() {
    let document = document(&examples());
    let mut text = String::from("{\n");
    for (index, (name, part)) in document.as_object().unwrap().iter().enumerate() {
        text.push_str(if index > 0 { ",\n" } else { "" });
        text.push_str(&format!("{}:{part}", json!(name)));
    }
    text.push_str("\n}\n");
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("js/openapi.json");
    if std::env::var_os("WRITE").is_some() {
        write(&file, &text).unwrap();
    }
    assert!(read_to_string(&file).unwrap() == text, "js/openapi.json is not what the routes say");
}

/// What the examples show: those of the data, and for each operation what is refused of all.
fn examples() -> Examples {
    let mut examples = Examples::new();
    let mut failures = Vec::new();
    told("examples.jsonl", EXAMPLES, &mut failures, &mut |line, request, response| {
        let Some((operation, name)) = line["example"].as_str().and_then(|e| e.split_once('/'))
        else {
            return;
        };
        let about = line["about"].as_str().unwrap_or_default();
        let example = Example::of(name, about, request, response);
        examples.entry(operation.to_owned()).or_default().push(example);
    });
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    let lines = EXAMPLES.lines().filter_map(|line| serde_json::from_str::<Json>(line).ok());
    let config = lines.filter_map(|line| line.get("config").cloned()).next().unwrap();
    for api in json_of(&operations()).as_array().unwrap() {
        for operation in api["operations"].as_array().unwrap() {
            let name = operation["name"].as_str().unwrap();
            let own = examples.get_mut(name).unwrap_or_else(|| panic!("no example of {name}"));
            let first = own[0].clone();
            own.extend(refusals(api, operation, &first, &mut open(&config)));
        }
    }
    examples
}

/// What is refused of every operation, as it is here.
fn refusals(api: &Json, operation: &Json, good: &Example, server: &mut Server) -> Vec<Example> {
    let mut refusals = Vec::new();
    let mut refuse = |name: &str, about: &str, status: u16, change: &dyn Fn(&mut Example)| {
        let mut sent = good.clone();
        change(&mut sent);
        let method = operation["method"].as_str().unwrap();
        let response = server.handle(&sent.request(method), true);
        assert_eq!(response.status, status, "{name} of {}", operation["name"]);
        refusals.push(Example { name: name.to_owned(), about: about.to_owned(), response, ..sent });
    };
    let security = &api["security"];
    let asks = security["bearer"] == true || !security["headers"].as_array().unwrap().is_empty();
    if asks {
        refuse("unauthorized", "Without credentials", 401, &|sent| {
            sent.headers.retain(|(name, _)| name == "content-type");
        });
    }
    refuse("notAcceptable", "An answer in a format that there is not", 406, &|sent| {
        sent.headers.push(("accept".to_owned(), "image/png".to_owned()));
    });
    if operation["needsBody"] == true {
        refuse("malformed", "A body that is no document", 400, &|sent| {
            sent.body = Some("{".to_owned());
        });
        refuse("unsupported", "A body in a format that is not read", 415, &|sent| {
            sent.headers.retain(|(name, _)| name != "content-type");
            sent.headers.push(("content-type".to_owned(), "text/plain".to_owned()));
        });
        if operation["name"] != "putSnapshot" {
            refuse("tooLarge", "A body of more than a mebibyte", 413, &|sent| {
                sent.body = Some(" ".repeat(BYTES_MAX + 1));
            });
        }
    }
    refusals
}

impl Example {
    fn of(name: &str, about: &str, request: &HttpRequest<'_>, response: &HttpResponse) -> Self {
        let headers = request
            .headers
            .iter()
            .map(|(name, value)| (name.to_ascii_lowercase(), (*value).to_owned()));
        Self {
            name: name.to_owned(),
            about: about.to_owned(),
            url: request.url.to_owned(),
            headers: headers.collect(),
            body: request.body.map(str::to_owned),
            response: response.clone(),
        }
    }

    fn request<'e>(&'e self, method: &'e str) -> HttpRequest<'e> {
        let headers = self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let body = self.body.as_deref();
        HttpRequest { method, url: &self.url, headers: headers.collect(), body }
    }

    /// The media type of the request's body.
    fn media(&self) -> &str {
        let found = self.headers.iter().find(|(name, _)| name == "content-type");
        found.map_or("application/json", |(_, value)| value.split(';').next().unwrap())
    }
}

/// The document that the examples are in.
fn document(examples: &Examples) -> Json {
    let mut components: Map<String, Json> = serde_json::from_str(COMPONENTS).unwrap();
    let declared = json_of(&schemas());
    for (name, schema) in declared.as_object().unwrap() {
        let known = components.insert(name.clone(), schema.clone());
        assert!(known.is_none(), "{name} is declared twice");
    }
    let (mut paths, mut tags) = (Map::new(), Vec::new());
    for api in json_of(&operations()).as_array().unwrap() {
        tags.push(json!({ "name": api["name"], "description": api["about"] }));
        for operation in api["operations"].as_array().unwrap() {
            let examples = &examples[operation["name"].as_str().unwrap()];
            let path = operation["path"].as_str().unwrap();
            let method = operation["method"].as_str().unwrap().to_ascii_lowercase();
            let entry = paths.entry(path).or_insert_with(|| json!({}));
            entry[method] = described(api, operation, examples);
        }
    }
    let shared = shared_responses(&mut paths);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Ready Reckoner's mock ledger",
            "version": env!("CARGO_PKG_VERSION"),
            "description": ABOUT,
            "license": { "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" },
        },
        "servers": [{ "url": "/" }, { "url": "/apicall" }],
        "tags": tags,
        "paths": paths,
        "components": {
            "schemas": components,
            "responses": shared,
            "securitySchemes": {
                "apiKey": { "type": "apiKey", "in": "header", "name": "apiKey" },
                "bearer": { "type": "http", "scheme": "bearer" },
            },
        },
    })
}

/// Takes the responses that several operations of an API have, such as that of a wrong password,
/// out of the operations, each of which refers to the one that is left.
fn shared_responses(paths: &mut Map<String, Json>) -> Map<String, Json> {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut shared = Map::new();
    for is_counted in [false, true] {
        for operation in
            paths.values_mut().flat_map(|path| path.as_object_mut().unwrap().values_mut())
        {
            let api = operation["tags"][0].as_str().unwrap().to_owned();
            for (status, response) in operation["responses"].as_object_mut().unwrap() {
                let name = format!("{api}-{status}");
                let count = counts.entry((name.clone(), response.to_string())).or_default();
                if !is_counted {
                    *count += 1;
                } else if *count > 1 && shared.get(&name).is_none_or(|known| known == response) {
                    shared.insert(name.clone(), response.clone());
                    *response = json!({ "$ref": format!("#/components/responses/{name}") });
                }
            }
        }
    }
    shared
}

const ABOUT: &str = "Five charging APIs over one mock ledger. Before an API is known, and below \
    `/mock`, refusals are `application/problem+json`: 404 of an unknown path, 414 of a URL over 8 \
    KiB, 431 of headers over 16 KiB. A method that a path does not have is 405 with `Allow`.";

/// An operation with its parameters, bodies and answers.
fn described(api: &Json, operation: &Json, examples: &[Example]) -> Json {
    let mut about = json!({
        "operationId": operation["name"],
        "tags": [api["name"]],
        "summary": operation["about"],
        "parameters": parameters(api, operation, &examples[0]),
        "responses": responses(api, operation, examples),
    });
    if let Some(schema) = operation["body"].as_str() {
        about["requestBody"] = json!({
            "required": true,
            "content": request_bodies(api, schema, examples),
        });
    }
    let security = &api["security"];
    let has_key = security["headers"].as_array().unwrap().iter().any(|name| name == "apiKey");
    match (security["bearer"] == true, has_key) {
        (true, true) => about["security"] = json!([{ "apiKey": [], "bearer": [] }]),
        (true, false) => about["security"] = json!([{ "bearer": [] }]),
        (false, _) => {}
    }
    about
}

fn parameters(api: &Json, operation: &Json, example: &Example) -> Vec<Json> {
    let mut parameters = Vec::new();
    let sent = example.url.split('?').next().unwrap().trim_start_matches("/apicall");
    for (part, given) in operation["path"].as_str().unwrap().split('/').zip(sent.split('/')) {
        if let Some(name) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
            let given = given.replace("%3A", ":").replace("%2B", "+");
            parameters.push(json!({
                "name": name, "in": "path", "required": true,
                "schema": of_parameter(name), "example": given,
            }));
        }
    }
    for field in operation["query"].as_array().unwrap() {
        let name = field["name"].as_str().unwrap();
        parameters.push(json!({
            "name": name, "in": "query", "description": field["about"],
            "schema": of_parameter(name),
        }));
    }
    for name in api["security"]["headers"].as_array().unwrap() {
        // A key is a scheme of its own.
        if name != "apiKey" {
            parameters.push(json!({
                "name": name, "in": "header", "required": true,
                "schema": { "type": "string", "minLength": 1, "maxLength": 64 },
            }));
        }
    }
    parameters
}

/// What may stand in a part of a path or in a field of a query.
fn of_parameter(name: &str) -> Json {
    let known: Json = serde_json::from_str(PARAMETERS).unwrap();
    let mut schema = known.get(name).cloned().unwrap_or_else(|| json!({ "type": "string" }));
    match schema["enum"].as_str() {
        Some("kinds") => schema["enum"] = json!(EventKind::ALL.map(EventKind::name)),
        Some("statuses") => schema["enum"] = json!(Status::ALL.map(Status::name)),
        _ => {}
    }
    schema
}

fn request_bodies(api: &Json, schema: &str, examples: &[Example]) -> Json {
    let mut content = Map::new();
    for media in api["media"].as_array().unwrap() {
        let media = media.as_str().unwrap();
        let mut shown = Map::new();
        for example in examples.iter().filter(|example| example.media() == media) {
            let body = example.body.as_deref().unwrap_or_default();
            let is_json = media == "application/json";
            let value = if is_json { serde_json::from_str(body).ok() } else { Some(json!(body)) };
            // What is no document cannot be shown, nor what is too large.
            if let Some(value) = value.filter(|_| body.len() < BYTES_MAX) {
                let first = shown.values().all(|known: &Json| known["value"] != value);
                if first {
                    let example_json = json!({ "summary": example.about, "value": value });
                    shown.insert(example.name.clone(), example_json);
                }
            }
        }
        content.insert(media.to_owned(), with_examples(reference(schema), shown));
    }
    Json::Object(content)
}

/// A schema by its name; elements are named as fields are.
fn reference(schema: &str) -> Json {
    json!({ "schema": { "$ref": format!("#/components/schemas/{schema}") } })
}

fn with_examples(mut content: Json, examples: Map<String, Json>) -> Json {
    if !examples.is_empty() {
        content["examples"] = Json::Object(examples);
    }
    content
}

fn responses(api: &Json, operation: &Json, examples: &[Example]) -> Json {
    let mut responses: BTreeMap<String, Json> = BTreeMap::new();
    for example in examples {
        let status = example.response.status;
        let mut good = operation["answers"].as_array().unwrap().iter();
        let good = good.find(|answer| answer["status"] == status);
        let schema = good.map_or(&api["refusal"], |answer| &answer["schema"]);
        let schema = schema.as_str().unwrap_or_default();
        let entry = responses.entry(status.to_string()).or_insert_with(|| {
            let about = if good.is_some() { operation["about"].clone() } else { json!("Refused.") };
            json!({ "description": about })
        });
        let body = &example.response.body;
        let Some(media) = example.response.header("content-type").filter(|_| !body.is_empty())
        else {
            continue;
        };
        let media = media.split(';').next().unwrap();
        let is_json = media.ends_with("json");
        let value = if is_json { serde_json::from_str(body).unwrap() } else { json!(body) };
        if entry["content"].get(media).is_none() {
            let schema = match media {
                // The version of OpenAPI cannot say what each event of a stream is.
                "text/event-stream" => json!({}),
                _ if is_json => reference(schema),
                _ => json!({ "schema": { "type": "string" } }),
            };
            // The older name is told of what is sent under it.
            let names =
                if media == "application/xml" { &[media, "text/xml"][..] } else { &[media] };
            for name in names {
                entry["content"][*name] = schema.clone();
            }
        }
        let content = &mut entry["content"][media];
        if operation["name"] != "openapi" || status != 200 {
            let summary = json!({ "summary": example.about, "value": value });
            content["examples"][&example.name] = summary;
        }
    }
    for answer in operation["answers"].as_array().unwrap() {
        let status = answer["status"].to_string();
        // A ledger alone has no world that could be ended.
        if operation["name"] == "dropWorld" {
            let about = json!({ "description": operation["about"] });
            responses.entry(status.clone()).or_insert(about);
        }
        assert!(responses.contains_key(&status), "no {status} of {}", operation["name"]);
    }
    json!(responses)
}
