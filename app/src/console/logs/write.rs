//! Writing a log. `log.js` keeps the draft, looks at the text as it is written, and sends it.

use leptos::prelude::*;
use liandong_domain::{fact::log::LogKind, frame::PathStep};

use super::{Mark, Station, chain};

/// What the page needs.
pub struct WritePage {
    /// Which account writes, for what its device keeps.
    pub account: i64,
    /// What the account has written and not sent, as JSON.
    pub draft: Option<String>,
    /// The unit that the log is of, with those above it.
    pub path: Vec<PathStep>,
    /// How many logs the account has written this month.
    pub month: usize,
    /// Who will review it: what it is called, and the unit.
    pub reviewers: Vec<(String, String)>,
    /// Deployments and items that are open at the unit: ids and words.
    pub open: Vec<(String, String)>,
}

/// The page.
#[component]
pub fn Write(
    /// What it needs.
    page: WritePage,
) -> impl IntoView {
    let code = page
        .path
        .last()
        .map(|unit| unit.code.to_string())
        .unwrap_or_default();
    let send = page.reviewers.first().map_or_else(
        || "提交".to_owned(),
        |(label, _)| format!("提交给{}", label.trim_end_matches("审阅")),
    );
    let above = page.path.iter().rev().take(2).rev();
    let names: Vec<String> = above.map(|unit| unit.name.to_string()).collect();
    let kinds = LogKind::ALL.iter().map(|kind| {
        view! {
            <label>
                <input type="radio" name="log_kind" value=kind.key() required=true />
                <span>{kind.label()}</span>
            </label>
        }
    });
    let month = format!("本月已写 {} 篇", page.month);
    view! {
        <div class="write">
            <p class="write-place">
                <a class="way-back" href="/console/logs" aria-label="回到日志">"‹"</a>
                <b>{names.join(" › ")}</b>
            </p>
            <div class="write-status">
                <p id="draft-status" role="status">"还没有写"</p>
                <p>{month}</p>
            </div>
            <div id="outbox" class="outbox" data-account=page.account role="status"></div>
            <form
                id="write-log"
                autocomplete="off"
                novalidate=true
                data-unit=code
                data-account=page.account
                data-draft=page.draft
            >
                <fieldset class="log-kinds">
                    <legend class="unseen">"类别"</legend>
                    {kinds.collect_view()}
                </fieldset>
                <div class="log-text">
                    <label class="unseen" for="log-text">"做了什么"</label>
                    <textarea
                        id="log-text"
                        name="text"
                        rows="6"
                        maxlength="2000"
                        required=true
                        placeholder="今天做了什么，结果怎样，还要做什么"
                        aria-describedby="log-check"
                    ></textarea>
                    <p id="log-check" role="status">"不写姓名、电话和证件号"</p>
                </div>
                {about(page.open)}
                <div class="pair">
                    <div class="field">
                        <label for="log-when">"时间（可不填）"</label>
                        <input id="log-when" name="when" type="datetime-local" />
                    </div>
                    <div class="field">
                        <label for="log-count">"涉及人、户或处数（可不填）"</label>
                        <div class="stepper">
                            <button type="button" data-step="-1" aria-label="减一">"−"</button>
                            <input id="log-count" name="count" type="number" min="0" max="1000000" inputmode="numeric" />
                            <button type="button" data-step="1" aria-label="加一">"＋"</button>
                        </div>
                    </div>
                </div>
                {chain(stations(page.reviewers))}
                <div class="write-bar">
                    <p class="form-error" role="alert"></p>
                    <button type="button" id="keep-draft">"存草稿"</button>
                    <button class="primary" type="submit">{send}</button>
                </div>
            </form>
        </div>
        <script type="module" src="/log.js"></script>
    }
}

fn about(open: Vec<(String, String)>) -> impl IntoView {
    (!open.is_empty()).then(|| {
        let options = open
            .into_iter()
            .map(|(id, label)| view! { <option value=id>{label}</option> });
        view! {
            <div class="field">
                <label for="log-about">"关联（可不选）"</label>
                <select id="log-about" name="about">
                    <option value="">"不关联"</option>
                    {options.collect_view()}
                </select>
            </div>
        }
    })
}

fn stations(reviewers: Vec<(String, String)>) -> Vec<Station> {
    let begin = Station {
        label: "提交".to_owned(),
        place: String::new(),
        mark: Mark::Here,
        said: String::new(),
        way: String::new(),
    };
    let reviewers = reviewers.into_iter().map(|(label, place)| Station {
        label,
        place,
        mark: Mark::Ahead,
        said: "24 小时内".to_owned(),
        way: String::new(),
    });
    [begin].into_iter().chain(reviewers).collect()
}
