//! Signing in.

use leptos::prelude::*;

use super::form::{Check, Field, Send};

/// What the page needs.
pub struct SignInPage {
    /// Where to go afterwards.
    pub next: String,
    /// Whether the browser would keep the session's cookie: over HTTPS, or on the machine itself.
    pub secure: bool,
    /// Whether walls can be seen without signing in.
    pub public_viewing: bool,
}

/// The form.
#[component]
pub fn SignIn(
    /// What it needs.
    page: SignInPage,
) -> impl IntoView {
    let unsafe_connection = (!page.secure).then(|| {
        view! {
            <p class="warning">
                "当前连接没有加密，不能登录。请用 https:// 的地址打开，或在服务器本机上登录。"
            </p>
        }
    });
    let about_walls = if page.public_viewing {
        view! { <p class="hint">"看大屏不用登录：" <a href="/">"查找单位"</a></p> }
    } else {
        view! { <p class="hint">"本系统的大屏登录后才能查看。" <a href=""></a></p> }
    };
    view! {
        <section class="card narrow">
            {unsafe_connection}
            <form data-api="POST /api/v1/session" data-then=page.next>
                <Field name="login" label="账号" autocomplete="username" />
                <Field name="password" label="口令" kind="password" autocomplete="current-password" />
                <div data-when="code_required" hidden=true>
                    <Field
                        name="code"
                        label="动态验证码"
                        autocomplete="one-time-code"
                        hint="手机验证器上的 6 位数字；手机不在时可用一个恢复码"
                        optional=true
                    />
                </div>
                <Check name="own_machine" label="本机 8 小时免登录" />
                <Send label="登录" />
            </form>
            <p class="hint">"忘了口令，请联系上级单位的系统管理员重置。"</p>
            {about_walls}
        </section>
    }
}
