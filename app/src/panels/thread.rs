//! A column of the loom: a unit's slip, the ribbons above and below it, its figures.

use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{indicator::composed::deployment_done, metric::Metric};

use super::loom::LONGEST_NAME;
use crate::{
    components::{Ask, Rolling},
    figures::{
        loom::{Direction, LENGTH, Ribbon, Tiers},
        shares::length,
        text,
    },
    format,
    store::{Node, Store, Strand},
};

/// A count of a base.
type Pair = (Option<i64>, Option<i64>);

/// A unit below with the units that its ribbons are as wide as: those below it, or else itself.
#[derive(Clone)]
pub(super) struct Thread {
    node: Node,
    name: String,
    strands: Arc<[Strand]>,
}

impl Thread {
    pub(super) fn new(node: Node, strands: Vec<Strand>) -> Self {
        let name = format::short_name(&node.name, node.kind);
        Self {
            name: text::shortened(&name, LONGEST_NAME),
            node,
            strands: strands.into(),
        }
    }

    /// How many threads wide its ribbons are.
    pub(super) fn width(&self) -> usize {
        self.strands.len().max(1)
    }

    /// How many letters its name has.
    pub(super) fn letters(&self) -> usize {
        self.name.chars().count()
    }

    fn own(&self, part: Metric, base: Metric) -> Pair {
        (self.node.count(part), self.node.count(base))
    }

    fn each(&self, part: Metric, base: Metric) -> Vec<Pair> {
        if self.strands.is_empty() {
            return vec![self.own(part, base)];
        }
        let strands = self.strands.iter();
        strands
            .map(|strand| (strand.count(part), strand.count(base)))
            .collect()
    }

    /// Its figures as a row of the table that says what is drawn.
    pub(super) fn said(&self, tiers: Tiers) -> impl IntoView + use<> {
        let [due, received, ..] = tiers.received.metrics();
        let [base, _, _, _, done, _] = tiers.done.metrics();
        let cell = |part, base| {
            let one = self.clone();
            let words = move || {
                let (part, base) = one.own(part, base);
                format!("{} / {}", written(part), written(base))
            };
            view! { <td>{words}</td> }
        };
        let single = |metric| {
            let node = self.node.clone();
            view! { <td>{move || written(node.count(metric))}</td> }
        };
        view! {
            <tr>
                <th scope="row">{self.node.name.to_string()}</th>
                <td>{self.width()}</td>
                {cell(received, due)}
                {cell(done, base)}
                {single(Metric::LOG_REPORTING)}
                {single(Metric::LOG_REPORTING_STREET)}
                {single(Metric::LOG_REPORTING_DISTRICT)}
            </tr>
        }
    }
}

fn written(count: Option<i64>) -> String {
    count.map_or_else(|| text::MISSING.to_owned(), format::count)
}

/// A ribbon's outline; what it stands for is said when it is pointed at.
fn ribbon(
    class: &'static str,
    direction: Direction,
    shape: Memo<Ribbon>,
    said: impl Fn() -> String + Send + Sync + 'static,
) -> impl IntoView {
    let frame = move || format!("0 0 {} {LENGTH}", shape.with(Ribbon::width));
    view! {
        <svg class=class viewBox=frame preserveAspectRatio="none" aria-hidden="true">
            <path d=move || shape.with(|shape| shape.outline(direction))>
                <title>{said}</title>
            </path>
        </svg>
    }
}

/// What is in the column, where the widest ribbon of all has so many threads.
pub(super) fn thread(one: &Thread, tiers: Tiers, widest: usize) -> impl IntoView + use<> {
    let store = expect_context::<Store>();
    let [due, received, ..] = tiers.received.metrics();
    let [base, _, _, _, done, _] = tiers.done.metrics();
    let (logs, read, passed) = (
        Metric::LOG_REPORTING,
        Metric::LOG_REPORTING_STREET,
        Metric::LOG_REPORTING_DISTRICT,
    );
    let memo = |shape: fn(&Thread, Metric, Metric) -> Ribbon, part, base| {
        let one = one.clone();
        Memo::new(move |_| shape(&one, part, base))
    };
    let received_shape = |one: &Thread, part, base| {
        let (part, base) = one.own(part, base);
        Ribbon::received(part, base)
    };
    let fall_above = memo(received_shape, received, due);
    let fall_below = memo(
        |one, part, base| Ribbon::hem(one.each(part, base)),
        done,
        base,
    );
    let rise_below = memo(
        |one, part, base| Ribbon::logs(one.each(part, base)),
        read,
        logs,
    );
    let rise_above = memo(
        |one, part, base| Ribbon::passed(one.each(part, base)),
        passed,
        logs,
    );
    let say = |what: &'static str, part, base| {
        let one = one.clone();
        move || {
            let (part, base) = one.own(part, base);
            format!("{} {what} {} / {}", one.name, written(part), written(base))
        }
    };
    let node = one.node.clone();
    let pair = Signal::derive(move || (node.count(received), node.count(due)));
    let stop = move || match pair.get() {
        (Some(received), Some(due)) if received < due => {
            // The middle of what has not come through.
            let middle = length((received + due) as f64, (due * 2) as f64);
            format!("--at:{middle}")
        }
        _ => "display:none".to_owned(),
    };
    let node = one.node.clone();
    let share = move || {
        let pair = node.count(done).zip(node.count(base));
        pair.and_then(|(done, base)| format::percent(done, base, 0))
    };
    let bar = {
        let share = share.clone();
        move || format!("width:{}%", share().unwrap_or_else(|| "0".to_owned()))
    };
    let percent = Signal::derive(move || share().unwrap_or_else(|| text::MISSING.to_owned()));
    let node = one.node.clone();
    let submitted = Signal::derive(move || written(node.count(logs)));
    let ask_done = Ask::node(store, &one.node, deployment_done(tiers.done));
    let ask_logs = Ask::node(store, &one.node, logs);
    let href = (!store.wall()).then(|| store.href(&one.node.code));
    let style = format!("--n:{};--widest:{}", one.width(), widest);
    view! {
        <a class="slip" href=href>
            <span>{one.name.clone()}</span>
        </a>
        <span class="above" style=style.clone()>
            {ribbon("gold", Direction::Fall, fall_above, say("接收部署", received, due))}
            <i class="stop" style=stop></i>
            {ribbon("sky", Direction::Rise, rise_above, say("日志区级已审", passed, logs))}
        </span>
        <span class="below-slip" style=style>
            {ribbon("gold", Direction::Fall, fall_below, say("落实部署", done, base))}
            {ribbon("sky", Direction::Rise, rise_below, say("日志街道已审", read, logs))}
        </span>
        <span class="thread-bar">
            <i style=bar></i>
        </span>
        <span class="thread-done">
            <Rolling text=percent ask=ask_done />
        </span>
        <span class="thread-logs">
            <Rolling text=submitted ask=ask_logs />
        </span>
    }
}
