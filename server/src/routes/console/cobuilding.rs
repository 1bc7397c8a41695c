//! `/console/cobuilding`: employers, resources and needs, what fits together, projects, activities.

mod exchange;
mod suggest;

use std::sync::Arc;

use axum::{extract::State, response::Response};
use liandong_app::console::{
    ActivityLine, CoBuildingPage, EmployerLine, Page, ProjectAct, ProjectLine,
};
use liandong_domain::{
    aggregate::Aggregate,
    fact::Event,
    registry::Circle,
    tree::UnitIndex,
    work::{Employer, Project, ProjectStage, SubjectId},
};

use super::{Reader, registries::UnitQuery, show, units::path};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    routes::{query::Asked, registries::unit_of},
    search::step,
    store::Entry,
    work::{Scope, Texts},
};
use exchange::Exchange;

/// Employers of a circle on the page.
const EMPLOYERS: usize = 60;
/// Projects on the page.
const PROJECTS: usize = 60;
/// Activities of the list, and among how many they are looked for.
const ACTIVITIES: usize = 30;
const AMONG: u32 = 500;

/// The page.
///
/// # Errors
/// No such unit in the subtree, or the store failed.
pub async fn cobuilding(
    State(application): State<Arc<Application>>,
    Reader(staff): Reader,
    Asked(query): Asked<UnitQuery>,
) -> Result<Response, AppError> {
    let code = unit_of(&application, &staff, query.unit.as_deref())?;
    let held = application.store.recent("activity.held", AMONG).await?;
    let (exchange, projects) = {
        let aggregate = application.engine.read();
        let unit = find(&aggregate, code.as_str())?;
        (
            Exchange::of(&aggregate, unit, &scope(&aggregate, &staff)?),
            projects(&aggregate, unit),
        )
    };
    let mut ids = exchange.ids();
    for (_, project) in &projects {
        ids.extend([project.need.as_str(), project.resource.as_str()]);
    }
    let texts = Texts::of(&application.store, &ids).await?;
    let page = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = find(&aggregate, code.as_str())?;
        let children = tree.node(unit).children.iter();
        let (resources, needs, suggestions) = exchange.lines(&aggregate, &texts);
        let line = |(id, project): &(SubjectId, Project)| {
            project_line(&aggregate, (unit, &staff), (id, project), &texts)
        };
        CoBuildingPage {
            path: path(tree, &staff, unit),
            children: children.map(|&child| step(tree, child)).collect(),
            writes: staff.account.role >= Role::Clerk,
            today: aggregate.today(),
            circles: circles(&aggregate, unit),
            resources,
            needs,
            suggestions,
            projects: projects.iter().map(line).collect(),
            activities: activities(&aggregate, unit, &held),
        }
    };
    Ok(show(
        &application,
        Some(&staff),
        Page::CoBuilding(Box::new(page)),
    ))
}

fn find(aggregate: &Aggregate, code: &str) -> Result<UnitIndex, AppError> {
    let unit = aggregate.tree().find(code);
    unit.ok_or_else(|| AppError::unknown_unit(code))
}

/// What the account's own people see.
fn scope<'a>(aggregate: &'a Aggregate, staff: &Staff) -> Result<Scope<'a>, AppError> {
    let code = staff.account.unit.as_str();
    Scope::of(aggregate, code).ok_or_else(|| AppError::unknown_unit(code))
}

/// Whether a unit, or the one in its place, is at or below another.
fn is_within(aggregate: &Aggregate, unit: UnitIndex, top: UnitIndex) -> bool {
    let tree = aggregate.tree();
    let mut above = tree.upwards(tree.standing(unit));
    above.any(|above| above == top)
}

fn name(aggregate: &Aggregate, unit: UnitIndex) -> String {
    let tree = aggregate.tree();
    tree.node(tree.standing(unit)).name.to_string()
}

fn circles(
    aggregate: &Aggregate,
    unit: UnitIndex,
) -> Vec<(&'static str, usize, Vec<EmployerLine>)> {
    let circles = [
        (Circle::Core, "核心圈"),
        (Circle::Joint, "联席圈"),
        (Circle::Linkage, "联动圈"),
    ];
    let circle = |(circle, label)| {
        let all = aggregate.work().employers().iter();
        let mut employers: Vec<_> = all
            .filter(|(_, employer)| employer.circle == circle)
            .filter(|(_, employer)| is_within(aggregate, employer.unit, unit))
            .collect();
        employers.sort_unstable_by_key(|(key, employer)| (employer.unit, *key));
        let total = employers.len();
        let shown = employers.into_iter().take(EMPLOYERS);
        let shown = shown.map(|(key, employer)| employer_line(aggregate, key, employer));
        (label, total, shown.collect())
    };
    circles.map(circle).into()
}

fn employer_line(aggregate: &Aggregate, key: &str, employer: &Employer) -> EmployerLine {
    let shown = employer.shown_as.as_deref().unwrap_or(key);
    EmployerLine {
        key: key.to_owned(),
        shown: shown.to_owned(),
        unit: name(aggregate, employer.unit),
        answers: employer.answers().collect(),
        came: employer.came,
    }
}

/// The projects at and below a unit, and those that it brought together: what waits for something first.
fn projects(aggregate: &Aggregate, unit: UnitIndex) -> Vec<(SubjectId, Project)> {
    let all = aggregate.work().projects().iter();
    let mut projects: Vec<(SubjectId, Project)> = all
        .filter(|(_, project)| project.stage != ProjectStage::Dropped)
        .filter(|(_, project)| is_within(aggregate, project.unit, unit))
        .map(|(id, project)| (id.clone(), project.clone()))
        .collect();
    projects.sort_unstable_by(|(id, one), (other_id, other)| {
        let order = |project: &Project| {
            let is_over = project.stage == ProjectStage::Confirmed;
            (is_over, std::cmp::Reverse(project.made))
        };
        order(one).cmp(&order(other)).then_with(|| id.cmp(other_id))
    });
    projects.truncate(PROJECTS);
    projects
}

fn project_line(
    aggregate: &Aggregate,
    (unit, staff): (UnitIndex, &Staff),
    (id, project): (&SubjectId, &Project),
    texts: &Texts,
) -> ProjectLine {
    let tree = aggregate.tree();
    let [is_in_need, is_maker] = [project.unit, project.maker].map(|at| tree.standing(at) == unit);
    let is_party = is_in_need || is_maker;
    let act = match project.stage {
        _ if staff.account.role < Role::Clerk => ProjectAct::Nothing,
        ProjectStage::Made if is_party => ProjectAct::Agree,
        ProjectStage::Agreed if is_party => ProjectAct::Fulfil,
        ProjectStage::Fulfilled if is_in_need => ProjectAct::Confirm,
        _ => ProjectAct::Nothing,
    };
    let may_end = matches!(project.stage, ProjectStage::Made | ProjectStage::Agreed);
    ProjectLine {
        id: id.to_string(),
        need: texts.title(&project.need),
        resource: texts.title(&project.resource),
        unit: name(aggregate, project.unit),
        made: project.made,
        stage: project.stage,
        score: project.score,
        acting: tree.node(unit).code.to_string(),
        act,
        may_drop: is_party && may_end && staff.account.role >= Role::Manager,
    }
}

fn activities(aggregate: &Aggregate, unit: UnitIndex, held: &[Entry]) -> Vec<ActivityLine> {
    let tree = aggregate.tree();
    let lines = held.iter().filter_map(|entry| {
        let Event::ActivityHeld(activity) = &entry.fact.event else {
            return None;
        };
        let at = tree.find_successor(entry.fact.unit.as_str())?;
        is_within(aggregate, at, unit).then(|| ActivityLine {
            at: entry.fact.at,
            title: activity.title.clone(),
            category: activity.category,
            unit: tree.node(at).name.to_string(),
            invited: activity.employers.len(),
            responded: activity
                .employers
                .iter()
                .filter(|one| one.responded)
                .count(),
            attended: activity.employers.iter().filter(|one| one.attended).count(),
        })
    });
    lines.take(ACTIVITIES).collect()
}
