//! How a unit's points come about, line by line: counts, formula, points; and the reviewers' scores.

use leptos::prelude::*;
use liandong_domain::frame::PathStep;

use super::{tenths, tenths_or_dash};
use crate::console::acts::{ActForm, Text};

/// What the part needs.
pub struct WorkingPage {
    /// The unit.
    pub unit: PathStep,
    /// Which year.
    pub year: i32,
    /// Whether that year is over.
    pub is_over: bool,
    /// The indicators.
    pub lines: Vec<WorkingLine>,
    /// All points, in tenths.
    pub sum: u32,
    /// Of how many that apply.
    pub applies: u32,
    /// Out of 100, in tenths.
    pub total: Option<u32>,
    /// The unit that may score, where the account may.
    pub scorer: Option<PathStep>,
}

/// An indicator of a unit.
pub struct WorkingLine {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// How many points it gives at most.
    pub weight: u32,
    /// From what: `街镇已落实 11 + 居民区已落实 196 = 207`, and of what.
    pub counts: Vec<String>,
    /// `207 ÷ 319 = 64.9%，达标线 95%，20 分 × 64.9 ÷ 95`
    pub formula: String,
    /// In tenths; nothing where it does not apply.
    pub points: Option<u32>,
    /// The score that reviewers gave it, where they score it: nothing as long as they have not.
    pub review: Option<Option<u8>>,
}

/// The part.
#[component]
pub(super) fn Working(
    /// What it needs.
    working: WorkingPage,
) -> impl IntoView {
    let name = working.unit.name.to_string();
    let year = working.year;
    let forms = working
        .lines
        .iter()
        .filter_map(|line| score_form(&working, line, line.review?));
    let forms = forms.collect_view();
    view! {
        <section class="card working" id="working">
            <h2>{name} " " <small>{year} " 年度得分的算法"</small></h2>
            {table(working)}
            <div class="score-forms">{forms}</div>
        </section>
    }
}

/// The lines with their sum.
pub(super) fn table(working: WorkingPage) -> impl IntoView {
    let WorkingPage {
        lines,
        sum,
        applies,
        total,
        ..
    } = working;
    let rows = lines.into_iter().map(|line| {
        let counts = line
            .counts
            .into_iter()
            .map(|count| view! { <li>{count}</li> });
        view! {
            <tr>
                <th scope="row">{line.label}</th>
                <td class="number">{line.weight}</td>
                <td>
                    <ul>{counts.collect_view()}</ul>
                </td>
                <td>{line.formula}</td>
                <td class="number">
                    <b>{tenths_or_dash(line.points)}</b>
                </td>
            </tr>
        }
    });
    let converted = total.filter(|_| applies != 100).map(|total| {
        view! {
            <p class="converted">
                {tenths(sum)} " ÷ " {applies} " × 100 = " <b>{tenths(total)}</b>
            </p>
        }
    });
    view! {
        <div class="scroll" tabindex="0" role="region" aria-label="算法">
            <table>
                <thead>
                    <tr>
                        <th scope="col">"指标"</th>
                        <th scope="col" class="number">"分值"</th>
                        <th scope="col">"数"</th>
                        <th scope="col">"算式"</th>
                        <th scope="col" class="number">"得分"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
                <tfoot>
                    <tr>
                        <th scope="row">"合计"</th>
                        <td class="number">{applies}</td>
                        <td></td>
                        <td></td>
                        <td class="number">
                            <b>{tenths(sum)}</b>
                        </td>
                    </tr>
                </tfoot>
            </table>
        </div>
        {converted}
    }
}

fn score_form(
    working: &WorkingPage,
    line: &WorkingLine,
    given: Option<u8>,
) -> Option<impl IntoView + use<>> {
    let by = working.scorer.clone()?;
    let year = working.year.to_string();
    let unit = working.unit.code.to_string();
    let of_year = working.is_over.then(|| format!("（{year} 年度）"));
    let particular = format!("{unit}/{year}");
    let about = vec![("indicator", line.key.clone()), ("scored", unit)];
    Some(view! {
        <details class="fold-act" name="score">
            <summary>{line.label.clone()} "：评分" {of_year}</summary>
            <ActForm unit=by kind="assessment.scored" about particular label="记下评分">
                <input type="hidden" name="year" value=year data-number=true />
                <div class="field">
                    <label>
                        <span>"得分（0 至 100）"</span>
                        <input
                            name="score"
                            type="number"
                            min="0"
                            max="100"
                            step="1"
                            required=true
                            value=given.map(|score| score.to_string())
                        />
                    </label>
                    <p class="field-error" data-for="score" role="alert"></p>
                </div>
                <Text name="remark" label="理由（可不写）" rows=2 optional=true />
            </ActForm>
        </details>
    })
}
