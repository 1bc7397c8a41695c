//! The first start.

use leptos::prelude::*;
use liandong_domain::unit::UnitKind;

use super::form::{Check, Choice, Field, Send};

/// Offsets from UTC that clocks of the country show, the usual one first.
const ZONES: [(&str, &str); 2] = [
    ("+08:00", "北京时间（Asia/Shanghai，UTC+8）"),
    ("+06:00", "乌鲁木齐时间（Asia/Urumqi，UTC+6）"),
];

/// What the page needs.
pub struct SetupPage {
    /// The top of the tree, where there is one already.
    pub root: Option<String>,
    /// Whether the browser would keep the session's cookie.
    pub secure: bool,
    /// How local time runs ahead of UTC, where the server was told so: `+08:00`.
    pub told_offset: Option<String>,
}

/// The form.
#[component]
pub fn Setup(
    /// What it needs.
    page: SetupPage,
) -> impl IntoView {
    let unsafe_connection = (!page.secure).then(|| {
        view! {
            <p class="warning">
                "当前连接没有加密，设置后不能在这里登录。请在服务器本机上打开，或启用 HTTPS。"
            </p>
        }
    });
    let root = match page.root {
        Some(name) => leptos::either::Either::Left(view! {
            <p>"组织树的顶端是" <strong>{name}</strong> "。"</p>
        }),
        None => leptos::either::Either::Right(root_fields()),
    };
    view! {
        <form class="card setup" data-api="POST /api/v1/setup" data-then="/sign-in?next=/console/units">
            {unsafe_connection}
            <fieldset>
                <legend>"1 启动口令"</legend>
                <p class="hint">"证明您能管理这台服务器：口令在服务器的日志里（code=…），30 分钟内有效。"</p>
                <Field name="code" label="启动口令" />
            </fieldset>
            <fieldset>
                <legend>"2 这套系统属于哪个单位"</legend>
                {root}
            </fieldset>
            <fieldset>
                <legend>"3 第一个系统管理员"</legend>
                <div class="pair">
                    <Field name="login" label="账号" autocomplete="username" hint="3 个以上字母、数字或 - _ . @" />
                    <Field name="title" label="岗位" hint="如“区委组织部 · 基层科”，不写姓名" />
                </div>
                <Field
                    name="password"
                    label="口令"
                    kind="password"
                    autocomplete="new-password"
                    hint="至少 12 个字符；几个不相干的词拼起来好记又难猜"
                />
            </fieldset>
            <fieldset>
                <legend>"4 查看与时间"</legend>
                <Check name="public_viewing" label="不登录也能查看各单位大屏（只有汇总数，敏感数字取整）" checked=true />
                {time_zone(page.told_offset)}
            </fieldset>
            <Send label="完成设置" />
        </form>
    }
}

fn time_zone(told: Option<String>) -> impl IntoView {
    if let Some(offset) = told {
        return leptos::either::Either::Left(view! {
            <p class="hint">"每天从本地零点开始，时区 UTC" {offset} "，由启动参数 --utc-offset 指定。"</p>
        });
    }
    let options = ZONES.map(|(offset, name)| (offset.to_owned(), name.to_owned()));
    leptos::either::Either::Right(view! {
        <Choice name="utc_offset" label="时区（每天从当地零点开始）" options=options.to_vec() />
    })
}

fn root_fields() -> impl IntoView {
    let kinds = UnitKind::ALL.into_iter();
    let kinds = kinds
        .map(|kind| (kind.key().to_owned(), kind.label().to_owned()))
        .collect();
    view! {
        <p class="hint">"它是组织树的顶端，也决定印章和标题。下级单位随后用文件导入，或在组织树里逐个添加。"</p>
        <div class="triple">
            <Choice name="root.level" label="级别" options=kinds chosen="district" />
            <Field name="root.code" label="行政区划代码" hint="GB/T 2260，如 310104" />
            <Field name="root.name" label="名称" hint="如 徐汇区" />
        </div>
    }
}
