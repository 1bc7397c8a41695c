//! Every endpoint of staff, asked by every role, inside and outside of its subtree. What is expected
//! follows from one rule per endpoint; an endpoint without a rule fails the test.

use std::collections::BTreeSet;

use liandong_tests::{Answer, Server, tree::*};

mod callers;
mod endpoints;
mod grounds;
pub mod routes;

use callers::{Caller, Role};
use endpoints::{Endpoint, Rule, STAFF_ENDPOINTS};
use grounds::{Grounds, Place};

/// The endpoints that are not of staff, but of visitors, panels and programs; they have tests of their own.
const OTHERS: [(&str, &str); 12] = [
    ("GET", "/api/v1/units"),
    ("GET", "/api/v1/units/{code}/history"),
    ("GET", "/api/v1/units/{code}/numbers/{number}"),
    ("GET", "/api/v1/units/{code}/snapshot"),
    ("POST", "/api/v1/device/code"),
    ("POST", "/api/v1/device/token"),
    ("POST", "/api/v1/device/credential"),
    ("POST", "/api/v1/device/picture"),
    ("POST", "/api/v1/facts"),
    ("POST", "/api/v1/registries/{registry}/rows"),
    ("PUT", "/api/v1/registries/{registry}/rows/{key}"),
    ("DELETE", "/api/v1/registries/{registry}/rows/{key}"),
];

#[test]
fn every_endpoint_has_a_rule() {
    let listed = STAFF_ENDPOINTS.iter().map(|of| (of.method, of.path));
    let listed: BTreeSet<(&str, &str)> = listed.chain(OTHERS).collect();
    let routes = routes::of_the_api();
    let routes: BTreeSet<(&str, &str)> = routes
        .iter()
        .map(|(method, path)| (method.as_str(), path.as_str()))
        .collect();
    assert_eq!(routes, listed);
}

/// The status that a rule has for somebody who asks about a unit.
fn expected(endpoint: &Endpoint, caller: &Caller<'_>, unit: &str) -> u16 {
    let done = endpoint.done;
    if endpoint.rule == Rule::Anybody {
        return done;
    }
    let Some(role) = caller.role else {
        return 401;
    };
    let is_outside = !caller.reaches(unit);
    match endpoint.rule {
        Rule::AtLeast(least) | Rule::RoleThenPlace(least, _) if role < least => 403,
        Rule::RoleThenPlace(_, outside) if is_outside => outside,
        Rule::PlaceThenRole(_) if is_outside => 404,
        Rule::PlaceThenRole(least) if role < least => 403,
        Rule::AtRoot if role < Role::Administrator || caller.unit != CITY => 403,
        _ => done,
    }
}

async fn ask(endpoint: &Endpoint, caller: &Caller<'_>, place: &Place) -> Answer {
    let path = endpoint.path_to(&place.target);
    let mut request = caller.request(endpoint.method, &path);
    if let Some(body) = endpoint.body {
        request = request.json(&body(caller, place));
    }
    Answer::of(request).await
}

#[tokio::test]
async fn everybody_may_do_what_the_rules_say_and_nothing_else() {
    let server = Server::small().await;
    let grounds = Grounds::of(&server, [TIANPING, HUAYANG]).await;
    let callers = callers::at(TIANPING, grounds.chief()).await;
    for endpoint in STAFF_ENDPOINTS {
        for caller in &callers {
            for unit in endpoint.rule.units([TIANPING, HUAYANG]) {
                let place = grounds.place(endpoint.path, unit).await;
                let answer = ask(endpoint, caller, &place).await;
                let what = format!("{} {} at {unit}", endpoint.method, endpoint.path);
                let status = answer.status.as_u16();
                let expected = expected(endpoint, caller, unit);
                assert_eq!(status, expected, "{what} by {caller}: {answer:?}");
                if status >= 400 {
                    answer.refusal();
                }
            }
        }
    }
}
