//! What needs somebody's attention, before anything else.

use leptos::prelude::*;
use liandong_domain::{
    frame::Scene,
    indicator::composed::{DEPLOYMENT_LATE, ITEM_LATE},
    metric::Metric,
    view::number::Question,
};

use crate::{
    components::{Ask, Mark, asked},
    format,
    store::Store,
};

/// What may be wrong, what it is counted in, where it is shown, and what counts it.
static KINDS: [(&str, &str, Scene, Question); 7] = [
    (
        "部署逾期",
        "份",
        Scene::Linkage,
        Question::Indicator(&DEPLOYMENT_LATE),
    ),
    (
        "清单逾期",
        "件",
        Scene::Linkage,
        Question::Indicator(&ITEM_LATE),
    ),
    (
        "问题回潮",
        "件",
        Scene::Linkage,
        Question::Metric(Metric::ITEM_RECURRED),
    ),
    (
        "日志超期未审",
        "份",
        Scene::Linkage,
        Question::Metric(Metric::LOG_LATE),
    ),
    (
        "三会一课未齐",
        "个支部",
        Scene::Life,
        Question::Metric(Metric::BRANCH_BEHIND),
    ),
    (
        "出席低于六成",
        "个支部",
        Scene::Life,
        Question::Metric(Metric::BRANCH_ATTENDANCE_LT60),
    ),
    (
        "关爱逾期",
        "项",
        Scene::Life,
        Question::Metric(Metric::CARE_LATE),
    ),
];

/// Every kind of exception that there is at present.
#[component]
pub fn AlertsPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let counts = Memo::new(move |_| {
        let count = |metric| store.count(metric);
        KINDS
            .each_ref()
            .map(|(.., question)| question.counted().map(count).sum::<Option<i64>>())
    });
    let calm = move || {
        counts
            .with(|counts| counts.iter().all(|&count| count.unwrap_or(0) == 0))
            .then(|| view! { <p class="calm">"没有逾期、超期未审和回潮事项"</p> })
    };
    let rows = KINDS
        .iter()
        .enumerate()
        .map(|(place, &(label, unit, scene, question))| {
            let count = move || counts.with(|counts| counts[place].unwrap_or(0));
            let class = move || if count() == 0 { "absent" } else { "" };
            let href = move || (!store.wall()).then(|| scene_href(store, scene));
            let text = Signal::derive(move || format::count(count()));
            view! {
                <li class=class>
                    <p>
                        <a class="way" href=href>
                            {label}
                        </a>
                        " "
                        <b class="num">{asked(Ask::own(store, question), text)}</b>
                        <span class="alert-unit">" " {unit}</span>
                    </p>
                </li>
            }
        });
    view! {
        <section class="alerts" aria-labelledby="alerts-title">
            <h2 id="alerts-title">"需关注"</h2>
            <ul>{rows.collect_view()}</ul>
            {calm}
            // How many screens live: `public/screen/alive.js` writes it.
            <p class="alive"></p>
            <Mark />
        </section>
    }
}

/// The address of another scene of the same unit.
pub(super) fn scene_href(store: Store, scene: Scene) -> String {
    let mut options = store.options();
    options.scene = Some(scene);
    options.href(&store.heading().code)
}
