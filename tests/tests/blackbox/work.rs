//! The work that goes on, from the first act to the numbers, as staff and programs do it.

mod attachments;
mod care;
mod cobuilding;
mod deployments;
mod drafts;
mod items;
mod lists;
mod locking;
mod logs;
mod pushed;

use liandong_tests::{Answer, Staff};
use serde_json::Value;

/// The rows of a list.
async fn rows(staff: &Staff<'_>, path: &str) -> Vec<Value> {
    let answer = staff.get(path).await;
    answer.assert_status(200);
    answer.json()["rows"].as_array().expect("a list").clone()
}

/// The ids of a list's rows.
async fn ids(staff: &Staff<'_>, path: &str) -> Vec<String> {
    let rows = rows(staff, path).await;
    let ids = rows.iter().map(|row| text(&row["id"]));
    ids.collect()
}

/// What can be read.
async fn read(staff: &Staff<'_>, path: &str) -> Value {
    let answer = staff.get(path).await;
    answer.assert_status(200);
    answer.json()
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

/// The kinds of the steps of a history.
fn kinds(detail: &Value) -> Vec<String> {
    let steps = detail["history"].as_array().expect("a list");
    steps.iter().map(|step| text(&step["kind"])).collect()
}

/// Says that all of these are answered as what was never there.
fn assert_unseen(answers: &[Answer], code: &str) {
    for answer in answers {
        answer.assert_refused(404, code);
    }
}
