//! What screens are told besides numbers, as the text of its JSON. Each says the whole of its kind: the newest counts.

use liandong_domain::unit::UnitCode;
use serde_json::{Value, json};

use super::{
    Role,
    settings::{Hours, Palette, PlaylistEntry, Settings},
};
use crate::{
    Application,
    assets::Assets,
    store::{access::Millis, screens::Screen},
};

/// The codes of a unit and of those above, the root's first; nothing where there is no such unit. A closed unit's
/// place is taken by the one that took it.
pub fn path(application: &Application, unit: &str) -> Option<Vec<UnitCode>> {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let mut step = tree.find_successor(unit);
    let mut path = Vec::new();
    while let Some(unit) = step {
        path.push(tree.node(unit).code.clone());
        step = tree.parent(unit);
    }
    path.reverse();
    (!path.is_empty()).then_some(path)
}

/// How a screen is to show what it shows: to be compared with what it was told before, and as a notice.
pub fn settings(application: &Application, screen: &Screen) -> Option<(String, String)> {
    let path = path(application, screen.unit.as_str())?;
    let settings = application.screens.layers.resolve(screen, &path);
    let playlist = playlist(application, screen, &path, &settings);
    let own = path.last()?;
    let name = name(application, own.as_str()).unwrap_or_default();
    let stage = settings.size.is_some() || settings.safe.is_some() || settings.bezels.is_some();
    let stage = stage.then(|| {
        json!({
            "width": settings.size.map(|size| size.width), "height": settings.size.map(|size| size.height),
            "safe": settings.safe, "bezels": settings.bezels,
        })
    });
    let reading = settings.reading.map(|reading| {
        let distance_m = f64::from(reading.distance_dm) / 10.0;
        json!({ "diagonal_in": reading.diagonal_in, "distance_m": distance_m })
    });
    let mut notice = json!({
        "kind": "settings",
        "utc_offset": application.clock.offset().whole_seconds(),
        "version": Assets::embedded().version(),
        "screen": {
            "id": screen.id, "name": screen.name, "role": screen.role, "unit": own, "unit_name": name,
        },
        "theme": settings.theme.unwrap_or(Palette::Red),
        "still": settings.still.unwrap_or_default(),
        "muted": settings.muted.unwrap_or_default(),
        "stage": stage,
        "reading": reading,
        "hours": {
            "off": span(settings.off), "dim": span(settings.dim),
            "dim_percent": settings.dim_percent.unwrap_or(40),
            "restart": settings.restart.filter(|at| at != "none"),
        },
        "playlist": playlist,
    });
    let compared = notice.to_string();
    notice["server_time"] = application.clock.now().0.into();
    Some((compared, notice.to_string()))
}

fn span(hours: Option<Hours>) -> Option<[String; 2]> {
    hours?.0.map(|(from, to)| [from, to])
}

/// What a wall shows, one after the other: entries of units that are closed, or not at or above or below its own, are
/// passed over. Nothing set is the overview of its own.
fn playlist(
    application: &Application,
    screen: &Screen,
    path: &[UnitCode],
    settings: &Settings,
) -> Vec<Value> {
    let Some(own) = path.last().filter(|_| screen.role == Role::Wall) else {
        return Vec::new();
    };
    let entries = settings.playlist.iter().flatten();
    let shown = entries.filter_map(|entry| {
        let unit = entry.unit.as_ref().unwrap_or(own);
        let name = name(application, unit.as_str())?;
        Some(entry_json(entry, unit, &name))
    });
    shown.collect()
}

fn entry_json(entry: &PlaylistEntry, unit: &UnitCode, name: &str) -> Value {
    json!({
        "unit": unit, "unit_name": name, "scene": entry.scene, "dwell_s": entry.dwell_s,
        "from": entry.from, "to": entry.to,
    })
}

/// The name of a unit that is open.
fn name(application: &Application, unit: &str) -> Option<String> {
    let aggregate = application.engine.read();
    let tree = aggregate.tree();
    let found = tree.find(unit)?;
    Some(tree.node(found).name.to_string())
}

/// What all screens of a unit show for a time, and how many screens there are; nothing where there is neither.
pub fn announcements(application: &Application, unit: &str, now: Millis) -> Option<Vec<Value>> {
    let path = path(application, unit)?;
    let out = application.screens.announcements.out(&path, now);
    let list = out.into_iter().map(|(announcement, painted)| {
        let scope = name(application, announcement.unit.as_str()).unwrap_or_default();
        let sent = application.screens.fleet.count(&announcement.unit).total;
        json!({
            "id": announcement.id, "urgent": announcement.urgent, "title": announcement.title,
            "text": announcement.text, "issuer": announcement.issuer, "scope": scope,
            "help": Some(&announcement.help).filter(|help| !help.is_empty()),
            "begins_at": announcement.begins_at, "ends_at": announcement.ends_at,
            "sent": sent, "painted": painted,
        })
    });
    Some(list.collect())
}

/// The notice of these announcements.
pub fn of_announcements(application: &Application, list: &[Value]) -> String {
    let notice = json!({
        "kind": "announcements",
        "server_time": application.clock.now().0,
        "utc_offset": application.clock.offset().whole_seconds(),
        "list": list,
    });
    notice.to_string()
}

/// How many screens there are at a unit and below, and how many of them live.
pub fn of_fleet(alive: u32, total: u32) -> String {
    json!({ "kind": "fleet", "alive": alive, "total": total }).to_string()
}

/// The server runs another version than the page: it is to move to it after a while.
pub fn of_version(wait_ms: u64) -> String {
    let version = Assets::embedded().version();
    json!({ "kind": "version", "version": version, "wait_ms": wait_ms }).to_string()
}

/// The screen is to fetch its next credential, for which this ticket is good once.
pub fn of_credential(ticket: &str) -> String {
    json!({ "kind": "credential", "ticket": ticket }).to_string()
}
