//! 三级联动: what is sent down and what comes up, drawn as the ribbons of a loom.

use leptos::prelude::*;
use liandong_domain::{
    indicator::composed::{DEPLOYMENT_LATE, deployment_done},
    metric::Metric,
    unit::UnitKind,
    work::Tier,
};

use super::thread::{Thread, thread};
use crate::{
    components::{Ask, Base, Mark, Overdue, Stage, Way, asked, asked_count},
    figures::{
        loom::{Tiers, lines},
        pages::{even_size, page_at, pages},
    },
    format,
    store::{Store, Strand},
};

/// How the loom is laid out: its name in the style sheet, how many columns there is room for, and
/// how wide they are together in the design's pixels.
const LAYOUTS: [(&str, usize, usize); 3] =
    [("narrow", 14, 968), ("short", 17, 1480), ("long", 24, 2000)];
/// The longest name that a slip holds.
pub(super) const LONGEST_NAME: usize = 9;

/// What the loom is of: the unit itself, the slips, and what hangs from them.
#[derive(Clone, Copy, PartialEq)]
struct Levels {
    own: UnitKind,
    slip: UnitKind,
    strands: bool,
}

impl Levels {
    fn of(store: Store) -> Self {
        let slip = store
            .children()
            .first()
            .map_or(UnitKind::Street, |node| node.kind);
        Self {
            own: store.heading().kind,
            slip,
            strands: !store.strands().is_empty(),
        }
    }

    fn tiers(self) -> Tiers {
        Tiers::of(self.slip)
    }

    /// What a ribbon is as wide as there are of.
    fn strand(self) -> &'static str {
        match self.tiers().done {
            _ if !self.strands => self.slip.label(),
            Tier::Street => UnitKind::Street.label(),
            _ => UnitKind::Community.label(),
        }
    }
}

/// The loom of a unit with units below it.
#[component]
pub fn LoomPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let levels = Memo::new(move |_| Levels::of(store));
    let width = move || {
        let levels = levels.get();
        if levels.strands {
            format!("带宽 = {}数", levels.strand())
        } else {
            format!("一列一个{}", levels.strand())
        }
    };
    view! {
        <section class="loom" aria-labelledby="loom-title">
            <header class="panel-head">
                <h2 id="loom-title">"三级联动"</h2>
                <p class="fall">"部署落实"</p>
                <p class="rise">"当日日志"</p>
                <p class="qualifier">{width}</p>
                <Overdue
                    count=Signal::derive(move || late(store))
                    ask=Ask::own(store, &DEPLOYMENT_LATE)
                />
                <Mark />
            </header>
            <div class="rail">{move || rail(store, levels.get())}</div>
            {move || bar(store, levels.get())}
            {move || threads(store, levels.get())}
        </section>
    }
}

/// Deployments of every level that are past their day.
fn late(store: Store) -> Option<i64> {
    let late = DEPLOYMENT_LATE.numerator.iter();
    late.map(|&metric| store.count(metric)).sum()
}

/// Each stage as a count of its base.
fn rail(store: Store, levels: Levels) -> impl IntoView {
    let Tiers { received, done } = levels.tiers();
    let [due, got, ..] = received.metrics();
    let [base, _, _, _, carried, _] = done.metrics();
    let communities = Signal::derive(move || {
        let heading = store.heading();
        let below = heading.below.iter();
        let communities = below.filter(|(kind, _)| *kind == UnitKind::Community);
        Some(communities.map(|&(_, count)| i64::from(count)).sum())
    });
    let (passed, read) = (Metric::LOG_REPORTING_DISTRICT, Metric::LOG_REPORTING_STREET);
    let own = match levels.own {
        UnitKind::Province | UnitKind::City | UnitKind::District => "委",
        _ => "",
    };
    view! {
        <p class="rail-level">{levels.own.label()} {own}</p>
        <Stage way=Way::Fall of=levels.slip.label() label="接收" part=got base=Base::Metric(due) />
        <Stage way=Way::Rise label="区审" part=passed base=Base::Metric(read) />
        <p class="rail-level">{levels.slip.label()}</p>
        <Stage way=Way::Fall of=levels.strand() label="落实" part=carried base=Base::Metric(base) />
        <Stage way=Way::Rise label="街审" part=read base=Base::Metric(Metric::LOG_REPORTING) />
        <Stage way=Way::Rise of=UnitKind::Community.label() label="提交" part=Metric::LOG_REPORTING base=Base::Units(communities) />
        <p class="rail-level">
            {levels.strands.then(|| levels.strand())} <small>"落实 % · 日志"</small>
        </p>
    }
}

/// What all ribbons hang from.
fn bar(store: Store, levels: Levels) -> impl IntoView {
    let tier = levels.tiers().done;
    let [due, _, _, _, done, _] = tier.metrics();
    let share = move || {
        let share = store.count(done).zip(store.count(due));
        share.and_then(|(done, due)| format::percent(done, due, 1))
    };
    let share = move || {
        let share = Signal::stored(share()?);
        let share = asked(Ask::own(store, deployment_done(tier)), share);
        Some(view! { <span class="bar-share">"落实 " <b class="num">{share}</b> " %"</span> })
    };
    view! {
        <p class="loom-bar">
            <span class="fall">
                "本季部署 " <b class="num">{asked_count(store, Metric::DEPLOYMENT_ISSUED)}</b> " 项"
            </span>
            {share}
            <span class="rise">
                "今日审结日志 " <b class="num">{asked_count(store, Metric::LOG_FINISHED_TODAY)}</b> " 份"
            </span>
        </p>
    }
}

/// A column for each unit below, and the same in words.
fn threads(store: Store, levels: Levels) -> impl IntoView {
    let children = store.children();
    let strands = store.strands();
    let below: Vec<Thread> = children
        .into_iter()
        .map(|node| {
            let own = strands.iter().filter(|strand| strand.parent == node.code);
            let strands: Vec<Strand> = own.cloned().collect();
            Thread::new(node, strands)
        })
        .collect();
    let widest = below.iter().map(Thread::width).max().unwrap_or(1);
    let longest = below.iter().map(Thread::letters).max().unwrap_or(1);
    let sizes = LAYOUTS.map(|(_, most, _)| even_size(below.len(), most));
    let style = LAYOUTS
        .iter()
        .zip(sizes)
        .map(|((name, _, width), columns)| {
            let lines = lines(longest, width / columns);
            format!("--{name}:{columns};--{name}-lines:{lines};")
        });
    let style = style.collect::<Vec<_>>().concat();
    let count = below.len();
    let shown = sizes.map(|size| Memo::new(move |_| page_at(store.turning(), pages(count, size))));
    let columns = below.iter().cloned().enumerate().map(|(place, one)| {
        let class = move || {
            let off = LAYOUTS.iter().zip(sizes).zip(shown);
            let off = off.filter(|((_, size), page)| page.get() != place / size);
            let off = off.flat_map(|((layout, _), _)| [" away-", layout.0]);
            ["thread"].into_iter().chain(off).collect::<String>()
        };
        view! { <li class=class>{thread(&one, levels.tiers(), widest)}</li> }
    });
    let rows = below.iter().map(|one| one.said(levels.tiers()));
    view! {
        <p class="threads-key" aria-hidden="true">
            <span>{levels.slip.label()}</span>
            <span class="fall">"落实 %"</span>
            <span class="rise">"日志 全高已审 半高待审"</span>
        </p>
        <ol class="threads" style=style>
            {columns.collect_view()}
        </ol>
        <div class="unseen"><table>
            <caption>"各" {levels.slip.label()} "的部署与当日日志"</caption>
            <thead>
                <tr>
                    <th scope="col">"单位"</th>
                    <th scope="col">{levels.strand()} "数"</th>
                    <th scope="col">"接收部署"</th>
                    <th scope="col">"落实部署"</th>
                    <th scope="col">"提交日志的居民区"</th>
                    <th scope="col">"街道已审"</th>
                    <th scope="col">"区级已审"</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table></div>
    }
}
