//! One's own account: password, second factor, sessions.

use leptos::prelude::*;
use liandong_domain::moment::{Moment, UtcOffset};

use super::form::{Act, Field, Send};
use crate::format;

/// What the page needs.
pub struct OwnPage {
    /// What one signs in with.
    pub login: String,
    /// Whether the first password is still to be changed.
    pub must_change: bool,
    /// Whether there is a second factor.
    pub second_factor: bool,
    /// One's sessions, the last used first.
    pub sessions: Vec<SessionRow>,
}

/// One of one's sessions.
pub struct SessionRow {
    /// Its number.
    pub id: i64,
    /// Where it began.
    pub address: String,
    /// The browser, as it calls itself.
    pub agent: String,
    /// When it began.
    pub created_at: i64,
    /// When it was last used.
    pub seen_at: i64,
    /// Whether it is the one that is looked at.
    pub current: bool,
}

/// The page.
#[component]
pub fn Own(
    /// What it needs.
    page: OwnPage,
    /// Where days begin.
    offset: UtcOffset,
) -> impl IntoView {
    let first = page.must_change.then(|| {
        view! { <p class="warning">"这是别人给您设的初始口令。请先换成只有您自己知道的，再开始工作。"</p> }
    });
    let rest = (!page.must_change).then(|| {
        view! {
            {second_factor(page.second_factor)}
            {sessions(page.sessions, offset)}
        }
    });
    view! {
        <section class="card">
            <h3>"口令" <small>{page.login}</small></h3>
            {first}
            <form data-api="PUT /api/v1/session/password" data-then="/console">
                <Field name="current" label="现在的口令" kind="password" autocomplete="current-password" />
                <Field
                    name="new"
                    label="新口令"
                    kind="password"
                    autocomplete="new-password"
                    hint="至少 12 个字符（启用动态验证码后 8 个）；几个不相干的词拼起来好记又难猜"
                />
                <Send label="修改口令" />
            </form>
        </section>
        {rest}
    }
}

fn second_factor(is_set: bool) -> impl IntoView {
    if is_set {
        return leptos::either::Either::Left(view! {
            <section class="card">
                <h3>"动态验证码" <small>"已启用"</small></h3>
                <Act
                    api="DELETE /api/v1/session/totp".to_owned()
                    label="停用"
                    ask="停用后，登录只需口令，账号更容易被冒用。"
                />
            </section>
        });
    }
    leptos::either::Either::Right(view! {
        <section class="card">
            <h3>"动态验证码" <small>"未启用"</small></h3>
            <p class="hint">"启用后，登录除口令外还要手机验证器上的 6 位数字。用任一支持 TOTP 的验证器扫码即可。"</p>
            <form class="act" data-api="POST /api/v1/session/totp" data-then="show">
                <button type="submit">"开始启用"</button>
                <div class="enrol" data-show-html="qr_svg" hidden=true></div>
                <output class="secret" data-show="secret" hidden=true>"扫不了码时手工输入："</output>
                <p class="form-error" role="alert"></p>
            </form>
            <form data-api="PUT /api/v1/session/totp" data-then="show" data-after="POST /api/v1/session/totp" hidden=true>
                <input type="hidden" name="secret" />
                <Field name="code" label="验证器上的 6 位数字" autocomplete="one-time-code" />
                <Send label="确认启用" />
                <output class="secret" data-show="recovery_codes" hidden=true>
                    "已启用。手机丢失时可用下面的恢复码登录，每个一次；只显示这一次，请抄下保存："
                </output>
            </form>
        </section>
    })
}

fn sessions(sessions: Vec<SessionRow>, offset: UtcOffset) -> impl IntoView {
    let time = move |at: i64| {
        let at = Moment(at);
        format!(
            "{} {}",
            format::date_cn(at, offset),
            format::clock_hm(at, offset)
        )
    };
    let rows = sessions.into_iter().map(move |session| {
        let end = (!session.current).then(|| {
            let api = format!("DELETE /api/v1/sessions/{}", session.id);
            view! { <Act api label="退出" /> }
        });
        let current = session.current.then_some("当前");
        view! {
            <tr>
                <td>{session.address}</td>
                <td class="detail">{session.agent}</td>
                <td>{time(session.created_at)}</td>
                <td>{time(session.seen_at)}</td>
                <td>{current} {end}</td>
            </tr>
        }
    });
    view! {
        <section class="card">
            <h3>"登录在用" <small>"不认识的请退出，并修改口令"</small></h3>
            <div class="scroll" tabindex="0" role="region" aria-label="登录在用">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"来自"</th>
                            <th scope="col">"浏览器"</th>
                            <th scope="col">"登录于"</th>
                            <th scope="col">"最近使用"</th>
                            <th scope="col">"操作"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}
