//! Settings of the installation.

use leptos::prelude::*;

use super::form::{Check, Field, Send};

/// What the page needs.
pub struct SettingsPage {
    /// Whether walls can be seen without signing in.
    pub public_viewing: bool,
    /// After how many days what is late of a deployment goes one level further up.
    pub escalate_after_days: u16,
    /// Whether an announcement waits for somebody else than its writer.
    pub announcements_need_second_person: bool,
}

/// The page.
#[component]
pub fn Settings(
    /// What it needs.
    page: SettingsPage,
) -> impl IntoView {
    view! {
        <form class="settings" data-api="PUT /api/v1/settings" data-then="reload">
            <section class="card">
                <h3>"查看"</h3>
                <Check
                    name="public_viewing"
                    label="不登录也能查看各单位大屏（只有汇总数，敏感数字取整）"
                    checked=page.public_viewing
                />
                <p class="hint">"关闭后，没有登录的屏幕立即停止更新，页面要求登录。"</p>
            </section>
            <section class="card">
                <h3>"通知"</h3>
                <Check
                    name="announcements_need_second_person"
                    label="通知须由撰写人以外的管理员复核后才显示"
                    checked=page.announcements_need_second_person
                />
            </section>
            <section class="card">
                <h3>"督办"</h3>
                <Field
                    name="escalate_after_days"
                    label="部署逾期超过几天，再上提一级"
                    kind="number"
                    value=page.escalate_after_days.to_string()
                    hint="1 至 90 天。到期次日起，逾期单位的上级和发布单位的工作台列出；超过这个天数，再往上一级也列出。"
                />
            </section>
            <Send label="保存" />
        </form>
    }
}
