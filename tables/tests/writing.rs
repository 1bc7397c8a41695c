//! Tables that are written, and read back.

mod common;

use std::io::Cursor;

use common::{ID, MEMBER, Units, as_of, code, opened, person_key, read};
use liandong_domain::{
    registry::{self, *},
    unit::{MapPosition, Unit, UnitKind},
};
use liandong_tables::{
    columns::{Field, Mapping, Target, fields},
    rows::{self, Context, Entry, Row},
    sheet::{Limits, Sheet},
    words,
    write::{self, RegistryRow, Value},
};
use proptest::{prelude::*, sample::select};

fn book(write: impl FnOnce(&mut Cursor<Vec<u8>>) -> Result<(), write::WriteError>) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    write(&mut out).expect("written");
    out.into_inner()
}

#[test]
fn csv_is_what_spreadsheets_open() {
    let mut out = Vec::new();
    let row = vec![
        Value::from("漕河泾街道, 东\"兰\""),
        Value::from(1_286_i64),
        Value::from(0.965),
        Value::Empty,
        Value::from("=1+1"),
        Value::from("-5"),
        Value::from("-5+1"),
        Value::from("'=x"),
        Value::from("＝x"),
    ];
    write::csv(&mut out, &["单位", "@人数"], [row]).expect("written");
    let text = String::from_utf8(out).expect("UTF-8");
    assert_eq!(
        text,
        "\u{feff}单位,'@人数\r\n\"漕河泾街道, 东\"\"兰\"\"\",1286,0.965,,'=1+1,-5,'-5+1,''=x,'＝x\r\n"
    );
}

#[test]
fn formulas_are_undone_on_reading() {
    let text = "代码,街道\n'=A1,漕河泾街道\n''=A1,漕河泾街道\n'A1,漕河泾街道\n-5,漕河泾街道\n";
    let keys: Vec<String> = read(&mut opened(text), Target::Registry(Registry::Building))
        .into_iter()
        .map(|row| row.expect("good").key)
        .collect();
    assert_eq!(keys, ["=A1", "'=A1", "'A1", "-5"]);
}

#[test]
fn workbooks_hold_texts_and_numbers_and_no_formulas() {
    let rows = [vec![Value::from("=1+1"), Value::from(3_i64)]];
    let bytes = book(|out| {
        write::xlsx(
            out,
            "名称/过长：".repeat(20).as_str(),
            &["单位代码", "人数"],
            rows,
        )
    });
    let sheet = opened(bytes);
    assert_eq!(sheet.columns()[0].first_value.as_deref(), Some("=1+1"));
    assert_eq!(sheet.columns()[1].first_value.as_deref(), Some("3"));
}

#[test]
fn a_filled_template_is_read_as_it_explains() {
    for target in Target::all() {
        let bytes = book(|out| write::template(out, target));
        let mut book: calamine::Xlsx<_> =
            calamine::open_workbook_from_rs(Cursor::new(&bytes)).expect("a workbook");
        let names = calamine::Reader::sheet_names(&book);
        assert_eq!(names, [target.label(), "说明", "字典"]);
        let form = calamine::Reader::worksheet_range(&mut book, target.label()).expect("a sheet");
        let headings: Vec<String> = form
            .rows()
            .next()
            .expect("headings")
            .iter()
            .map(ToString::to_string)
            .collect();
        let sheet = opened(format!(
            "{}\n{}\n",
            headings.join(","),
            "x,".repeat(headings.len())
        ));
        let mapping = Mapping::guess(target, &sheet);
        let expected: Vec<_> = fields(target).iter().map(|spec| Some(spec.field)).collect();
        assert_eq!(&mapping.columns()[..expected.len()], expected);
        let told = calamine::Reader::worksheet_range(&mut book, "说明").expect("a sheet");
        assert!(told.height() > fields(target).len());
        assert_eq!(
            Sheet::open(Cursor::new(bytes), "模板.xlsx", &Limits::default())
                .expect_err("empty")
                .code(),
            "no_rows"
        );
    }
}

#[test]
fn bad_rows_are_beside_what_is_wrong_with_them() {
    let mut sheet = opened(format!(
        "姓名,身份证号,所属居委,性别,备注\n李雷,{ID},东兰,中,=cmd 13812345521\n张三,{ID},东兰,女,党小组长\n王五,K,东兰,女,党小组长\n"
    ));
    let bad: Vec<_> = read(&mut sheet, MEMBER)
        .into_iter()
        .filter_map(Result::err)
        .collect();
    assert_eq!(bad.len(), 2);
    let bytes = book(|out| write::bad_rows(out, sheet.columns(), bad));
    let mut book: calamine::Xlsx<_> =
        calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("a workbook");
    let range = calamine::Reader::worksheet_range(&mut book, "需修正的行").expect("a sheet");
    let lines: Vec<Vec<String>> = range
        .rows()
        .map(|row| row.iter().map(ToString::to_string).collect())
        .collect();
    assert_eq!(
        lines[0],
        ["行号", "所属居委", "性别", "备注", "问题", "如何修改"]
    );
    assert_eq!(lines[1][..4], ["2", "东兰", "中", "=cmd 138＊＊＊＊5521"]);
    assert_eq!(lines[1][4], "性别：字典中没有这个值");
    assert_eq!(lines[1][5], "性别：改为男性、女性、未知的性别之一");
    assert_eq!(lines[2][4], "身份证号：与第 2 行重复：“身份证号”相同");
}

fn month() -> impl Strategy<Value = Option<u32>> {
    let month = (2010..2026_u32, 1..=12_u32);
    proptest::option::of(month.prop_map(|(year, month)| year * 100 + month))
}

fn member() -> impl Strategy<Value = registry::Row> {
    let ethnicity = prop_oneof![1..=56_u8, Just(97), Just(98)];
    let people = (
        select(Gender::ALL),
        proptest::option::of(1900..=1990_u16),
        proptest::option::of(ethnicity),
    );
    let work = (
        proptest::option::of(select(Education::ALL)),
        proptest::option::of(select(Occupation::ALL)),
        month(),
        month(),
    );
    (
        any::<bool>(),
        select(Sector::ALL),
        people,
        work,
        select(MemberStatus::ALL),
    )
        .prop_map(
            |(
                probationary,
                sector,
                (gender, birth_year, ethnicity),
                (education, occupation, joined, last_contact),
                status,
            )| {
                registry::Row::Member(Member {
                    probationary,
                    sector,
                    gender,
                    birth_year,
                    ethnicity,
                    education,
                    occupation,
                    joined,
                    status,
                    last_contact,
                })
            },
        )
}

fn organisation() -> impl Strategy<Value = registry::Row> {
    let codes = (
        select(OrganisationLevel::ALL),
        select(Sector::ALL),
        select(OrganisationCategory::ALL),
    );
    codes.prop_map(|(level, sector, category)| registry::Row::Organisation {
        level,
        sector,
        category,
    })
}

fn registry_row() -> impl Strategy<Value = registry::Row> {
    prop_oneof![
        4 => member(),
        2 => organisation(),
        1 => (select(ApplicantStage::ALL), month())
            .prop_map(|(stage, since)| registry::Row::Applicant { stage, since }),
        1 => (select(Circle::ALL), proptest::option::of("[=+@a-z第六医院]{1,12}"))
            .prop_map(|(circle, shown_as)| registry::Row::Employer { circle, shown_as }),
        1 => select(vec![registry::Row::Community {}, registry::Row::Building {}, registry::Row::TradeUnion {}, registry::Row::YouthLeague {}]),
    ]
}

fn unit() -> impl Strategy<Value = Unit> {
    let position = proptest::option::of((any::<u8>(), any::<u8>()));
    (
        "[A-Z]{1,4}[0-9]{0,5}",
        "[=+\\-@a-z东兰居民区]{1,20}",
        select(UnitKind::ALL.to_vec()),
        any::<bool>(),
        position,
    )
        .prop_map(|(own, name, kind, has_parent, position)| Unit {
            code: code(&own),
            name,
            kind,
            parent: has_parent.then(|| code("310104013")),
            position: position.map(|(column, row)| MapPosition { column, row }),
        })
}

fn round_trip(target: Target, row: &Row, as_workbook: bool) -> Row {
    let headings = write::registry_headings(target);
    let headings: Vec<&str> = headings.iter().map(AsRef::as_ref).collect();
    let export = RegistryRow {
        unit: &row.unit,
        key: &row.key,
        entry: &row.entry,
    };
    let cells = write::registry_rows(target, [export]);
    let bytes = book(|out| {
        if as_workbook {
            write::xlsx(out, target.label(), &headings, cells)
        } else {
            write::csv(out, &headings, cells)
        }
    });
    let mut sheet = opened(bytes);
    let mapping = Mapping::guess(target, &sheet);
    let (key, units) = (person_key(), Units);
    let context = Context {
        units: &units,
        person_key: &key,
        as_of: as_of(),
    };
    let mut rows = rows::read(&mut sheet, &mapping, context).expect("fits");
    rows.next().expect("a row").expect("a good row")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn registry_rows_are_read_back_the_same(
        entry in registry_row(),
        key in "[=+@'A-Z\\-]{1,3}[A-Z东][A-Z0-9]{0,6}|id-[0-9a-f]{48}",
        as_workbook: bool,
    ) {
        let target = Target::Registry(entry.registry());
        let row = Row { line: 2, unit: code("310104013001"), key, entry: Entry::Registry(entry) };
        prop_assert_eq!(round_trip(target, &row, as_workbook), row);
    }

    #[test]
    fn units_are_read_back_the_same(unit in unit(), as_workbook: bool) {
        let own = unit.code.clone();
        let row = Row { line: 2, key: own.as_str().to_owned(), unit: own, entry: Entry::Unit(unit) };
        prop_assert_eq!(round_trip(Target::Units, &row, as_workbook), row);
    }
}

#[test]
fn exports_have_words_and_codes() {
    let headings = write::registry_headings(MEMBER);
    assert!(headings.contains(&"性别".into()) && headings.contains(&"性别代码".into()));
    assert_eq!(words::codes(Field::Gender)[1].standard(Field::Gender), "2");
    assert_eq!(
        words::codes(Field::Ethnicity)[0].standard(Field::Ethnicity),
        "01"
    );
}
