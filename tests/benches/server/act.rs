//! From what somebody does at the console to the glass two levels up.

use anyhow::Result;
use serde_json::{Value, json};

use crate::{
    glass,
    places::{self, Place},
    report,
    server::{Server, folder},
    staff::Staff,
    when,
};

const DISTRICT: &str = "310104";
/// How many communities each do what there is to do.
const COMMUNITIES: usize = 20;
/// A step that is prime to the number of communities: neighbours in time are in different streets.
const STEP: usize = 101;

pub async fn run() -> Result<()> {
    report::how(
        "the demonstration's Shanghai, scene 联动 on the wall of Xuhui District (1920×1080) in Chromium;\n\
         communities hand in logs, open items of the lists, go on with them and raise needs; from before\n\
         the act is posted until the second animation frame after the page's text holds it",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let server = Server::start(&data, &["--demo", "--demo-rate", "0"]).await?;
    let staff = Staff::sign_in(&server).await?;
    let places = places::below(DISTRICT)?;
    let due = when::days_later(when::now()?, 14);
    let acts = (0..COMMUNITIES).flat_map(|number| {
        let place = &places[number * STEP % places.len()];
        let acts = acts(place, &format!("bench-act-{number}"), &due);
        acts.map(|act| json!([place.community, act]).to_string())
    });
    let acts: Vec<String> = acts.collect();
    let file = folder.path().join("acts.jsonl");
    std::fs::write(&file, acts.join("\n"))?;
    let mut times = glass::watch("act.mjs", &server, &file, ("COOKIE", &staff.cookie)).await?;
    glass::report(&mut times, "1 act a second", ["80 ms", "400 ms"])
}

/// What a community does, each of which every wall above it tells.
fn acts(Place { community, .. }: &Place, item: &str, due: &str) -> [Value; 5] {
    [
        json!({ "kind": "log.submitted", "log_kind": "visit", "text": "走访 6 户", "count": 6 }),
        json!({
            "id": item, "kind": "item.opened", "list": "problem", "matter": "corridor",
            "title": "楼道堆物", "place": community, "owner": community, "due": due,
        }),
        json!({ "kind": "item.progressed", "item": item, "text": "已联系物业" }),
        json!({ "kind": "need.raised", "category": "venue", "title": "议事场地", "due": due }),
        json!({ "kind": "item.resolved", "item": item, "text": "已清理" }),
    ]
}
