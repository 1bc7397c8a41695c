//! One unit from one row of a file.

use liandong_domain::unit::{MapPosition, Unit, UnitCode, UnitKind};

use super::{
    Entry, Row, UnitLookup,
    reading::{Noted, Reading},
    seen::Seen,
};
use crate::{columns::Field, privacy};

/// The longest name of a unit that facts take, in characters.
const LONGEST_NAME: usize = 60;

impl<L: UnitLookup> Reading<'_, L> {
    pub(super) fn unit_row(&mut self, seen: &mut Seen) -> Result<Row, Noted> {
        // Before the row's own code is noted: nothing stands above itself.
        let parent = self.parent(seen);
        let code = self.code(seen);
        let name = self.name();
        let kind = self.required(Field::Kind, &UnitKind::ALL);
        let position = self.position();
        let code = code?;
        let unit = Unit {
            code: code.clone(),
            name: name?,
            kind: kind?,
            parent: parent?,
            position: position?,
        };
        Ok(Row {
            line: self.row.line(),
            key: code.as_str().to_owned(),
            unit: code,
            entry: Entry::Unit(unit),
        })
    }

    fn code(&mut self, seen: &mut Seen) -> Result<UnitCode, Noted> {
        let cell = self.cell(Field::Code);
        if cell.is_empty() {
            return self.noted(Err(cell.required()));
        }
        if !privacy::find(cell.text).is_empty() {
            let error = cell.error(
                "code_private",
                "看起来是身份证号或电话号码",
                "改填组织节点代码",
            );
            return self.noted(Err(error));
        }
        let parsed = cell.text.parse::<UnitCode>().map_err(|_| {
            let mend = format!("改为 1 至 {} 位字母、数字、“-”或“_”", UnitCode::MAX_LEN);
            cell.error("unit_code_invalid", "不是组织节点代码", mend)
        });
        let code = self.noted(parsed)?;
        self.key = Some(code.to_string());
        self.note_once(&cell, code.as_str(), seen)?;
        Ok(code)
    }

    fn name(&mut self) -> Result<String, Noted> {
        let cell = self.cell(Field::Name);
        let is_long = cell.text.chars().count() > LONGEST_NAME;
        let checked = if cell.is_empty() {
            Err(cell.required())
        } else if is_long || cell.text.chars().any(char::is_control) {
            let reason = format!("超过 {LONGEST_NAME} 个字或含有换行等控制字符");
            Err(cell.error("name_invalid", reason, "改为简短的全称"))
        } else if !privacy::find(cell.text).is_empty() {
            Err(cell.error(
                "name_private",
                "名称中含有号码等个人信息",
                "删去名称中的号码",
            ))
        } else {
            Ok(cell.text.to_owned())
        };
        self.noted(checked)
    }

    /// The unit above: of an earlier row of the file, or known already.
    fn parent(&mut self, seen: &Seen) -> Result<Option<UnitCode>, Noted> {
        let cell = self.cell(Field::Parent);
        if cell.is_empty() {
            return Ok(None);
        }
        match cell.text.parse::<UnitCode>() {
            Ok(code) if seen.has(code.as_str()) => Ok(Some(code)),
            _ => self.found(&cell).map(Some),
        }
    }

    fn position(&mut self) -> Result<Option<MapPosition>, Noted> {
        let column = self.place(Field::MapColumn);
        let row = self.place(Field::MapRow);
        let missing = match (column?, row?) {
            (Some(column), Some(row)) => return Ok(Some(MapPosition { column, row })),
            (None, None) => return Ok(None),
            (None, Some(_)) => Field::MapColumn,
            (Some(_), None) => Field::MapRow,
        };
        let error = self.cell(missing).required();
        self.noted(Err(error))
    }

    fn place(&mut self, field: Field) -> Result<Option<u8>, Noted> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Ok(None);
        }
        let place = cell.text.parse::<u8>().map(Some);
        let wrong = |_| {
            cell.error(
                "place_invalid",
                "不是 0 至 255 的整数",
                "改为 0 至 255 的整数",
            )
        };
        self.noted(place.map_err(wrong))
    }
}
