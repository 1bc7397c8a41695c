//! The units that a panel compares, in the order of a number, a page at a time on a wall.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

use super::ask::{Ask, What};
use crate::{
    figures::{
        pages::{even_size, page_at, pages, ranked},
        text,
    },
    format,
    store::{Node, Store},
};

/// Reads a unit's metrics.
pub type Counts<'a> = &'a dyn Fn(Metric) -> Option<i64>;

/// Which come first.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum First {
    /// The largest numbers.
    Largest,
    /// The smallest.
    Smallest,
}

/// A unit to compare: one's own, or another.
enum Who {
    Own,
    Other(Node),
}

/// The units below; where there are none, one's own and those above, the nearest first.
fn compared(store: Store) -> Vec<Who> {
    let children = store.children();
    if !children.is_empty() {
        return children.into_iter().map(Who::Other).collect();
    }
    let above = store.above().into_iter().rev().map(Who::Other);
    std::iter::once(Who::Own).chain(above).collect()
}

/// Units in the order of a number; those that have none are left out.
#[derive(Clone, Copy)]
pub struct Ranks {
    store: Store,
    numbers: Memo<Vec<Option<f64>>>,
    order: Memo<Vec<usize>>,
    count: Memo<usize>,
    short: Memo<Page>,
    long: Memo<Page>,
}

/// Which page is shown, and how many rows it takes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Page {
    at: usize,
    size: usize,
}

impl Ranks {
    /// In the order of this number, the levels above in their own; `sizes` are the most rows to a page on a
    /// wall, and on an ultra-wide one.
    pub fn new(
        store: Store,
        first: First,
        sizes: [usize; 2],
        number: impl Fn(Counts<'_>) -> Option<f64> + Send + Sync + 'static,
    ) -> Self {
        let numbers = Memo::new(move |_| {
            let units = compared(store);
            let numbers = units.iter().map(|unit| match unit {
                Who::Own => number(&|metric| store.count(metric)),
                Who::Other(node) => number(&|metric| node.count(metric)),
            });
            numbers.collect::<Vec<_>>()
        });
        let order = Memo::new(move |_| {
            let mut keys = numbers.get();
            let known = keys.iter().flatten().count();
            if store.children().is_empty() {
                let places = (0..keys.len()).filter(|&place| keys[place].is_some());
                return places.collect();
            }
            if first == First::Smallest {
                keys.iter_mut().flatten().for_each(|key| *key = -*key);
            }
            let mut order = ranked(&keys);
            order.truncate(known);
            order
        });
        let count = Memo::new(move |_| order.with(Vec::len));
        let page = move |largest: usize| {
            Memo::new(move |_| {
                let rows = count.get();
                let size = even_size(rows, largest);
                let at = page_at(store.turning(), pages(rows, size));
                Page { at, size }
            })
        };
        Self {
            store,
            numbers,
            order,
            count,
            short: page(sizes[0]),
            long: page(sizes[1]),
        }
    }

    /// How many units have a number.
    pub fn len(&self) -> usize {
        self.count.get()
    }

    /// The smallest and the largest number.
    pub fn range(&self) -> Option<(f64, f64)> {
        self.numbers.with(|numbers| {
            let mut numbers = numbers.iter().copied().flatten();
            let first = numbers.next()?;
            Some(numbers.fold((first, first), |(low, high), number| {
                (low.min(number), high.max(number))
            }))
        })
    }

    /// The number at a place.
    pub fn number(&self, place: usize) -> Option<f64> {
        let index = self.order.with(|order| order.get(place).copied())?;
        self.numbers
            .with(|numbers| numbers.get(index).copied().flatten())
    }

    fn node(&self, place: usize) -> Option<Node> {
        let index = self.order.with(|order| order.get(place).copied())?;
        if let Some(node) = self.store.child(index) {
            return Some(node);
        }
        match compared(self.store).into_iter().nth(index)? {
            Who::Own => None,
            Who::Other(node) => Some(node),
        }
    }

    /// Where the number at a place says where it comes from.
    pub fn ask(self, place: usize, what: impl Into<What>) -> Option<Ask> {
        let Self { store, .. } = self;
        let code = move || match self.node(place) {
            Some(node) => Some(node.code),
            None => Some(store.heading().code.clone()),
        };
        Ask::at(store, what, code)
    }

    /// The classes of the row at a place: whether it is one's own unit, and whether another page is shown.
    pub fn class(self, place: usize) -> String {
        let off = |page: Memo<Page>, class: &'static str| {
            let Page { at, size } = page.get();
            if place / size == at { "" } else { class }
        };
        let own = if self.node(place).is_none() {
            "here"
        } else {
            ""
        };
        let (short, long) = (off(self.short, "off-short"), off(self.long, "off-long"));
        format!("{own} {short} {long}")
    }

    /// The short name of the unit at a place, with the way there where it is another.
    pub fn name(self, place: usize) -> impl IntoView {
        let Self { store, .. } = self;
        let name = move || match self.node(place) {
            Some(node) => text::shortened(&format::short_name(&node.name, node.kind), LONGEST),
            None => store.heading().kind.whole().to_owned(),
        };
        let letters = move || format!("--n:{}", name().chars().count());
        let href = move || {
            let node = self.node(place).filter(|_| !store.wall());
            node.map(|node| store.href(&node.code))
        };
        view! {
            <a class="name" href=href style=letters>
                {name}
            </a>
        }
    }
}

/// The longest name that a row has room for, in characters.
const LONGEST: usize = 6;
