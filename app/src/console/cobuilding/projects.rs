//! Projects: from the match to the score.

use leptos::prelude::*;
use liandong_domain::{moment::Day, work::ProjectStage};

use crate::format;

/// A project.
pub struct ProjectLine {
    /// Its id.
    pub id: String,
    /// The need's title.
    pub need: String,
    /// The resource's title.
    pub resource: String,
    /// The unit in need.
    pub unit: String,
    /// When it began.
    pub made: Day,
    /// How far it is.
    pub stage: ProjectStage,
    /// What the unit in need says of it.
    pub score: Option<u8>,
    /// The code of the unit that acts.
    pub acting: String,
    /// What it may do next.
    pub act: ProjectAct,
    /// Whether it may end the project.
    pub may_drop: bool,
}

/// What may be done with a project next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProjectAct {
    /// Nothing, or not by this unit.
    Nothing,
    /// Both sides agree.
    Agree,
    /// It was carried out.
    Fulfil,
    /// The unit in need says how it was.
    Confirm,
}

const STAGES: [(ProjectStage, &str); 4] = [
    (ProjectStage::Made, "立项"),
    (ProjectStage::Agreed, "实施"),
    (ProjectStage::Fulfilled, "办结"),
    (ProjectStage::Confirmed, "评价"),
];

/// The projects.
pub(super) fn projects(projects: Vec<ProjectLine>) -> impl IntoView {
    let empty = projects
        .is_empty()
        .then(|| view! { <p class="empty">"还没有项目。资源和需求对上了，在上面立项。"</p> });
    let lines = projects.into_iter().map(line);
    view! {
        <section class="card" id="projects">
            <h2>"项目"</h2>
            {empty}
            <ol class="projects">{lines.collect_view()}</ol>
        </section>
    }
}

fn line(project: ProjectLine) -> impl IntoView {
    let api = format!("POST /api/v1/units/{}/acts", project.acting);
    let stages = STAGES.into_iter().map(|(stage, label)| {
        let mark = if project.stage >= stage {
            "done"
        } else {
            "ahead"
        };
        view! { <li data-mark=mark>{label}</li> }
    });
    let score = project.score.map(|score| format!(" · 评分 {score} / 5"));
    let plain = |kind: &'static str, label: &'static str| {
        view! {
            <form class="act" data-api=api.clone() data-then="reload">
                <input type="hidden" name="kind" value=kind />
                <input type="hidden" name="match" value=project.id.clone() />
                <button type="submit">{label}</button>
                <p class="form-error" role="alert"></p>
            </form>
        }
    };
    let act = match project.act {
        ProjectAct::Nothing => None,
        ProjectAct::Agree => Some(plain("match.agreed", "双方同意，开始实施").into_any()),
        ProjectAct::Fulfil => Some(plain("match.fulfilled", "已办结").into_any()),
        ProjectAct::Confirm => Some(confirm(&api, &project.id).into_any()),
    };
    let drop = project.may_drop.then(|| {
        view! {
            <form class="act" data-api=api.clone() data-then="reload" data-ask="终止这个项目？资源和需求都会放回来。">
                <input type="hidden" name="kind" value="match.dropped" />
                <input type="hidden" name="match" value=project.id.clone() />
                <button type="submit">"终止"</button>
                <p class="form-error" role="alert"></p>
            </form>
        }
    });
    view! {
        <li>
            <p>
                <b>{project.need}</b>
                <small>{project.unit} " · " {project.resource} " · " {format::day_cn(project.made)} "立项" {score}</small>
            </p>
            <ol class="project-way" aria-label=project.stage.label()>{stages.collect_view()}</ol>
            <div class="acts">{act} {drop}</div>
        </li>
    }
}

fn confirm(api: &str, id: &str) -> impl IntoView + use<> {
    let scores = (1..=5).rev().map(|score| {
        view! { <option value=score.to_string()>{format!("{score} 分")}</option> }
    });
    view! {
        <form class="act" data-api=api.to_owned() data-then="reload">
            <input type="hidden" name="kind" value="match.confirmed" />
            <input type="hidden" name="match" value=id.to_owned() />
            <select name="score" data-number=true aria-label="评分">{scores.collect_view()}</select>
            <input name="text" maxlength="200" placeholder="评价（可不填）" aria-label="评价" autocomplete="off" />
            <button type="submit" class="refuse">"确认并评分"</button>
            <p class="form-error" role="alert"></p>
        </form>
    }
}
