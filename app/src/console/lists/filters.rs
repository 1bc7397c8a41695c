//! Which list is shown, and which of its items.

use leptos::prelude::*;
use liandong_domain::{frame::PathStep, unit::UnitKind, work::ItemState};

use super::{Filter, Tab, state_key};
use crate::format;

pub(super) fn tab_bar(tabs: Vec<Tab>, filter: &Filter) -> impl IntoView + use<> {
    let tabs = tabs.into_iter().map(|tab| {
        let here = (tab.list == filter.list).then_some("page");
        let filter = Filter {
            list: tab.list,
            state: None,
            ..filter.clone()
        };
        let late = (tab.overdue > 0)
            .then(|| view! { <small>"逾期 " {format::count(tab.overdue as i64)}</small> });
        view! {
            <li>
                <a href=filter.address() aria-current=here>
                    {tab.list.label()}
                    " "
                    <b>{format::count(tab.open as i64)}</b>
                    " "
                    {late}
                </a>
            </li>
        }
    });
    view! {
        <nav aria-label="三张清单">
            <ul class="tabs">{tabs.collect_view()}</ul>
        </nav>
    }
}

pub(super) fn filters(
    filter: &Filter,
    levels: Vec<UnitKind>,
    unit: &PathStep,
) -> impl IntoView + use<> {
    let Filter {
        list,
        table,
        level,
        state,
        overdue,
        mine,
        ..
    } = filter.clone();
    let levels = levels.into_iter().map(|one| {
        view! {
            <option value=one.key() selected=level == Some(one)>
                {one.label()}
            </option>
        }
    });
    let states = ItemState::ALL.into_iter().map(|one| {
        view! {
            <option value=state_key(one) selected=state == Some(one)>
                {one.label()}
            </option>
        }
    });
    let other = Filter {
        table: !table,
        ..filter.clone()
    };
    let other_label = if table { "看板" } else { "表格" };
    let view_kept = table.then(|| view! { <input type="hidden" name="view" value="table" /> });
    view! {
        <form class="search filters" action="/console/lists" method="get" aria-label="筛选">
            <input type="hidden" name="list" value=list.key() />
            <input type="hidden" name="unit" value=unit.code.to_string() />
            {view_kept}
            <label>
                <span>"状态"</span>
                <select name="state">
                    <option value="">"未办结"</option>
                    {states.collect_view()}
                </select>
            </label>
            <label>
                <span>"责任层级"</span>
                <select name="level">
                    <option value="">"全部"</option>
                    {levels.collect_view()}
                </select>
            </label>
            <label class="check">
                <input type="checkbox" name="overdue" value="true" checked=overdue />
                <span>"只看逾期"</span>
            </label>
            <label class="check">
                <input type="checkbox" name="mine" value="true" checked=mine />
                <span>"本单位的"</span>
            </label>
            <button type="submit">"筛选"</button>
            <a class="button" href=other.address()>{other_label}</a>
        </form>
    }
}
