//! Fields of the forms of acts. Each is told in its own label, as several forms of a page have the same ones.

use leptos::prelude::*;
use liandong_domain::{frame::PathStep, moment::Day};

/// Some lines of text, looked through for what names a person while one writes.
#[component]
pub fn Text(
    /// Name in the fact.
    name: &'static str,
    /// What to write.
    label: &'static str,
    /// What is there at first.
    #[prop(into, optional)]
    value: String,
    /// How many lines are shown.
    #[prop(default = 3)]
    rows: u8,
    /// The most characters.
    #[prop(default = 2_000)]
    most: u32,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    view! {
        <div class="field" data-checked=true>
            <label>
                <span>{label}</span>
                <textarea name=name rows=rows.to_string() maxlength=most.to_string() required=!optional>
                    {value}
                </textarea>
            </label>
            <p class="said-of-text" aria-live="polite"></p>
            <p class="field-error" data-for=name role="alert"></p>
        </div>
    }
}

/// A line of text, looked through as [`Text`] is.
#[component]
pub fn Line(
    /// Name in the fact.
    name: &'static str,
    /// What to write.
    label: &'static str,
    /// What is there at first.
    #[prop(into, optional)]
    value: String,
    /// The most characters.
    #[prop(default = 60)]
    most: u32,
) -> impl IntoView {
    view! {
        <div class="field" data-checked=true>
            <label>
                <span>{label}</span>
                <input
                    name=name
                    type="text"
                    value=value
                    autocomplete="off"
                    maxlength=most.to_string()
                    required=true
                />
            </label>
            <p class="said-of-text" aria-live="polite"></p>
            <p class="field-error" data-for=name role="alert"></p>
        </div>
    }
}

/// A day.
#[component]
pub fn DayField(
    /// Name in the fact.
    name: &'static str,
    /// Which day.
    label: &'static str,
    /// What is there at first.
    #[prop(optional_no_strip)]
    value: Option<Day>,
    /// The first day that may be chosen.
    #[prop(optional_no_strip)]
    from: Option<Day>,
    /// Whether it may stay empty.
    #[prop(optional)]
    optional: bool,
) -> impl IntoView {
    let written = |day: Day| day.date().to_string();
    view! {
        <div class="field">
            <label>
                <span>{label}</span>
                <input
                    name=name
                    type="date"
                    value=value.map(written)
                    min=from.map(written)
                    required=!optional
                />
            </label>
            <p class="field-error" data-for=name role="alert"></p>
        </div>
    }
}

/// Files that go with an act.
#[component]
pub fn Files() -> impl IntoView {
    view! {
        <div class="field">
            <label>
                <span>"附件（可不选）"</span>
                <input type="file" data-files=true multiple=true />
            </label>
            <p class="hint">"图片、PDF、Word 或 Excel。文件里不要有姓名、电话和证件号。"</p>
            <p class="field-error" data-for="attachments" role="alert"></p>
        </div>
    }
}

/// A unit, found by a part of its name.
#[component]
pub fn UnitField(
    /// Name in the fact.
    name: &'static str,
    /// Which unit.
    label: &'static str,
    /// The unit that is there at first.
    unit: PathStep,
    /// Only units at and below this one.
    within: String,
) -> impl IntoView {
    let list = format!("units-of-{name}");
    view! {
        <div class="field" data-unit-field=within>
            <label>
                <span>{label}</span>
                <input
                    name=name
                    type="text"
                    value=unit.code.to_string()
                    list=list.clone()
                    autocomplete="off"
                    required=true
                />
            </label>
            <datalist id=list></datalist>
            <p class="hint" data-unit-name=true>{unit.name.to_string()}</p>
            <p class="field-error" data-for=name role="alert"></p>
        </div>
    }
}
