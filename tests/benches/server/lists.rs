//! The console's lists, with a great many items open.

use anyhow::{Result, bail};
use liandong_domain::moment::Moment;

use crate::{
    facts::SHANGHAI,
    pen::Pen,
    places::{self, Place},
    report,
    sender::post_all,
    server::{Server, command, folder, token},
    staff::{Staff, report_views},
    when::{self, MINUTE},
};

const DISTRICT: &str = "310104";
const ITEMS: usize = 100_000;
/// Items that are opened in one batch.
const BATCH: usize = 500;
/// How often each look is taken, at another page of it.
const TURNS: usize = 20;
/// Days over which the items were opened, and for which they may be due.
const DAYS: i64 = 90;
const MATTERS: [&str; 5] = ["noise", "corridor", "parking", "lift", "leakage"];

pub async fn run() -> Result<()> {
    report::how(
        "100,000 open problems in the communities of one district, a third of them handed on, a quarter\n\
         overdue; the console's table and board, and the API's list, asked for one after the other",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    command(&["import-units", SHANGHAI], &data).await?;
    let server = Server::start(&data, &[]).await?;
    let token = token("31", &data).await?;
    let places = places::below(DISTRICT)?;
    let now = when::now()?;
    let batches = (0..ITEMS / BATCH).map(|batch| open(batch, &places, now));
    let rate = post_all(&server, &token, vec![batches.collect()]).await?;
    report::once("items and what was done about them", rate, "/s", "none");

    let staff = Staff::sign_in(&server).await?;
    let whole = staff.view(&server, &console("view=table")).await?.1;
    if !whole.contains("100,000") {
        bail!("the table does not say how many items there are");
    }
    for (what, looks) in [
        ("the console's table", tables()),
        ("the console's board", boards()),
        ("the API's list", lists(&places)),
    ] {
        let mut times = Vec::new();
        for turn in 0..TURNS {
            for look in &looks {
                let path = look.replace("TURN", &(turn * turn).to_string());
                times.push(staff.view(&server, &path).await?.0);
            }
        }
        report_views(what, times);
    }
    Ok(())
}

/// Opens items, and goes on with some.
fn open(batch: usize, places: &[Place], now: Moment) -> String {
    let mut pen = Pen::new(&format!("items-{batch:08}"), now);
    for number in batch * BATCH..(batch + 1) * BATCH {
        // Primes to each other and to the number of communities: no two marks go together.
        let Place {
            community,
            street,
            district,
        } = &places[number * 89 % places.len()];
        let day = number as i64 * 37 % DAYS;
        let opened = Moment(now.0 - day * 24 * 60 * MINUTE);
        let owner = [community, street, district, community, community][number % 5];
        let due = when::days_later(opened, (number * 53 % DAYS as usize) as i32);
        let matter = MATTERS[number * 7 % MATTERS.len()];
        pen.go_on(opened);
        let item = pen.fact(community, format_args!(r#""kind":"item.opened","list":"problem","matter":"{matter}","title":"第 {number} 件：居民反映的事项","place":"{community}","owner":"{owner}","due":"{due}""#));
        if number % 3 > 0 {
            pen.fact(
                owner,
                format_args!(r#""kind":"item.progressed","item":"{item}","text":"已到现场""#),
            );
        }
        if number % 6 == 1 {
            pen.fact(
                owner,
                format_args!(r#""kind":"item.resolved","item":"{item}","text":"已办妥""#),
            );
        }
    }
    pen.batch()
}

fn console(query: &str) -> String {
    format!("/console/lists?unit={DISTRICT}&list=problem&{query}")
}

/// Each page of a table is another one.
fn tables() -> Vec<String> {
    let filters = [
        "",
        "&state=open",
        "&state=doing",
        "&state=checking",
        "&overdue=true",
        "&mine=true",
        "&level=street",
        "&level=community&state=doing",
        "&level=district&overdue=true",
        "&state=open&overdue=true",
    ];
    let table = |filter| console(&format!("view=table&page=TURN{filter}"));
    filters.into_iter().map(table).collect()
}

fn boards() -> Vec<String> {
    let filters = [
        "",
        "overdue=true",
        "level=street",
        "level=community&overdue=true",
        "state=doing",
    ];
    filters.into_iter().map(console).collect()
}

fn lists(places: &[Place]) -> Vec<String> {
    let Place {
        community, street, ..
    } = &places[0];
    let filters = [
        "order=due".to_owned(),
        "order=newest&state=active".to_owned(),
        "order=oldest&state=doing".to_owned(),
        "order=newest&overdue=true&limit=200".to_owned(),
        "order=due&matter=noise".to_owned(),
        format!("order=due&owner={street}"),
        format!("order=oldest&place={community}"),
        "order=newest&conference=false&state=checking".to_owned(),
    ];
    let list = |filter| format!("/api/v1/units/{DISTRICT}/items?list=problem&{filter}");
    filters.into_iter().map(list).collect()
}
