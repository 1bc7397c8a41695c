//! The freshness mark that every panel carries.

use leptos::prelude::*;

use crate::{
    format,
    store::{Freshness, Store},
};

/// What the marks say, worked out once for all of them.
#[derive(Clone, Copy)]
pub struct MarkText(Memo<String>);

impl MarkText {
    /// For this store.
    pub fn new(store: Store) -> Self {
        Self(Memo::new(move |_| match store.freshness() {
            Freshness::Delayed { age_s, .. } | Freshness::Offline { age_s, .. } => {
                format!("{}前", format::age_cn(age_s))
            }
            Freshness::Connecting | Freshness::Live | Freshness::Reconnecting { .. } => {
                format::clock_hm(store.data_time(), store.offset())
            }
        }))
    }
}

/// The mark: its shape comes from the root's `data-age`, its words from the data's time.
#[component]
pub fn Mark() -> impl IntoView {
    let MarkText(text) = expect_context();
    view! {
        <p class="mark">
            <span class="unseen">"数据时间 "</span>
            {move || text.get()}
        </p>
    }
}
