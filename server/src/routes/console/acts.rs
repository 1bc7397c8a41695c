//! What an account may do about what a page shows, and what was done: found out from the same rules that
//! judge an act.

use liandong_app::console::{May, Told};
use liandong_domain::{
    aggregate::Aggregate,
    fact::{Attachment, Event, Fact},
    moment::Moment,
    tree::{Tree, UnitIndex},
    work::WorkError,
};
use rustc_hash::FxHashMap;

use crate::{
    Application,
    access::{Role, Staff},
    search::step,
    store::{Entry, Store, StoreError},
};

/// Something written, where a rule asks only whether there is anything.
pub const WRITTEN: &str = "—";

/// What an account may do.
pub struct Hands<'a> {
    aggregate: &'a Aggregate,
    staff: &'a Staff,
}

impl<'a> Hands<'a> {
    /// Those of an account.
    pub fn new(aggregate: &'a Aggregate, staff: &'a Staff) -> Self {
        Self { aggregate, staff }
    }

    /// The units of the account's subtree among these, its own first.
    fn of<'u>(&'u self, units: &'u [UnitIndex]) -> impl Iterator<Item = UnitIndex> + 'u {
        let tree = self.aggregate.tree();
        let own = self.staff.account.unit.as_str();
        let units = units.iter().map(|&unit| tree.standing(unit));
        let mut within: Vec<UnitIndex> = units.filter(|&unit| tree.is_within(unit, own)).collect();
        let own = tree.find(own);
        within.sort_by_key(|&unit| Some(unit) != own);
        within.into_iter()
    }

    /// Whether an act is possible now, as one of these units.
    pub fn may(&self, role: Role, units: &[UnitIndex], event: &Event) -> May {
        if self.staff.account.role < role {
            return May::Never;
        }
        let (work, tree) = (self.aggregate.work(), self.aggregate.tree());
        let mut refused = May::Never;
        for unit in self.of(units) {
            let fact = Fact {
                id: String::new(),
                at: Moment(self.staff.now()),
                unit: tree.node(unit).code.clone(),
                event: event.clone(),
            };
            match work.check(&fact, tree, self.aggregate.offset()) {
                Ok(()) => return May::As(step(tree, unit)),
                Err(error) if is_a_matter_of_time(error) => {
                    refused = May::Later(error.to_string());
                }
                Err(_) => {}
            }
        }
        refused
    }
}

/// Whether it may become possible: a page says then why it is not yet.
fn is_a_matter_of_time(error: WorkError) -> bool {
    matches!(
        error,
        WorkError::PromisesOpen | WorkError::NotResolved | WorkError::NotReceived
    )
}

/// The facts that opened some subjects, by id.
///
/// # Errors
/// The store failed.
pub async fn openings(
    application: &Application,
    ids: &[&str],
) -> Result<FxHashMap<String, Event>, StoreError> {
    if ids.is_empty() {
        return Ok(FxHashMap::default());
    }
    let facts = application.store.known(ids).await?;
    let facts = facts.into_iter();
    Ok(facts.map(|fact| (fact.id, fact.event)).collect())
}

/// What an account has written so far in a form.
///
/// # Errors
/// The store failed.
pub async fn draft(
    application: &Application,
    staff: &Staff,
    key: &str,
) -> Result<Option<String>, StoreError> {
    let kept = application.store.draft(staff.account.id, key).await?;
    Ok(kept.map(|draft| draft.body))
}

/// What a fact that opened something says in a line.
pub fn title(event: &Event) -> Option<&str> {
    match event {
        Event::DeploymentIssued(issued) => Some(&issued.title),
        Event::ItemOpened(opened) => Some(&opened.title),
        _ => None,
    }
}

/// What was done about a subject, newest first.
pub fn told(tree: &Tree, history: &[Entry], most: usize) -> Vec<Told> {
    let entries = history.iter().rev().take(most);
    let entries = entries.filter_map(|entry| {
        let (what, text, files) = words(tree, &entry.fact.event)?;
        Some(Told {
            at: entry.fact.at,
            who: name(tree, entry.fact.unit.as_str()),
            what,
            text: text.to_owned(),
            files: files.to_vec(),
        })
    });
    entries.collect()
}

/// The name of a unit, or of the one in its place.
pub fn name(tree: &Tree, code: &str) -> String {
    let unit = tree.find_successor(code);
    unit.map_or_else(|| code.to_owned(), |unit| tree.node(unit).name.to_string())
}

fn words<'e>(tree: &Tree, event: &'e Event) -> Option<(String, &'e str, &'e [Attachment])> {
    let plain = |what: &str, text: &'e str| Some((what.to_owned(), text, &[] as &[Attachment]));
    let step =
        |what: &str, text: &'e str, files: &'e [Attachment]| Some((what.to_owned(), text, files));
    match event {
        Event::DeploymentIssued(_) => plain("发布", ""),
        Event::DeploymentAcknowledged(done) => step("接收", &done.text, &done.attachments),
        Event::DeploymentPassedOn(passed) => {
            let what = match passed.to.as_slice() {
                [] => "转发下级".to_owned(),
                [one] => format!("转发{}", name(tree, one.as_str())),
                some => format!("转发 {} 个下级", some.len()),
            };
            plain(&what, &passed.text)
        }
        Event::DeploymentProgressed(done) => step("报进展", &done.text, &done.attachments),
        Event::DeploymentCompleted(done) => step("办结", &done.text, &done.attachments),
        Event::DeploymentWithdrawn(withdrawn) => plain("撤回", &withdrawn.text),
        Event::ItemOpened(_) => plain("开立", ""),
        Event::ItemAssigned(assigned) => {
            let owner = assigned.owner.as_ref();
            let owner = owner.map(|owner| format!("交给{}", name(tree, owner.as_str())));
            let due = assigned.due.map(|due| format!("到期改为 {}", due.date()));
            let parts: Vec<String> = owner.into_iter().chain(due).collect();
            plain(&parts.join("，"), &assigned.text)
        }
        Event::ItemProgressed(done) => step("记进展", &done.text, &done.attachments),
        Event::ItemResolved(done) => step("提交办理结果", &done.text, &done.attachments),
        Event::ItemReturned(done) => step("退回重办", &done.text, &done.attachments),
        Event::ItemClosed(done) => step("同意办结", &done.text, &done.attachments),
        Event::ItemReopened(done) => step("再次出现", &done.text, &done.attachments),
        Event::ConferenceCalled(called) => {
            let parties: Vec<&str> = called.parties.iter().map(|party| party.label()).collect();
            plain(
                &format!("召集联席会议：{}", parties.join("、")),
                &called.text,
            )
        }
        Event::ConferenceAnswered(answered) => {
            let party = answered.party.label();
            let what = if answered.fulfilled {
                format!("记{party}已落实")
            } else {
                format!("记{party}答复")
            };
            plain(&what, &answered.text)
        }
        _ => None,
    }
}
