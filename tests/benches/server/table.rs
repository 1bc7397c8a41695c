//! Tables of made-up members as clerks have them: with names and numbers that the server must drop.

use std::{fmt::Write as _, fs, path::Path};

use anyhow::{Context, Result};
use rust_xlsxwriter::Workbook;

use crate::facts::SHANGHAI;

const HEADINGS: [&str; 10] = [
    "姓名",
    "性别",
    "公民身份证号码",
    "民族",
    "学历",
    "党员类别",
    "所属领域",
    "所在党支部",
    "入党日期",
    "联系电话",
];
/// Weights and check characters of GB 11643.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// The codes of Shanghai's residential areas.
fn communities() -> Result<Vec<String>> {
    let file = fs::read_to_string(SHANGHAI)?;
    let rows = file.lines().map(|line| line.split(',').collect::<Vec<_>>());
    let communities = rows.filter(|row| row.get(2) == Some(&"community"));
    Ok(communities.map(|row| row[0].to_owned()).collect())
}

fn id_number(member: u32) -> String {
    let (year, rest) = (1940 + member % 65, member / 65);
    let (month, rest) = (1 + rest % 12, rest / 12);
    let (day, rest) = (1 + rest % 28, rest / 28);
    let body = format!(
        "310{:03}{year}{month:02}{day:02}{:03}",
        101 + rest / 1000,
        rest % 1000
    );
    let digits = body.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = digits
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit * weight)
        .sum();
    format!("{body}{}", char::from(CHECKS[(sum % 11) as usize]))
}

/// The cells of a member.
fn cells(member: u32, communities: &[String]) -> [String; 10] {
    let pick = |list: &[&str]| list[member as usize % list.len()].to_owned();
    [
        pick(&["张伟", "王芳", "李娜", "刘洋", "陈静"]),
        pick(&["男", "女"]),
        id_number(member),
        pick(&["汉族", "汉族", "汉族", "回族", "满族", "汉族", "汉族"]),
        pick(&["大学本科", "大专", "研究生", "高中", "初中"]),
        pick(&["正式党员", "正式党员", "正式党员", "预备党员"]),
        pick(&["居民区党建", "两新党建", "区域化党建"]),
        communities[member as usize % communities.len()].clone(),
        format!("{}.{:02}", 1970 + member % 55, 1 + member % 12),
        format!("138{:08}", member % 100_000_000),
    ]
}

/// Writes members as CSV; the file's size in bytes.
pub fn csv(file: &Path, members: u32) -> Result<u64> {
    let communities = communities()?;
    let mut text = HEADINGS.join(",");
    text.push('\n');
    for member in 0..members {
        writeln!(text, "{}", cells(member, &communities).join(","))?;
    }
    fs::write(file, &text)?;
    Ok(text.len() as u64)
}

/// Writes members as XLSX.
pub fn xlsx(file: &Path, members: u32) -> Result<()> {
    let communities = communities()?;
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    for (column, heading) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, heading)?;
    }
    for member in 0..members {
        for (column, cell) in (0..).zip(cells(member, &communities)) {
            sheet.write_string(member + 1, column, cell)?;
        }
    }
    workbook.save(file.to_str().context("the folder has an odd name")?)?;
    Ok(())
}
