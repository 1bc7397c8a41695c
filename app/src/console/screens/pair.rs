//! Letting a panel in: its code, what it is, what it is to be.

use leptos::{either::Either, prelude::*};

use crate::console::form::{Act, Choice, Field, Send};

/// What the page needs.
pub struct PairPage {
    /// The code that was entered, and what waits under it.
    pub waiting: Option<Waiting>,
    /// What was wrong with the code.
    pub problem: Option<String>,
    /// What was typed.
    pub typed: String,
    /// The code of the account's own unit.
    pub own_unit: String,
    /// Screens whose place it may take: number and name.
    pub others: Vec<(i64, String)>,
}

/// A panel that waits.
pub struct Waiting {
    /// From which address it asks.
    pub address: String,
    /// What it is, as it calls itself.
    pub model: String,
    /// Width and height in pixels.
    pub size: Option<(u32, u32)>,
}

/// The page.
#[component]
pub fn Pair(
    /// What it needs.
    page: PairPage,
) -> impl IntoView {
    match page.waiting {
        Some(_) => Either::Left(form(page)),
        None => Either::Right(enter(page)),
    }
}

fn enter(page: PairPage) -> impl IntoView {
    let problem = page
        .problem
        .map(|words| view! { <p class="field-error" role="alert">{words}</p> });
    view! {
        <section class="card narrow pair">
            <h3>"输入屏幕上的配对码"</h3>
            <p class="hint">"在屏幕的浏览器里打开本服务器的 /screen，屏幕上会显示八个字母。也可以用手机扫屏幕上的二维码。"</p>
            <form action="/console/screens/pair" method="get">
                <div class="field">
                    <label for="pair-code">"配对码"</label>
                    <input
                        id="pair-code"
                        class="pair-code"
                        name="code"
                        value=page.typed
                        required=true
                        maxlength="20"
                        autocomplete="off"
                        autocapitalize="characters"
                        spellcheck="false"
                        placeholder="XXXX-XXXX"
                    />
                    {problem}
                </div>
                <div class="send">
                    <button class="primary" type="submit">"下一步"</button>
                </div>
            </form>
        </section>
    }
}

fn form(page: PairPage) -> impl IntoView {
    let waiting = page.waiting.map(|panel| {
        let size = panel
            .size
            .map(|(width, height)| format!("{width}×{height}"));
        let size = size.map(|size| view! { <div><dt>"分辨率"</dt><dd>{size}</dd></div> });
        view! {
            <dl class="facts">
                <div><dt>"配对码"</dt><dd class="pair-code">{page.typed.clone()}</dd></div>
                <div><dt>"地址"</dt><dd>{panel.address}</dd></div>
                <div><dt>"型号"</dt><dd>{panel.model}</dd></div>
                {size}
            </dl>
        }
    });
    let roles = [
        ("wall", "大屏：无人触摸，按播放列表轮播"),
        ("kiosk", "触摸屏：供来访者查询"),
    ];
    let roles = roles.map(|(key, word)| (key.to_owned(), word.to_owned()));
    let mut others = vec![(String::new(), "不，是新的一块".to_owned())];
    others.extend(
        page.others
            .into_iter()
            .map(|(id, name)| (id.to_string(), name)),
    );
    let deny = format!("DELETE /api/v1/pairings/{}", page.typed);
    view! {
        <section class="card narrow pair">
            <h3>"这块屏在等待配对"</h3>
            <p class="hint">"请对照屏幕核对配对码和地址，再填写它放在哪里、做什么用。"</p>
            {waiting}
            <form data-api="POST /api/v1/screens" data-then="/console/screens">
                <input type="hidden" name="user_code" value=page.typed />
                <Field name="name" label="名称" hint="放在哪里，如“一楼大厅”" />
                <Field name="unit" label="单位代码" value=page.own_unit hint="它显示并归属的单位" />
                <Choice name="role" label="用途" options=roles.into() />
                <Field name="tags" label="标签" hint="以空格分开，用来成组设置" optional=true />
                <div class="field">
                    <label for="pair-replaces">"接替原有的屏幕"</label>
                    <select id="pair-replaces" name="replaces" data-number=true>
                        {others
                            .into_iter()
                            .map(|(key, word)| view! { <option value=key>{word}</option> })
                            .collect_view()}
                    </select>
                </div>
                <Send label="配对" />
            </form>
            <Act api=deny label="不是我们的屏，拒绝" then="/console/screens" />
        </section>
        <script type="module" src="/screens.js"></script>
    }
}
