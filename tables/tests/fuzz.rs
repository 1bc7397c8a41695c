//! Files that were damaged on their way, or on purpose: a refusal or rows, never a panic, and never a word too many.
//! Each case begins with a file that can be read and changes some of its bytes: random bytes alone hardly ever get
//! past the front door.

#![allow(missing_docs)]

mod common;

use common::{ID, ID_WITH_X, as_of, open, person_key, rewritten, workbook};
use liandong_tables::{
    columns::{Mapping, Target},
    rows::{self, Context},
};
use proptest::{prelude::*, sample::Index};

const HEADINGS: [&str; 8] = [
    "姓名",
    "性别",
    "身份证号",
    "学历",
    "党员类别",
    "所在党支部",
    "入党日期",
    "联系电话",
];

fn rows_of_members() -> Vec<[&'static str; 8]> {
    vec![
        HEADINGS,
        [
            "张建国",
            "男",
            ID,
            "本科",
            "正式党员",
            "东兰居民区",
            "2009.07.01",
            "13812345678",
        ],
        [
            "王秀英",
            "女",
            ID_WITH_X,
            "大专",
            "预备党员",
            "漕河泾街道",
            "1985年3月",
            "021-64331234",
        ],
        ["李思远", "男", "２", "=1+1", "", "\"东兰\"", "31233", ""],
    ]
}

fn csv() -> Vec<u8> {
    let lines = rows_of_members().into_iter().map(|row| row.join(","));
    lines.collect::<Vec<_>>().join("\r\n").into_bytes()
}

fn xlsx() -> Vec<u8> {
    let rows = rows_of_members();
    let rows: Vec<&[&str]> = rows.iter().map(<[&str; 8]>::as_slice).collect();
    workbook(&rows)
}

/// A change of one place of a file.
#[derive(Clone, Debug)]
enum Edit {
    Set(Index, u8),
    Insert(Index, Vec<u8>),
    Remove(Index, usize),
    Repeat(Index, usize),
}

fn edit() -> impl Strategy<Value = Edit> {
    let telling = prop::sample::select(&b"\"',;\t\r\n\0<>&=/-+@\xff\xfe\x81\x30"[..]);
    let byte = prop_oneof![telling, any::<u8>()];
    prop_oneof![
        (any::<Index>(), byte.clone()).prop_map(|(at, byte)| Edit::Set(at, byte)),
        (any::<Index>(), prop::collection::vec(byte, 1..6))
            .prop_map(|(at, it)| Edit::Insert(at, it)),
        (any::<Index>(), 1_usize..40).prop_map(|(at, count)| Edit::Remove(at, count)),
        (any::<Index>(), 1_usize..60).prop_map(|(at, count)| Edit::Repeat(at, count)),
    ]
}

fn edited(mut bytes: Vec<u8>, edits: &[Edit]) -> Vec<u8> {
    for edit in edits {
        if bytes.is_empty() {
            return bytes;
        }
        match edit {
            Edit::Set(at, byte) => *at.get_mut(&mut bytes) = *byte,
            Edit::Insert(at, some) => {
                let at = at.index(bytes.len());
                bytes.splice(at..at, some.iter().copied());
            }
            Edit::Remove(at, count) => {
                let at = at.index(bytes.len());
                let end = bytes.len().min(at + count);
                bytes.drain(at..end);
            }
            Edit::Repeat(at, count) => {
                let at = at.index(bytes.len());
                let end = bytes.len().min(at + count);
                let again = bytes[at..end].to_vec();
                bytes.splice(at..at, again);
            }
        }
    }
    bytes
}

/// Reads a file for every table to its end.
fn read_whatever_it_is(bytes: &[u8]) {
    let Ok(mut sheet) = open(bytes) else { return };
    for target in Target::all() {
        let mapping = Mapping::guess(target, &sheet);
        let _ = mapping.vocabulary(&sheet);
        let (key, units) = (person_key(), common::Units);
        let context = Context {
            units: &units,
            person_key: &key,
            as_of: as_of(),
        };
        if let Ok(rows) = rows::read(&mut sheet, &mapping, context) {
            for row in rows {
                // A whole id number or phone number comes out of no row, however it was damaged elsewhere.
                let told = format!("{row:?}");
                assert!(!told.contains(ID) && !told.contains(ID_WITH_X), "{told}");
                assert!(!told.contains("13812345678"), "{told}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn damaged_csv_is_survived(edits in prop::collection::vec(edit(), 1..12)) {
        read_whatever_it_is(&edited(csv(), &edits));
    }

    #[test]
    fn damaged_csv_in_gb_18030_is_survived(edits in prop::collection::vec(edit(), 1..12)) {
        let text = String::from_utf8(csv()).expect("text");
        let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
        read_whatever_it_is(&edited(bytes.into_owned(), &edits));
    }

    #[test]
    fn a_damaged_archive_is_survived(edits in prop::collection::vec(edit(), 1..6)) {
        read_whatever_it_is(&edited(xlsx(), &edits));
    }

    #[test]
    fn damaged_parts_of_a_workbook_are_survived(
        edits in prop::collection::vec(edit(), 1..6),
        which in any::<Index>(),
    ) {
        let mut part = 0;
        let damaged = which.index(8);
        let bytes = rewritten(xlsx(), |text| {
            part += 1;
            if part - 1 != damaged {
                return text;
            }
            String::from_utf8_lossy(&edited(text.into_bytes(), &edits)).into_owned()
        });
        read_whatever_it_is(&bytes);
    }
}
