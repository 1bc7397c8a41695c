//! The items of a list: as columns by state, or as a table.

use leptos::{either::Either, prelude::*};
use liandong_domain::moment::Day;

use super::{Card, Column, Filter, Rows, day};
use crate::{console::acts::overdue, format};

pub(super) fn board(
    columns: Vec<Column>,
    filter: &Filter,
    open: Option<&str>,
    today: Day,
) -> impl IntoView + use<> {
    let columns = columns.into_iter().map(|column| {
        let rest = column.count - column.cards.len();
        let all = Filter {
            state: Some(column.state),
            table: true,
            ..filter.clone()
        };
        let rest = (rest > 0).then(|| {
            view! {
                <p class="rest">
                    <a href=all.address()>"还有 " {format::count(rest as i64)} " 件"</a>
                </p>
            }
        });
        let cards = column.cards.iter();
        let cards = cards.map(|item| card(item, filter, open, today));
        view! {
            <section class="column">
                <h2>
                    {column.state.label()} " " <b>{format::count(column.count as i64)}</b>
                </h2>
                <ul>{cards.collect_view()}</ul>
                {rest}
            </section>
        }
    });
    view! {
        <div class="board" tabindex="0" role="region" aria-label="按状态排列的事项">
            {columns.collect_view()}
        </div>
    }
}

fn card(item: &Card, filter: &Filter, open: Option<&str>, today: Day) -> impl IntoView + use<> {
    let here = (open == Some(item.id.as_str())).then_some("true");
    let back = (item.recurrences > 0).then(|| format!(" · 第 {} 次回潮", item.recurrences));
    let table = (item.parties > 0).then(|| format!(" · {}方联席", numeral(item.parties)));
    let due = if item.overdue > 0 {
        Either::Left(overdue(item.overdue))
    } else {
        Either::Right(day(item.due, today))
    };
    view! {
        <li>
            <a class="item" href=filter.with(&[("item", &item.id)]) aria-current=here>
                <strong>{item.title.clone()}</strong>
                <small>{item.place.clone()} {back}</small>
                <span class="item-foot">
                    <span>{item.level} {table}</span>
                    <span class="due">{due}</span>
                </span>
            </a>
        </li>
    }
}

/// 六方: as one says how many sit at a table.
pub(super) fn numeral(count: usize) -> String {
    const WORDS: [&str; 11] = [
        "零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十",
    ];
    WORDS
        .get(count)
        .map_or_else(|| count.to_string(), |word| (*word).to_owned())
}

pub(super) fn table(
    rows: Rows,
    filter: &Filter,
    open: Option<&str>,
    today: Day,
) -> impl IntoView + use<> {
    let Rows {
        cards,
        page,
        count,
        size,
    } = rows;
    let (first, last) = (page * size + 1, page * size + cards.len());
    let lines = cards.iter().map(|item| {
        let here = (open == Some(item.id.as_str())).then_some("true");
        view! {
            <tr aria-current=here>
                <th scope="row">
                    <a href=filter.with(&[("item", &item.id)])>{item.title.clone()}</a>
                    {super::recurrence(item.recurrences)}
                </th>
                <td>{item.place.clone()}</td>
                <td>{item.owner.clone()}</td>
                <td>{item.state.label()}</td>
                <td class="due">{day(item.due, today)} " " {overdue(item.overdue)}</td>
            </tr>
        }
    });
    let turn = |to: usize, label: &'static str| {
        let address = filter.with(&[("page", &to.to_string())]);
        view! { <a class="button" href=address>{label}</a> }
    };
    let before = (page > 0).then(|| turn(page - 1, "上一页"));
    let after = (last < count).then(|| turn(page + 1, "下一页"));
    let said = (!cards.is_empty()).then(|| {
        format!(
            "第 {first}–{last} 件，共 {} 件",
            format::count(count as i64)
        )
    });
    view! {
        <section class="card">
            <div class="scroll" tabindex="0" role="region" aria-label="事项">
                <table class="dense">
                    <thead>
                        <tr>
                            <th scope="col">"事项"</th>
                            <th scope="col">"所在"</th>
                            <th scope="col">"责任单位"</th>
                            <th scope="col">"状态"</th>
                            <th scope="col">"到期"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
            <p class="pages">{said} {before} {after}</p>
        </section>
    }
}
