//! What taking a file in would do, in numbers.

use leptos::prelude::*;

use super::{
    problems::{Problem, RowProblem},
    rows,
};

/// What rows come to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Rows that are not there yet.
    pub new: u64,
    /// Rows that stand otherwise.
    pub changed: u64,
    /// Rows that stand so already.
    pub unchanged: u64,
    /// Rows that stand newer than the file.
    pub newer: u64,
    /// Rows that stand and are not in the file.
    pub missing: u64,
}

/// A unit's rows.
pub struct UnitCounts {
    /// Its name.
    pub name: String,
    /// What they come to.
    pub counts: Counts,
}

/// What taking a file in would do.
pub struct Preview {
    /// Rows of the file.
    pub rows: u64,
    /// Those that cannot be taken.
    pub bad: u64,
    /// Those of which it is not known what they are of.
    pub unkeyed: u64,
    /// How many of the rows that are not in the file can go.
    pub removable: u64,
    /// What the others come to.
    pub counts: Counts,
    /// The same by unit.
    pub units: Vec<UnitCounts>,
    /// What is wrong, the most frequent first.
    pub problems: Vec<Problem>,
    /// How many more different things are wrong.
    pub more_problems: usize,
    /// The first rows that cannot be taken.
    pub bad_rows: Vec<RowProblem>,
}

/// The numbers, and their parts of the whole as a bar.
pub fn counters(preview: &Preview) -> impl IntoView + use<> {
    let Counts {
        new,
        changed,
        unchanged,
        newer,
        missing,
    } = preview.counts;
    let (whole, bad) = (preview.rows, preview.bad);
    let counted = [
        ("rows", "总行数", whole),
        ("new", "新增", new),
        ("changed", "变更", changed),
        ("unchanged", "无变化", unchanged),
        ("newer", "系统较新", newer),
        ("bad", "需修正", bad),
        ("missing", "表中没有的", missing),
    ];
    let numbers = counted.map(|(key, word, count)| {
        view! {
            <div data-part=key>
                <dt>{word}</dt>
                <dd>{rows(count)}</dd>
            </div>
        }
    });
    let parts = counted
        .iter()
        .filter(|(key, _, count)| *count > 0 && !matches!(*key, "rows" | "missing"));
    let parts = parts.map(|(key, _, count)| {
        view! { <span data-part=*key style=format!("--rows:{count}")></span> }
    });
    let good = match bad {
        0 => Some("都可直接导入。".to_owned()),
        bad if bad == whole => Some("还没有一行可以导入。".to_owned()),
        bad => crate::format::percent(
            i64::try_from(whole - bad.min(whole)).unwrap_or_default(),
            i64::try_from(whole).unwrap_or_default(),
            1,
        )
        .map(|good| format!("{good}% 可直接导入。")),
    };
    view! {
        <section class="card counters" aria-label="校验结果">
            <dl>{numbers.collect_view()}</dl>
            <div class="share">
                <div class="bar" aria-hidden="true">
                    {parts.collect_view()}
                </div>
                <p>{good} "导入前不写入任何数据。"</p>
            </div>
        </section>
    }
}

/// What rows come to in each unit.
pub fn by_unit(units: &[UnitCounts]) -> Option<impl IntoView + use<>> {
    if units.is_empty() {
        return None;
    }
    let lines = units.iter().map(|unit| {
        let Counts {
            new,
            changed,
            unchanged,
            newer,
            missing,
        } = unit.counts;
        let cells = [new, changed, unchanged, newer, missing].map(|count| {
            view! { <td class="number">{rows(count)}</td> }
        });
        view! {
            <tr>
                <th scope="row">{unit.name.clone()}</th>
                {cells.collect_view()}
            </tr>
        }
    });
    Some(view! {
        <details class="card fold" id="by-unit">
            <summary>"按单位看" <small>{units.len()} " 个单位"</small></summary>
            <div class="scroll tall" id="by-unit-rows" tabindex="0" role="region" aria-label="按单位看">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"单位"</th>
                            <th scope="col" class="number">"新增"</th>
                            <th scope="col" class="number">"变更"</th>
                            <th scope="col" class="number">"无变化"</th>
                            <th scope="col" class="number">"系统较新"</th>
                            <th scope="col" class="number">"表中没有的"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
        </details>
    })
}
