//! A new deployment: what is to be done, until when, and by whom.

use leptos::prelude::*;
use liandong_domain::{
    frame::PathStep,
    moment::{Day, UtcOffset},
    unit::{UnitCode, UnitKind},
};

use super::{ReceiptsView, receipts::Receipts};
use crate::{
    console::acts::{ActForm, DayField, Files, Line, Text},
    format,
};

/// What the page needs.
pub struct ComposePage {
    /// The unit that publishes.
    pub unit: PathStep,
    /// Whether it is not the account's own.
    pub for_another: bool,
    /// The levels below it.
    pub levels: Vec<TargetLevel>,
    /// The receipts of the one before.
    pub last: Option<ReceiptsView>,
    /// How many the unit and those below it have published this quarter.
    pub issued: i64,
    /// What was kept of the form.
    pub draft: Option<String>,
    /// The day.
    pub today: Day,
}

/// The units of a level below.
pub struct TargetLevel {
    /// Which level.
    pub kind: UnitKind,
    /// Its units.
    pub units: Vec<UnitCode>,
    /// What stands behind the level: who passes it on, or why not all of them.
    pub said: String,
    /// Whether it is chosen at first.
    pub chosen: bool,
}

impl ComposePage {
    pub(in crate::console) fn ways(&self) -> Vec<(String, String)> {
        let address = format!("/console/deployments?unit={}", self.unit.code);
        vec![(address, format!("本季 {} 项", format::count(self.issued)))]
    }
}

/// How long there is at first to carry out a deployment, in days.
const TIME: i32 = 14;

/// The page.
#[component]
pub fn Compose(
    /// What it needs.
    page: ComposePage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let ComposePage {
        unit,
        for_another,
        levels,
        last,
        draft,
        today,
        ..
    } = page;
    let then = format!("/console/deployments/{{id}}?unit={}", unit.code);
    let within = unit.code.to_string();
    let name = unit.name.to_string();
    let alone = last.is_none();
    let last = last.map(|receipts| view! { <Receipts receipts offset /> });
    view! {
        <div class="compose" data-alone=alone>
            <section class="card">
                <header class="card-head">
                    <h2>"新部署"</h2>
                    <p class="hint" data-draft-said=true aria-live="polite"></p>
                </header>
                <ActForm unit kind="deployment.issued" label="发布" then for_another draft ask="发布后各单位马上收到，动态条上也会显示。现在发布？">
                    <Line name="title" label="标题" />
                    <Text name="text" label="内容" rows=5 />
                    {targets(levels, within)}
                    <DayField name="due" label="办结期限" value=Some(today.plus(TIME)) from=Some(today) />
                    <Files />
                    <p class="preview-label">"动态条预览"</p>
                    <p class="ticker-preview">
                        <b>"动态"</b>
                        " "
                        <em>"发布时"</em>
                        " "
                        <strong>{name}</strong>
                        " 发布部署"
                        <span data-reach-short=true></span>
                    </p>
                    <p class="hint">"大屏只显示谁发布、发到多少单位，标题和内容只在管理台里看。"</p>
                    <p class="reach">
                        <span data-reach=true aria-live="polite"></span>
                        <button type="button" data-discard=true>"放弃"</button>
                    </p>
                </ActForm>
            </section>
            {last}
        </div>
        <script type="module" src="/act.js"></script>
        <script type="module" src="/targets.js"></script>
    }
}

fn targets(levels: Vec<TargetLevel>, within: String) -> impl IntoView {
    let rows = levels.into_iter().map(|level| {
        let codes: Vec<&str> = level.units.iter().map(UnitCode::as_str).collect();
        view! {
            <label class="check">
                <input
                    type="checkbox"
                    data-codes=codes.join(" ")
                    data-word=level.kind.label()
                    checked=level.chosen
                />
                <span>
                    {format::count(codes.len() as i64)} " " {level.kind.label()}
                </span>
                <small>{level.said}</small>
            </label>
        }
    });
    view! {
        <fieldset class="targets" data-targets=within>
            <legend>"发到"</legend>
            <div class="target-levels">{rows.collect_view()}</div>
            <div class="field">
                <label>
                    <span>"另选单位（输入名称、拼音首字母或代码）"</span>
                    <input type="text" list="targets-found" autocomplete="off" data-pick=true />
                </label>
                <datalist id="targets-found"></datalist>
                <ul class="picked" aria-label="另选的单位"></ul>
            </div>
            <p class="field-error" data-for="targets" role="alert"></p>
        </fieldset>
    }
}
