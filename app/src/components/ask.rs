//! A way to ask a number where it comes from, where somebody may touch the screen.

use std::sync::Arc;

use leptos::prelude::*;
use liandong_domain::{
    indicator::Indicator, metric::Metric, unit::UnitCode, view::number::Question,
};

use crate::{
    figures::text,
    store::{Node, Store},
};

/// What can be asked: a metric, or an indicator.
#[derive(Clone, Copy)]
pub struct What {
    key: &'static str,
    label: &'static str,
}

impl From<Metric> for What {
    fn from(metric: Metric) -> Self {
        Self {
            key: metric.key(),
            label: metric.label(),
        }
    }
}

impl From<&'static Indicator> for What {
    fn from(indicator: &'static Indicator) -> Self {
        Self {
            key: indicator.key,
            label: indicator.label,
        }
    }
}

impl From<Question> for What {
    fn from(question: Question) -> Self {
        match question {
            Question::Metric(metric) => metric.into(),
            Question::Indicator(indicator) => indicator.into(),
        }
    }
}

/// Gives an address, tracked; none while what is shown has none.
pub type Href = Arc<dyn Fn() -> Option<String> + Send + Sync>;

/// Where a number is asked, and what is asked there.
#[derive(Clone)]
pub struct Ask {
    /// The address.
    pub href: Href,
    /// What a tap asks.
    pub title: String,
}

impl Ask {
    /// A number of the unit itself; nothing where nobody may ask.
    pub fn own(store: Store, what: impl Into<What>) -> Option<Self> {
        let code = store.heading_untracked().code.clone();
        Self::of(store, &code, what.into())
    }

    /// A number of a unit above or below.
    pub fn node(store: Store, node: &Node, what: impl Into<What>) -> Option<Self> {
        Self::of(store, &node.code, what.into())
    }

    fn of(store: Store, code: &UnitCode, what: What) -> Option<Self> {
        store.may_ask().then(|| {
            let href = store.href_of_number(code, what.key);
            Self::new(Arc::new(move || Some(href.clone())), what)
        })
    }

    /// A number of whichever unit stands at a place.
    pub fn at(
        store: Store,
        what: impl Into<What>,
        code: impl Fn() -> Option<UnitCode> + Send + Sync + 'static,
    ) -> Option<Self> {
        store.may_ask().then(|| {
            let what = what.into();
            let href = move || Some(store.href_of_number(&code()?, what.key));
            Self::new(Arc::new(href), what)
        })
    }

    fn new(href: Href, what: What) -> Self {
        let title = [what.label, "从何而来"].concat();
        Self { href, title }
    }

    /// The same, only while this holds.
    pub fn while_true(self, holds: Memo<bool>) -> Self {
        let Self { href, title } = self;
        let href = Arc::new(move || href().filter(|_| holds.get()));
        Self { href, title }
    }
}

/// A number among words that can be asked where it comes from.
pub fn asked(ask: Option<Ask>, text: impl Into<Signal<String>>) -> AnyView {
    let text = text.into();
    let Some(Ask { href, title }) = ask else {
        return view! { {text} }.into_any();
    };
    view! {
        <a class="ask" href=move || href() title=title>
            {text}
        </a>
    }
    .into_any()
}

/// One of the unit's own counts among words.
pub fn asked_count(store: Store, metric: Metric) -> AnyView {
    let text = Signal::derive(move || text::value(store.value(metric)));
    asked(Ask::own(store, metric), text)
}
