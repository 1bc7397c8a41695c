//! The first page: the station's own numbers, and every way from there. While nobody touches the screen,
//! it invites.

use leptos::{either::Either, prelude::*};
use liandong_domain::{
    frame::{Scene, Snapshot, TickerEntry},
    moment::{Day, UtcOffset},
};

use super::{
    KioskPage, List,
    address::{Address, Tab},
    frame::{Parts, looks},
    icon::{self, icon},
    map,
    reading::{mark, reading},
};
use crate::{
    format,
    panels::{what, when},
};

/// How many units the first page leads to.
const WAYS: usize = 15;
const WAYS_IN_LARGE: usize = 8;
/// How many events are told of, where there is no map.
const EVENTS: usize = 4;

/// What each scene is about, in a few words.
fn about(scene: Scene) -> &'static str {
    match scene {
        Scene::Overview => "组织 党员 八库",
        Scene::Linkage => "部署 日志 清单",
        Scene::Life => "三会一课 发展党员",
        Scene::CoBuilding => "一心三圈 项目",
    }
}

/// What the screen says to those who pass by, one after the other.
const INVITATIONS: [&str; 4] = [
    "内容均为汇总数据，不显示个人信息",
    "点一个单位，看它的党组织和党员",
    "每个数字都能问一问从何而来",
    "用手机扫码，把页面带回去看",
];

pub(super) fn home(page: &KioskPage, snapshot: &Snapshot) -> Parts {
    let reading = reading(snapshot);
    let [first, second] = &reading.headlines;
    let (lower, said) = if let Some(places) = map::of_children(snapshot) {
        let indicator = map::indicator();
        let view = view! {
            <section class="detail wide">
                <header>
                    <h2>{indicator.label}</h2>
                    <small>{indicator.qualifier}</small>
                    {mark(page)}
                </header>
                {map::map(snapshot, &places)}
            </section>
        };
        let own = super::figures::Figures(&snapshot.metrics).written_rate(indicator);
        (Either::Left(view), format!("{}{own}%。", indicator.label))
    } else {
        let detail = &reading.detail;
        let said = detail.said.clone();
        let title = detail.title.clone();
        let view = view! {
            <section class="detail">
                <header>
                    <h2>{title}</h2>
                    <small>{detail.note}</small>
                    {mark(page)}
                </header>
                {reading.detail.view}
            </section>
            <section class="events">
                <header>
                    <h2>"动态"</h2>
                    {mark(page)}
                </header>
                {events(page, snapshot)}
            </section>
        };
        (Either::Right(view), said)
    };
    let said = format!("{}{}{said}", first.said(), second.said());
    Parts {
        title: format!("{}党建", page.station.name),
        said,
        reading: view! {
            {first.view(page)}
            {second.view(page)}
            {lower}
        }
        .into_any(),
        touch: touch(page, snapshot).into_any(),
        ways: looks(page).into_any(),
    }
}

fn events(page: &KioskPage, snapshot: &Snapshot) -> impl IntoView + use<> {
    let today = page.now.day(page.offset);
    let newest = snapshot.ticker.iter().rev().take(EVENTS);
    let rows = newest.map(|entry| event(entry, today, page.offset));
    let nothing = snapshot
        .ticker
        .is_empty()
        .then(|| view! { <p class="none">"暂无动态"</p> });
    view! {
        <ol>{rows.collect_view()}</ol>
        {nothing}
    }
}

fn event(entry: &TickerEntry, today: Day, offset: UtcOffset) -> impl IntoView + use<> {
    view! {
        <li>
            <span class="num">{when(entry.at, today, offset)}</span>
            " "
            <b>{entry.name.to_string()}</b>
            " "
            <span>{what(&entry.event)}</span>
        </li>
    }
}

fn touch(page: &KioskPage, snapshot: &Snapshot) -> impl IntoView + use<> {
    let code = &page.station.code;
    let scenes = Scene::ALL.iter().map(|&scene| {
        let address = Address::Unit {
            code: code.clone(),
            scene,
            list: List::Children,
            page: 0,
        };
        card(
            page,
            &address,
            icon::of_scene(scene),
            scene.label(),
            about(scene),
        )
    });
    let here = Address::Here {
        tab: Tab::Activities,
        page: 0,
    };
    let invitations = INVITATIONS.iter().enumerate().map(|(place, words)| {
        let on = (place == 0).then_some("on");
        view! { <span class=on>{*words}</span> }
    });
    view! {
        <header>
            <h2>"触摸查询"</h2>
            <p class="invitation" data-invitations data-keep>{invitations.collect_view()}</p>
        </header>
        <nav class="cards" aria-label="内容">
            {scenes.collect_view()}
            {card(page, &here, icon::HERE, "本站服务", "活动 资源 需求")}
            {card(page, &Address::to_find(), icon::FIND, "查找单位", "层级 地图 首字母")}
        </nav>
        {ways(page, snapshot)}
    }
}

fn card(
    page: &KioskPage,
    address: &Address,
    sign: &'static str,
    title: &'static str,
    about: &'static str,
) -> impl IntoView + use<> {
    view! {
        <a class="key card" href=page.to(address)>
            {icon(sign)}
            <span>
                <b>{title}</b>
                <small>{about}</small>
            </span>
        </a>
    }
}

/// The levels above and the units below, as many as there is room for; all others can be found.
fn ways(page: &KioskPage, snapshot: &Snapshot) -> impl IntoView + use<> {
    let room = page.fitting(WAYS, WAYS_IN_LARGE);
    let path = &snapshot.unit.path;
    let above = path.iter().rev().skip(1).take(2);
    let above = above.map(|step| (&step.code, format::short_name(&step.name, step.kind), true));
    let children = snapshot.children.iter();
    let children = children.map(|child| {
        (
            &child.code,
            format::short_name(&child.name, child.kind),
            false,
        )
    });
    // The levels above come last on the screen, and are never what there is no room for.
    let above: Vec<_> = above.collect();
    let below = room - above.len();
    let rows = children.take(below).chain(above);
    let rows = rows.map(|(code, name, is_above)| {
        let letters = name.chars().count().max(4);
        let class = if is_above { "key way above" } else { "key way" };
        view! {
            <li>
                <a class=class href=page.to(&KioskPage::unit(code)) style=format!("--n:{letters}")>
                    {is_above.then(|| icon(icon::UP))}
                    <span>{name}</span>
                </a>
            </li>
        }
    });
    let below = super::called(snapshot.children.iter().map(|child| child.kind));
    let title = if snapshot.children.is_empty() {
        "看上级".to_owned()
    } else {
        format!("按{below}查看")
    };
    view! {
        <h2 class="small">{title}</h2>
        <ul class="ways-down">{rows.collect_view()}</ul>
    }
}
