//! A new item on one of the lists.

use leptos::prelude::*;
use liandong_domain::{
    fact::item::{List, Matter},
    frame::PathStep,
    moment::Day,
};

use crate::console::acts::{ActForm, DayField, Files, Line, Text, UnitField};

/// What the page needs.
pub struct NewItemPage {
    /// On which list.
    pub list: List,
    /// The unit that opens it.
    pub unit: PathStep,
    /// Where it is, at first.
    pub place: PathStep,
    /// The unit that is to see to it, at first.
    pub owner: PathStep,
    /// The top of the tree: owners may be above.
    pub top: String,
    /// What it comes from: its id and title.
    pub from: Option<(String, String)>,
    /// What it is about, at first.
    pub matter: Matter,
    /// In a line, at first.
    pub title: String,
    /// What was kept of the form.
    pub draft: Option<String>,
    /// The day.
    pub today: Day,
}

/// How long an item is given at first, in days.
const TIME: i32 = 14;

/// The page.
#[component]
pub fn NewItem(
    /// What it needs.
    page: NewItemPage,
) -> impl IntoView {
    let NewItemPage {
        list,
        unit,
        place,
        owner,
        top,
        from,
        matter,
        title,
        draft,
        today,
    } = page;
    let within = unit.code.to_string();
    let then = format!("/console/lists?list={}&item={{id}}", list.key());
    let origin = from.as_ref().map(|(_, title)| {
        view! { <p class="hint">"来自：" {title.clone()}</p> }
    });
    let about = from.map(|(id, _)| ("from", id)).into_iter().collect();
    let lists = List::ALL.iter().map(move |one| {
        view! {
            <label class="check">
                <input type="radio" name="list" value=one.key() checked=*one == list />
                <span>{one.label()}</span>
            </label>
        }
    });
    let matters = Matter::ALL.iter().map(move |one| {
        view! {
            <option value=one.key() selected=*one == matter>
                {one.label()}
            </option>
        }
    });
    view! {
        <section class="card">
            <p class="hint" data-draft-said=true aria-live="polite"></p>
            {origin}
            <ActForm unit kind="item.opened" about label="开立" then draft>
                <fieldset class="kinds">
                    <legend>"列入"</legend>
                    {lists.collect_view()}
                </fieldset>
                <Line name="title" label="事项，一句话" value=title />
                <div class="pair">
                    <div class="field">
                        <label>
                            <span>"类别"</span>
                            <select name="matter">{matters.collect_view()}</select>
                        </label>
                        <p class="hint">"大屏上只显示类别，不显示事项和说明。"</p>
                    </div>
                    <DayField name="due" label="到期" value=Some(today.plus(TIME)) from=Some(today) />
                </div>
                <div class="pair">
                    <UnitField name="place" label="所在单位（输入名称查找）" unit=place within />
                    <UnitField name="owner" label="责任单位（输入名称查找）" unit=owner within=top />
                </div>
                <Text name="text" label="说明（可不写）" rows=4 optional=true />
                <Files />
            </ActForm>
        </section>
        <script type="module" src="/act.js"></script>
    }
}
