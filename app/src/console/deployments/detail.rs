//! One deployment: what it says, its receipts, and what the unit that looks at it may do.

use leptos::prelude::*;
use liandong_domain::{
    fact::Attachment,
    frame::PathStep,
    moment::{Day, UtcOffset},
    work::Stage,
};

use super::{ReceiptsView, receipts::Receipts};
use crate::console::acts::{
    ActForm, Files, Fold, May, Text, Told, day, files, later, overdue, told,
};

/// What the page needs.
pub struct DeploymentPage {
    /// Its id.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// What is to be done.
    pub text: String,
    /// Files that go with it.
    pub files: Vec<Attachment>,
    /// The unit that published it.
    pub from: PathStep,
    /// When.
    pub issued: Day,
    /// Until when.
    pub due: Day,
    /// By how many days it is late: of the unit's own receipt, or of all.
    pub overdue: i32,
    /// Whether it was called off.
    pub withdrawn: bool,
    /// The receipt of the unit that looks at it.
    pub own: Option<OwnReceipt>,
    /// Whether it may be called off.
    pub withdraw: May,
    /// Whether the unit is not the account's own.
    pub for_another: bool,
    /// The receipts.
    pub receipts: ReceiptsView,
    /// What was done, newest first.
    pub told: Vec<Told>,
    /// The day.
    pub today: Day,
}

/// Where the unit that looks at a deployment stands with it.
pub struct OwnReceipt {
    /// The unit.
    pub unit: PathStep,
    /// How far it is.
    pub stage: Stage,
    /// Acknowledge.
    pub acknowledge: May,
    /// Pass on.
    pub pass_on: May,
    /// The targets just below that have not got it yet.
    pub ahead: Vec<PathStep>,
    /// Tell how far it is.
    pub progress: May,
    /// Carry out.
    pub complete: May,
}

/// The page.
#[component]
pub fn Deployment(
    /// What it needs.
    page: DeploymentPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let DeploymentPage {
        id,
        title,
        text,
        files: attached,
        from,
        issued,
        due,
        overdue: late,
        withdrawn,
        own,
        withdraw,
        for_another,
        receipts,
        told: list,
        today,
    } = page;
    let gone = withdrawn.then(|| view! { <span class="mark">"已撤回"</span> });
    let own = own.map(|own| acts(own, &id, for_another));
    let subject = id.clone();
    let withdraw = withdraw.unit().cloned().map(|unit| {
        view! {
            <Fold label="撤回" group="deployment">
                <ActForm
                    unit
                    kind="deployment.withdrawn"
                    about=vec![("deployment", subject)]
                    label="撤回"
                    for_another
                    ask="撤回后各单位不用再办，不能恢复。确定撤回？"
                >
                    <Text name="text" label="原因" rows=2 />
                </ActForm>
            </Fold>
        }
    });
    view! {
        <div class="compose">
            <div class="stack">
                <section class="card">
                    <h2>{title} " " {gone} " " {overdue(late)}</h2>
                    <p class="hint">
                        {from.name.to_string()} " " {day(issued, today)} " 发布 · 期限 " {day(due, today)}
                    </p>
                    <p class="item-text">{text}</p>
                    {files(&attached)}
                    {own}
                    <div class="drawer-acts">{withdraw}</div>
                </section>
                <section class="card">
                    <h3>"办理动态"</h3>
                    {told(list, offset)}
                </section>
            </div>
            <Receipts receipts offset />
        </div>
        <script type="module" src="/act.js"></script>
    }
}

fn acts(own: OwnReceipt, id: &str, for_another: bool) -> impl IntoView + use<> {
    let OwnReceipt {
        unit,
        stage,
        acknowledge,
        pass_on,
        ahead,
        progress,
        complete,
    } = own;
    let about = vec![("deployment", id.to_owned())];
    let step = |may: May,
                (label, kind): (&'static str, &'static str),
                ask: &'static str,
                optional: bool| {
        let about = about.clone();
        match may {
            May::Never => None,
            May::Later(why) => Some(later(label, why).into_any()),
            May::As(unit) => Some(
                view! {
                    <Fold label group="deployment">
                        <ActForm unit kind about label for_another>
                            <Text name="text" label=ask optional rows=2 />
                            <Files />
                        </ActForm>
                    </Fold>
                }
                .into_any(),
            ),
        }
    };
    let receive = acknowledge.unit().cloned().map(|unit| {
        let call = format!("POST /api/v1/units/{}/acts", unit.code);
        view! {
            <form class="act" data-act=call data-then="reload">
                <input type="hidden" name="kind" value="deployment.acknowledged" />
                <input type="hidden" name="deployment" value=id.to_owned() />
                <button class="primary" type="submit">"接收"</button>
                <p class="form-error" role="alert"></p>
            </form>
        }
    });
    let passing = pass_on.unit().cloned().map(|unit| {
        let about = about.clone();
        let count = ahead.len();
        let some = ahead.into_iter().map(|unit| {
            view! {
                <label class="check">
                    <input type="checkbox" name="to[]" value=unit.code.to_string() />
                    <span>{unit.name.to_string()}</span>
                </label>
            }
        });
        view! {
            <Fold label="转发下级" group="deployment">
                <ActForm unit kind="deployment.passed_on" about label="转发" for_another>
                    <p class="hint">"还有 " {count} " 个下级单位没有转到。不勾选就全部转发。"</p>
                    <details class="confirm-loom">
                        <summary>"只转发几个"</summary>
                        <div class="some">{some.collect_view()}</div>
                    </details>
                    <Text name="text" label="对下级的补充要求（可不写）" rows=2 optional=true />
                </ActForm>
            </Fold>
        }
    });
    view! {
        <p class="own-stage">
            {unit.name.to_string()} "：" <span class="mark">{stage.label()}</span>
        </p>
        <div class="drawer-acts">
            {receive}
            {passing}
            {step(progress, ("报进展", "deployment.progressed"), "进展", false)}
            {step(complete, ("办结", "deployment.completed"), "办理结果（或附佐证文件）", true)}
        </div>
    }
}
