//! Settings of the installation.

use leptos::prelude::*;

use super::form::{Check, Send};

/// What the page needs.
pub struct SettingsPage {
    /// Whether walls can be seen without signing in.
    pub public_viewing: bool,
}

/// The page.
#[component]
pub fn Settings(
    /// What it needs.
    page: SettingsPage,
) -> impl IntoView {
    view! {
        <section class="card">
            <h3>"查看"</h3>
            <form data-api="PUT /api/v1/settings" data-then="reload">
                <Check
                    name="public_viewing"
                    label="不登录也能查看各单位大屏（只有汇总数，敏感数字取整）"
                    checked=page.public_viewing
                />
                <p class="hint">"关闭后，没有登录的屏幕立即停止更新，页面要求登录。"</p>
                <Send label="保存" />
            </form>
        </section>
    }
}
