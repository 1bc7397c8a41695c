//! What waits for an account's unit: everything that is its turn, and what is late below it. What is late comes first, then
//! what has waited longest.

use std::cmp::Reverse;

use liandong_app::console::{LIMIT_MS, Task, TaskKind, encoded};
use liandong_domain::{
    aggregate::Aggregate,
    fact::{MeetingKind, life::Frequency},
    moment::{Day, Moment, UtcOffset},
    tree::UnitIndex,
    work::{Escalation, ItemState, LogState, ProjectStage, Stage, SubjectId},
};

use super::super::logs::{author_key, beginning};
use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    work::{Texts, escalate_after_days},
};

/// So many days ahead, what is due is shown already.
const AHEAD_DAYS: i32 = 7;
/// So many units are named where some are late.
const NAMED: usize = 4;

/// A task whose title is still to be looked up.
struct Found {
    task: Task,
    titled_by: Option<SubjectId>,
}

/// The unit that looks, and when.
struct Desk<'a> {
    aggregate: &'a Aggregate,
    unit: UnitIndex,
    now: Moment,
    offset: UtcOffset,
    author: String,
    role: Role,
    /// Days after which what is late goes one level further up.
    patience: i32,
}

/// The tasks.
///
/// # Errors
/// The account's unit is gone, or the store failed.
pub async fn of(application: &Application, staff: &Staff) -> Result<Vec<Task>, AppError> {
    // Whoever only looks has nothing to do.
    if staff.account.role < Role::Clerk {
        return Ok(Vec::new());
    }
    let patience = escalate_after_days(&application.store).await?.into();
    let mut found = {
        let aggregate = application.engine.read();
        let code = staff.account.unit.as_str();
        let unit = aggregate.tree().find(code);
        let desk = Desk {
            aggregate: &aggregate,
            unit: unit.ok_or_else(|| AppError::unknown_unit(code))?,
            now: application.clock.now(),
            offset: application.clock.offset(),
            author: author_key(staff),
            role: staff.account.role,
            patience,
        };
        desk.all()
    };
    found.sort_by_key(|Found { task, .. }| {
        // One's own before what one only has to see to.
        let is_below = task.what == TaskKind::Late;
        (
            Reverse(task.late),
            is_below,
            Reverse(task.waited_ms),
            task.due,
        )
    });
    let ids = found.iter().filter_map(|found| found.titled_by.as_deref());
    let texts = Texts::of(&application.store, &ids.collect::<Vec<_>>()).await?;
    Ok(found
        .into_iter()
        .map(|found| named(found, &texts))
        .collect())
}

fn named(found: Found, texts: &Texts) -> Task {
    let written = found.titled_by.map(|id| written(texts, &id));
    let written = written.unwrap_or_default();
    let task = found.task;
    let title = match (task.title.is_empty(), written.is_empty()) {
        (true, _) => written,
        (false, true) => task.title,
        (false, false) => format!("{written} · {}", task.title),
    };
    Task { title, ..task }
}

/// The title of what was opened, or how a log begins.
fn written(texts: &Texts, id: &str) -> String {
    let title = texts.title(id);
    if title.is_empty() {
        beginning(&texts.text(id))
    } else {
        title
    }
}

impl Desk<'_> {
    fn all(&self) -> Vec<Found> {
        let mut found = Vec::new();
        self.deployments(&mut found);
        self.late_below(&mut found);
        self.logs(&mut found);
        self.items(&mut found);
        self.meetings(&mut found);
        self.care(&mut found);
        self.projects(&mut found);
        found
    }

    fn today(&self) -> Day {
        self.aggregate.today()
    }

    fn is_here(&self, unit: UnitIndex) -> bool {
        self.aggregate.tree().standing(unit) == self.unit
    }

    fn is_below(&self, unit: UnitIndex) -> bool {
        let tree = self.aggregate.tree();
        let mut above = tree.upwards(tree.standing(unit));
        above.any(|above| above == self.unit)
    }

    fn name(&self, unit: UnitIndex) -> String {
        let tree = self.aggregate.tree();
        tree.node(tree.standing(unit)).name.to_string()
    }

    /// How long it has been since the beginning of a day.
    fn since(&self, day: Day) -> i64 {
        let midnight = i64::from(day.days_since_epoch()) * 86_400_000
            - i64::from(self.offset.whole_seconds()) * 1000;
        self.now.0 - midnight
    }

    fn deployments(&self, found: &mut Vec<Found>) {
        let (work, tree) = (self.aggregate.work(), self.aggregate.tree());
        for (id, deployment) in work.deployments() {
            let Some(receipt) = deployment.receipt(self.unit) else {
                continue;
            };
            let act = match receipt.stage {
                Stage::Ahead | Stage::Done => continue,
                Stage::Sent => "接收",
                _ => {
                    let mut below = deployment.below(self.unit, tree);
                    let waits = below.any(|at| deployment.receipts[at].stage == Stage::Ahead);
                    if waits { "转发" } else { "办结" }
                }
            };
            if deployment.withdrawn {
                continue;
            }
            found.push(Found {
                task: Task {
                    what: TaskKind::Deployment,
                    title: String::new(),
                    place: self.name(deployment.unit),
                    waited_ms: Some(self.now.0 - receipt.since.0),
                    due: Some(deployment.due),
                    late: deployment.due < self.today(),
                    act,
                    address: format!("/console/deployments/{}", encoded(id)),
                },
                titled_by: Some(id.clone()),
            });
        }
    }

    /// What units below, or units that the unit published to, have not carried out in time.
    fn late_below(&self, found: &mut Vec<Found>) {
        let tree = self.aggregate.tree();
        for (id, deployment) in self.aggregate.work().deployments() {
            let escalation = deployment.escalation(self.unit, tree, self.today(), self.patience);
            let Some(Escalation {
                late, is_further, ..
            }) = escalation
            else {
                continue;
            };
            let names = self.names(&late);
            let place = if self.is_here(deployment.unit) {
                names
            } else {
                format!("{}下达：{names}", self.name(deployment.unit))
            };
            let further = if is_further { "，上提到本级" } else { "" };
            found.push(Found {
                task: Task {
                    what: TaskKind::Late,
                    title: format!("{} 个单位没有办结{further}", late.len()),
                    place,
                    waited_ms: Some(self.since(deployment.due.plus(1))),
                    due: Some(deployment.due),
                    late: true,
                    act: "督办",
                    address: format!("/console/deployments/{}", encoded(id)),
                },
                titled_by: Some(id.clone()),
            });
        }
    }

    /// `新村居民区、青榆居民区等 5 个`
    fn names(&self, units: &[UnitIndex]) -> String {
        let first = units.iter().take(NAMED).map(|&unit| self.name(unit));
        let first = first.collect::<Vec<_>>().join("、");
        if units.len() > NAMED {
            format!("{first} 等 {} 个", units.len())
        } else {
            first
        }
    }

    fn logs(&self, found: &mut Vec<Found>) {
        for (id, log) in self.aggregate.work().logs() {
            let waits = log
                .next_reviewer()
                .is_some_and(|next| self.is_here(next.unit));
            let is_back = log.state == LogState::Returned
                && self.is_here(log.unit)
                && (log.author == self.author || self.role >= Role::Manager);
            let (act, address) = if is_back {
                ("修改", format!("/console/logs/{}", encoded(id)))
            } else if waits && self.role >= Role::Manager {
                ("审阅", format!("/console/reviews?log={}", encoded(id)))
            } else {
                continue;
            };
            let waited_ms = self.now.0 - log.since.0;
            found.push(Found {
                task: Task {
                    what: TaskKind::Log,
                    title: if is_back {
                        "已退回".to_owned()
                    } else {
                        String::new()
                    },
                    place: self.name(log.unit),
                    waited_ms: Some(waited_ms),
                    due: None,
                    late: waited_ms >= LIMIT_MS,
                    act,
                    address,
                },
                titled_by: Some(id.clone()),
            });
        }
    }

    fn items(&self, found: &mut Vec<Found>) {
        let soon = self.today().plus(AHEAD_DAYS);
        for (id, item) in self.aggregate.work().items() {
            if !item.state.is_active() {
                continue;
            }
            let mut push = |what, title: String, act, due: Day| {
                found.push(Found {
                    task: Task {
                        what,
                        title,
                        place: self.name(item.place),
                        waited_ms: Some(self.now.0 - item.since.0),
                        due: Some(due),
                        late: due < self.today(),
                        act,
                        address: format!("/console/lists?item={}", encoded(id)),
                    },
                    titled_by: Some(id.clone()),
                });
            };
            let [by_owner, by_opener] = [item.owner, item.opener].map(|unit| self.is_here(unit));
            match item.state {
                ItemState::Open if by_owner => {
                    push(TaskKind::Item, String::new(), "接办", item.due);
                }
                ItemState::Doing if by_owner && item.due <= soon => {
                    push(TaskKind::Item, String::new(), "办理", item.due);
                }
                ItemState::Checking if by_opener => {
                    push(TaskKind::Item, String::new(), "核验", item.due);
                }
                _ => {}
            }
            let is_ours = by_owner || by_opener;
            let seats = item.conference.iter().flat_map(|held| &held.seats);
            for seat in seats.filter(|seat| is_ours && seat.is_open()) {
                if let Some(due) = seat.due.filter(|due| *due <= soon) {
                    let title = format!("{}的承诺", seat.party.label());
                    push(TaskKind::Promise, title, "落实", due);
                }
            }
        }
    }

    /// What branches at and below the unit have still to hold, a task a kind.
    fn meetings(&self, found: &mut Vec<Found>) {
        let (work, today) = (self.aggregate.work(), self.today());
        let rules = work.rules();
        let branches = work.branches().values();
        let branches: Vec<_> = branches
            .filter(|branch| self.is_below(branch.unit))
            .collect();
        for meeting in MeetingKind::ALL {
            let (period, end) = match rules.every(meeting) {
                Frequency::Monthly => ("本月", today.month_start().plus(31).month_start()),
                Frequency::Quarterly => ("本季度", today.quarter_start().plus(92).quarter_start()),
                Frequency::Yearly => ("今年", today.year_start().plus(366).year_start()),
                Frequency::Free => continue,
            };
            let behind = branches
                .iter()
                .filter(|branch| !branch.has_held(meeting, rules));
            let behind = behind.count();
            if behind > 0 {
                let title = format!("{period}还有 {behind} 个支部没开{}", meeting.label());
                found.push(Found {
                    task: Task {
                        what: TaskKind::Meeting,
                        title,
                        place: self.name(self.unit),
                        waited_ms: None,
                        due: Some(end.plus(-1)),
                        late: false,
                        act: "记会议",
                        address: "/console/meetings".to_owned(),
                    },
                    titled_by: None,
                });
            }
        }
    }

    fn care(&self, found: &mut Vec<Found>) {
        let soon = self.today().plus(AHEAD_DAYS);
        let care = self.aggregate.work().care().values();
        let due =
            care.filter(|care| care.done.is_none() && care.due <= soon && self.is_here(care.unit));
        for care in due {
            found.push(Found {
                task: Task {
                    what: TaskKind::Care,
                    title: format!("{} {} 人", care.kind.label(), care.people),
                    place: self.name(care.unit),
                    waited_ms: Some(self.since(care.due)).filter(|waited| *waited > 0),
                    due: Some(care.due),
                    late: care.due < self.today(),
                    act: "记完成",
                    address: "/console/care".to_owned(),
                },
                titled_by: None,
            });
        }
    }

    fn projects(&self, found: &mut Vec<Found>) {
        for project in self.aggregate.work().projects().values() {
            let [in_need, maker] = [project.unit, project.maker].map(|unit| self.is_here(unit));
            let act = match project.stage {
                ProjectStage::Made if in_need || maker => "确认",
                ProjectStage::Agreed if in_need || maker => "记实施",
                ProjectStage::Fulfilled if in_need => "评价",
                _ => continue,
            };
            found.push(Found {
                task: Task {
                    what: TaskKind::Project,
                    title: String::new(),
                    place: self.name(project.unit),
                    waited_ms: Some(self.since(project.made)),
                    due: None,
                    late: false,
                    act,
                    address: "/console/cobuilding#projects".to_owned(),
                },
                titled_by: Some(project.need.clone()),
            });
        }
    }
}
