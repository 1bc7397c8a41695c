//! The form for another table. `upload.js` sends the file and tells how far it is.

use leptos::prelude::*;

use super::list::ImportsPage;

/// The form.
pub fn upload(page: &ImportsPage) -> impl IntoView + use<> {
    let tables = page.tables.iter().map(|(key, label)| {
        view! { <option value=*key>{*label}</option> }
    });
    let templates = page.tables.iter().map(|(key, label)| {
        view! {
            <li>
                <a href=format!("/api/v1/templates/{key}.xlsx") download="">
                    {*label}
                </a>
            </li>
        }
    });
    view! {
        <section class="card">
            <h2>"上传一份表" <small>"先校验预览，确认之后才写入"</small></h2>
            <form id="upload" data-limit=page.limit.to_string() data-within=page.unit.clone()>
                <div class="pair">
                    <div class="field">
                        <label for="upload-table">"哪一张表"</label>
                        <select id="upload-table" name="table">
                            {tables.collect_view()}
                        </select>
                    </div>
                    <div class="field">
                        <label for="upload-unit">"哪个单位的（代码，可按名称查找）"</label>
                        <input
                            id="upload-unit"
                            name="unit"
                            value=page.unit.clone()
                            list="upload-units"
                            required=true
                            autocomplete="off"
                            spellcheck="false"
                            aria-describedby="upload-unit-name"
                        />
                        <datalist id="upload-units"></datalist>
                        <p class="hint" id="upload-unit-name" aria-live="polite">
                            {page.unit_name.clone()}
                        </p>
                    </div>
                </div>
                <div class="drop">
                    <input id="upload-file" type="file" name="file" accept=".xlsx,.csv" required=true />
                    <label for="upload-file">
                        <b>"选择文件"</b>
                        <span id="upload-name">"或把 .xlsx、.csv 文件拖到这里"</span>
                    </label>
                </div>
                <div class="moving" id="upload-progress" hidden=true>
                    <progress max="100" aria-labelledby="upload-said"></progress>
                    <p id="upload-said"></p>
                    <button type="button" id="upload-cancel">
                        "取消上传"
                    </button>
                </div>
                <p class="unseen" role="status" id="upload-status"></p>
                <noscript>
                    <p class="warning">"浏览器停用了 JavaScript，不能在这里上传；请启用后刷新本页。"</p>
                </noscript>
                <div class="send">
                    <button class="primary" type="submit">
                        "上传并校验"
                    </button>
                    <p class="form-error" role="alert"></p>
                </div>
            </form>
            <p class="lock">"姓名、身份证号、手机号在写入前剔除，系统不保存。"</p>
            <details class="templates">
                <summary>"下载模板"</summary>
                <ul>{templates.collect_view()}</ul>
            </details>
        </section>
        <script type="module" src="/upload.js"></script>
    }
}
