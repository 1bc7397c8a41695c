//! The last step: take the file in, and what came of it.

use leptos::prelude::*;

use super::{
    ImportRow, Outcome, Stage,
    counts::{Counts, Preview},
    rows,
};
use crate::console::form::Act;

/// The decision at the foot of the page.
pub fn decision(import: &ImportRow, preview: &Preview) -> impl IntoView + use<> {
    let Counts {
        new,
        changed,
        missing,
        ..
    } = preview.counts;
    let changes = new + changed;
    let ask = format!(
        "写入{}：新增 {} 行、变更 {} 行？大屏随即更新；导入后可以撤销。",
        import.unit_name,
        rows(new),
        rows(changed)
    );
    let skip = (preview.bad > 0).then(|| {
        view! {
            <label class="check">
                <input id="skip-bad" type="checkbox" name="skip_bad" value="true" />
                <span>"跳过 " {rows(preview.bad)} " 行，稍后修正"</span>
            </label>
        }
    });
    let removal = removal(import.is_of_units, missing, preview);
    let send = if changes > 0 || preview.removable > 0 {
        let label = match changes {
            0 => "导入".to_owned(),
            changes => format!("导入 {} 行", rows(changes)),
        };
        view! {
            <button class="primary" id="apply" type="submit">
                {label}
            </button>
        }
        .into_any()
    } else {
        view! { <p class="hint">"没有可以导入的变化。"</p> }.into_any()
    };
    view! {
        <form class="decision" data-api=format!("POST {}/apply", import.api()) data-then="renew" data-ask=ask>
            {skip}
            {removal}
            <p class="form-error" role="alert"></p>
            {send}
        </form>
    }
}

/// What is to become of rows that are not in the file, where anything can.
fn removal(is_of_units: bool, missing: u64, preview: &Preview) -> Option<AnyView> {
    if missing == 0 {
        return None;
    }
    let kept = missing - preview.removable.min(missing);
    let hint = match (is_of_units, kept) {
        _ if preview.unkeyed > 0 => format!(
            "有 {} 行的标识读不出来，不能断定表中没有哪些；修正后才能处理表中没有的 {} 行。",
            rows(preview.unkeyed),
            rows(missing)
        ),
        (true, 1..) => format!(
            "表中没有的单位里，{} 个名下有台账或仍有下级，保留不动。",
            rows(kept)
        ),
        _ => String::new(),
    };
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint">{hint}</p> });
    let removable = rows(preview.removable);
    let text = if is_of_units {
        format!("停用表中没有的 {removable} 个单位（可撤销）")
    } else {
        format!("表中没有的 {removable} 行视为已转出（可撤销）")
    };
    let tick = (preview.removable > 0).then(|| {
        view! {
            <label class="check">
                <input id="remove-missing" type="checkbox" name="remove_missing" value="true" />
                <span>{text}</span>
            </label>
        }
    });
    Some(view! { {tick} {hint} }.into_any())
}

/// What came of an import.
pub fn result(import: &ImportRow) -> impl IntoView + use<> {
    let outcome = import.outcome.as_ref();
    let numbers = outcome.map(|outcome| numbers(outcome, import));
    let failure = outcome.and_then(|outcome| outcome.failure.clone());
    let failure = failure.map(|text| view! { <p class="warning">{text}</p> });
    let (title, hint) = match (import.stage, failure.is_some()) {
        (Stage::Applied, _) => ("已导入", "大屏和各级数字已经更新。"),
        (_, true) => ("没有导入", "中途出了问题，写入的行已全部撤回。"),
        (_, false) => ("已撤销", "写入的行已恢复成导入前的样子。"),
    };
    let left = outcome.filter(|it| import.stage == Stage::Undone && it.left > 0);
    let left = left.map(|outcome| {
        let text = format!(
            "有 {} 行导入之后又被改过，保留了后来的内容，没有撤回。",
            rows(outcome.left)
        );
        view! { <p class="warning">{text}</p> }
    });
    let undo = (import.stage == Stage::Applied && import.may_undo).then(|| {
        let api = format!("POST {}/undo", import.api());
        view! { <Act api=api label="撤销这次导入" ask=import.undo_question() then="renew" /> }
    });
    view! {
        <section class="card" aria-labelledby="result-title">
            <h2 id="result-title" tabindex="-1">{title} <small>{hint}</small></h2>
            {failure}
            {numbers}
            {left}
            <div class="send">
                <a class="button" href=format!("/units/{}", import.unit)>
                    "看大屏"
                </a>
                <a class="button" href="/console/imports">
                    "继续导入"
                </a>
                {undo}
            </div>
        </section>
    }
}

fn numbers(outcome: &Outcome, import: &ImportRow) -> impl IntoView + use<> {
    let taken = [
        ("新增", outcome.new),
        ("变更", outcome.changed),
        (import.removed(), outcome.removed),
        ("无变化", outcome.unchanged),
        ("系统较新", outcome.newer),
        ("跳过", outcome.skipped),
    ];
    let back = [("撤回", outcome.undone), ("保留", outcome.left)];
    let back = back.into_iter().filter(|_| import.stage == Stage::Undone);
    let figures = taken.into_iter().chain(back).map(|(word, count)| {
        view! {
            <div>
                <dt>{word}</dt>
                <dd>
                    <b>{rows(count)}</b>
                    " 行"
                </dd>
            </div>
        }
    });
    view! { <dl class="figures">{figures.collect_view()}</dl> }
}
