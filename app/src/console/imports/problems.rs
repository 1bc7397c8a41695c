//! What is wrong with a file, by value: each is mended once for all rows that have it.

use leptos::prelude::*;

use super::rows;

/// Lines named of each problem.
const LINES: usize = 2;

/// One thing that is wrong with some rows.
pub struct Problem {
    /// Heading of the column.
    pub heading: String,
    /// The key of the field.
    pub field: &'static str,
    /// What the cells hold.
    pub value: String,
    /// What is wrong.
    pub reason: String,
    /// How to mend it.
    pub mend: String,
    /// Key and word of what it most likely stands for.
    pub suggestion: Option<(String, String)>,
    /// How many rows have it.
    pub rows: u64,
    /// The lines of the first ones.
    pub lines: Vec<u64>,
    /// How it is mended here.
    pub cure: Cure,
}

/// How a problem is mended.
pub enum Cure {
    /// By one of these codes, with their words.
    Code(Vec<(&'static str, &'static str)>),
    /// By a unit.
    Unit,
    /// By another value, written here.
    Value,
    /// In the file.
    File,
}

/// A row that cannot be taken.
pub struct RowProblem {
    /// The line of the file.
    pub line: u64,
    /// What is wrong with it.
    pub said: Vec<String>,
}

/// The problems of a file.
pub fn problems(
    problems: &[Problem],
    more: usize,
    bad: u64,
    download: String,
) -> impl IntoView + use<> {
    if problems.is_empty() {
        return view! {
            <section class="card" aria-labelledby="problems-title">
                <h2 id="problems-title" tabindex="-1">"逐行问题"</h2>
                <p class="said" data-state="held">"每一行都可以导入。"</p>
            </section>
        }
        .into_any();
    }
    let lines = problems.iter().enumerate();
    let lines = lines.map(|(index, problem)| line(index, problem));
    let more = (more > 0).then(|| format!("另有 {more} 类问题，见下载的问题行"));
    view! {
        <section class="card" aria-labelledby="problems-title">
            <h2 id="problems-title" tabindex="-1">
                "逐行问题" <small>{rows(bad)} " 行需修正，相同的值合在一起"</small>
            </h2>
            <div class="scroll tall" id="problem-rows" tabindex="0" role="region" aria-label="逐行问题">
                <table class="problems">
                    <thead>
                        <tr>
                            <th scope="col">"行"</th>
                            <th scope="col">"字段"</th>
                            <th scope="col">"原值与问题"</th>
                            <th scope="col">"处理"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
            <div class="send">
                {adopt_all(problems)}
                <a class="button" href=download download="">
                    "下载问题行"
                </a>
                <span class="hint">{more}</span>
            </div>
        </section>
    }
    .into_any()
}

fn line(index: usize, problem: &Problem) -> impl IntoView + use<> {
    let shown = problem.lines.iter().take(LINES).map(u64::to_string);
    let shown: Vec<String> = shown.collect();
    let rest = problem.rows.saturating_sub(shown.len() as u64);
    let lines = match (problem.rows, rest) {
        (1, _) => shown.join(""),
        (count, 0) => format!("{}，共 {} 行", shown.join("、"), rows(count)),
        (count, _) => format!("{} 等 {} 行", shown.join("、"), rows(count)),
    };
    let value = match problem.value.as_str() {
        "" => "（空）".to_owned(),
        value => value.to_owned(),
    };
    view! {
        <tr>
            <td class="lines">{lines}</td>
            <td>{problem.heading.clone()}</td>
            <td>
                <b class="value">{value}</b>
                <span class="said" data-state="open">
                    {problem.reason.clone()}
                </span>
                <small class="under">{problem.mend.clone()}</small>
            </td>
            <td class="cure">{cure(index, problem)}</td>
        </tr>
    }
}

fn cure(index: usize, problem: &Problem) -> AnyView {
    let adopt = problem.suggestion.as_ref().map(|(key, word)| {
        view! {
            <button
                type="button"
                id=format!("adopt-{index}")
                data-field=problem.field
                data-word=problem.value.clone()
                data-code=key.clone()
                aria-label=format!("“{}”采用“{word}”", problem.value)
            >
                "采用 "
                {word.clone()}
            </button>
        }
    });
    let name = format!("“{}”对应", problem.value);
    let id = format!("mean-{index}");
    match &problem.cure {
        Cure::File => view! { <small>"改文件"</small> }.into_any(),
        Cure::Code(codes) => {
            let codes = codes.iter().map(|(key, word)| {
                view! { <option value=*key>{*word}</option> }
            });
            view! {
                {adopt}
                <select id=id data-field=problem.field data-word=problem.value.clone() aria-label=name>
                    <option value="">"选择…"</option>
                    {codes.collect_view()}
                </select>
            }
            .into_any()
        }
        Cure::Value => view! {
            <input
                id=id
                data-field=problem.field
                data-value=problem.value.clone()
                aria-label=format!("“{}”改为", problem.value)
                placeholder="改为…"
                autocomplete="off"
            />
        }
        .into_any(),
        Cure::Unit => view! {
            {adopt}
            <input
                id=id
                data-field=problem.field
                data-word=problem.value.clone()
                aria-label=name
                list="units-found"
                placeholder="单位代码或名称"
                autocomplete="off"
            />
        }
        .into_any(),
    }
}

fn adopt_all(problems: &[Problem]) -> Option<impl IntoView + use<>> {
    let close = problems.iter().filter(|it| it.suggestion.is_some());
    let (groups, count) = close.fold((0, 0), |(groups, count), it| (groups + 1, count + it.rows));
    (groups > 1).then(|| {
        view! {
            <button type="button" id="adopt-all">
                "建议一并采用 "
                {rows(count)}
                " 行"
            </button>
        }
    })
}

/// What the first bad rows say.
pub fn bad_rows(bad: &[RowProblem]) -> Option<impl IntoView + use<>> {
    let lines = bad.iter().map(|row| {
        view! {
            <tr>
                <th scope="row" class="number">{row.line.to_string()}</th>
                <td>{row.said.join("；")}</td>
            </tr>
        }
    });
    (!bad.is_empty()).then(|| {
        view! {
            <details class="card fold" id="bad-rows">
                <summary>"逐行看" <small>"前 " {bad.len()} " 行"</small></summary>
                <div class="scroll tall" id="bad-rows-rows" tabindex="0" role="region" aria-label="逐行看">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col" class="number">"行"</th>
                                <th scope="col">"问题"</th>
                            </tr>
                        </thead>
                        <tbody>{lines.collect_view()}</tbody>
                    </table>
                </div>
            </details>
        }
    })
}
