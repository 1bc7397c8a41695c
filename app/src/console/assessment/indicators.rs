//! The form in which the indicators are set. `assessment.js` sends it.

use leptos::prelude::*;
use liandong_domain::metric::Metric;

/// An indicator as it is set.
#[derive(Clone, Default)]
pub struct IndicatorForm {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub label: String,
    /// How many points it gives at most.
    pub weight: u32,
    /// Whether reviewers score it.
    pub reviewed: bool,
    /// What is counted, by key.
    pub numerator: Vec<String>,
    /// Of what, by key.
    pub denominator: Vec<String>,
    /// Whether what is counted should be little.
    pub fewer: bool,
    /// The per cent that give full points.
    pub target: u32,
}

/// The form.
#[component]
pub(super) fn Indicators(
    /// The indicators.
    list: Vec<IndicatorForm>,
    /// From which year on they are set.
    year: i32,
) -> impl IntoView {
    let rows = list.into_iter().map(row);
    let rows = rows.collect_view();
    let blank = row(IndicatorForm {
        target: 100,
        weight: 10,
        ..IndicatorForm::default()
    });
    let known = Metric::all()
        .filter(|metric| !metric.definition().sensitive)
        .map(|metric| {
            view! {
                <div>
                    <dt>
                        <code>{metric.key()}</code>
                    </dt>
                    <dd>{metric.label()}</dd>
                </div>
            }
        });
    view! {
        <details class="fold card" id="indicators">
            <summary>"考核指标"</summary>
            <form data-indicators="PUT /api/v1/settings/assessment" data-year=year>
                <p class="hint">
                    {format!("保存后自 {year} 年度起适用，到下一个另有设定的年度为止；以前的年度不变。")}
                    "分值合计应为 100。数据指标写统计项的代码，几项相加用空格隔开；评分指标由评审在单位的算法里打分。"
                </p>
                <div class="indicators">{rows}</div>
                <template id="indicator-row">{blank}</template>
                <p>
                    <button type="button" data-add=true>"＋ 添加指标"</button>
                </p>
                <p data-weight-sum=true aria-live="polite"></p>
                <div class="send">
                    <button class="primary" type="submit">"保存指标"</button>
                    <p class="form-error" role="alert"></p>
                </div>
            </form>
            <details class="confirm-loom">
                <summary>"统计项代码"</summary>
                <dl class="metric-keys">{known.collect_view()}</dl>
            </details>
        </details>
    }
}

fn row(indicator: IndicatorForm) -> impl IntoView {
    let IndicatorForm {
        key,
        label,
        weight,
        reviewed,
        numerator,
        denominator,
        fewer,
        target,
    } = indicator;
    view! {
        <fieldset class="indicator" data-key=key>
            <legend class="unseen">{if label.is_empty() { "新指标".to_owned() } else { label.clone() }}</legend>
            <label>
                <span>"名称"</span>
                <input data-of="label" type="text" maxlength="20" required=true value=label />
            </label>
            <label>
                <span>"来源"</span>
                <select data-of="how">
                    <option value="ratio" selected=!reviewed>"数据"</option>
                    <option value="review" selected=reviewed>"评分"</option>
                </select>
            </label>
            <label data-ratio=true>
                <span>"分子"</span>
                <input data-of="numerator" type="text" spellcheck="false" value=numerator.join(" ") />
            </label>
            <label data-ratio=true>
                <span>"分母"</span>
                <input data-of="denominator" type="text" spellcheck="false" value=denominator.join(" ") />
            </label>
            <label class="check" data-ratio=true>
                <input data-of="fewer" type="checkbox" checked=fewer />
                <span>"越少越好"</span>
            </label>
            <label data-ratio=true>
                <span>"达标线 %"</span>
                <input data-of="target" type="number" min="1" max="100" value=target.to_string() />
            </label>
            <label>
                <span>"分值"</span>
                <input data-of="weight" type="number" min="1" max="100" required=true value=weight.to_string() />
            </label>
            <button type="button" data-remove=true>"删除"</button>
        </fieldset>
    }
}
