//! Shanghai's communities, each with the units above it.

use std::{collections::HashMap, fs};

use anyhow::{Context, Result};

use crate::facts::SHANGHAI;

/// A community and who is responsible for it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The community's code.
    pub community: String,
    /// That of its street.
    pub street: String,
    /// That of its district.
    pub district: String,
}

/// The communities of the units whose codes begin so, street by street.
pub fn below(unit: &str) -> Result<Vec<Place>> {
    let file = fs::read_to_string(SHANGHAI)?;
    let rows = || {
        let rows = file.lines().map(|line| line.split(',').collect::<Vec<_>>());
        rows.filter(|row| row[0].starts_with(unit))
    };
    let parents: HashMap<&str, &str> = rows().map(|row| (row[0], row[3])).collect();
    let communities = rows().filter(|row| row[2] == "community");
    let place = |row: Vec<&str>| {
        let district = parents.get(row[3]).context("a street lies in a district")?;
        Ok(Place {
            community: row[0].to_owned(),
            street: row[3].to_owned(),
            district: (*district).to_owned(),
        })
    };
    communities.map(place).collect()
}
