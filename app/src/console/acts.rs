//! Forms by which a unit does something: each is a fact. `act.js` sends them, keeps what is being written,
//! and tells who was quicker.

use leptos::prelude::*;
use liandong_domain::{
    fact::Attachment,
    frame::PathStep,
    moment::{Day, Moment, UtcOffset},
};

use crate::format;

mod fields;

pub use fields::{DayField, Files, Line, Text, UnitField};

/// Whether something may be done now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum May {
    /// As this unit.
    As(PathStep),
    /// Not yet, and why.
    Later(String),
    /// Not by this account.
    Never,
}

impl May {
    /// The unit that may.
    pub fn unit(&self) -> Option<&PathStep> {
        match self {
            Self::As(unit) => Some(unit),
            Self::Later(_) | Self::Never => None,
        }
    }
}

/// Something that was done about what a page shows.
pub struct Told {
    /// When.
    pub at: Moment,
    /// Which unit did it.
    pub who: String,
    /// What it did, in a word.
    pub what: String,
    /// What it had to say.
    pub text: String,
    /// Files that go with it.
    pub files: Vec<Attachment>,
}

/// A form of an act, with its own fields.
#[component]
pub fn ActForm(
    /// The unit that acts.
    unit: PathStep,
    /// The kind of fact.
    kind: &'static str,
    /// What it is about: fields that nobody fills in.
    #[prop(optional)]
    about: Vec<(&'static str, String)>,
    /// What tells apart what is kept of it from others about the same thing.
    #[prop(into, optional)]
    particular: String,
    /// The revision that this page shows.
    #[prop(optional_no_strip)]
    seen: Option<u64>,
    /// What the button says.
    label: &'static str,
    /// What the answer leads to.
    #[prop(into, default = "reload".to_owned())]
    then: String,
    /// What to ask first.
    #[prop(into, optional)]
    ask: String,
    /// What was kept of it on the server, as JSON, where it is what the page is for.
    #[prop(optional_no_strip)]
    draft: Option<String>,
    /// Whether the account's own unit is another one, so that it is told as whom it acts.
    #[prop(optional)]
    for_another: bool,
    /// The fields.
    children: Children,
) -> impl IntoView {
    let call = format!("POST /api/v1/units/{}/acts", unit.code);
    let subject = about.first().map(|(_, id)| id.as_str()).unwrap_or_default();
    let key = if subject.is_empty() {
        kind.to_owned()
    } else {
        format!("{kind}/{subject}")
    };
    let key = if particular.is_empty() {
        key
    } else {
        format!("{key}/{particular}")
    };
    let about = about
        .into_iter()
        .map(|(name, value)| view! { <input type="hidden" name=name value=value /> });
    let seen = seen.map(|seen| {
        view! { <input type="hidden" name="seen" value=seen.to_string() data-number=true /> }
    });
    let ask = (!ask.is_empty()).then_some(ask);
    let acting = for_another.then(|| {
        view! { <p class="hint">"以“" {unit.name.to_string()} "”的名义"</p> }
    });
    view! {
        <form data-act=call data-then=then data-ask=ask data-keep=key data-draft=draft>
            <input type="hidden" name="kind" value=kind />
            {about.collect_view()}
            {seen}
            {children()}
            <div class="send">
                <button class="primary" type="submit">
                    {label}
                </button>
                {acting}
            </div>
            <p class="form-error" role="alert"></p>
            <p class="newer" hidden=true>
                <button type="button" data-look=true>"看最新情况"</button>
                " 写好的内容留在这里。"
            </p>
        </form>
    }
}

/// A form behind its own button: opened on the spot.
#[component]
pub fn Fold(
    /// What the button says.
    label: &'static str,
    /// Forms of one group: one of them is open at a time.
    group: &'static str,
    /// The form.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="fold-act" name=group>
            <summary>{label}</summary>
            {children()}
        </details>
    }
}

/// What cannot be done yet, and why.
pub fn later(label: &'static str, why: String) -> impl IntoView {
    view! {
        <p class="later">
            <span class="dashed" aria-disabled="true">{label}</span>
            <small>{why}</small>
        </p>
    }
}

/// The files of an act, to be opened.
pub fn files(files: &[Attachment]) -> impl IntoView + use<> {
    let files = files.iter().map(|file| {
        view! {
            <li>
                <a href=format!("/api/v1/attachments/{}?name={}", file.file, encoded(&file.name))>{file.name.clone()}</a>
            </li>
        }
    });
    let files = files.collect_view();
    (!files.is_empty()).then(|| view! { <ul class="attached">{files}</ul> })
}

/// What was done, newest first.
pub fn told(list: Vec<Told>, offset: UtcOffset) -> impl IntoView {
    let rows = list.into_iter().map(|one| {
        let day = format::month_day_cn(one.at, offset);
        let time = format::clock_hm(one.at, offset);
        view! {
            <li>
                <time>{day} " " {time}</time>
                <p>
                    <b>{one.who} " " {one.what}</b>
                    " "
                    {one.text}
                </p>
                {files(&one.files)}
            </li>
        }
    });
    view! { <ol class="told" reversed=true>{rows.collect_view()}</ol> }
}

/// How late something is: nothing, or a plate that says so.
pub fn overdue(days: i32) -> impl IntoView {
    (days > 0).then(|| view! { <span class="plate">"▲ 逾期 " {days} " 天"</span> })
}

/// 6月25日, with the year where it is another one.
pub fn day(day: Day, today: Day) -> String {
    if day.year() == today.year() {
        format::day_cn(day)
    } else {
        format::whole_day_cn(day)
    }
}

/// Something as a part of an address.
pub fn encoded(text: &str) -> String {
    let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    encoded.replace('+', "%20")
}
