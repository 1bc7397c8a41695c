//! How screens show what they show. What is not set for a screen is as for those with one of its tags, for its
//! unit, or for a unit above: the nearest counts.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use liandong_domain::{frame::Scene, unit::UnitCode};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::store::{SqliteStore, StoreError, access::Act, screens::Screen};

/// What is set for some screens; what is left out is inherited.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ScreenSettings)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// The palette.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub theme: Option<Palette>,
    /// Whether nothing moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub still: Option<bool>,
    /// Whether a kiosk does not speak.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muted: Option<bool>,
    /// The picture's size, where it is not that of the window.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
    /// Pixels at top, right, bottom and left that nothing may be in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Vec<u16>>, min_items = 4, max_items = 4)]
    pub safe: Option<[u16; 4]>,
    /// Where panels of a video wall meet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bezels: Option<Bezels>,
    /// From how far it is read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reading: Option<Reading>,
    /// The hours in which it is dark.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "22:00-07:00")]
    pub off: Option<Hours>,
    /// The hours in which it is dimmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, example = "19:00-07:00")]
    pub dim: Option<Hours>,
    /// How bright it is then, in per cent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 10, maximum = 100)]
    pub dim_percent: Option<u8>,
    /// When it starts afresh each day: `04:00`, or `none`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "04:00")]
    pub restart: Option<String>,
    /// What it shows, one after the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub playlist: Option<Vec<PlaylistEntry>>,
}

/// A palette.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Palette {
    /// 红.
    #[default]
    Red,
    /// 墨.
    Ink,
}

/// A size in pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ScreenSize)]
#[serde(deny_unknown_fields)]
pub struct Size {
    /// Width.
    #[schema(minimum = 320, maximum = 15360)]
    pub width: u16,
    /// Height.
    #[schema(minimum = 320, maximum = 15360)]
    pub height: u16,
}

/// The seams of a video wall.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Bezels {
    /// Pixels from the left.
    #[schema(max_items = 12)]
    pub x: Vec<u16>,
    /// Pixels from the top.
    #[schema(max_items = 12)]
    pub y: Vec<u16>,
    /// How wide, in pixels.
    #[schema(maximum = 400)]
    pub gap: u16,
}

/// From where a screen is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// The diagonal in inches.
    #[schema(minimum = 5, maximum = 500)]
    pub diagonal_in: u16,
    /// The distance in decimetres.
    #[schema(minimum = 3, maximum = 300)]
    pub distance_dm: u16,
}

/// A part of each day, `22:00-07:00`; or `none`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours(pub Option<(String, String)>);

/// Something that a screen shows for a while.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PlaylistEntry {
    /// The unit; the screen's own where none is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>)]
    pub unit: Option<UnitCode>,
    /// The scene.
    pub scene: Scene,
    /// For how many seconds.
    #[schema(minimum = 10, maximum = 3600)]
    pub dwell_s: u16,
    /// Only from this time of day on: `08:00`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Only until this time of day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
}

impl Serialize for Hours {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some((from, to)) => serializer.collect_str(&format_args!("{from}-{to}")),
            None => serializer.serialize_str("none"),
        }
    }
}

impl<'de> Deserialize<'de> for Hours {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == "none" {
            return Ok(Self(None));
        }
        let span = text.split_once('-');
        let span = span.filter(|(from, to)| is_time(from) && is_time(to) && from != to);
        let (from, to) = span.ok_or_else(|| {
            serde::de::Error::custom(format!("时段“{text}”应如 22:00-07:00，或为 none"))
        })?;
        Ok(Self(Some((from.to_owned(), to.to_owned()))))
    }
}

/// Whether a text is a time of day: `08:00`.
pub fn is_time(text: &str) -> bool {
    let parsed = text.split_once(':').and_then(|(hour, minute)| {
        let is_two = hour.len() == 2 && minute.len() == 2;
        is_two.then_some((hour.parse::<u8>().ok()?, minute.parse::<u8>().ok()?))
    });
    parsed.is_some_and(|(hour, minute)| hour < 24 && minute < 60)
}

impl Settings {
    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// These over others: what is not set here is as there.
    #[must_use]
    pub fn over(self, under: Self) -> Self {
        Self {
            theme: self.theme.or(under.theme),
            still: self.still.or(under.still),
            muted: self.muted.or(under.muted),
            size: self.size.or(under.size),
            safe: self.safe.or(under.safe),
            bezels: self.bezels.or(under.bezels),
            reading: self.reading.or(under.reading),
            off: self.off.or(under.off),
            dim: self.dim.or(under.dim),
            dim_percent: self.dim_percent.or(under.dim_percent),
            restart: self.restart.or(under.restart),
            playlist: self.playlist.or(under.playlist),
        }
    }

    /// What of it cannot be: the field and why, in Chinese.
    ///
    /// # Errors
    /// The first field that cannot be.
    pub fn check(&self) -> Result<(), (&'static str, String)> {
        const SIZES: std::ops::RangeInclusive<u16> = 320..=15_360;
        let wrong = |field: &'static str, message: &str| Err((field, message.to_owned()));
        if let Some(size) = self.size
            && !(SIZES.contains(&size.width) && SIZES.contains(&size.height))
        {
            return wrong("size", "画面的宽和高应在 320 至 15360 像素之间");
        }
        if self
            .safe
            .is_some_and(|safe| safe.iter().any(|side| *side > 2_000))
        {
            return wrong("safe", "安全边距应在 0 至 2000 像素之间");
        }
        if let Some(bezels) = &self.bezels
            && (bezels.gap > 400 || bezels.x.len() > 12 || bezels.y.len() > 12)
        {
            return wrong("bezels", "拼缝每个方向最多 12 条，宽不超过 400 像素");
        }
        if let Some(reading) = self.reading
            && !((5..=500).contains(&reading.diagonal_in)
                && (3..=300).contains(&reading.distance_dm))
        {
            return wrong(
                "reading",
                "对角线应为 5 至 500 英寸，观看距离应为 3 至 300 分米",
            );
        }
        if self
            .dim_percent
            .is_some_and(|dim| !(10..=100).contains(&dim))
        {
            return wrong("dim_percent", "调暗后的亮度应为 10% 至 100%");
        }
        if self
            .restart
            .as_ref()
            .is_some_and(|at| at != "none" && !is_time(at))
        {
            return wrong("restart", "每日重启的时刻应如 04:00，或为 none");
        }
        match self.playlist.as_deref().map(check_playlist) {
            Some(Err(message)) => wrong("playlist", &message),
            _ => Ok(()),
        }
    }
}

fn check_playlist(entries: &[PlaylistEntry]) -> Result<(), String> {
    const MOST: usize = 40;
    if entries.len() > MOST {
        return Err(format!("播放列表最多 {MOST} 项"));
    }
    for (place, entry) in entries.iter().enumerate() {
        let place = place + 1;
        if !(10..=3600).contains(&entry.dwell_s) {
            return Err(format!("第 {place} 项的停留时间应为 10 至 3600 秒"));
        }
        let times = entry.from.iter().chain(&entry.to);
        let is_whole = entry.from.is_some() == entry.to.is_some() && entry.from != entry.to;
        let is_whole = is_whole || entry.from.is_none();
        if !is_whole || times.into_iter().any(|time| !is_time(time)) {
            return Err(format!("第 {place} 项的时段应有起止，如 08:00 至 18:00"));
        }
    }
    Ok(())
}

/// Whose settings they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Of a unit and all below.
    Unit(UnitCode),
    /// Of the screens with a tag at a unit and below.
    Tag(UnitCode, String),
    /// Of one screen.
    Screen(i64),
}

impl Scope {
    fn key(&self) -> String {
        match self {
            Self::Unit(unit) => format!("unit:{unit}"),
            Self::Tag(unit, tag) => format!("tag:{unit}:{tag}"),
            Self::Screen(id) => format!("screen:{id}"),
        }
    }
}

/// All settings there are.
pub struct Layers {
    store: Arc<SqliteStore>,
    by_scope: RwLock<HashMap<String, Settings>>,
}

impl Layers {
    /// As they were kept. What cannot be read counts as not set.
    ///
    /// # Errors
    /// The database failed.
    pub async fn load(store: &Arc<SqliteStore>) -> Result<Self, StoreError> {
        let kept = store.screen_settings().await?.into_iter();
        let read =
            kept.filter_map(|(scope, text)| Some((scope, serde_json::from_str(&text).ok()?)));
        Ok(Self {
            store: Arc::clone(store),
            by_scope: RwLock::new(read.collect()),
        })
    }

    /// What is set for a scope itself.
    pub fn of(&self, scope: &Scope) -> Settings {
        let layers = self.by_scope.read();
        let layers = layers.unwrap_or_else(PoisonError::into_inner);
        layers.get(&scope.key()).cloned().unwrap_or_default()
    }

    /// What counts for a screen, given the codes of its unit and those above, the root's first.
    pub fn resolve(&self, screen: &Screen, path: &[UnitCode]) -> Settings {
        let mut settings = Settings::default();
        for unit in path {
            settings = self.of(&Scope::Unit(unit.clone())).over(settings);
            for tag in &screen.tags {
                let scope = Scope::Tag(unit.clone(), tag.clone());
                settings = self.of(&scope).over(settings);
            }
        }
        self.of(&Scope::Screen(screen.id)).over(settings)
    }

    /// What counts at a unit for screens that have nothing of their own.
    pub fn inherited(&self, path: &[UnitCode]) -> Settings {
        path.iter().fold(Settings::default(), |settings, unit| {
            self.of(&Scope::Unit(unit.clone())).over(settings)
        })
    }

    /// Sets a scope.
    ///
    /// # Errors
    /// The database failed; nothing has changed then.
    pub async fn set(
        &self,
        scope: &Scope,
        settings: Settings,
        act: &Act,
    ) -> Result<(), StoreError> {
        let text = serde_json::to_string(&settings).unwrap_or_default();
        let text = (!settings.is_empty()).then_some(text.as_str());
        let key = scope.key();
        self.store.set_screen_settings(&key, text, act).await?;
        let layers = self.by_scope.write();
        let mut layers = layers.unwrap_or_else(PoisonError::into_inner);
        if settings.is_empty() {
            layers.remove(&key);
        } else {
            layers.insert(key, settings);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_counts() {
        let far = Settings {
            theme: Some(Palette::Ink),
            still: Some(true),
            ..Settings::default()
        };
        let near = Settings {
            theme: Some(Palette::Red),
            off: Some(Hours(None)),
            ..Settings::default()
        };
        let both = near.over(far);
        assert_eq!(both.theme, Some(Palette::Red));
        assert_eq!(both.still, Some(true));
        assert_eq!(
            both.off,
            Some(Hours(None)),
            "not off, whatever is set above"
        );
    }

    #[test]
    fn hours_are_a_part_of_the_day_or_none() {
        let read = |text: &str| serde_json::from_value::<Hours>(text.into());
        assert_eq!(read("none").ok(), Some(Hours(None)));
        let night = Hours(Some(("22:00".to_owned(), "07:00".to_owned())));
        assert_eq!(read("22:00-07:00").ok(), Some(night.clone()));
        assert_eq!(serde_json::to_value(night).ok(), Some("22:00-07:00".into()));
        for bad in [
            "",
            "22:00",
            "24:00-07:00",
            "7:00-8:00",
            "08:00-08:00",
            "22:00-07:60",
        ] {
            assert!(read(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_cannot_be_is_told_by_field() {
        let settings = |text: &str| serde_json::from_str::<Settings>(text).expect("settings");
        let fields = [
            (r#"{"size":{"width":100,"height":1080}}"#, "size"),
            (r#"{"dim_percent":5}"#, "dim_percent"),
            (r#"{"restart":"4 Uhr"}"#, "restart"),
            (
                r#"{"playlist":[{"scene":"overview","dwell_s":1}]}"#,
                "playlist",
            ),
            (
                r#"{"playlist":[{"scene":"overview","dwell_s":30,"from":"08:00"}]}"#,
                "playlist",
            ),
        ];
        for (text, field) in fields {
            assert_eq!(
                settings(text).check().err().map(|(field, _)| field),
                Some(field),
                "{text}"
            );
        }
        let fine = r#"{"playlist":[{"scene":"life","dwell_s":30,"from":"20:00","to":"06:00"}],"restart":"04:00"}"#;
        assert_eq!(settings(fine).check(), Ok(()));
    }
}
