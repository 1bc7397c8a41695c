//! Why an act is impossible.

/// Why something that goes on cannot go on like that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WorkError {
    /// There is no such unit.
    #[error("没有这个单位")]
    UnknownUnit,
    /// There is no such deployment.
    #[error("没有这项部署")]
    UnknownDeployment,
    /// There is no such log, or it is over long since.
    #[error("没有这份日志，或它早已审结归档")]
    UnknownLog,
    /// There is no such item.
    #[error("清单上没有这一项")]
    UnknownItem,
    /// There is no such care action, or it is over long since.
    #[error("没有这项关爱行动，或它早已开展归档")]
    UnknownCare,
    /// There is no such resource.
    #[error("没有这项资源")]
    UnknownResource,
    /// There is no such need.
    #[error("没有这项需求")]
    UnknownNeed,
    /// There is no such project.
    #[error("没有这个共建项目")]
    UnknownProject,
    /// Somebody else was quicker.
    #[error("这一项刚被别人改过；请看过最新情况再办")]
    Changed,
    /// It would have been due before it was said.
    #[error("期限不能早于当天")]
    DuePast,
    /// It is not for this unit to do.
    #[error("这一步不由这个单位办理")]
    NotForUnit,
    /// A target that is no unit, or not below the unit that publishes.
    #[error("发往的单位应是本单位的下级")]
    TargetNotBelow,
    /// No target.
    #[error("请至少选择一个单位")]
    NoTarget,
    /// It has not come to this unit yet.
    #[error("这项部署还没有转发到这个单位")]
    NotArrived,
    /// Already received.
    #[error("这项部署已经接收过")]
    AlreadyReceived,
    /// Not yet received.
    #[error("请先接收这项部署")]
    NotReceived,
    /// Already done.
    #[error("这项部署已经办结")]
    AlreadyDone,
    /// Nothing to pass on.
    #[error("没有可以转发的下级单位，或已全部转发")]
    NothingToPassOn,
    /// It was called off.
    #[error("这项部署已撤回")]
    Withdrawn,
    /// Not waiting for a review.
    #[error("这份日志不在待审状态")]
    NotWaiting,
    /// It did not come back.
    #[error("这份日志没有被退回，不能重新提交")]
    NotReturned,
    /// No reason is given.
    #[error("退回时请写明意见")]
    NoRemark,
    /// The place is not at or below the unit that opens the item.
    #[error("所在地应是开立单位自己或它的下级")]
    PlaceNotBelow,
    /// The owner is neither above nor below the place.
    #[error("责任单位应在所在地的上级、本级或下级之中")]
    OwnerElsewhere,
    /// The item is closed.
    #[error("这一项已经办结")]
    ItemClosed,
    /// The item is not closed.
    #[error("这一项还没有办结")]
    ItemNotClosed,
    /// Nothing shows that it is done.
    #[error("办结时请写明办理结果或附上佐证")]
    NoEvidence,
    /// The owner has not said yet that it is done.
    #[error("责任单位还没有提交办理结果，不能核验")]
    NotResolved,
    /// A party has not done yet what it promised.
    #[error("联席会议还有答复未落实，不能办结")]
    PromisesOpen,
    /// Only problems have conferences.
    #[error("只有问题清单上的事项可以召集联席会议")]
    NotAProblem,
    /// Nobody is called.
    #[error("请至少邀请一方")]
    NoParty,
    /// The party was not called.
    #[error("这一方不在联席会议上")]
    PartyNotCalled,
    /// Done already.
    #[error("这项关爱行动已经开展")]
    CareIsDone,
    /// Matched already.
    #[error("这项资源或需求已经匹配")]
    AlreadyMatched,
    /// The one is no answer to the other.
    #[error("资源与需求的类别不同")]
    OtherCategory,
    /// The project is not at that point.
    #[error("共建项目不在这一步")]
    WrongStage,
    /// The unit that is scored is not below the one that scores.
    #[error("只能给下级单位打分")]
    ScoredNotBelow,
}

impl WorkError {
    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownUnit => "unknown_unit",
            Self::UnknownDeployment => "unknown_deployment",
            Self::UnknownLog => "unknown_log",
            Self::UnknownItem => "unknown_item",
            Self::UnknownCare => "unknown_care",
            Self::UnknownResource => "unknown_resource",
            Self::UnknownNeed => "unknown_need",
            Self::UnknownProject => "unknown_match",
            Self::Changed => "changed_meanwhile",
            Self::DuePast => "due_in_past",
            Self::NotForUnit => "not_for_unit",
            Self::TargetNotBelow => "target_not_below",
            Self::NoTarget => "no_target",
            Self::NotArrived => "not_arrived",
            Self::AlreadyReceived => "already_received",
            Self::NotReceived => "not_received",
            Self::AlreadyDone => "already_done",
            Self::NothingToPassOn => "nothing_to_pass_on",
            Self::Withdrawn => "withdrawn",
            Self::NotWaiting => "not_waiting",
            Self::NotReturned => "not_returned",
            Self::NoRemark => "no_remark",
            Self::PlaceNotBelow => "place_not_below",
            Self::OwnerElsewhere => "owner_elsewhere",
            Self::ItemClosed => "item_closed",
            Self::ItemNotClosed => "item_not_closed",
            Self::NoEvidence => "no_evidence",
            Self::NotResolved => "not_resolved",
            Self::PromisesOpen => "promises_open",
            Self::NotAProblem => "not_a_problem",
            Self::NoParty => "no_party",
            Self::PartyNotCalled => "party_not_called",
            Self::CareIsDone => "care_is_done",
            Self::AlreadyMatched => "already_matched",
            Self::OtherCategory => "other_category",
            Self::WrongStage => "wrong_stage",
            Self::ScoredNotBelow => "scored_not_below",
        }
    }
}
