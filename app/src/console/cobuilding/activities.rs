//! Activities that employers were invited to: entering one, and how many answered.

use leptos::prelude::*;
use liandong_domain::{
    fact::cobuilding::Category,
    moment::{Moment, UtcOffset},
};

use crate::{console::form::Send, format};

/// An activity.
pub struct ActivityLine {
    /// When it was held.
    pub at: Moment,
    /// What it was.
    pub title: String,
    /// What it was about.
    pub category: Category,
    /// Which unit held it.
    pub unit: String,
    /// How many employers were invited.
    pub invited: usize,
    /// How many answered.
    pub responded: usize,
    /// How many came.
    pub attended: usize,
}

/// The activities, with the form for another.
pub(super) fn activities(
    activities: Vec<ActivityLine>,
    form: Option<impl IntoView + 'static>,
    offset: UtcOffset,
) -> impl IntoView {
    let list = if activities.is_empty() {
        view! { <p class="empty">"近来没有记过活动。"</p> }.into_any()
    } else {
        let rows = activities.into_iter().map(|one| {
            let rate = format::percent(one.responded as i64, one.invited as i64, 0);
            let rate = rate.map_or_else(|| "—".to_owned(), |rate| format!("{rate}%"));
            view! {
                <tr>
                    <td>{format::stamp_cn(one.at, offset)}</td>
                    <th scope="row">{one.title}</th>
                    <td>{one.category.label()}</td>
                    <td>{one.unit}</td>
                    <td class="number">{one.invited}</td>
                    <td class="number">{one.responded}</td>
                    <td class="number">{one.attended}</td>
                    <td class="number">{rate}</td>
                </tr>
            }
        });
        view! {
            <div class="scroll" tabindex="0" role="region" aria-label="活动">
                <table class="dense">
                    <thead>
                        <tr>
                            <th scope="col">"时间"</th>
                            <th scope="col">"活动"</th>
                            <th scope="col">"类别"</th>
                            <th scope="col">"单位"</th>
                            <th scope="col" class="number">"受邀"</th>
                            <th scope="col" class="number">"回应"</th>
                            <th scope="col" class="number">"到场"</th>
                            <th scope="col" class="number">"响应率"</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="card">
            <h2>"活动"</h2>
            {list}
            {form}
        </section>
    }
}

/// The form for an activity.
pub(super) fn form(unit: &str, employers: &[(String, String)]) -> impl IntoView + use<> {
    let categories = Category::ALL.iter().map(|one| {
        view! { <option value=one.key()>{one.label()}</option> }
    });
    let categories = categories.collect_view();
    let rows = employers.iter().map(|(key, name)| {
        let check = |what: &'static str, word: &'static str| {
            let label = format!("{name} {word}");
            view! { <td><input type="checkbox" data-what=what aria-label=label /></td> }
        };
        view! {
            <tr data-employer=key.clone()>
                <th scope="row">{name.clone()}</th>
                {check("invited", "受邀")}
                {check("responded", "回应")}
                {check("attended", "到场")}
            </tr>
        }
    });
    let rows = rows.collect_view();
    let body = if employers.is_empty() {
        view! { <p class="empty">"圈层里还没有单位，先在实有单位数据库登记。"</p> }.into_any()
    } else {
        view! {
            <form id="activity" data-unit=unit.to_owned()>
                <div class="pair">
                    <div class="field">
                        <label for="activity-title">"活动"</label>
                        <input id="activity-title" name="title" required=true maxlength="60" autocomplete="off" />
                    </div>
                    <div class="field">
                        <label for="activity-category">"类别"</label>
                        <select id="activity-category" name="category">{categories}</select>
                    </div>
                </div>
                <div class="scroll invited" tabindex="0" role="region" aria-label="受邀单位">
                    <table class="dense">
                        <thead>
                            <tr>
                                <th scope="col">"单位"</th>
                                <th scope="col">"受邀"</th>
                                <th scope="col">"回应"</th>
                                <th scope="col">"到场"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <p id="activity-count" role="status">"还没有选单位"</p>
                <Send label="记下活动" />
            </form>
        }
        .into_any()
    };
    view! {
        <details class="add">
            <summary>"记一次活动"</summary>
            {body}
        </details>
    }
}
