//! One heart and three circles: a dot for each employer, filled where it took part this quarter.

use leptos::prelude::*;

use super::{CIRCLES, Circle};
use crate::{
    components::{Count, Panel},
    figures::{
        circles::{one_dot, ring},
        text,
    },
    format,
    store::Store,
};

/// The longest full name, and the longest of all, that the axis has room for, in characters.
const LONGEST: [usize; 2] = [5, 6];

/// 一心三圈. Rings on a wall, rows of dots on a phone; the numbers stand beside.
#[component]
pub fn CirclesPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let worth = Memo::new(move |_| {
        let totals = [0, 1, 2].map(|place: usize| store.count(CIRCLES[place].total).unwrap_or(0));
        (one_dot(totals), totals.iter().sum::<i64>())
    });
    let qualifier = Signal::derive(move || match worth.get() {
        (_, 0) => "暂无单位列入三圈".to_owned(),
        (1, _) => "一点一单位 · 实心为本季参与".to_owned(),
        (many, _) => format!("一点代表 {} 家 · 实心为本季参与", format::count(many)),
    });
    let name = move || {
        let heading = store.heading();
        if heading.name.chars().count() <= LONGEST[0] {
            return heading.name.to_string();
        }
        text::shortened(&format::short_name(&heading.name, heading.kind), LONGEST[1])
    };
    let letters = move || format!("--n:{}", name().chars().count());
    let rings = CIRCLES
        .iter()
        .map(move |circle| circle_view(store, circle, worth));
    view! {
        <Panel name="circles" title=Signal::stored("一心三圈".to_owned()) qualifier>
            <ol class="rings">
                <li class="axis" style=letters>
                    <strong>"轴心"</strong>
                    <span>{name}</span>
                </li>
                {rings.collect_view()}
            </ol>
        </Panel>
    }
}

fn circle_view(store: Store, circle: &'static Circle, worth: Memo<(i64, i64)>) -> impl IntoView {
    let ring = Memo::new(move |_| {
        let total = store.count(circle.total).unwrap_or(0);
        let active = store.count(circle.active).unwrap_or(0);
        ring(total, active, worth.get().0)
    });
    let number = Memo::new(move |_| ring.get().dots);
    let dots = move || {
        let dot = |place: usize| {
            let class = move || if place < ring.get().filled { "on" } else { "" };
            view! { <i class=class style=format!("--i:{place}")></i> }
        };
        (0..number.get()).map(dot).collect_view()
    };
    let label = circle.total.label();
    // Beside the ring it is only seen: what can be asked is in the text.
    let total = move || text::value(store.value(circle.total));
    view! {
        <li class=format!("circle {}", circle.class)>
            <p class="ring-label" aria-hidden="true">
                {label} " " <span class="num">{total}</span>
            </p>
            <div class="ring-text">
                <h3>{label}</h3>
                <p class="part-of">
                    <Count metric=circle.active />
                    " / "
                    <span>
                        <Count metric=circle.total />
                    </span>
                    " 参与"
                </p>
                <p class="ring-who">{circle.who}</p>
            </div>
            <div class="dots" style=move || format!("--n:{}", number.get()) aria-hidden="true">
                {dots}
            </div>
        </li>
    }
}
