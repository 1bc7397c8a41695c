//! One log: its text, its way through the levels, what was said of it.

use leptos::prelude::*;
use liandong_domain::{
    fact::log::LogKind,
    moment::{Moment, UtcOffset},
};

use super::{Station, chain};
use crate::{console::form::Send, format};

/// What the page needs.
pub struct LogPage {
    /// What it is about.
    pub kind: LogKind,
    /// The name of its unit.
    pub unit: String,
    /// The post of who wrote it.
    pub author: String,
    /// When it was submitted last.
    pub submitted: Moment,
    /// Its text.
    pub text: String,
    /// How many people, households or places.
    pub count: Option<u32>,
    /// The deployment or item that it belongs to: where it is, and its title.
    pub about: Option<(String, String)>,
    /// Its way.
    pub stations: Vec<Station>,
    /// What was done with it, oldest first.
    pub steps: Vec<LogStep>,
    /// What it takes to submit it again, where it came back and the account may.
    pub again: Option<Resubmission>,
    /// The queue that it waits in, where that is the account's.
    pub review: Option<String>,
}

/// Something that was done with a log.
pub struct LogStep {
    /// When.
    pub at: Moment,
    /// By which unit.
    pub unit: String,
    /// What.
    pub what: &'static str,
    /// What was said.
    pub remark: String,
}

/// What a log that came back is submitted again with.
pub struct Resubmission {
    /// The log.
    pub log: String,
    /// Its unit's code.
    pub unit: String,
    /// What it belongs to, by id.
    pub about: Option<String>,
    /// What the reviewer asks for.
    pub remark: String,
}

/// The page.
#[component]
pub fn Log(
    /// What it needs.
    page: LogPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let count = page.count.map(|count| format!(" · 涉及 {count}"));
    let about = page.about.map(|(address, title)| {
        view! { <p>"关联：" <a href=address>{title}</a></p> }
    });
    let again = page
        .again
        .map(|again| resubmit(again, page.kind, page.count, page.text.clone()));
    let review = page.review.map(|address| {
        view! { <p><a class="button call" href=address>"去审阅"</a></p> }
    });
    let steps = page.steps.into_iter().map(|step| {
        let remark = (!step.remark.is_empty()).then(|| view! { <q>{step.remark}</q> });
        view! {
            <li>
                <small>{format::stamp_cn(step.at, offset)}</small>
                <b>{step.what}</b>
                <span>{step.unit}</span>
                {remark}
            </li>
        }
    });
    view! {
        <p><a href="/console/logs">"‹ 回到日志"</a></p>
        {again}
        <section class="card log-one">
            <header class="card-head">
                <h2><span class="kind">{page.kind.label()}</span> " " {page.unit}</h2>
                <small>{page.author} " · " {format::stamp_cn(page.submitted, offset)} {count}</small>
            </header>
            {chain(page.stations)}
            <p class="log-body">{page.text}</p>
            {about}
            {review}
        </section>
        <section class="card">
            <h3>"经过"</h3>
            <ol class="history-list">{steps.collect_view()}</ol>
        </section>
    }
}

fn resubmit(again: Resubmission, kind: LogKind, count: Option<u32>, text: String) -> impl IntoView {
    let api = format!("POST /api/v1/units/{}/acts", again.unit);
    let kinds = LogKind::ALL.iter().map(|one| {
        view! { <option value=one.key() selected=*one == kind>{one.label()}</option> }
    });
    view! {
        <section class="card">
            <h2>"退回修改"</h2>
            <p class="warning">{again.remark}</p>
            <form data-api=api data-then="reload">
                <input type="hidden" name="kind" value="log.submitted" />
                <input type="hidden" name="log" value=again.log />
                <input type="hidden" name="about" value=again.about.unwrap_or_default() />
                <div class="pair">
                    <div class="field">
                        <label for="again-kind">"类别"</label>
                        <select id="again-kind" name="log_kind">{kinds.collect_view()}</select>
                    </div>
                    <div class="field">
                        <label for="again-count">"涉及人、户或处数（可不填）"</label>
                        <input
                            id="again-count"
                            name="count"
                            type="number"
                            min="0"
                            max="1000000"
                            value=count.map(|count| count.to_string())
                        />
                    </div>
                </div>
                <div class="field">
                    <label for="again-text">"改好的日志"</label>
                    <textarea id="again-text" name="text" rows="7" maxlength="2000" required=true>{text}</textarea>
                    <p class="field-error" data-for="text" role="alert"></p>
                </div>
                <Send label="重新提交" />
            </form>
        </section>
    }
}
