//! The server's routes, read from its source: the one list that cannot be out of date.

use std::collections::BTreeSet;

const SOURCE: &str = include_str!("../../../../server/src/routes.rs");
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// Method and path of every route of the API.
pub fn of_the_api() -> BTreeSet<(String, String)> {
    let routes = SOURCE.split(".route(").skip(1).map(route);
    let of_the_api = routes.filter(|(path, _)| path.starts_with("/api/v1/"));
    of_the_api
        .flat_map(|(path, handlers)| {
            let methods = METHODS.iter().filter(|method| answers(handlers, method));
            let methods: Vec<String> = methods.map(|method| method.to_uppercase()).collect();
            assert!(!methods.is_empty(), "no method of {path} in {handlers}");
            methods
                .into_iter()
                .map(move |method| (method, path.to_owned()))
        })
        .collect()
}

/// A route's path and the expression of its handlers, out of what follows `.route(`.
fn route(source: &str) -> (&str, &str) {
    let (_, source) = source.split_once('"').expect("a path");
    let (path, source) = source.split_once("\",").expect("handlers");
    let handlers = up_to_closing(source).trim().trim_end_matches(',');
    let named = SOURCE.split_once(&format!("let {handlers} = "));
    let named = named.and_then(|(_, value)| value.split_once(";\n"));
    (path, named.map_or(handlers, |(value, _)| value))
}

/// What comes before the parenthesis that closes one opened earlier.
fn up_to_closing(source: &str) -> &str {
    let mut open = 1;
    let end = source.find(|letter| {
        open += i32::from(letter == '(') - i32::from(letter == ')');
        open == 0
    });
    &source[..end.expect("a closing parenthesis")]
}

/// Whether handlers have one for a method: `get(…)`, or `.get(…)` after another.
fn answers(handlers: &str, method: &str) -> bool {
    let call = format!("{method}(");
    handlers.starts_with(&call) || handlers.contains(&format!(".{call}"))
}
