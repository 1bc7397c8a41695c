//! What `liandong import` is asked to do.

use std::{collections::BTreeMap, path::PathBuf};

use anyhow::Context;
use clap::{ArgGroup, Args};
use liandong_domain::unit::UnitCode;
use reqwest::Url;
use serde::de::DeserializeOwned;

use crate::imports::{
    Options,
    settings::{Meaning, SettingsChange},
};

/// Arguments of `liandong import`.
#[derive(Args)]
#[command(group(ArgGroup::new("place").required(true).args(["server", "data"])))]
pub struct ImportFlags {
    /// The file, CSV or XLSX
    pub(super) file: PathBuf,
    /// What its rows are: organisation, member, applicant, community, building, `trade_union`,
    /// `youth_league`, employer or units
    #[arg(long)]
    pub(super) table: String,
    /// The unit whose subtree the file is of
    #[arg(long)]
    pub(super) unit: UnitCode,
    /// The day the file tells of, as 2026-11-23 [default: today]
    #[arg(long)]
    as_of: Option<String>,
    /// What a column holds, by its place from 1; with nothing behind the sign it is left out: 4=gender
    #[arg(long = "column", value_name = "PLACE=FIELD")]
    columns: Vec<String>,
    /// One value for all rows of a field that no column holds: sector=community
    #[arg(long = "fixed", value_name = "FIELD=CODE")]
    fixed: Vec<String>,
    /// What a word means: education:研究生班=postgraduate, unit:庆余=310104003002
    #[arg(long = "word", value_name = "FIELD:WORD=CODE")]
    words: Vec<String>,
    /// Rows that stand and are not in the file go; of units, those with no row and no unit under them
    #[arg(long)]
    remove_missing: bool,
    /// Rows that cannot be taken are left out
    #[arg(long)]
    skip_bad: bool,
    /// Only say what would be done
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Write the rows that cannot be taken to a workbook
    #[arg(long, value_name = "FILE")]
    pub(super) bad_rows: Option<PathBuf>,
    /// Address of the server that runs, as <https://wall.example.cn>; its token in `LIANDONG_TOKEN`, or
    /// by --token-file
    #[arg(long, env = "LIANDONG_SERVER", value_name = "URL")]
    pub(super) server: Option<Url>,
    /// File with the token for the server: never an argument, as other users can read those
    #[arg(long, value_name = "FILE", requires = "server")]
    pub(super) token_file: Option<PathBuf>,
    /// Trust only the certificates in this file (PEM), for a server whose certificate is of one's own making
    #[arg(long, value_name = "FILE", requires = "server")]
    pub(super) ca_file: Option<PathBuf>,
    /// Folder of the database, where no server runs on it
    #[arg(long, env = "LIANDONG_DATA")]
    pub(super) data: Option<PathBuf>,
    /// With --data: offset of local time from UTC, where the server is told one
    #[arg(long, env = "LIANDONG_UTC_OFFSET", allow_hyphen_values = true)]
    pub(super) utc_offset: Option<String>,
}

impl ImportFlags {
    /// The file's name, for people.
    pub(super) fn file_name(&self) -> String {
        let name = self.file.file_name().unwrap_or_default();
        name.to_string_lossy().into_owned()
    }

    /// What is said of the file's columns and words.
    ///
    /// # Errors
    /// Something is not written as it should be, or there is no such field.
    pub(super) fn change(&self) -> anyhow::Result<SettingsChange> {
        let columns: anyhow::Result<BTreeMap<_, _>> =
            self.columns.iter().map(|text| parse_column(text)).collect();
        let fixed = self.fixed.iter().map(|text| {
            let (field, code) = text
                .split_once('=')
                .context("--fixed 应如 sector=community")?;
            Ok((parse_key("--fixed", field)?, code.to_owned()))
        });
        let fixed: anyhow::Result<BTreeMap<_, _>> = fixed.collect();
        let words: anyhow::Result<Vec<Meaning>> =
            self.words.iter().map(|text| parse_word(text)).collect();
        Ok(SettingsChange {
            columns: columns?,
            fixed: fixed?,
            words: words?,
            values: Vec::new(),
            as_of: self.as_of.clone(),
        })
    }

    /// What is decided of missing and bad rows.
    pub(super) fn options(&self) -> Options {
        Options {
            remove_missing: self.remove_missing,
            skip_bad: self.skip_bad,
        }
    }
}

/// A column's place from 0, as the API counts, and its field.
fn parse_column(text: &str) -> anyhow::Result<(usize, String)> {
    let parts = text.split_once('=').and_then(|(place, field)| {
        let place: usize = place.parse().ok()?;
        Some((place.checked_sub(1)?, field.to_owned()))
    });
    parts.context("--column 应如 4=gender，列号从 1 开始")
}

fn parse_word(text: &str) -> anyhow::Result<Meaning> {
    let parts = text.split_once(':').and_then(|(field, rest)| {
        let (word, code) = rest.rsplit_once('=')?;
        Some((field, word.to_owned(), code.to_owned()))
    });
    let (field, word, code) = parts.context("--word 应如 education:研究生班=postgraduate")?;
    let field = parse_key("--word", field)?;
    Ok(Meaning { field, word, code })
}

fn parse_key<T: DeserializeOwned>(flag: &str, key: &str) -> anyhow::Result<T> {
    let parsed = serde_json::from_value(serde_json::Value::from(key));
    parsed.map_err(|_| anyhow::anyhow!("{flag}：没有“{key}”这个字段"))
}
