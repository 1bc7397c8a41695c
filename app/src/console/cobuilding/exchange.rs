//! What is offered, what is needed, and what of the two fits together.

use leptos::prelude::*;
use liandong_domain::{fact::cobuilding::Category, moment::Day};

use crate::{console::form::Send, format};

/// Something that is offered.
pub struct ResourceLine {
    /// What it is.
    pub category: Category,
    /// What it is, in a line.
    pub title: String,
    /// Who offers it.
    pub employer: String,
    /// The unit that it is offered to.
    pub unit: String,
    /// Until when.
    pub until: Day,
    /// Whether it is used in a project.
    pub taken: bool,
}

/// Something that is needed.
pub struct NeedLine {
    /// What it is.
    pub category: Category,
    /// What it is, in a line.
    pub title: String,
    /// The unit in need.
    pub unit: String,
    /// Until when.
    pub due: Day,
    /// Whether a project meets it.
    pub met: bool,
    /// Whether it should have been met by now.
    pub late: bool,
}

/// A resource that may meet a need.
pub struct Suggestion {
    /// The resource's id.
    pub resource: String,
    /// The need's id.
    pub need: String,
    /// The resource's title.
    pub resource_title: String,
    /// Who offers it.
    pub employer: String,
    /// The need's title.
    pub need_title: String,
    /// The unit in need.
    pub unit: String,
    /// The code of the unit that brings the two together.
    pub acting: String,
    /// Why they fit, in words.
    pub reasons: Vec<String>,
}

/// What fits together.
pub(super) fn suggestions(suggestions: Vec<Suggestion>, writes: bool) -> impl IntoView {
    let empty = suggestions.is_empty().then(|| {
        view! { <p class="empty">"现在没有对得上的资源和需求。"</p> }
    });
    let lines = suggestions.into_iter().map(|one| {
        let reasons = one.reasons.into_iter().map(|reason| view! { <li>{reason}</li> });
        let api = format!("POST /api/v1/units/{}/acts", one.acting);
        let make = writes.then(|| {
            view! {
                <form class="act" data-api=api data-then="reload">
                    <input type="hidden" name="kind" value="match.made" />
                    <input type="hidden" name="resource" value=one.resource />
                    <input type="hidden" name="need" value=one.need />
                    <button type="submit" class="refuse">"立项"</button>
                    <p class="form-error" role="alert"></p>
                </form>
            }
        });
        view! {
            <li>
                <p><small>"需求"</small> " " <b>{one.need_title}</b> " " <small>{one.unit}</small></p>
                <p><small>"资源"</small> " " <b>{one.resource_title}</b> " " <small>{one.employer}</small></p>
                <ul class="reasons">{reasons.collect_view()}</ul>
                {make}
            </li>
        }
    });
    view! {
        <section class="card">
            <h2>"可以对接" <small>"按类别、远近和时间推荐"</small></h2>
            {empty}
            <ol class="suggestions">{lines.collect_view()}</ol>
        </section>
    }
}

/// What is offered beside what is needed.
pub(super) fn exchange(
    resources: Vec<ResourceLine>,
    needs: Vec<NeedLine>,
    unit: &str,
    employers: &[(String, String)],
    (writes, today): (bool, Day),
) -> impl IntoView + use<> {
    let resources = resources.into_iter().map(|one| {
        let state = if one.taken { "已对接" } else { "可对接" };
        let until = format!("到{}", format::day_cn(one.until));
        view! {
            <li>
                <span class="kind">{one.category.label()}</span>
                <b>{one.title}</b>
                <small>{[one.employer, one.unit, until].join(" · ")}</small>
                <span class="waited">{state}</span>
            </li>
        }
    });
    let resources = resources.collect_view();
    let needs = needs.into_iter().map(|one| {
        let state = match (one.met, one.late) {
            (true, _) => view! { <span class="waited">"已对接"</span> }.into_any(),
            (false, true) => view! { <span class="waited late">"已过期"</span> }.into_any(),
            (false, false) => view! { <span class="waited">"等资源"</span> }.into_any(),
        };
        let due = format!("{}前", format::day_cn(one.due));
        view! {
            <li>
                <span class="kind">{one.category.label()}</span>
                <b>{one.title}</b>
                <small>{[one.unit, due].join(" · ")}</small>
                {state}
            </li>
        }
    });
    let needs = needs.collect_view();
    let offer = writes.then(|| offer(unit, employers, today));
    let raise = writes.then(|| raise(unit, today));
    view! {
        <div class="exchange">
            <section class="card">
                <h2>"资源"</h2>
                <ul class="exchange-list">{resources}</ul>
                {offer}
            </section>
            <section class="card">
                <h2>"需求"</h2>
                <ul class="exchange-list">{needs}</ul>
                {raise}
            </section>
        </div>
    }
}

fn categories() -> impl IntoView {
    let options = Category::ALL.iter();
    options
        .map(|one| view! { <option value=one.key()>{one.label()}</option> })
        .collect_view()
}

fn offer(unit: &str, employers: &[(String, String)], today: Day) -> impl IntoView + use<> {
    let api = format!("POST /api/v1/units/{unit}/acts");
    let employers = employers.iter().map(|(key, name)| {
        view! { <option value=key.clone()>{name.clone()}</option> }
    });
    let employers = employers.collect_view();
    view! {
        <details class="add">
            <summary>"登记资源"</summary>
            <form data-api=api data-then="reload">
                <input type="hidden" name="kind" value="resource.offered" />
                <div class="field">
                    <label for="offer-title">"一句话说明"</label>
                    <input id="offer-title" name="title" required=true maxlength="60" autocomplete="off" />
                    <p class="field-error" data-for="title" role="alert"></p>
                </div>
                <div class="pair">
                    <div class="field">
                        <label for="offer-category">"类别"</label>
                        <select id="offer-category" name="category">{categories()}</select>
                    </div>
                    <div class="field">
                        <label for="offer-until">"可用到"</label>
                        <input id="offer-until" name="until" type="date" required=true min=today.date().to_string() />
                    </div>
                </div>
                <div class="field">
                    <label for="offer-employer">"提供单位（可不选）"</label>
                    <select id="offer-employer" name="employer">
                        <option value="">"本单位"</option>
                        {employers}
                    </select>
                </div>
                <Send label="登记" />
            </form>
        </details>
    }
}

fn raise(unit: &str, today: Day) -> impl IntoView + use<> {
    let api = format!("POST /api/v1/units/{unit}/acts");
    view! {
        <details class="add">
            <summary>"提出需求"</summary>
            <form data-api=api data-then="reload">
                <input type="hidden" name="kind" value="need.raised" />
                <div class="field">
                    <label for="raise-title">"一句话说明"</label>
                    <input id="raise-title" name="title" required=true maxlength="60" autocomplete="off" />
                    <p class="field-error" data-for="title" role="alert"></p>
                </div>
                <div class="pair">
                    <div class="field">
                        <label for="raise-category">"类别"</label>
                        <select id="raise-category" name="category">{categories()}</select>
                    </div>
                    <div class="field">
                        <label for="raise-due">"最晚哪天"</label>
                        <input id="raise-due" name="due" type="date" required=true min=today.date().to_string() />
                    </div>
                </div>
                <Send label="提出" />
            </form>
        </details>
    }
}
