//! `POST /api/v1/units/{code}/acts`: the one way in which staff do something. An act is a fact of which the
//! server gives the time and the unit.

use std::{fmt::Write as _, sync::Arc};

use axum::{Json, extract::State, http::StatusCode};
use liandong_domain::{
    fact::{Event, Fact, words},
    moment::{Day, Moment},
    unit::UnitCode,
};
use serde::Serialize;
use serde_json::{Map, Value, json};
use utoipa::ToSchema;

use super::{
    super::{body::Body, facts::ActSent, path::Code, settings::needs_root},
    past::{Past, scope_of},
    roles::{self, Who},
};
use crate::{
    Application,
    access::{Staff, secret},
    error::{AppError, Problem},
    ingest::{self, Rejection},
    store::Entry,
};

/// The largest body of an act, in bytes: a deployment may be for thousands of units.
const MAX_ACT: usize = 256 * 1024;

/// An act that counts.
#[derive(Serialize, ToSchema)]
#[schema(as = ActDone)]
pub struct Done {
    /// Its id, and that of what it opens.
    id: String,
    /// Its place in the log: the revision of what it is about.
    seq: u64,
}

/// Does something for a unit of the subtree.
///
/// # Errors
/// The role is not enough, the unit or what the act is about is outside the subtree, the act cannot be, or
/// the store failed.
#[utoipa::path(
    post,
    path = "/api/v1/units/{code}/acts",
    operation_id = "act",
    tag = "办理",
    summary = "办理",
    description = "角色：录入员；下达、转发、撤回部署，审阅日志，交办和核验清单事项，召集联席会议，终止项目，考核评分需管理员；设定组织生活频次需顶层单位的系统管理员。时间和单位由服务器填写；重发同一个 id 只算一次，答复 200。",
    params(("code" = UnitCode, Path)),
    request_body = ActSent,
    security(("session" = [])),
    responses(
        (status = 200, description = "早已收下", body = Done),
        (status = 201, body = Done),
        (status = 404, description = "unknown_unit unknown_deployment unknown_log unknown_item unknown_care unknown_resource unknown_need unknown_match unknown_employer"),
        (status = 409, description = "changed_meanwhile not_arrived already_received not_received already_done nothing_to_pass_on withdrawn not_waiting not_returned item_closed item_not_closed not_resolved promises_open care_is_done already_matched wrong_stage id_conflict"),
        (status = 422, description = "not_for_unit target_not_below no_target no_remark place_not_below owner_elsewhere no_evidence not_a_problem no_party party_not_called other_category scored_not_below own_log due_in_past text_names_person unknown_attachment attended_above_expected invalid_field missing_field unknown_field unknown_code unknown_kind reserved_id"),
    ),
)]
pub async fn act(
    State(application): State<Arc<Application>>,
    staff: Staff,
    Code(code): Code,
    Body(fields): Body<Map<String, Value>, MAX_ACT>,
) -> Result<(StatusCode, Json<Done>), AppError> {
    let unit = staff.within(&application, &code);
    let unit = unit.ok_or_else(|| AppError::unknown_unit(&code))?;
    check_role(&application, &staff, &fields)?;
    let fact = read(&application, &staff, unit, fields)?;
    if let Some(known) = application.store.entry(&fact.id).await? {
        return again(known, &fact);
    }
    check(&application, &staff, &fact)?;
    check_attachments(&application, &fact.event).await?;
    let id = fact.id.clone();
    let scope = Some(staff.account.unit.clone());
    let receipt = application
        .engine
        .submit(vec![(0, fact.clone())], scope)
        .await?;
    let is_new = receipt.accepted > 0;
    let entry = application.store.entry(&id).await?;
    if let (false, Some(known)) = (is_new, &entry) {
        // The same draft, sent twice at once.
        return again(known.clone(), &fact);
    }
    if let Some(rejected) = receipt.rejected.into_iter().next() {
        if rejected.rejection.code == "changed_meanwhile" {
            return Err(changed(&application, &staff, &fact, rejected.rejection).await?);
        }
        return Err(match rejected.rejection.code {
            "unit_out_of_scope" => AppError::unknown_unit(&code),
            _ => AppError::of_act(rejected.rejection),
        });
    }
    note(&application, &staff, &fact).await?;
    let seq = entry.map_or(receipt.cursor.seq, |entry| entry.seq);
    Ok((StatusCode::CREATED, Json(Done { id, seq })))
}

fn check_role(
    application: &Application,
    staff: &Staff,
    fields: &Map<String, Value>,
) -> Result<(), AppError> {
    let kind = fields.get("kind").and_then(Value::as_str);
    // The least that anything takes: who may do nothing is told so before anything else.
    let who = match kind {
        Some(kind) => roles::of(kind),
        None => roles::of("log.submitted"),
    };
    match who {
        Some(Who::AtLeast(role)) => staff.needs(role),
        Some(Who::Chief) => needs_root(application, staff),
        None => {
            let shown: String = kind.unwrap_or_default().chars().take(40).collect();
            let kinds = ingest::KINDS.iter().copied();
            let kinds: Vec<&str> = kinds.filter(|kind| roles::of(kind).is_some()).collect();
            let message = format!("没有“{shown}”这种办理；可用的有：{}", kinds.join("、"));
            Err(AppError::of_act(Rejection::new("unknown_kind", message)))
        }
    }
}

/// The act as a fact.
fn read(
    application: &Application,
    staff: &Staff,
    unit: UnitCode,
    mut fields: Map<String, Value>,
) -> Result<Fact, AppError> {
    let id = match fields.remove("id") {
        Some(id) => ingest::parse_own_id(&id).map_err(AppError::of_act)?,
        None => secret::make("")?,
    };
    let at = Moment(staff.now());
    let offset = application.clock.offset();
    let mut fact = ingest::parse_act(id, (at, offset), unit, fields).map_err(AppError::of_act)?;
    if let Event::LogSubmitted(log) = &mut fact.event
        && log.author.is_empty()
    {
        log.author = author(staff);
    }
    check_due(&fact.event, at.day(offset))?;
    Ok(fact)
}

/// By what a log tells whose account wrote it.
fn author(staff: &Staff) -> String {
    format!("account/{}", staff.account.id)
}

/// Nothing can be asked for by a day that is over.
fn check_due(event: &Event, today: Day) -> Result<(), AppError> {
    let due = match event {
        Event::DeploymentIssued(issued) => Some(issued.due),
        Event::ItemOpened(opened) => Some(opened.due),
        Event::ItemAssigned(assigned) => assigned.due,
        Event::CarePlanned(planned) => Some(planned.due),
        Event::ConferenceCalled(called) => Some(called.on),
        Event::ConferenceAnswered(answered) => answered.due,
        Event::ResourceOffered(offered) => Some(offered.until),
        Event::NeedRaised(raised) => Some(raised.due),
        _ => None,
    };
    if due.is_some_and(|due| due < today) {
        let message = "期限已经过去；请选今天或以后的日子";
        return Err(AppError::of_act(Rejection::new("due_in_past", message)));
    }
    Ok(())
}

/// Whether the act is for these hands: what it is about may be seen, and is not their own to judge.
fn check(application: &Application, staff: &Staff, fact: &Fact) -> Result<(), AppError> {
    let aggregate = application.engine.read();
    let scope = scope_of(&aggregate, staff)?;
    scope
        .check(&fact.event)
        .map_err(|error| AppError::of_act(ingest::work_rejection(fact, error)))?;
    match &fact.event {
        Event::LogReviewed(review) | Event::LogReturned(review) => {
            let log = scope.work().logs().get(review.log.as_str());
            if log.is_some_and(|log| log.author == author(staff)) {
                let message = "不能审阅自己提交的日志；请由其他人审阅";
                return Err(AppError::of_act(Rejection::new("own_log", message)));
            }
        }
        Event::ActivityHeld(held) => {
            let invited = held
                .employers
                .iter()
                .map(|invited| invited.employer.as_str());
            if let Some(key) = scope.unknown_employer(invited) {
                let message = format!("“{key}”不是本单位、上级或下级圈层里的驻区单位");
                return Err(AppError::of_act(Rejection::new(
                    "unknown_employer",
                    message,
                )));
            }
        }
        _ => {}
    }
    Ok(())
}

/// The answer to an act that was sent before.
fn again(known: Entry, sent: &Fact) -> Result<(StatusCode, Json<Done>), AppError> {
    let Entry { seq, fact } = known;
    if fact.unit == sent.unit && fact.event == sent.event {
        return Ok((StatusCode::OK, Json(Done { id: fact.id, seq })));
    }
    let message = format!("编号“{}”已用于另一次办理；请换一个编号", sent.id);
    Err(AppError::of_act(Rejection::new("id_conflict", message)))
}

/// Tells what was done since the sender looked.
async fn changed(
    application: &Application,
    staff: &Staff,
    fact: &Fact,
    mut rejection: Rejection,
) -> Result<AppError, AppError> {
    let subject = fact.event.subject().unwrap_or_default();
    let seen = fact.event.seen().unwrap_or_default();
    let past = Past::of(application, staff, subject).await?;
    let aggregate = application.engine.read();
    let mut changes = past.steps(&scope_of(&aggregate, staff)?);
    changes.retain(|step| step.seq > seen);
    let told = changes.iter().map(|step| {
        let word = words::word(step.kind).unwrap_or(step.kind);
        format!("{}{word}", step.unit.name)
    });
    let told: Vec<String> = told.collect();
    if !told.is_empty() {
        let _ = write!(rejection.message, "（其间：{}）", told.join("、"));
    }
    Ok(Problem::of_changes(rejection, changes).into())
}

/// Refuses to name a file that was not uploaded.
async fn check_attachments(application: &Application, event: &Event) -> Result<(), AppError> {
    let named = event.attachments();
    if named.is_empty() {
        return Ok(());
    }
    let files: Vec<&str> = named.iter().map(|one| one.file.as_str()).collect();
    let kept = application.store.kept_attachments(&files).await?;
    let missing = named.iter().find(|one| !kept.contains(&one.file));
    missing.map_or(Ok(()), |missing| {
        let message = format!("附件“{}”没有上传；请先上传再提交", missing.name);
        let rejection = Rejection::new("unknown_attachment", message);
        Err(AppError::of_act(rejection))
    })
}

async fn note(application: &Application, staff: &Staff, fact: &Fact) -> Result<(), AppError> {
    let subject = fact.event.subject();
    let detail = json!({ "unit": fact.unit, "fact": subject.map(|_| &fact.id) });
    let act = staff.act(fact.event.kind(), subject.unwrap_or(&fact.id), detail);
    application.store.record(&act).await?;
    Ok(())
}
