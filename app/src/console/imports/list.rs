//! Every table: the form for another one, those that wait, and those that were taken in.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use super::{ImportRow, Outcome, Stage, rows, upload::upload};
use crate::{
    console::form::{Act, more},
    format,
};

/// What the page needs.
pub struct ImportsPage {
    /// Keys and names of the tables that the reader may write.
    pub tables: Vec<(&'static str, &'static str)>,
    /// The code of the reader's own unit.
    pub unit: String,
    /// That unit's name.
    pub unit_name: String,
    /// The largest file, in bytes.
    pub limit: u64,
    /// Files of the reader that wait.
    pub drafts: Vec<ImportRow>,
    /// Those that were taken in, newest first.
    pub imports: Vec<ImportRow>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// The page.
#[component]
pub fn Imports(
    /// What it needs.
    page: ImportsPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let form = upload(&page);
    let drafts = (!page.drafts.is_empty()).then(|| drafts(page.drafts));
    let next = page
        .next
        .map(|before| more("/console/imports", ("before", &before), "更早的导入"));
    view! {
        {form}
        {drafts}
        <section class="card">
            <h2>"导入记录"</h2>
            {history(page.imports, offset)}
            {next}
        </section>
    }
}

fn drafts(drafts: Vec<ImportRow>) -> impl IntoView {
    let lines = drafts.into_iter().map(|draft| {
        let address = draft.address();
        let api = format!("DELETE {}", draft.api());
        let ask = format!(
            "放弃“{}”？文件随即删除，没有写入任何数据。",
            draft.file_name
        );
        view! {
            <li>
                <a href=address>
                    <b>{draft.file_name}</b>
                    <small>{draft.table} " · " {draft.unit_name}</small>
                </a>
                {mark(draft.stage)}
                <Act api=api label="放弃" ask=ask then="/console/imports" />
            </li>
        }
    });
    view! {
        <section class="card">
            <h2>"等待处理的文件" <small>"两小时不动就自动删除"</small></h2>
            <ul class="waiting">{lines.collect_view()}</ul>
        </section>
    }
}

fn history(imports: Vec<ImportRow>, offset: UtcOffset) -> AnyView {
    if imports.is_empty() {
        let text = "还没有导入过。上传一份表，校验之后再决定是否写入。";
        return view! { <p class="empty">{text}</p> }.into_any();
    }
    let lines = imports.into_iter().map(|import| line(import, offset));
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="导入记录">
            <table class="history">
                <thead>
                    <tr>
                        <th scope="col">"文件"</th>
                        <th scope="col">"表与单位"</th>
                        <th scope="col">"截止日期"</th>
                        <th scope="col">"导入"</th>
                        <th scope="col">"状态"</th>
                        <th scope="col">"结果"</th>
                        <th scope="col">
                            <span class="unseen">"操作"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{lines.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn line(import: ImportRow, offset: UtcOffset) -> impl IntoView {
    let address = import.address();
    let undo = (import.stage == Stage::Applied && import.may_undo).then(|| {
        let api = format!("POST {}/undo", import.api());
        view! { <Act api=api label="撤销" ask=import.undo_question() then=address.clone() /> }
    });
    let at = import.at.map(|at| {
        let moment = Moment(at);
        let day = format::month_day_cn(moment, offset);
        format!("{day} {}", format::clock_hm(moment, offset))
    });
    let outcome = import.outcome.as_ref();
    let outcome = outcome.map(|it| brief(it, import.removed()));
    view! {
        <tr>
            <th scope="row">
                <a href=address.clone()>{import.file_name}</a>
            </th>
            <td>{import.table} <small class="under">{import.unit_name}</small></td>
            <td>{import.as_of}</td>
            <td>{at} <small class="under">{import.actor}</small></td>
            <td>{mark(import.stage)}</td>
            <td>{outcome}</td>
            <td>{undo}</td>
        </tr>
    }
}

/// The state of an import as a mark.
pub fn mark(stage: Stage) -> impl IntoView {
    view! {
        <span class="mark" data-stage=stage.key()>
            {stage.word()}
        </span>
    }
}

fn brief(outcome: &Outcome, removed: &'static str) -> impl IntoView + use<> {
    let parts = [
        ("新增", outcome.new),
        ("变更", outcome.changed),
        (removed, outcome.removed),
        ("跳过", outcome.skipped),
        ("撤回", outcome.undone),
        ("保留", outcome.left),
    ];
    let parts = parts.into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = parts
        .map(|(word, count)| format!("{word} {}", rows(count)))
        .collect();
    let failure = outcome.failure.clone();
    let failure = failure.map(|text| view! { <small class="under warned">{text}</small> });
    view! {
        <span>{parts.join(" · ")}</span>
        {failure}
    }
}
