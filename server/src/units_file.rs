//! The file of units: CSV with a heading, `code,name,kind,parent_code` and, if known,
//! `map_column,map_row`.

use std::collections::HashSet;

use liandong_domain::unit::{MapPosition, Unit, UnitCode, UnitKind};
use serde::Deserialize;

/// Why a row cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行：{reason}")]
pub struct RowError {
    /// Line in the file, from 1, the heading included.
    pub line: u64,
    /// What is wrong, in Chinese.
    pub reason: String,
}

#[derive(Deserialize)]
struct Record {
    code: String,
    name: String,
    kind: String,
    parent_code: Option<String>,
    map_column: Option<u8>,
    map_row: Option<u8>,
}

/// Reads units; each parent must come before its children.
///
/// # Errors
/// Every row that cannot be used.
pub fn parse(text: &str) -> Result<Vec<Unit>, Vec<RowError>> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let mut units = Vec::new();
    let mut codes = HashSet::new();
    let mut errors = Vec::new();
    // The heading is line 1.
    for (line, record) in (2..).zip(reader.deserialize::<Record>()) {
        let unit = record.map_err(|error| csv_reason(&error)).and_then(unit);
        match unit.and_then(|unit| fits(unit, &codes)) {
            Ok(unit) => {
                codes.insert(unit.code.clone());
                units.push(unit);
            }
            Err(reason) => errors.push(RowError { line, reason }),
        }
    }
    if errors.is_empty() {
        Ok(units)
    } else {
        Err(errors)
    }
}

fn unit(record: Record) -> Result<Unit, String> {
    let parse_code = |code: &str| code.parse::<UnitCode>().map_err(|error| error.to_string());
    let kind = UnitKind::from_key(&record.kind).ok_or_else(|| {
        let known: Vec<&str> = UnitKind::ALL.into_iter().map(UnitKind::key).collect();
        format!(
            "kind 列的“{}”不是单位类别；可用的有：{}",
            record.kind,
            known.join("、")
        )
    })?;
    if record.name.is_empty() {
        return Err("name 列为空".to_owned());
    }
    let parent = record.parent_code.filter(|code| !code.is_empty());
    let position = record.map_column.zip(record.map_row);
    Ok(Unit {
        code: parse_code(&record.code)?,
        name: record.name,
        kind,
        parent: parent.as_deref().map(parse_code).transpose()?,
        position: position.map(|(column, row)| MapPosition { column, row }),
    })
}

fn fits(unit: Unit, codes: &HashSet<UnitCode>) -> Result<Unit, String> {
    if codes.contains(&unit.code) {
        return Err(format!("代码 {} 在前面已经出现过", unit.code));
    }
    match &unit.parent {
        Some(parent) if !codes.contains(parent) => Err(format!("上级单位 {parent} 不在前面的行中")),
        _ => Ok(unit),
    }
}

fn csv_reason(error: &csv::Error) -> String {
    format!("读不懂这一行（应有 code,name,kind,parent_code 四列，UTF-8 编码）：{error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_row_is_told() {
        let text = "code,name,kind,parent_code\n31,上海市,city,\n31,又一个,city,\n310104,徐汇区,qu,31\n\
                    310105,长宁区,district,32\n";
        let errors = parse(text).expect_err("bad rows");
        assert_eq!(
            errors.iter().map(|error| error.line).collect::<Vec<_>>(),
            [3, 4, 5]
        );
    }

    #[test]
    fn the_real_tree_is_read_whole() {
        let units = parse(include_str!("../data/shanghai-units.csv")).expect("good rows");
        assert_eq!(units.len(), 6760);
        assert_eq!(units[0].name, "上海市");
    }
}
