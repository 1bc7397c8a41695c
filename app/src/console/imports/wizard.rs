//! The page of one import. `import.js` says to the API what is chosen, follows what is under way, and
//! renews `#import` when something has changed.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use super::{
    ImportRow, Stage,
    columns::{Sheet, mapping},
    counts::{Preview, by_unit, counters},
    finish::{decision, result},
    list::mark,
    problems::{bad_rows, problems},
    rows,
};
use crate::{console::form::Act, format};

/// What the page needs.
pub struct ImportPage {
    /// The import.
    pub import: ImportRow,
    /// What is said of it, while it waits.
    pub sheet: Option<Sheet>,
    /// What taking it in would do, once it has been read.
    pub preview: Option<Preview>,
}

const STEPS: [&str; 4] = ["上传文件", "列映射", "校验修正", "确认导入"];

/// The page.
#[component]
pub fn Import(
    /// What it needs.
    page: ImportPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let ImportPage {
        import,
        sheet,
        preview,
    } = page;
    let stage = import.stage;
    let done = steps_done(stage, preview.as_ref());
    let has_preview = preview.is_some();
    let progress = stage.is_moving().then(|| progress(&import));
    let ended = matches!(stage, Stage::Applied | Stage::Undone).then(|| result(&import));
    let counters = preview.as_ref().map(counters);
    let said = sheet.as_ref().and_then(|sheet| obstacles(stage, sheet));
    let columns = sheet.as_ref().map(mapping);
    let found = preview.as_ref().map(|preview| {
        let download = format!("{}/bad-rows.xlsx", import.api());
        let Preview {
            problems: listed,
            more_problems: more,
            bad,
            ..
        } = preview;
        problems(listed, *more, *bad, download)
    });
    let units = preview.as_ref().and_then(|preview| by_unit(&preview.units));
    let bad = preview.as_ref().and_then(|it| bad_rows(&it.bad_rows));
    let foot = sheet
        .as_ref()
        .map(|sheet| foot(&import, sheet, preview.as_ref()));
    view! {
        <p class="unseen" role="status" id="import-status"></p>
        <div id="import" data-api=import.api() data-stage=stage.key() data-within=import.unit.clone()>
            {heading(&import, offset)}
            {steps(done)}
            <p class="form-error" role="alert" id="import-problem"></p>
            {progress}
            {ended}
            {said}
            {counters}
            <div class="halves" data-full=(!has_preview).then_some("")>
                {columns}
                {found}
            </div>
            {bad}
            {units}
            {foot}
            <datalist id="units-found"></datalist>
        </div>
        <script type="module" src="/import.js"></script>
    }
}

fn heading(import: &ImportRow, offset: UtcOffset) -> impl IntoView + use<> {
    let at = import.at.map(|at| {
        let moment = Moment(at);
        let day = format::month_day_cn(moment, offset);
        let time = format::clock_hm(moment, offset);
        format!(" · {} {day} {time}", import.actor)
    });
    view! {
        <div class="heading">
            <p class="crumbs">
                <a href="/console/imports">"导入"</a>
                " › "
                {import.file_name.clone()}
            </p>
            <h2 class="unit-name">{import.table} "数据导入"</h2>
            <p class="hint">
                "写入 " <b>{import.unit_name.clone()}</b> " · 截止 " {import.as_of.clone()} {at} " "
                {mark(import.stage)}
            </p>
        </div>
    }
}

/// How many steps are done.
fn steps_done(stage: Stage, preview: Option<&Preview>) -> usize {
    match (stage, preview) {
        (Stage::Mapping | Stage::Failed, _) => 1,
        (Stage::Reading, _) => 2,
        (Stage::Ready, Some(preview)) if preview.bad > 0 => 2,
        (Stage::Ready | Stage::Applying, _) => 3,
        (Stage::Applied | Stage::Undoing | Stage::Undone, _) => 4,
    }
}

fn steps(done: usize) -> impl IntoView {
    let steps = STEPS.into_iter().enumerate().map(|(index, step)| {
        let state = match index.cmp(&done) {
            std::cmp::Ordering::Less => "done",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "later",
        };
        let sign = if index < done {
            "✓".to_owned()
        } else {
            (index + 1).to_string()
        };
        let here = (index == done).then_some("step");
        view! {
            <li data-state=state aria-current=here>
                <span aria-hidden="true">{sign}</span>
                {step}
            </li>
        }
    });
    view! { <ol class="steps" aria-label="步骤">{steps.collect_view()}</ol> }
}

fn progress(import: &ImportRow) -> impl IntoView + use<> {
    let (done, total) = import.progress.unwrap_or_default();
    let said = match (import.stage, total) {
        (stage, 0) => format!("{} · {} 行", stage.word(), rows(done)),
        (stage, total) => format!("{} · {} / {} 行", stage.word(), rows(done), rows(total)),
    };
    let (value, max) = (done.to_string(), total.to_string());
    let value = (total > 0).then_some(value);
    let max = (total > 0).then_some(max);
    view! {
        <section class="card moving" id="progress">
            <progress value=value max=max aria-labelledby="progress-said"></progress>
            <p id="progress-said">{said}</p>
        </section>
    }
}

/// What stands in the way, with what to do.
fn obstacles(stage: Stage, sheet: &Sheet) -> Option<impl IntoView + use<>> {
    let title = match stage {
        Stage::Mapping => "先对应好各列，才能校验",
        Stage::Failed => "这份文件读不下去。改好后重新上传，或改一改列的对应",
        _ => return None,
    };
    let problems = sheet.problems.iter().cloned();
    let problems = problems.map(|problem| view! { <li>{problem}</li> });
    Some(view! {
        <section class="card obstacles">
            <h2>{title}</h2>
            <ul>{problems.collect_view()}</ul>
        </section>
    })
}

fn foot(import: &ImportRow, sheet: &Sheet, preview: Option<&Preview>) -> impl IntoView + use<> {
    let decision = preview.map(|preview| decision(import, preview));
    let ask = format!(
        "放弃“{}”？文件随即删除，没有写入任何数据。",
        import.file_name
    );
    let api = format!("DELETE {}", import.api());
    view! {
        <footer class="foot">
            <Act api=api label="放弃" ask=ask then="/console/imports" />
            <div class="as-of-day">
                <label for="as-of">"截止日期"</label>
                <input
                    id="as-of"
                    type="date"
                    value=import.as_of.clone()
                    data-saved=import.as_of.clone()
                    min="1921-07-23"
                    max=sheet.today.clone()
                    title="表里的情况是哪一天的；系统里更晚的内容不会被覆盖"
                />
            </div>
            {decision}
        </footer>
    }
}
