//! Asking the server while one types.

use std::time::Duration;

use js_sys::{Array, Reflect, encode_uri_component};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};
use liandong_domain::{frame::PathStep, unit::UnitKind};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::finder::{Answer, Finder};
use crate::page::{Found, Search};

const PAUSE: Duration = Duration::from_millis(150);

/// Keeps a search's answer up to date with what is typed.
pub fn start(finder: Finder) {
    // Counts what was asked, so that a late answer to an earlier question is dropped.
    let asked = StoredValue::new(0_u64);
    let question = move || (finder.query.get().trim().to_owned(), finder.level.get());
    let ask =
        move |question: &Question, _: Option<&Question>, timer: Option<Option<TimeoutHandle>>| {
            if let Some(Some(timer)) = timer {
                timer.clear();
            }
            asked.update_value(|asked| *asked += 1);
            let number = asked.get_value();
            let question = question.clone();
            let later = move || {
                spawn_local(async move {
                    let answer = answer(&question).await;
                    if asked.get_value() == number {
                        finder.answer.set(answer);
                        remember(&question);
                    }
                });
            };
            set_timeout_with_handle(later, PAUSE).ok()
        };
    Effect::watch(question, ask, false);
}

type Question = (String, Option<UnitKind>);

async fn answer(question: &Question) -> Answer {
    let (query, _) = question;
    if query.is_empty() {
        return Answer::None;
    }
    match fetch(question).await.ok().and_then(|json| units(&json)) {
        Some((total, found)) => Answer::Units {
            query: query.clone(),
            total,
            found,
        },
        None => Answer::Unreachable,
    }
}

async fn fetch(question: &Question) -> Result<JsValue, JsValue> {
    let url = format!(
        "/api/v1/units?{}&limit={}",
        parameters(question),
        Search::LIMIT
    );
    let response = JsFuture::from(window().fetch_with_str(&url)).await?;
    let response: Response = response.dyn_into()?;
    if !response.ok() {
        return Err(response.status_text().into());
    }
    JsFuture::from(response.json()?).await
}

fn parameters((query, level): &Question) -> String {
    let level = level.map_or("", UnitKind::key);
    format!(
        "q={}&level={level}",
        String::from(encode_uri_component(query))
    )
}

/// Puts the question into the address, where reloading and going back find it.
fn remember(question: &Question) {
    let url = if question.0.is_empty() {
        "/".to_owned()
    } else {
        format!("/?{}", parameters(question))
    };
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&url));
    }
}

// Read field by field: the browser has a JSON reader, and the program is smaller without another.

fn units(answer: &JsValue) -> Option<(u32, Vec<Found>)> {
    let total = Reflect::get(answer, &"total".into()).ok()?.as_f64()?;
    let found = list(answer, "units")?.into_iter().map(|unit| found(&unit));
    Some((total as u32, found.collect::<Option<_>>()?))
}

fn found(answer: &JsValue) -> Option<Found> {
    let unit = path_step(answer)?;
    let path = list(answer, "path")?
        .into_iter()
        .map(|step| path_step(&step));
    let mut above: Vec<PathStep> = path.collect::<Option<_>>()?;
    above.retain(|step| step.code != unit.code);
    Some(Found { unit, above })
}

fn path_step(step: &JsValue) -> Option<PathStep> {
    Some(PathStep {
        code: text(step, "code")?.parse().ok()?,
        name: text(step, "name")?.into(),
        kind: UnitKind::from_key(&text(step, "kind")?)?,
    })
}

fn text(object: &JsValue, key: &str) -> Option<String> {
    Reflect::get(object, &key.into()).ok()?.as_string()
}

fn list(object: &JsValue, key: &str) -> Option<Array> {
    Reflect::get(object, &key.into()).ok()?.dyn_into().ok()
}
