//! The document around a page of the console: navigation, who is signed in, where.

use leptos::prelude::*;
use liandong_domain::{
    frame::PathStep,
    moment::{Moment, UtcOffset},
};

use super::{
    accounts::{Accounts, AccountsPage},
    announcements::{Announcements, AnnouncementsPage},
    assessment::{Assessment, AssessmentPage, Report, ReportPage},
    audit::{Audit, AuditPage},
    care::{Care, CarePage},
    cobuilding::{CoBuilding, CoBuildingPage},
    deployments::{Compose, ComposePage, Deployment, DeploymentPage, Deployments, DeploymentsPage},
    desk::{Desk, DeskPage},
    imports::{Import, ImportPage, Imports, ImportsPage},
    lists::{Lists, ListsPage, NewItem, NewItemPage},
    logs::{Log, LogPage, Logs, LogsPage, Write, WritePage},
    meetings::{Meetings, MeetingsPage},
    own::{Own, OwnPage},
    registries::{Registries, RegistriesPage},
    registry::{RegistryPage, RegistryRows},
    reviews::{Reviews, ReviewsPage},
    screens::{Pair, PairPage, ScreenSettings, ScreenSettingsPage, Screens, ScreensPage},
    settings::{Settings, SettingsPage},
    setup::{Setup, SetupPage},
    sign_in::{SignIn, SignInPage},
    tokens::{Tokens, TokensPage},
    units::{Units, UnitsPage},
};
use crate::format;

/// A page of the console.
pub struct ConsoleData {
    /// The place that the installation is of.
    pub place: String,
    /// Whether the numbers are made up.
    pub demo: bool,
    /// The server's clock.
    pub now: Moment,
    /// Where days begin.
    pub offset: UtcOffset,
    /// Who is signed in.
    pub who: Option<Who>,
    /// What the page shows.
    pub page: Page,
}

/// Who is signed in, and what they may do.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each opens another part of the console"
)]
pub struct Who {
    /// The post.
    pub title: String,
    /// The role in a word.
    pub role: &'static str,
    /// The top of their subtree.
    pub unit: PathStep,
    /// Whether they write registries.
    pub writes: bool,
    /// Whether they write units.
    pub manages: bool,
    /// Whether they write accounts and tokens.
    pub administers: bool,
    /// Whether they set what holds for the whole installation.
    pub at_root: bool,
    /// What stands beside entries of the navigation: addresses and counts.
    pub counts: Vec<(&'static str, i64)>,
}

/// What a page shows.
pub enum Page {
    /// Sign in.
    SignIn(SignInPage),
    /// The first start.
    Setup(SetupPage),
    /// Where one arrives.
    Desk(DeskPage),
    /// Deployments.
    Deployments(DeploymentsPage),
    /// Writing a deployment.
    Compose(Box<ComposePage>),
    /// One deployment.
    Deployment(Box<DeploymentPage>),
    /// The three lists.
    Lists(Box<ListsPage>),
    /// A new item of one of them.
    NewItem(Box<NewItemPage>),
    /// The year's assessment.
    Assessment(Box<AssessmentPage>),
    /// The same as a report to print.
    AssessmentReport(Box<ReportPage>),
    /// Logs.
    Logs(LogsPage),
    /// One log.
    Log(Box<LogPage>),
    /// Writing a log.
    Write(WritePage),
    /// Logs that wait for a unit.
    Reviews(ReviewsPage),
    /// Meetings.
    Meetings(MeetingsPage),
    /// Care actions.
    Care(CarePage),
    /// Co-building.
    CoBuilding(Box<CoBuildingPage>),
    /// The tree of units.
    Units(UnitsPage),
    /// The eight registries.
    Registries(RegistriesPage),
    /// The rows of one.
    Registry(RegistryPage),
    /// Tables that wait, and those that were taken in.
    Imports(ImportsPage),
    /// One table on its way in.
    Import(Box<ImportPage>),
    /// The fleet of screens.
    Screens(Box<ScreensPage>),
    /// Letting a panel in.
    Pair(PairPage),
    /// How screens show what they show.
    ScreenSettings(Box<ScreenSettingsPage>),
    /// Announcements.
    Announcements(Box<AnnouncementsPage>),
    /// Accounts.
    Accounts(AccountsPage),
    /// Tokens.
    Tokens(TokensPage),
    /// The audit log.
    Audit(AuditPage),
    /// Settings of the installation.
    Settings(SettingsPage),
    /// One's own account.
    Own(OwnPage),
    /// What was asked for cannot be shown.
    Problem(String),
}

/// The addresses of the files that the console needs.
#[derive(Clone, Debug, Default)]
pub struct ConsoleUrls {
    /// The style sheet.
    pub css: String,
    /// The script.
    pub js: String,
    /// The icon.
    pub icon: String,
}

impl Page {
    fn title(&self) -> &'static str {
        match self {
            Self::SignIn(_) => "登录",
            Self::Setup(_) => "首次启动",
            Self::Desk(_) => "工作台",
            Self::Deployments(_) | Self::Compose(_) | Self::Deployment(_) => "部署",
            Self::Lists(_) => "清单",
            Self::NewItem(_) => "新增事项",
            Self::Assessment(_) => "考核",
            Self::AssessmentReport(_) => "考核报告",
            Self::Logs(_) | Self::Log(_) => "日志",
            Self::Write(_) => "写日志",
            Self::Reviews(_) => "审阅日志",
            Self::Meetings(_) => "会议",
            Self::Care(_) => "关爱行动",
            Self::CoBuilding(_) => "区域共建",
            Self::Units(_) => "组织树",
            Self::Registries(_) => "八个数据库",
            Self::Registry(page) => page.registry.label(),
            Self::Imports(_) | Self::Import(_) => "导入",
            Self::Screens(_) => "屏幕",
            Self::Pair(_) => "屏幕配对",
            Self::ScreenSettings(_) => "场景与轮播",
            Self::Announcements(_) => "通知",
            Self::Accounts(_) => "账号",
            Self::Tokens(_) => "接口令牌",
            Self::Audit(_) => "操作记录",
            Self::Settings(_) => "设置",
            Self::Own(_) => "我的账号",
            Self::Problem(_) => "打不开这一页",
        }
    }

    /// What one comes to the page for, at its top: addresses and words, the main one last.
    fn ways(&self) -> Vec<(String, String)> {
        match self {
            Self::Deployments(page) => page.ways(),
            Self::Compose(page) => page.ways(),
            Self::Lists(page) => page.ways(),
            Self::Screens(page) => page.ways(),
            _ => Vec::new(),
        }
    }

    fn address(&self) -> &'static str {
        match self {
            Self::SignIn(_) => "/sign-in",
            Self::Setup(_) => "/setup",
            Self::Desk(_) => "/console",
            Self::Deployments(_) | Self::Compose(_) | Self::Deployment(_) => "/console/deployments",
            Self::Lists(_) | Self::NewItem(_) => "/console/lists",
            Self::Assessment(_) | Self::AssessmentReport(_) => "/console/assessment",
            Self::Logs(_) | Self::Log(_) | Self::Write(_) => "/console/logs",
            Self::Reviews(_) => "/console/reviews",
            Self::Meetings(_) => "/console/meetings",
            Self::Care(_) => "/console/care",
            Self::CoBuilding(_) => "/console/cobuilding",
            Self::Units(_) => "/console/units",
            Self::Registries(_) | Self::Registry(_) => "/console/registries",
            Self::Imports(_) | Self::Import(_) => "/console/imports",
            Self::Screens(_) | Self::Pair(_) => "/console/screens",
            Self::ScreenSettings(_) => "/console/screen-settings",
            Self::Announcements(_) => "/console/announcements",
            Self::Accounts(_) => "/console/accounts",
            Self::Tokens(_) => "/console/tokens",
            Self::Audit(_) => "/console/audit",
            Self::Settings(_) => "/console/settings",
            Self::Own(_) => "/console/me",
            Self::Problem(_) => "",
        }
    }
}

/// A page of the console as a whole HTML document.
pub fn render(data: ConsoleData, urls: &ConsoleUrls) -> String {
    let title = data.page.title();
    let owner = Owner::new();
    let body = owner.with(|| document(data).to_html());
    let ConsoleUrls { css, js, icon } = urls;
    format!(
        r##"<!DOCTYPE html>
<html lang="zh-CN" data-theme="paper">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="theme-color" content="#7A1015">
<title>{title} · 党建管理台</title>
<link rel="icon" type="image/svg+xml" href="{icon}">
<link rel="stylesheet" href="{css}">
</head>
<body>
{body}
<script type="module" src="{js}"></script>
</body>
</html>
"##
    )
}

fn document(data: ConsoleData) -> impl IntoView {
    let (title, address) = (data.page.title(), data.page.address());
    let ways = data.page.ways().into_iter();
    let ways = ways.map(|(address, word)| {
        let is_main = word.starts_with('＋');
        view! { <a class="button" href=address data-main=is_main>{word}</a> }
    });
    let ways = ways.collect_view();
    let ConsoleData {
        place,
        demo,
        now,
        offset,
        who,
        page,
    } = data;
    let content = match page {
        Page::SignIn(page) => view! { <SignIn page /> }.into_any(),
        Page::Setup(page) => view! { <Setup page /> }.into_any(),
        Page::Desk(page) => view! { <Desk page /> }.into_any(),
        Page::Deployments(page) => view! { <Deployments page /> }.into_any(),
        Page::Compose(page) => view! { <Compose page=*page offset /> }.into_any(),
        Page::Deployment(page) => view! { <Deployment page=*page offset /> }.into_any(),
        Page::Lists(page) => view! { <Lists page=*page offset /> }.into_any(),
        Page::NewItem(page) => view! { <NewItem page=*page /> }.into_any(),
        Page::Assessment(page) => view! { <Assessment page=*page offset /> }.into_any(),
        Page::AssessmentReport(page) => view! { <Report page=*page offset /> }.into_any(),
        Page::Logs(page) => view! { <Logs page offset /> }.into_any(),
        Page::Log(page) => view! { <Log page=*page offset /> }.into_any(),
        Page::Write(page) => view! { <Write page /> }.into_any(),
        Page::Reviews(page) => view! { <Reviews page offset /> }.into_any(),
        Page::Meetings(page) => view! { <Meetings page offset /> }.into_any(),
        Page::Care(page) => view! { <Care page /> }.into_any(),
        Page::CoBuilding(page) => view! { <CoBuilding page=*page offset /> }.into_any(),
        Page::Units(page) => view! { <Units page /> }.into_any(),
        Page::Imports(page) => view! { <Imports page offset /> }.into_any(),
        Page::Import(page) => view! { <Import page=*page offset /> }.into_any(),
        Page::Screens(page) => view! { <Screens page=*page now offset /> }.into_any(),
        Page::Pair(page) => view! { <Pair page /> }.into_any(),
        Page::ScreenSettings(page) => view! { <ScreenSettings page=*page /> }.into_any(),
        Page::Announcements(page) => view! { <Announcements page=*page offset /> }.into_any(),
        Page::Accounts(page) => view! { <Accounts page offset /> }.into_any(),
        Page::Tokens(page) => view! { <Tokens page offset /> }.into_any(),
        Page::Audit(page) => view! { <Audit page offset /> }.into_any(),
        Page::Settings(page) => view! { <Settings page /> }.into_any(),
        Page::Own(page) => view! { <Own page offset /> }.into_any(),
        Page::Registries(page) => view! { <Registries page /> }.into_any(),
        Page::Registry(page) => view! { <RegistryRows page offset /> }.into_any(),
        Page::Problem(detail) => problem(detail).into_any(),
    };
    let is_bare = who.is_none();
    let dialogs = who.as_ref().map(|_| dialogs());
    let own_unit = who.as_ref().map(|who| who.unit.code.to_string());
    let navigation = who.map(|who| navigation(&who, address));
    let time = format::clock_hms(now, offset);
    let demo = demo.then(|| view! { <span class="demo">"演示数据"</span> });
    let class = if is_bare { "bare" } else { "console" };
    view! {
        <div class=class>
            <a class="skip" href="#content">"跳到主要内容"</a>
            <header class="side">
                <a class="brand" href="/console">
                    <span class="seal" aria-hidden="true">{format::seal(&place)}</span>
                    <span class="brand-name">"党建管理台" <small>{place.clone()}</small></span>
                </a>
                {navigation}
                <p class="as-of">"数据截至 " {time}</p>
            </header>
            <main class="work" id="content" tabindex="-1" data-own-unit=own_unit>
                <header class="top">
                    <h1>{title}</h1>
                    <p class="ways">{demo} {ways}</p>
                </header>
                <div class="content">{content}</div>
            </main>
            {dialogs}
        </div>
    }
}

/// What a form may ask before it goes on.
fn dialogs() -> impl IntoView {
    view! {
        <dialog id="confirm" aria-labelledby="confirm-title">
                <form method="dialog">
                    <h2 id="confirm-title">"确认身份"</h2>
                    <p>"这项操作需要再次输入您的口令。"</p>
                    <div class="field">
                        <label for="confirm-password">"口令"</label>
                        <input id="confirm-password" type="password" autocomplete="current-password" />
                        <p class="field-error" role="alert"></p>
                    </div>
                    <div class="send">
                        <button class="primary" value="go">"确认"</button>
                        <button value="cancel" formnovalidate=true>"取消"</button>
                    </div>
                </form>
            </dialog>
            <dialog id="ask" aria-labelledby="ask-text">
                <form method="dialog">
                    <p id="ask-text"></p>
                    <div class="send">
                        <button class="primary" value="go">"确定"</button>
                        <button value="cancel">"取消"</button>
                    </div>
                </form>
            </dialog>
    }
}

fn problem(detail: String) -> impl IntoView {
    view! {
        <section class="card narrow">
            <p>{detail}</p>
            <p>
                <a href="/console">"回到工作台"</a>
            </p>
        </section>
    }
}

fn navigation(who: &Who, current: &str) -> impl IntoView + use<> {
    let entry = |address: &'static str, label: &'static str| {
        let here = (address == current).then_some("page");
        let mut counts = who.counts.iter();
        let count = counts.find(|(of, count)| *of == address && *count > 0);
        let count = count.map(|(_, count)| view! { " " <b>{format::count(*count)}</b> });
        view! {
            <li>
                <a href=address aria-current=here>
                    {label}
                    {count}
                </a>
            </li>
        }
    };
    let imports = who.writes.then(|| entry("/console/imports", "导入"));
    let units = who.manages.then(|| entry("/console/units", "组织树"));
    let governance = who.administers.then(|| {
        let settings = who.at_root.then(|| entry("/console/settings", "设置"));
        view! {
            <h2>"治理"</h2>
            <ul>
                {entry("/console/accounts", "账号")} {entry("/console/tokens", "接口令牌")}
                {entry("/console/audit", "操作记录")} {settings}
            </ul>
        }
    });
    let wall = format!("/units/{}", who.unit.code);
    view! {
        <nav aria-label="管理台">
            <h2>"工作"</h2>
            <ul>
                {entry("/console", "工作台")}
                {entry("/console/deployments", "部署")}
                {entry("/console/logs", "日志")}
                {entry("/console/reviews", "审阅日志")}
                {entry("/console/lists", "清单")}
                {entry("/console/meetings", "会议")}
                {entry("/console/care", "关爱行动")}
                {entry("/console/cobuilding", "区域共建")}
                {entry("/console/assessment", "考核")}
            </ul>
            <h2>"数据"</h2>
            <ul>
                {entry("/console/registries", "八个数据库")}
                {imports}
                {units}
            </ul>
            <h2>"展示"</h2>
            <ul>
                {entry("/console/screens", "屏幕")}
                {entry("/console/screen-settings", "场景与轮播")}
                {entry("/console/announcements", "通知")}
                <li>
                    <a href=wall>"大屏"</a>
                </li>
            </ul>
            {governance}
        </nav>
        <div class="me">
            <a href="/console/me" aria-current=(current == "/console/me").then_some("page")>
                {who.title.clone()}
                <small>{who.unit.name.to_string()} " · " {who.role}</small>
            </a>
            <form class="act" data-api="DELETE /api/v1/session" data-then="/sign-in">
                <button type="submit">"退出"</button>
            </form>
        </div>
    }
}
