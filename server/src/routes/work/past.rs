//! What happened to something, and who did it.

use liandong_domain::{
    aggregate::Aggregate,
    fact::{Attachment, Event},
};

use crate::{
    Application,
    access::{Role, Staff},
    error::AppError,
    store::Entry,
    work::{
        Scope,
        history::{self, Actors, Step},
    },
};

/// What the log and the audit log have of something.
pub(super) struct Past {
    entries: Vec<Entry>,
    actors: Actors,
}

impl Past {
    pub(super) async fn of(
        application: &Application,
        staff: &Staff,
        id: &str,
    ) -> Result<Self, AppError> {
        let store = &application.store;
        let entries = store.history(id).await?;
        let actors = if staff.account.role >= Role::Manager {
            store.actors(id).await?
        } else {
            Vec::new()
        };
        let kind_of = |id: &str| {
            let mut facts = entries.iter().map(|entry| &entry.fact);
            let fact = facts.find(|fact| fact.id == id);
            fact.map(|fact| fact.event.kind())
        };
        // The subject of another entry of the audit log may be called the same.
        let of_facts = actors
            .into_iter()
            .filter(|(kind, fact, _)| kind_of(fact) == Some(kind));
        let actors = of_facts.map(|(_, fact, actor)| (fact, actor)).collect();
        Ok(Self { entries, actors })
    }

    /// The text and the files of what opened it.
    pub(super) fn opened(&self) -> (String, Vec<Attachment>) {
        match self.entries.first().map(|entry| &entry.fact.event) {
            Some(Event::DeploymentIssued(issued)) => {
                (issued.text.clone(), issued.attachments.clone())
            }
            Some(Event::ItemOpened(opened)) => (opened.text.clone(), opened.attachments.clone()),
            _ => Default::default(),
        }
    }

    pub(super) fn steps(self, scope: &Scope<'_>) -> Vec<Step> {
        history::steps(scope, self.entries, &self.actors)
    }
}

/// What the account may see.
pub(super) fn scope_of<'a>(aggregate: &'a Aggregate, staff: &Staff) -> Result<Scope<'a>, AppError> {
    let unit = staff.account.unit.as_str();
    Scope::of(aggregate, unit).ok_or_else(|| AppError::unknown_unit(unit))
}
