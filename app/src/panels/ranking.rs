//! The units below in the order of an indicator.

use leptos::prelude::*;

use crate::{
    components::{Ask, Panel, Which, asked},
    figures::{
        pages::{page_at, pages, ranked},
        shares::{css_percent, css_scale, length, round_top},
        text,
    },
    format,
    store::Store,
};

/// Rows to a page on a wall, and on an ultra-wide one.
const SHORT: usize = 5;
const LONG: usize = 16;

#[derive(Clone, Copy)]
struct Ranking {
    store: Store,
    numbers: Memo<Vec<Option<f64>>>,
    order: Memo<Vec<usize>>,
    count: Memo<usize>,
    top: Memo<f64>,
    short: Memo<usize>,
    long: Memo<usize>,
}

impl Ranking {
    fn new(store: Store) -> Self {
        let indicator = store.rank_indicator();
        let numbers = Memo::new(move |_| {
            let children = store.children();
            let numbers = children
                .iter()
                .map(|node| indicator.number(|metric| node.count(metric)));
            numbers.collect::<Vec<_>>()
        });
        let order = Memo::new(move |_| numbers.with(|numbers| ranked(numbers)));
        let top = Memo::new(move |_| {
            if indicator.scale == 100 {
                return 100.0;
            }
            numbers.with(|numbers| round_top(numbers.iter().flatten().copied().fold(0.0, f64::max)))
        });
        let count = Memo::new(move |_| order.with(Vec::len));
        let page = move |size: usize| {
            Memo::new(move |_| page_at(store.turning(), pages(count.get(), size)))
        };
        Self {
            store,
            numbers,
            order,
            top,
            count,
            short: page(SHORT),
            long: page(LONG),
        }
    }

    fn row(self, place: usize) -> impl IntoView {
        let Self {
            store,
            top,
            short,
            long,
            ..
        } = self;
        let indicator = store.rank_indicator();
        // A change of one unit's number is none for the rows of the others.
        let index = Memo::new(move |_| self.order.with(|order| order.get(place).copied()));
        let number = Memo::new(move |_| {
            let index = index.get()?;
            self.numbers.with(|numbers| numbers.get(index).copied()?)
        });
        let node = move || store.child(index.get()?);
        let name = move || node().map(|node| format::short_name(&node.name, node.kind));
        let letters = move || {
            let letters = name().map_or(1, |name| name.chars().count());
            format!("--n:{letters}")
        };
        let href = move || {
            let node = node().filter(|_| !store.wall());
            node.map(|node| store.href(&node.code))
        };
        let ask = Ask::at(store, indicator, move || node().map(|node| node.code));
        let text = Signal::derive(move || text::number(indicator, number.get()));
        let class = move || {
            let off = |page: Memo<usize>, size: usize| page.get() != place / size;
            match (off(short, SHORT), off(long, LONG)) {
                (false, false) => "",
                (false, true) => "off-long",
                (true, false) => "off-short",
                (true, true) => "off-short off-long",
            }
        };
        let bar = move || css_scale(length(number.get().unwrap_or(0.0), top.get()));
        view! {
            <li class=class>
                <div class="rank-row">
                    <span class="rank-place">{place + 1}</span>
                    <a class="rank-name way" href=href style=letters>
                        {name}
                    </a>
                    <span class="rank-bar" aria-hidden="true">
                        <i style=bar></i>
                    </span>
                    <span class="num">{asked(ask, text)}</span>
                </div>
            </li>
        }
    }
}

/// All units below, best first, a page at a time on a wall. The line is the whole's number.
#[component]
pub fn RankingPanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let indicator = store.rank_indicator();
    let ranking = Ranking::new(store);
    let own = move || indicator.number(|metric| store.count(metric));
    // A plain count of the whole is no yardstick for its parts.
    let ratio = !indicator.denominator.is_empty();
    let qualifier = Signal::derive(move || {
        // The stroke before the whole's number stands for the white line across the bars.
        let line = ratio.then(|| {
            let whole = store.heading().kind.whole();
            format!(" | {whole} ")
        });
        format!("{}{}", indicator.qualifier, line.unwrap_or_default())
    });
    let told = ratio.then(|| {
        let text = Signal::derive(move || text::number(indicator, own()));
        asked(Ask::own(store, indicator), text)
    });
    let told = told.into_any();
    let line = move || match own().filter(|_| ratio) {
        Some(own) => format!("--own:{}", css_percent(length(own, ranking.top.get()))),
        None => "--own:-100vw".to_owned(),
    };
    let rows = move || {
        let places = 0..ranking.count.get();
        places.map(|place| ranking.row(place)).collect_view()
    };
    let title = Signal::stored(indicator.label.to_owned());
    view! {
        <Panel name="rank" title qualifier told choose=Which::Rank>
            <ol class="ranks" style=line>
                {rows}
            </ol>
        </Panel>
    }
}
