//! Where the tiles of a map stand, and which corners they leave free.

use liandong_domain::unit::MapPosition;

/// A corner of the map, named as the style sheet knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Corner {
    /// Bottom left
    BottomLeft,
    /// Top left
    TopLeft,
    /// Bottom right
    BottomRight,
    /// Top right
    TopRight,
}

impl Corner {
    /// The word in class names.
    pub fn key(self) -> &'static str {
        match self {
            Self::BottomLeft => "bottom-left",
            Self::TopLeft => "top-left",
            Self::BottomRight => "bottom-right",
            Self::TopRight => "top-right",
        }
    }
}

/// How the tiles stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Places {
    /// How many columns.
    pub columns: usize,
    /// How many rows.
    pub rows: usize,
    /// Column and row of each tile, from 1, where they are drawn like a map; empty where they run
    /// in rows.
    pub cells: Vec<(usize, usize)>,
    /// Where the whole's number fits, one cell wide and two high.
    pub total: Option<Corner>,
    /// Where the legend fits, two cells wide.
    pub legend: Option<Corner>,
}

/// Places tiles like a map where every one has a place of its own, else in rows, so many on a page.
pub fn places(positions: &[Option<MapPosition>], page: usize) -> Places {
    drawn(positions).unwrap_or_else(|| {
        let columns = columns(page.min(positions.len()));
        Places {
            columns,
            rows: page.min(positions.len()).div_ceil(columns),
            cells: Vec::new(),
            total: None,
            legend: None,
        }
    })
}

fn columns(tiles: usize) -> usize {
    match tiles {
        0..=1 => 1,
        2..=4 => 2,
        5..=9 => 3,
        10..=16 => 4,
        17..=20 => 5,
        _ => 6,
    }
}

fn drawn(positions: &[Option<MapPosition>]) -> Option<Places> {
    let positions: Vec<MapPosition> = positions.iter().copied().collect::<Option<_>>()?;
    let west = positions.iter().map(|place| place.column).min()?;
    let north = positions.iter().map(|place| place.row).min()?;
    let cells: Vec<(usize, usize)> = positions
        .iter()
        .map(|place| {
            let column = usize::from(place.column - west) + 1;
            (column, usize::from(place.row - north) + 1)
        })
        .collect();
    let mut sorted = cells.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let columns = cells.iter().map(|cell| cell.0).max()?;
    let rows = cells.iter().map(|cell| cell.1).max()?;
    // A map that is two units on one spot, or larger than the panel can letter, is no map.
    if sorted.len() < cells.len() || columns > 6 || rows > 7 {
        return None;
    }
    let free = |corner: Corner, wide: usize, high: usize, taken: Option<Corner>| {
        let left = matches!(corner, Corner::BottomLeft | Corner::TopLeft);
        let top = matches!(corner, Corner::TopLeft | Corner::TopRight);
        let inside = |(column, row): (usize, usize)| {
            let across = if left {
                column <= wide
            } else {
                column + wide > columns
            };
            let down = if top { row <= high } else { row + high > rows };
            across && down
        };
        let crowded = taken == Some(corner) || columns <= wide || rows <= high;
        !crowded && !cells.iter().any(|&cell| inside(cell))
    };
    let corners = [
        Corner::BottomLeft,
        Corner::BottomRight,
        Corner::TopLeft,
        Corner::TopRight,
    ];
    let total = corners.into_iter().find(|&corner| free(corner, 1, 2, None));
    let legend = [
        Corner::TopLeft,
        Corner::TopRight,
        Corner::BottomRight,
        Corner::BottomLeft,
    ]
    .into_iter()
    .find(|&corner| free(corner, 2, 1, total));
    Some(Places {
        columns,
        rows,
        cells,
        total,
        legend,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(column: u8, row: u8) -> MapPosition {
        MapPosition { column, row }
    }

    #[test]
    fn a_map_leaves_its_free_corners_to_the_legend_and_the_whole() {
        let map = [
            at(2, 0),
            at(1, 1),
            at(2, 1),
            at(0, 2),
            at(1, 2),
            at(2, 2),
            at(3, 2),
            at(1, 3),
            at(2, 3),
            at(3, 3),
            at(1, 4),
            at(2, 4),
            at(2, 5),
        ]
        .map(Some);
        let places = places(&map, 36);
        assert_eq!((places.columns, places.rows), (4, 6));
        assert_eq!(places.cells[0], (3, 1));
        assert_eq!(places.total, Some(Corner::BottomLeft));
        assert_eq!(places.legend, Some(Corner::TopLeft));
    }

    #[test]
    fn a_full_map_leaves_none() {
        let map: Vec<_> = (0..4)
            .flat_map(|row| (0..4).map(move |column| Some(at(column, row))))
            .collect();
        let places = places(&map, 36);
        assert_eq!((places.total, places.legend), (None, None));
    }

    #[test]
    fn tiles_without_places_or_on_one_spot_run_in_rows() {
        let without = places(&[None; 22], 36);
        assert_eq!((without.columns, without.rows), (6, 4));
        assert!(without.cells.is_empty());
        assert!(places(&[at(1, 1), at(1, 1)].map(Some), 36).cells.is_empty());
        assert!(places(&[Some(at(1, 1)), None], 36).cells.is_empty());
        assert_eq!(places(&[], 36).rows, 0);
    }
}
