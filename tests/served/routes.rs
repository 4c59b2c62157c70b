//! What the router knows, and what the OpenAPI document tells of it.

use ready_reckoner::http::{HttpRequest, operations};
use serde_json::{Value as Json, json};

use super::client::open;
use crate::json::json_of;

const DOCUMENT: &str = include_str!("../../js/openapi.json");

/// Whatever the router knows, and nothing else, is in the document.
#[test]
fn the_document_has_every_route() {
    let mut server = open(&json!({}));
    let document: Json = serde_json::from_str(DOCUMENT).unwrap();
    let paths = document["paths"].as_object().unwrap();
    for api in json_of(&operations()).as_array().unwrap() {
        for operation in api["operations"].as_array().unwrap() {
            let method = operation["method"].as_str().unwrap().to_ascii_lowercase();
            let documented = &paths[operation["path"].as_str().unwrap()][&method];
            assert_eq!(documented["operationId"], operation["name"]);
        }
    }
    for (path, methods) in paths {
        let mut known: Vec<String> =
            methods.as_object().unwrap().keys().map(|method| method.to_ascii_uppercase()).collect();
        known.extend(known.contains(&"GET".to_owned()).then(|| "HEAD".to_owned()));
        let url = path.replace(['{', '}'], "");
        let request = HttpRequest { method: "BREW", url: &url, headers: Vec::new(), body: None };
        let response = server.handle(&request, true);
        let allow = response.header("allow").unwrap_or_else(|| panic!("{path} is not served"));
        let allowed: Vec<&str> = allow.split(", ").filter(|method| *method != "OPTIONS").collect();
        known.sort_by_key(|method| allowed.iter().position(|allowed| allowed == method));
        assert_eq!(known, allowed, "{path}");
    }
}
