//! The choice of the indicator that a panel shows.

use leptos::prelude::*;
use liandong_domain::indicator::{INDICATORS, Indicator};

use crate::store::Store;

/// Which panel's indicator.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The map's.
    Map,
    /// The ranking's.
    Rank,
}

/// Links to the same page with another indicator. Not on a wall, which nobody touches.
#[component]
pub fn Choose(
    /// Which panel's indicator.
    which: Which,
) -> impl IntoView {
    let store = expect_context::<Store>();
    (!store.wall()).then(|| {
        let current = match which {
            Which::Map => store.map_indicator(),
            Which::Rank => store.rank_indicator(),
        };
        let href = move |indicator: &Indicator| {
            let mut options = store.options();
            let key = Some(indicator.key.to_owned());
            match which {
                Which::Map => options.map = key,
                Which::Rank => options.rank = key,
            }
            options.href(&store.heading().code)
        };
        let links = INDICATORS.iter().map(|indicator| {
            let here = (indicator.key == current.key).then_some("true");
            view! {
                <li>
                    <a href=move || href(indicator) aria-current=here>
                        {indicator.label}
                    </a>
                </li>
            }
        });
        view! {
            <details class="choose">
                <summary>
                    <span class="unseen">"换指标"</span>
                </summary>
                <ul>{links.collect_view()}</ul>
            </details>
        }
    })
}
