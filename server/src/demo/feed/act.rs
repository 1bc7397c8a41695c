//! What the feed does with the work, and how often a day.

/// An act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    WriteLog,
    RewriteLog,
    ReviewLog,
    Receive,
    PassOn,
    Progress,
    Complete,
    Issue,
    OpenItem,
    WorkOnItem,
    ResolveItem,
    CloseItem,
    ReopenItem,
    Confer,
    Answer,
    PlanCare,
    DoCare,
    HoldActivity,
    RaiseNeed,
    OfferResource,
    Match,
    Agree,
    Fulfil,
    Confirm,
}

impl Act {
    /// Every act with how often it is done a day, in the showcase and elsewhere. What is opened is gone
    /// through as often, or a little more.
    pub(super) const ALL: [(Self, [f64; 2]); 24] = [
        (Self::WriteLog, [700.0, 2500.0]),
        (Self::RewriteLog, [40.0, 100.0]),
        (Self::ReviewLog, [1700.0, 5600.0]),
        (Self::Receive, [500.0, 300.0]),
        (Self::PassOn, [60.0, 60.0]),
        (Self::Progress, [250.0, 100.0]),
        (Self::Complete, [500.0, 300.0]),
        (Self::Issue, [1.0, 2.0]),
        (Self::OpenItem, [90.0, 90.0]),
        (Self::WorkOnItem, [120.0, 90.0]),
        (Self::ResolveItem, [95.0, 95.0]),
        (Self::CloseItem, [95.0, 95.0]),
        (Self::ReopenItem, [1.5, 1.5]),
        (Self::Confer, [0.3, 2.0]),
        (Self::Answer, [20.0, 20.0]),
        (Self::PlanCare, [75.0, 75.0]),
        (Self::DoCare, [75.0, 75.0]),
        (Self::HoldActivity, [24.0, 40.0]),
        (Self::RaiseNeed, [125.0, 100.0]),
        (Self::OfferResource, [120.0, 95.0]),
        (Self::Match, [120.0, 90.0]),
        (Self::Agree, [118.0, 88.0]),
        (Self::Fulfil, [116.0, 86.0]),
        (Self::Confirm, [114.0, 84.0]),
    ];
}
