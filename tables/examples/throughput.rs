//! How fast files are read, and in how much memory:
//! `cargo run --release -p liandong-tables --example throughput`.

use std::{
    fs::File,
    io::{BufWriter, Write},
    path::Path,
    time::Instant,
};

use liandong_domain::{registry::Registry, unit::UnitCode};
use liandong_tables::{
    columns::{Field, Mapping, Target},
    privacy::PersonKey,
    rows::{self, Context, Failure, Lookup, UnitLookup},
    sheet::{Limits, Sheet},
    write::{self, Value},
};
use time::{Date, Month};

const CSV_ROWS: u32 = 1_000_000;
const XLSX_ROWS: u32 = 100_000;
const HEADINGS: [&str; 11] = [
    "序号",
    "姓名",
    "身份证号",
    "所在党支部",
    "性别",
    "民族",
    "出生日期",
    "学历",
    "党员类别",
    "入党时间",
    "联系电话",
];

/// Every code is known.
struct Everywhere;

impl UnitLookup for Everywhere {
    fn by_code(&self, code: &str) -> Lookup {
        code.parse::<UnitCode>()
            .map_or(Lookup::Unknown, Lookup::Found)
    }

    fn by_name(&self, _name: &str) -> Lookup {
        Lookup::Unknown
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let csv = folder.path().join("members.csv");
    write_csv(&csv)?;
    measure("CSV", &csv)?;
    drop(std::fs::remove_file(&csv));
    let xlsx = folder.path().join("members.xlsx");
    let began = Instant::now();
    let cells = (0..XLSX_ROWS).map(|index| member(index).map(Value::from));
    write::xlsx(
        BufWriter::new(File::create(&xlsx)?),
        "党员",
        &HEADINGS,
        cells,
    )?;
    println!("XLSX: {XLSX_ROWS} rows written in {:.2?}", began.elapsed());
    measure("XLSX", &xlsx)
}

fn write_csv(path: &Path) -> std::io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    writeln!(out, "{}", HEADINGS.join(","))?;
    for index in 0..CSV_ROWS {
        writeln!(out, "{}", member(index).join(","))?;
    }
    out.flush()
}

/// A member of nobody's invention but this function's.
fn member(index: u32) -> [String; 11] {
    let year = 1940 + index % 60;
    let (month, day, order) = (1 + index % 12, 1 + index / 12 % 28, index / 336 % 1000);
    let body = format!(
        "31{:04}{year}{month:02}{day:02}{order:03}",
        1 + index / 336_000 * 7 + index % 60
    );
    let id = format!("{body}{}", check_character(&body));
    let education = ["大学本科", "大专", "硕士研究生", "高中", "初中"][index as usize % 5];
    [
        index.to_string(),
        "李雷".to_owned(),
        id,
        format!("3101040{:05}", index % 4000),
        ["男", "女"][index as usize % 2].to_owned(),
        "汉族".to_owned(),
        format!("{year}-{month:02}-{day:02}"),
        education.to_owned(),
        "正式党员".to_owned(),
        format!("{}.{month:02}", year + 20),
        format!("138{index:08}"),
    ]
}

fn check_character(body: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = body.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    char::from(b"10X98765432"[(sum % 11) as usize])
}

fn measure(name: &str, path: &Path) -> Result<(), Box<dyn std::error::Error>> {
    reset_peak();
    let began = Instant::now();
    let mut sheet = Sheet::open_path(path, &Limits::default())?;
    let mut mapping = Mapping::guess(Target::Registry(Registry::Member), &sheet);
    mapping.fix(Field::Sector, Some("community"));
    let opened = began.elapsed();
    let person_key = PersonKey::new(b"measuring");
    let context = Context {
        units: &Everywhere,
        person_key: &person_key,
        as_of: Date::from_calendar_date(2026, Month::June, 18)?,
    };
    let (mut good, mut bad) = (0_u32, 0_u32);
    for row in rows::read(&mut sheet, &mapping, context)? {
        match row {
            Ok(_) => good += 1,
            Err(Failure::Row(errors)) => {
                if bad == 0 {
                    println!("first bad row: {errors:?}");
                }
                bad += 1;
            }
            Err(Failure::File(refusal)) => return Err(refusal.into()),
        }
    }
    let took = began.elapsed();
    let size = std::fs::metadata(path)?.len() >> 20;
    println!(
        "{name}: {good} good and {bad} bad rows of {size} MB in {took:.2?} (opened in {opened:.2?}), {:.0} rows/s, peak {}",
        f64::from(good + bad) / took.as_secs_f64(),
        peak(),
    );
    Ok(())
}

/// Linux forgets the peak of a process when asked to; elsewhere the peak is that of the whole run.
fn reset_peak() {
    drop(std::fs::write("/proc/self/clear_refs", "5"));
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or("unknown".to_owned(), |it| it.trim().to_owned())
}
