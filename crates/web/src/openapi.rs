//! The `OpenAPI` 3.1 document: made from the list of routes and from the structs that are serialized, so that it can't
//! say anything else than they do.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::{Value, json};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::account;
use crate::model::capacity::Narrowed;
use crate::model::search::Query;
use crate::router::{Answers, Route, door_routes, routes};
use crate::screens::ErrorPage;

/// The schemas that routes answer with, by name.
#[derive(Default)]
pub(crate) struct Schemas(BTreeMap<String, Value>);

impl Schemas {
    /// Takes a struct and all it holds; gives its name.
    pub fn add<M: ToSchema + PartialSchema>(&mut self) -> String {
        let mut found = vec![(M::name().into_owned(), M::schema())];
        M::schemas(&mut found);
        for (name, schema) in found {
            self.0.insert(name, json!(schema));
        }
        M::name().into_owned()
    }
}

static DOCUMENT: LazyLock<String> = LazyLock::new(|| make().to_string());

/// The document.
pub(crate) fn document() -> &'static str {
    &DOCUMENT
}

fn make() -> Value {
    let mut schemas = Schemas::default();
    let error = schemas.add::<ErrorPage>();
    let mut paths = serde_json::Map::new();
    add(&mut paths, &routes(), &mut schemas, &error);
    add(&mut paths, &door_routes(), &mut schemas, &error);
    add(&mut paths, &account::routes(), &mut schemas, &error);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Comity",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "Every page of a hub is JSON under the same path: add .json, or send Accept: application/json.",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" },
        },
        "paths": paths,
        "components": { "schemas": schemas.0 },
    })
}

fn add<S>(
    paths: &mut serde_json::Map<String, Value>,
    routes: &[Route<S>],
    schemas: &mut Schemas,
    error: &str,
) {
    for route in routes {
        let operation = operation(route, schemas, error);
        let path = paths.entry(route.path.replace("{*", "{")).or_insert_with(|| json!({}));
        path[route.method] = operation;
    }
}

fn operation<S>(route: &Route<S>, schemas: &mut Schemas, error: &str) -> Value {
    let reference = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
    let mut parameters: Vec<Value> = path_parameters(route.path).collect();
    parameters.extend(query_parameters(route.operation));
    let content = match &route.answer {
        Answers::Page(schema) => {
            parameters.push(language());
            json!({
                "application/json": { "schema": reference(&schema(schemas)) },
                "text/html": { "schema": { "type": "string" } },
            })
        }
        Answers::File(media_type) => json!({ *media_type: {} }),
    };
    let failed = json!({
        "description": "No such answer: the code says why, the advice what to do.",
        "content": { "application/json": { "schema": reference(error) } },
    });
    json!({
        "operationId": route.operation,
        "parameters": parameters,
        "responses": { "200": { "description": "The answer.", "content": content }, "default": failed },
    })
}

fn path_parameters(path: &str) -> impl Iterator<Item = Value> {
    path.split('/')
        .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
        .map(|name| name.trim_start_matches('*'))
        .map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string" } }))
}

fn query_parameters(operation: &str) -> Vec<Value> {
    match operation {
        "search_all" => Query::into_params(|| None).into_iter().map(|parameter| json!(parameter)).collect(),
        "show_capacity" => {
            Narrowed::into_params(|| None).into_iter().map(|parameter| json!(parameter)).collect()
        }
        "show_register" => vec![json!({
            "name": "before", "in": "query", "description": "Lists the entries before this position.",
            "schema": { "type": "integer", "minimum": 0 },
        })],
        _ => Vec::new(),
    }
}

fn language() -> Value {
    json!({
        "name": "lang", "in": "query", "description": "The language of the answer; without it, Accept-Language decides.",
        "schema": { "type": "string", "enum": ["en", "fr"] },
    })
}
