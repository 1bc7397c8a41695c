//! Which role each act takes.

use crate::access::Role;

/// Who may do something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Who {
    /// A role, at the unit that acts.
    AtLeast(Role),
    /// An administrator of the root.
    Chief,
}

/// Who may do a kind of act; nobody where it is none. Changes of the tree and of registries have calls of
/// their own.
pub(super) fn of(kind: &str) -> Option<Who> {
    Some(match kind {
        "meeting.held"
        | "deployment.acknowledged"
        | "deployment.progressed"
        | "deployment.completed"
        | "log.submitted"
        | "item.opened"
        | "item.progressed"
        | "item.resolved"
        | "item.reopened"
        | "conference.answered"
        | "care.planned"
        | "care.done"
        | "resource.offered"
        | "need.raised"
        | "match.made"
        | "match.agreed"
        | "match.fulfilled"
        | "match.confirmed"
        | "activity.held" => Who::AtLeast(Role::Clerk),
        "deployment.issued"
        | "deployment.passed_on"
        | "deployment.withdrawn"
        | "log.reviewed"
        | "log.returned"
        | "item.assigned"
        | "item.returned"
        | "item.closed"
        | "conference.called"
        | "match.dropped"
        | "assessment.scored" => Who::AtLeast(Role::Manager),
        "rules.set" => Who::Chief,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::KINDS;

    #[test]
    fn all_but_the_tree_and_the_registries_are_acts() {
        for kind in KINDS {
            let has_call_of_its_own = kind.starts_with("unit.") || *kind == "registry.changed";
            assert_eq!(of(kind).is_none(), has_call_of_its_own, "{kind}");
        }
        assert_eq!(of("clock.day"), None);
    }
}
