//! How employers that agreed to be shown answer invitations.

use leptos::prelude::*;
use liandong_domain::{frame::EmployerShown, work::Employer};

use crate::{components::Panel, store::Store};

/// 企业响应度
#[component]
pub fn ResponsePanel() -> impl IntoView {
    let store = expect_context::<Store>();
    let employers = Memo::new(move |_| store.extras().employers.clone());
    let rows = move || employers.get().iter().map(row).collect_view();
    let none = move || {
        employers.with(Vec::is_empty).then(|| {
            view! {
                <p class="note">
                    "暂无同意公开的单位。单位同意并在实有单位库登记公开简称后，受邀参加活动的响应情况在此显示。"
                </p>
            }
        })
    };
    view! {
        <Panel
            name="response"
            title=Signal::stored("企业响应度".to_owned())
            qualifier=Signal::stored("近 10 次邀约 · 右为最近".to_owned())
        >
            <ul class="responses">{rows}</ul>
            {none}
        </Panel>
    }
}

/// As many squares as are kept, the newest at the right; places before the first invitation stay empty.
fn row(employer: &EmployerShown) -> impl IntoView + use<> {
    let EmployerShown { name, answers } = employer;
    let answered = answers.iter().filter(|answer| **answer).count();
    let before = usize::from(Employer::KEPT).saturating_sub(answers.len());
    let before = std::iter::repeat_n("", before);
    let squares = answers
        .iter()
        .map(|&answer| if answer { "on" } else { "off" });
    let squares = before.chain(squares);
    view! {
        <li>
            <span class="label">{name.to_string()}</span>
            <span class="squares" aria-hidden="true">
                {squares.map(|class| view! { <i class=class></i> }).collect_view()}
            </span>
            <span class="part-of">
                <strong class="num">{answered}</strong>
                " / "
                <span class="num">{answers.len()}</span>
            </span>
        </li>
    }
}
