//! Fields and buttons. A form names the call that it makes: `data-api="POST /api/v1/…"`; what the
//! answer leads to is in `data-then`: `reload`, `show`, or an address.

use leptos::prelude::*;
use liandong_domain::frame::PathStep;

/// A line of text.
#[component]
pub fn Field(
    /// Name in the request.
    name: &'static str,
    /// What to write.
    label: &'static str,
    /// What is there at first.
    #[prop(into, optional)]
    value: String,
    /// `text`, `password`, `number` …
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// Tells it from the field of that name in another form of the page.
    #[prop(optional)]
    form: &'static str,
    /// What helps to write it.
    #[prop(into, optional)]
    hint: String,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let id = format!("field-{form}{}", name.replace('.', "-"));
    let hint_id = format!("{id}-hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    let hint = (!hint.is_empty()).then(|| view! { <p class="hint" id=hint_id>{hint}</p> });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                type=kind
                value=value
                autocomplete=autocomplete
                autocapitalize="off"
                spellcheck="false"
                required=!optional
                aria-describedby=described
            />
            {hint}
            <p class="field-error" data-for=name role="alert"></p>
        </div>
    }
}

/// One of some.
#[component]
pub fn Choice(
    /// Name in the request.
    name: &'static str,
    /// What to choose.
    label: &'static str,
    /// Keys and words.
    options: Vec<(String, String)>,
    /// The key that is chosen at first.
    #[prop(into, optional)]
    chosen: String,
) -> impl IntoView {
    let id = format!("field-{}", name.replace('.', "-"));
    let options = options.into_iter().map(|(key, word)| {
        let selected = key == chosen;
        view! {
            <option value=key selected=selected>
                {word}
            </option>
        }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                {options.collect_view()}
            </select>
            <p class="field-error" data-for=name role="alert"></p>
        </div>
    }
}

/// Yes or no.
#[component]
pub fn Check(
    /// Name in the request.
    name: &'static str,
    /// What is so when it is checked.
    label: &'static str,
    /// Whether it is at first.
    #[prop(optional)]
    checked: bool,
) -> impl IntoView {
    view! {
        <label class="check">
            <input type="checkbox" name=name value="true" checked=checked />
            <span>{label}</span>
        </label>
    }
}

/// The button that sends a form, with what went wrong beside it.
#[component]
pub fn Send(
    /// What it does.
    label: &'static str,
    /// Whether it is not what one comes to the page for.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let class = if quiet { "" } else { "primary" };
    view! {
        <div class="send">
            <button class=class type="submit">
                {label}
            </button>
            <p class="form-error" role="alert"></p>
        </div>
    }
}

/// A form of one button.
#[component]
pub fn Act(
    /// The call.
    api: String,
    /// What it does.
    label: &'static str,
    /// What to ask first.
    #[prop(into, optional)]
    ask: String,
    /// What the answer leads to.
    #[prop(into, default = "reload".to_owned())]
    then: String,
) -> impl IntoView {
    let ask = (!ask.is_empty()).then_some(ask);
    view! {
        <form class="act" data-api=api data-then=then data-ask=ask>
            <button type="submit">{label}</button>
            <p class="form-error" role="alert"></p>
        </form>
    }
}

/// `上海市 › 徐汇区`
pub fn path_text(path: &[PathStep]) -> String {
    let names: Vec<&str> = path.iter().map(|step| &*step.name).collect();
    names.join(" › ")
}

/// The way to the next page of a list, by its cursor.
pub fn more(address: &str, cursor: (&str, &str), label: &'static str) -> impl IntoView + use<> {
    let query = form_urlencoded::Serializer::new(String::new())
        .append_pair(cursor.0, cursor.1)
        .finish();
    view! { <p class="more"><a rel="next" href=format!("{address}?{query}")>{label}</a></p> }
}
