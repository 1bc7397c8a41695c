//! Care actions: what is overdue, what is planned, carrying out, and how far the plan reaches.

use leptos::prelude::*;
use liandong_domain::{fact::life::CareKind, frame::PathStep, moment::Day};

use super::{acts::encoded, form::Send, meetings::narrow, registries::trail};
use crate::format;

/// What the page needs.
pub struct CarePage {
    /// From the account's own unit down to the one that is looked at.
    pub path: Vec<PathStep>,
    /// The units just below.
    pub children: Vec<PathStep>,
    /// Whether the account plans and carries out.
    pub writes: bool,
    /// Branches that may carry out what the unit plans: keys.
    pub branches: Vec<String>,
    /// Today.
    pub today: Day,
    /// What is still to be done, soonest due first.
    pub open: Vec<CareLine>,
    /// What was done of this quarter's plan, newest first.
    pub done: Vec<CareLine>,
    /// The whole of the unit.
    pub whole: Coverage,
    /// The units just below, and what is the unit's own.
    pub units: Vec<(String, Coverage)>,
    /// By branch.
    pub by_branch: Vec<(String, Coverage)>,
}

/// A care action.
pub struct CareLine {
    /// Its id.
    pub id: String,
    /// The code of its unit.
    pub unit: String,
    /// The name of its unit.
    pub unit_name: String,
    /// Whom it is for.
    pub kind: CareKind,
    /// The branch that carries it out.
    pub branch: String,
    /// How many people it is to reach.
    pub people: u32,
    /// Until when.
    pub due: Day,
    /// When it was carried out, and how many it reached.
    pub done: Option<(Day, u32)>,
    /// Whether the account may say that it is done.
    pub may_do: bool,
}

/// How much of a plan is carried out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Actions that are planned.
    pub planned: usize,
    /// Those that were carried out.
    pub done: usize,
    /// Those that should have been.
    pub late: usize,
    /// People to be reached.
    pub people: u64,
    /// People that were reached.
    pub reached: u64,
}

impl Coverage {
    /// With one action more, as of a day.
    pub fn add(&mut self, people: u32, due: Day, reached: Option<u32>, today: Day) {
        self.planned += 1;
        self.people += u64::from(people);
        match reached {
            Some(reached) => {
                self.done += 1;
                self.reached += u64::from(reached.min(people));
            }
            None => self.late += usize::from(due < today),
        }
    }

    fn share(self) -> String {
        let share = format::percent(self.reached as i64, self.people as i64, 1);
        share.map_or_else(|| "—".to_owned(), |share| format!("{share}%"))
    }
}

/// The page.
#[component]
pub fn Care(
    /// What it needs.
    page: CarePage,
) -> impl IntoView {
    let trail = (page.path.len() > 1).then(|| trail(None, &page.path, "/console/care"));
    let unit = page
        .path
        .last()
        .map(|unit| unit.code.to_string())
        .unwrap_or_default();
    let plan = page.writes.then(|| plan(&unit, page.branches, page.today));
    let today = page.today;
    let late = page.whole.late;
    let late =
        (late > 0).then(|| view! { <span class="waited late">{format!("{late} 件已逾期")}</span> });
    let none = (page.open.is_empty())
        .then(|| view! { <p class="empty tasks-none">"没有还要做的关爱行动。"</p> });
    let open = page
        .open
        .into_iter()
        .map(|care| open_line(care, today))
        .collect_view();
    let done = page.done.into_iter().map(done_line).collect_view();
    view! {
        {trail}
        <section class="card">
            <h2>"本季度覆盖" <small>"计划覆盖的人里，已经关爱到的"</small></h2>
            {figures(page.whole)}
        </section>
        <section class="card">
            <header class="card-head">
                <h2>"还要做的"</h2>
                {late}
            </header>
            {none}
            <ol class="care-list">{open}</ol>
            {plan}
        </section>
        {coverage("按单位", page.units)}
        {coverage("按党支部", page.by_branch)}
        <section class="card">
            <h2>"做好了的" <small>"本季度"</small></h2>
            <ol class="care-list">{done}</ol>
        </section>
        {narrow(page.children, "/console/care")}
    }
}

fn figures(whole: Coverage) -> impl IntoView {
    let figure = |label: &'static str, count: i64, unit: &'static str| {
        view! {
            <div>
                <dt>{label}</dt>
                <dd><b>{format::count(count)}</b> " " {unit}</dd>
            </div>
        }
    };
    view! {
        <dl class="figures">
            {figure("计划", whole.planned as i64, "件")}
            {figure("已完成", whole.done as i64, "件")}
            {figure("逾期", whole.late as i64, "件")}
            {figure("计划覆盖", whole.people as i64, "人")}
            {figure("已覆盖", whole.reached as i64, "人")}
            <div>
                <dt>"覆盖率"</dt>
                <dd><b>{whole.share()}</b></dd>
            </div>
        </dl>
    }
}

fn plan(unit: &str, branches: Vec<String>, today: Day) -> impl IntoView + use<> {
    let api = format!("POST /api/v1/units/{unit}/acts");
    let kinds = CareKind::ALL
        .iter()
        .map(|kind| view! { <option value=kind.key()>{kind.label()}</option> });
    let branch = (!branches.is_empty()).then(|| {
        let options = branches
            .into_iter()
            .map(|key| view! { <option value=key.clone()>{key.clone()}</option> });
        view! {
            <div class="field">
                <label for="care-branch">"由哪个党支部做（可不选）"</label>
                <select id="care-branch" name="organisation">
                    <option value="">"本单位"</option>
                    {options.collect_view()}
                </select>
            </div>
        }
    });
    view! {
        <details class="add">
            <summary>"新计划"</summary>
            <form data-api=api data-then="reload">
                <input type="hidden" name="kind" value="care.planned" />
                <div class="quick">
                    <div class="field">
                        <label for="care-kind">"关爱谁"</label>
                        <select id="care-kind" name="care_kind">{kinds.collect_view()}</select>
                    </div>
                    <div class="field">
                        <label for="care-people">"覆盖几人"</label>
                        <input id="care-people" name="people" type="number" min="1" max="100000" required=true />
                    </div>
                    <div class="field">
                        <label for="care-due">"最晚哪天"</label>
                        <input id="care-due" name="due" type="date" required=true min=today.date().to_string() />
                    </div>
                    {branch}
                </div>
                <Send label="记入计划" />
            </form>
        </details>
    }
}

fn open_line(care: CareLine, today: Day) -> impl IntoView {
    let due = format!("{}前", format::day_cn(care.due));
    let due = if care.due < today {
        let days = today.days_since(care.due);
        view! { <span class="waited late">{format!("逾期 {days} 天")}</span> }.into_any()
    } else {
        view! { <span class="waited">{due}</span> }.into_any()
    };
    let field = format!("care-{}", encoded(&care.id));
    let api = format!("POST /api/v1/units/{}/acts", care.unit);
    let act = care.may_do.then(|| {
        view! {
            <form class="act" data-api=api data-then="reload">
                <input type="hidden" name="kind" value="care.done" />
                <input type="hidden" name="care" value=care.id.clone() />
                <label for=field.clone()>"实际覆盖"</label>
                <input id=field.clone() name="people" type="number" min="0" max="100000" required=true value=care.people.to_string() />
                <span>"人"</span>
                <button type="submit">"记完成"</button>
                <p class="form-error" role="alert"></p>
            </form>
        }
    });
    view! {
        <li>
            <b>{care.kind.label()} " " {care.people} " 人"</b>
            <small>{care.unit_name} " " {care.branch}</small>
            {due}
            {act}
        </li>
    }
}

fn done_line(care: CareLine) -> impl IntoView {
    let (day, reached) = care.done.unwrap_or((care.due, 0));
    view! {
        <li>
            <b>{care.kind.label()} " " {reached} " / " {care.people} " 人"</b>
            <small>{care.unit_name} " " {care.branch}</small>
            <span class="waited">{format!("{}完成", format::day_cn(day))}</span>
        </li>
    }
}

fn coverage(title: &'static str, lines: Vec<(String, Coverage)>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let rows = lines.into_iter().map(|(name, coverage)| {
            let below = coverage.people > 0 && coverage.reached * 10 < coverage.people * 9;
            let share = if below {
                format!("▲ {}", coverage.share())
            } else {
                coverage.share()
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td class="number">{coverage.done} " / " {coverage.planned}</td>
                    <td class="number">{coverage.late}</td>
                    <td class="number">{coverage.reached} " / " {coverage.people}</td>
                    <td class="number" class:warned=below>{share}</td>
                </tr>
            }
        });
        view! {
            <section class="card">
                <h2>"覆盖率" <small>{title} "，▲ 不到 90%"</small></h2>
                <div class="scroll" tabindex="0" role="region" aria-label=format!("覆盖率{title}")>
                    <table class="dense">
                        <thead>
                            <tr>
                                <th scope="col">"名称"</th>
                                <th scope="col" class="number">"完成 / 计划"</th>
                                <th scope="col" class="number">"逾期"</th>
                                <th scope="col" class="number">"覆盖人数"</th>
                                <th scope="col" class="number">"覆盖率"</th>
                            </tr>
                        </thead>
                        <tbody>{rows.collect_view()}</tbody>
                    </table>
                </div>
            </section>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coverage_counts_nobody_twice_and_nothing_as_late_before_its_day() {
        let today = Day::UNIX_EPOCH.plus(100);
        let mut whole = Coverage::default();
        whole.add(6, today.plus(-1), None, today);
        whole.add(4, today, None, today);
        whole.add(10, today.plus(-30), Some(12), today);
        let expected = Coverage {
            planned: 3,
            done: 1,
            late: 1,
            people: 20,
            reached: 10,
        };
        assert_eq!(whole, expected);
        assert_eq!(whole.share(), "50.0%");
        assert_eq!(Coverage::default().share(), "—");
    }
}
