//! The facts of steps on what goes on.

use liandong_domain::fact::{
    Event,
    cobuilding::{MatchConfirmed, MatchStep},
    deployment::{DeploymentPassedOn, DeploymentStep, DeploymentWithdrawn},
    item::{ConferenceAnswered, ConferenceCalled, ItemAssigned, ItemStep, Party},
    life::CareDone,
    log::{LogKind, LogReview, LogSubmitted},
};

use super::{Said, Verb};
use crate::common::{build::code, random::Scribe};

impl Scribe {
    pub(super) fn act(&self, verb: Verb, subject: String, seen: Option<u64>, said: &Said) -> Event {
        let text = if said.text {
            "说明".to_owned()
        } else {
            String::new()
        };
        let units = || said.units.iter().map(|pick| code(&self.picked(pick)));
        let deployment = || {
            Box::new(DeploymentStep {
                deployment: subject.clone(),
                text: text.clone(),
                attachments: Vec::new(),
            })
        };
        let review = || {
            Box::new(LogReview {
                log: subject.clone(),
                remark: text.clone(),
                seen,
            })
        };
        let item = || {
            Box::new(ItemStep {
                item: subject.clone(),
                text: text.clone(),
                attachments: Vec::new(),
                seen,
            })
        };
        let project = || {
            Box::new(MatchStep {
                project: subject.clone(),
                text: text.clone(),
            })
        };
        match verb {
            Verb::Acknowledge => Event::DeploymentAcknowledged(deployment()),
            Verb::Progress => Event::DeploymentProgressed(deployment()),
            Verb::Complete => Event::DeploymentCompleted(deployment()),
            Verb::PassOn => Event::DeploymentPassedOn(Box::new(DeploymentPassedOn {
                deployment: subject,
                to: units().skip(4).collect(),
                text,
            })),
            Verb::Withdraw => Event::DeploymentWithdrawn(Box::new(DeploymentWithdrawn {
                deployment: subject,
                text,
            })),
            Verb::Resubmit => Event::LogSubmitted(Box::new(LogSubmitted {
                log_kind: LogKind::Visit,
                text,
                count: Some(3),
                about: None,
                log: Some(subject),
                author: String::new(),
                attachments: Vec::new(),
            })),
            Verb::Review => Event::LogReviewed(review()),
            Verb::Return => Event::LogReturned(review()),
            Verb::Assign => Event::ItemAssigned(Box::new(ItemAssigned {
                item: subject,
                owner: units().next(),
                due: said.text.then(|| self.day_said(said)),
                text,
                seen,
            })),
            Verb::Work => Event::ItemProgressed(item()),
            Verb::Resolve => Event::ItemResolved(item()),
            Verb::SendBack => Event::ItemReturned(item()),
            Verb::Close => Event::ItemClosed(item()),
            Verb::Reopen => Event::ItemReopened(item()),
            Verb::Call => Event::ConferenceCalled(Box::new(ConferenceCalled {
                item: subject,
                on: self.day_said(said),
                parties: Party::ALL[..said.choice.index(4)].to_vec(),
                text,
            })),
            Verb::Answer => Event::ConferenceAnswered(Box::new(ConferenceAnswered {
                item: subject,
                party: *said.choice.get(&Party::ALL[..3]),
                attended: said.text,
                text,
                due: None,
                fulfilled: said.days % 2 == 0,
            })),
            Verb::Care => Event::CareDone(Box::new(CareDone {
                care: subject,
                people: said.choice.index(50) as u32,
            })),
            Verb::Agree => Event::MatchAgreed(project()),
            Verb::Fulfil => Event::MatchFulfilled(project()),
            Verb::Drop => Event::MatchDropped(project()),
            Verb::Confirm => Event::MatchConfirmed(Box::new(MatchConfirmed {
                project: subject,
                score: 5,
                text,
            })),
        }
    }
}
