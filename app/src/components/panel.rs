//! The frame of a panel.

use leptos::prelude::*;

use super::{Choose, Mark, Which};

/// A rule, a title, what qualifies it, and how fresh it is; below it what the panel shows.
#[component]
pub fn Panel<C: IntoView + 'static>(
    /// The panel's name in the style sheet.
    name: &'static str,
    /// The title.
    #[prop(into)]
    title: Signal<String>,
    /// Unit, period, how to read it.
    #[prop(into, optional)]
    qualifier: Signal<String>,
    /// What of it can be asked, after the words.
    #[prop(optional)]
    told: Option<AnyView>,
    /// What is to be chosen in the panel.
    #[prop(optional)]
    choose: Option<Which>,
    /// What the panel shows.
    children: TypedChildren<C>,
) -> impl IntoView {
    let id = format!("{name}-title");
    view! {
        <section class=format!("panel {name}") aria-labelledby=id>
            <header class="panel-head">
                <h2 id=id.clone()>{move || title.get()}</h2>
                {choose.map(|which| view! { <Choose which /> })}
                <p class="qualifier">{move || qualifier.get()} {told}</p>
                <Mark />
            </header>
            {children.into_inner()()}
        </section>
    }
}
