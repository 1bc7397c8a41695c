//! How screens show what they show: of a unit, of those with a tag there, or of one screen.

use leptos::prelude::*;
use liandong_domain::frame::Scene;

/// What the page needs.
pub struct ScreenSettingsPage {
    /// Whose settings they are, in words.
    pub title: String,
    /// As JSON of the call: `{"unit": …}`.
    pub scope: String,
    /// Other scopes to go to.
    pub scopes: Vec<ScopeChoice>,
    /// The palette: what is set here, and what is inherited.
    pub theme: (String, String),
    /// The same of whether nothing moves: `true`, `false` or nothing.
    pub still: (String, String),
    /// The same of whether a kiosk does not speak.
    pub muted: (String, String),
    /// The same of times and lengths, as texts.
    pub times: Times,
    /// What is shown one after the other, set here; nothing where it is inherited.
    pub playlist: Option<Vec<EntryRow>>,
    /// What is inherited, in words.
    pub inherited_playlist: String,
    /// Whether the account may change it.
    pub manages: bool,
}

/// A scope to go to.
pub struct ScopeChoice {
    /// Its address.
    pub href: String,
    /// In words.
    pub label: String,
    /// Whether it is the one that is shown.
    pub here: bool,
}

/// Settings that are texts: what is set here, and what is inherited.
#[derive(Default)]
pub struct Times {
    /// `22:00-07:00` or `none`.
    pub off: (String, String),
    /// The same of dimming.
    pub dim: (String, String),
    /// Per cent.
    pub dim_percent: (String, String),
    /// `04:00` or `none`.
    pub restart: (String, String),
    /// Pixels, `5760×1080`.
    pub size: (String, String),
    /// Pixels at top, right, bottom and left: `44 76 44 76`.
    pub safe: (String, String),
    /// Pixels from the left: `1920 3840`.
    pub bezels_x: (String, String),
    /// Pixels from the top.
    pub bezels_y: (String, String),
    /// Pixels.
    pub bezels_gap: (String, String),
    /// Inches.
    pub diagonal: (String, String),
    /// Metres.
    pub distance: (String, String),
}

/// An entry of a playlist.
#[derive(Clone)]
pub struct EntryRow {
    /// The unit's code; empty for the screen's own.
    pub unit: String,
    /// The scene.
    pub scene: Scene,
    /// Seconds.
    pub dwell_s: u16,
    /// `08:00`, or nothing.
    pub from: String,
    /// The same of its end.
    pub to: String,
}

/// The page.
#[component]
pub fn ScreenSettings(
    /// What it needs.
    page: ScreenSettingsPage,
) -> impl IntoView {
    let scopes = page.scopes.into_iter().map(|scope| {
        let here = scope.here.then_some("page");
        view! { <a class="chip" href=scope.href aria-current=here>{scope.label}</a> }
    });
    let yes_no = |yes: &str, no: &str| {
        let pairs = [("true", yes), ("false", no)];
        pairs
            .map(|(key, word)| (key.to_owned(), word.to_owned()))
            .to_vec()
    };
    let themes = [("red", "红"), ("ink", "墨")];
    let themes = themes
        .map(|(key, word)| (key.to_owned(), word.to_owned()))
        .to_vec();
    let times = page.times;
    let fields = view! {
        {choice("theme", "配色", themes, &page.theme)}
        {choice("still", "动画", yes_no("静态，不要动画", "有动画"), &page.still)}
        {choice("muted", "触摸屏语音", yes_no("静音", "可以播报"), &page.muted)}
    };
    let hours = view! {
        {text("off", "熄屏时段", &times.off, "如 22:00-07:00；写“无”则不熄屏")}
        {text("dim", "调暗时段", &times.dim, "如 19:00-07:00；写“无”则不调暗")}
        {text("dim_percent", "调暗后的亮度（%）", &times.dim_percent, "10 至 100")}
        {text("restart", "每日重启页面", &times.restart, "如 04:00；写“无”则不重启")}
    };
    let stage = view! {
        {text("size", "画面大小", &times.size, "像素，如 5760×1080；与窗口相同则不填")}
        {text("safe", "安全边距", &times.safe, "上 右 下 左，像素，如 44 76 44 76")}
        {text("bezels_x", "竖拼缝", &times.bezels_x, "自左起的像素，如 1920 3840")}
        {text("bezels_y", "横拼缝", &times.bezels_y, "自上起的像素")}
        {text("bezels_gap", "拼缝宽", &times.bezels_gap, "像素")}
        {text("diagonal", "对角线（英寸）", &times.diagonal, "如 55")}
        {text("distance", "观看距离（米）", &times.distance, "如 5；字号随之变化")}
    };
    let list = playlist(page.playlist, page.inherited_playlist);
    let send = page
        .manages
        .then(|| view! { <crate::console::form::Send label="保存" /> });
    view! {
        <nav class="scopes" aria-label="设置哪些屏幕">{scopes.collect_view()}</nav>
        <form class="screen-settings" data-screen-settings=page.scope>
            <h3>{page.title}</h3>
            <p class="hint">"不填的沿用上级单位的设置；保存后屏幕随即照办。"</p>
            {list}
            <fieldset class="card">
                <legend>"外观"</legend>
                {fields}
            </fieldset>
            <fieldset class="card">
                <legend>"时间"</legend>
                {hours}
            </fieldset>
            <fieldset class="card">
                <legend>"画面"</legend>
                {stage}
            </fieldset>
            {send}
        </form>
        <script type="module" src="/screens.js"></script>
    }
}

/// What is inherited, in the words of the choices.
fn inherited(options: &[(String, String)], key: &str) -> String {
    let word = options.iter().find(|(known, _)| known == key);
    word.map_or_else(|| "未设".to_owned(), |(_, word)| word.clone())
}

fn choice(
    name: &'static str,
    label: &'static str,
    options: Vec<(String, String)>,
    (own, from_above): &(String, String),
) -> impl IntoView + use<> {
    let id = format!("set-{name}");
    let above = format!("沿用上级（{}）", inherited(&options, from_above));
    let own = own.clone();
    let options = options.into_iter().map(|(key, word)| {
        let selected = key == own;
        view! { <option value=key selected=selected>{word}</option> }
    });
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id name=name>
                <option value="">{above}</option>
                {options.collect_view()}
            </select>
        </div>
    }
}

fn text(
    name: &'static str,
    label: &'static str,
    (own, from_above): &(String, String),
    hint: &'static str,
) -> impl IntoView + use<> {
    let id = format!("set-{name}");
    let hint_id = format!("{id}-hint");
    let none = |text: &String| {
        if text == "none" {
            "无".to_owned()
        } else {
            text.clone()
        }
    };
    let placeholder = match from_above.as_str() {
        "" => String::new(),
        _ => format!("沿用上级：{}", none(from_above)),
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input
                id=id
                name=name
                value=none(own)
                placeholder=placeholder
                autocomplete="off"
                maxlength="80"
                aria-describedby=hint_id.clone()
            />
            <p class="hint" id=hint_id>{hint}</p>
            <p class="field-error" data-for=name role="alert"></p>
        </div>
    }
}

fn playlist(entries: Option<Vec<EntryRow>>, from_above: String) -> impl IntoView {
    let is_own = entries.is_some();
    let rows = entries
        .unwrap_or_default()
        .into_iter()
        .map(|one| entry(&one));
    let rows = rows.collect_view();
    let fresh = EntryRow {
        unit: String::new(),
        scene: Scene::Overview,
        dwell_s: 30,
        from: String::new(),
        to: String::new(),
    };
    view! {
        <fieldset class="card playlist">
            <legend>"播放列表"</legend>
            <label class="check">
                <input type="checkbox" name="has_playlist" checked=is_own />
                <span>"在这里设置播放列表"</span>
            </label>
            <p class="hint">{from_above}</p>
            <div data-playlist=true hidden=!is_own>
                <ol class="entries">{rows}</ol>
                <template>{entry(&fresh)}</template>
                <p><button type="button" data-add=true>"＋ 加一项"</button></p>
            </div>
            <p class="field-error" data-for="playlist" role="alert"></p>
        </fieldset>
    }
}

fn entry(entry: &EntryRow) -> impl IntoView + use<> {
    let shown = entry.scene;
    let scenes = Scene::ALL.iter().map(|scene| {
        let selected = *scene == shown;
        view! { <option value=scene.key() selected=selected>{scene.label()}</option> }
    });
    view! {
        <li>
            <label>
                <span>"场景"</span>
                <select name="scene">{scenes.collect_view()}</select>
            </label>
            <label>
                <span>"单位代码"</span>
                <input name="unit" value=entry.unit.clone() placeholder="屏幕自己的单位" maxlength="40" autocomplete="off" />
            </label>
            <label>
                <span>"停留（秒）"</span>
                <input name="dwell_s" type="number" min="10" max="3600" value=entry.dwell_s.to_string() />
            </label>
            <label>
                <span>"从"</span>
                <input name="from" type="time" value=entry.from.clone() />
            </label>
            <label>
                <span>"到"</span>
                <input name="to" type="time" value=entry.to.clone() />
            </label>
            <span class="entry-acts">
                <button type="button" data-up=true aria-label="上移">"↑"</button>
                <button type="button" data-down=true aria-label="下移">"↓"</button>
                <button type="button" data-remove=true aria-label="删去">"×"</button>
            </span>
        </li>
    }
}
