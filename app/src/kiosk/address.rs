//! The pages of a kiosk, and how each is asked for.

use liandong_domain::{
    frame::Scene,
    unit::{UnitCode, UnitKind},
};

/// The most letters that are taken of a search.
const MOST_LETTERS: usize = 12;
/// No list is so long.
const LAST_PAGE: usize = 9_999;

/// How a visitor wants to see.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// 大字
    pub large: bool,
    /// 高对比
    pub high: bool,
}

/// What is listed in a unit's touch zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// The units below.
    Children,
    /// The scene's numbers, to be asked where they come from.
    Numbers,
}

/// What is listed of what goes on at a station.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// 共建活动
    Activities,
    /// 资源
    Resources,
    /// 需求
    Needs,
}

/// A page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// The first one.
    Home,
    /// A scene of a unit.
    Unit {
        /// The unit.
        code: UnitCode,
        /// The scene.
        scene: Scene,
        /// What is listed.
        list: List,
        /// Which page of it, from 0.
        page: usize,
    },
    /// A number of a unit.
    Number {
        /// The unit.
        code: UnitCode,
        /// The number.
        key: String,
        /// The scene to go back to.
        scene: Scene,
        /// Which page of its parts, from 0.
        page: usize,
    },
    /// Finding a unit.
    Find {
        /// The letters so far, in upper case.
        letters: String,
        /// Only units of this kind.
        level: Option<UnitKind>,
        /// Which page, from 0.
        page: usize,
    },
    /// What goes on at the station.
    Here {
        /// What is listed.
        tab: Tab,
        /// Which page of it, from 0.
        page: usize,
    },
}

impl Tab {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Activities, Self::Resources, Self::Needs];

    /// The word in addresses.
    pub fn key(self) -> &'static str {
        match self {
            Self::Activities => "activities",
            Self::Resources => "resources",
            Self::Needs => "needs",
        }
    }

    /// The Chinese word.
    pub fn label(self) -> &'static str {
        match self {
            Self::Activities => "共建活动",
            Self::Resources => "资源",
            Self::Needs => "需求",
        }
    }

    /// The one with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|tab| tab.key() == key)
    }
}

impl Look {
    /// What a query asks for.
    pub fn from_query<'a>(get: impl Fn(&'static str) -> Option<&'a str>) -> Self {
        Self {
            large: get("size") == Some("large"),
            high: get("contrast") == Some("high"),
        }
    }
}

impl Address {
    /// The overview of a unit.
    pub fn of_unit(code: UnitCode) -> Self {
        Self::Unit {
            code,
            scene: Scene::Overview,
            list: List::Children,
            page: 0,
        }
    }

    /// The page to begin a search on.
    pub fn to_find() -> Self {
        Self::Find {
            letters: String::new(),
            level: None,
            page: 0,
        }
    }

    /// What a query says of a unit's page. What it does not know it leaves out.
    pub fn unit_from_query<'a>(
        code: UnitCode,
        get: impl Fn(&'static str) -> Option<&'a str>,
    ) -> Self {
        let list = match get("list") {
            Some("numbers") => List::Numbers,
            _ => List::Children,
        };
        Self::Unit {
            code,
            scene: scene(&get),
            list,
            page: page(&get),
        }
    }

    /// What a query says of a number's page.
    pub fn number_from_query<'a>(
        code: UnitCode,
        key: String,
        get: impl Fn(&'static str) -> Option<&'a str>,
    ) -> Self {
        Self::Number {
            code,
            key,
            scene: scene(&get),
            page: page(&get),
        }
    }

    /// What a query says of a search: of the letters, those that a keyboard has.
    pub fn find_from_query<'a>(get: impl Fn(&'static str) -> Option<&'a str>) -> Self {
        let typed = get("q").unwrap_or_default().chars();
        let letters = typed.filter(char::is_ascii_alphabetic);
        Self::Find {
            letters: letters
                .take(MOST_LETTERS)
                .map(|letter| letter.to_ascii_uppercase())
                .collect(),
            level: get("level").and_then(UnitKind::from_key),
            page: page(&get),
        }
    }

    /// What a query says of what goes on at the station.
    pub fn here_from_query<'a>(get: impl Fn(&'static str) -> Option<&'a str>) -> Self {
        Self::Here {
            tab: get("list")
                .and_then(Tab::from_key)
                .unwrap_or(Tab::Activities),
            page: page(&get),
        }
    }

    /// Which page of its list it is, from 0.
    pub fn page(&self) -> usize {
        match self {
            Self::Home => 0,
            Self::Unit { page, .. }
            | Self::Number { page, .. }
            | Self::Find { page, .. }
            | Self::Here { page, .. } => *page,
        }
    }

    /// Turns to another page of its list.
    pub fn turn_to(&mut self, to: usize) {
        match self {
            Self::Home => {}
            Self::Unit { page, .. }
            | Self::Number { page, .. }
            | Self::Find { page, .. }
            | Self::Here { page, .. } => *page = to,
        }
    }

    /// The address at a station, looking like this.
    pub fn href(&self, station: &UnitCode, look: Look) -> String {
        let path = match self {
            Self::Home => String::new(),
            Self::Unit { code, .. } => format!("/units/{code}"),
            Self::Number { code, key, .. } => format!("/units/{code}/numbers/{key}"),
            Self::Find { .. } => "/find".to_owned(),
            Self::Here { .. } => "/here".to_owned(),
        };
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (key, value) in self.pairs() {
            query.append_pair(key, value);
        }
        if self.page() > 0 {
            query.append_pair("page", &(self.page() + 1).to_string());
        }
        if look.large {
            query.append_pair("size", "large");
        }
        if look.high {
            query.append_pair("contrast", "high");
        }
        let query = query.finish();
        let mark = if query.is_empty() { "" } else { "?" };
        format!("/kiosk/{station}{path}{mark}{query}")
    }

    fn pairs(&self) -> Vec<(&'static str, &str)> {
        let scene = |scene: &Scene| {
            (*scene != Scene::Overview)
                .then_some(("scene", scene.key()))
                .into_iter()
        };
        match self {
            Self::Home => Vec::new(),
            Self::Unit {
                scene: of, list, ..
            } => {
                let numbers = (*list == List::Numbers).then_some(("list", "numbers"));
                scene(of).chain(numbers).collect()
            }
            Self::Number { scene: of, .. } => scene(of).collect(),
            Self::Find { letters, level, .. } => {
                let letters = Some(("q", letters.as_str())).filter(|(_, text)| !text.is_empty());
                let level = level.map(|level| ("level", level.key()));
                letters.into_iter().chain(level).collect()
            }
            Self::Here { tab, .. } => {
                let list = (*tab != Tab::Activities).then_some(("list", tab.key()));
                list.into_iter().collect()
            }
        }
    }
}

fn scene<'a>(get: &impl Fn(&'static str) -> Option<&'a str>) -> Scene {
    get("scene")
        .and_then(Scene::from_key)
        .unwrap_or(Scene::Overview)
}

fn page<'a>(get: &impl Fn(&'static str) -> Option<&'a str>) -> usize {
    let page = get("page").and_then(|page| page.parse::<usize>().ok());
    page.unwrap_or(1).clamp(1, LAST_PAGE) - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> UnitCode {
        text.parse().expect("a code")
    }

    #[test]
    fn an_address_is_read_as_it_is_written() {
        let station = code("310104");
        let look = Look {
            large: true,
            high: false,
        };
        let unit = Address::Unit {
            code: code("310104017"),
            scene: Scene::Life,
            list: List::Numbers,
            page: 1,
        };
        assert_eq!(
            unit.href(&station, look),
            "/kiosk/310104/units/310104017?scene=life&list=numbers&page=2&size=large"
        );
        let query = |key: &'static str| match key {
            "scene" => Some("life"),
            "list" => Some("numbers"),
            "page" => Some("2"),
            "size" => Some("large"),
            _ => None,
        };
        assert_eq!(Address::unit_from_query(code("310104017"), query), unit);
        assert_eq!(Look::from_query(query), look);
        assert_eq!(
            Address::Home.href(&station, Look::default()),
            "/kiosk/310104"
        );
    }

    #[test]
    fn a_search_takes_only_letters_of_the_keyboard() {
        let find =
            |text: &'static str| Address::find_from_query(move |key| (key == "q").then_some(text));
        let Address::Find { letters, .. } = find("x<j徐 8h") else {
            panic!("a search");
        };
        assert_eq!(letters, "XJH");
        let Address::Find { letters, .. } = find("abcdefghijklmnop") else {
            panic!("a search");
        };
        assert_eq!(letters.len(), MOST_LETTERS);
    }

    #[test]
    fn pages_that_are_none_are_the_first() {
        for text in ["0", "-1", "x", "", "99999999999999999999999"] {
            let here = Address::here_from_query(|key| (key == "page").then_some(text));
            assert_eq!(here.page(), 0, "{text}");
        }
    }
}
