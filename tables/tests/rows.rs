//! Rows of every table, and what is told of bad ones.

mod common;

use common::{ID, ID_WITH_X, MEMBER, member, only_error, opened, read};
use liandong_domain::{
    registry::{
        self,
        OrganisationLevel::{Branch, Committee, GeneralBranch},
        *,
    },
    unit::{MapPosition, UnitKind},
};
use liandong_tables::{
    columns::{Field, Target},
    rows::{Entry, Row, RowErrors},
};
use proptest::prelude::*;

fn entries(text: &str, registry: Registry) -> Vec<registry::Row> {
    let rows = read(&mut opened(text), Target::Registry(registry));
    let entry = |row: Result<Row, RowErrors>| match row.expect("a good row").entry {
        Entry::Registry(row) => row,
        Entry::Unit(unit) => panic!("{unit:?}"),
    };
    rows.into_iter().map(entry).collect()
}

fn codes(row: &Result<Row, RowErrors>) -> Vec<(Field, &'static str)> {
    let errors = &row.as_ref().expect_err("a bad row").errors;
    errors
        .iter()
        .map(|error| (error.field, error.code))
        .collect()
}

#[test]
fn a_member_has_all_its_attributes() {
    let text = format!(
        "身份证号,所在党支部,领域,党员类别,性别,出生年月,民族,学历,职业,入党时间,党员状态\n{ID},东兰居民区,两新,预备,女,1985.03,回,硕士研究生,企业管理人员,2009.07,失联\n"
    );
    let rows = read(&mut opened(text), MEMBER);
    assert_eq!(
        *member(&rows[0]),
        Member {
            probationary: true,
            sector: Sector::TwoNew,
            gender: Gender::Female,
            birth_year: Some(1985),
            ethnicity: Some(3),
            education: Some(Education::Postgraduate),
            occupation: Some(Occupation::Manager),
            joined: Some(200_907),
            status: MemberStatus::OutOfContact,
            last_contact: None,
        }
    );
    let row = rows[0].as_ref().expect("good");
    assert_eq!((row.line, row.unit.as_str()), (2, "310104013001"));
    assert_eq!(row.key, common::person_key().row_key(ID));
}

#[test]
fn what_time_is_counted_from_is_read_under_many_headings() {
    let contact = |heading: &str| {
        let text = format!("身份证号,单位代码,性别,{heading}\nP1,310104013,0,2026年3月\n");
        member(&read(&mut opened(text), MEMBER)[0]).last_contact
    };
    for heading in ["最近联系时间", "最后联系日期", "失联时间", "last_contact"] {
        assert_eq!(contact(heading), Some(202_603), "{heading}");
    }
    let since = |heading: &str| {
        let text = format!("身份证号,单位代码,阶段,{heading}\nP1,310104013,积极分子,2026.03.18\n");
        entries(&text, Registry::Applicant)
    };
    let stage = ApplicantStage::Activist;
    for heading in ["确定时间", "列为积极分子时间", "申请入党时间", "since"] {
        let since = since(heading);
        let expected = registry::Row::Applicant {
            stage,
            since: Some(202_603),
        };
        assert_eq!(since, [expected], "{heading}");
    }
    let text = "身份证号,单位代码,阶段,确定时间\nP1,310104013,积极分子,2031-01\n";
    let rows = read(&mut opened(text), Target::Registry(Registry::Applicant));
    assert_eq!(codes(&rows[0]), [(Field::Since, "in_future")]);
}

#[test]
fn an_employer_is_shown_under_a_short_name_only() {
    let row = |short: &str| {
        // One private value among others: a column of such is left out as a whole.
        let others = "E-2,310104013,联席圈,第七医院\nE-3,310104013,联席圈,第八医院\n";
        let heading = "单位编号,所属街道,圈层,公示简称\n";
        let text = format!("{heading}E-1,310104013,联席圈,{short}\n{others}");
        read(&mut opened(text), Target::Registry(Registry::Employer)).remove(0)
    };
    let shown = |short: &str| match row(short).expect("good").entry {
        Entry::Registry(registry::Row::Employer { shown_as, .. }) => shown_as,
        other => panic!("{other:?}"),
    };
    assert_eq!(shown("第六医院").as_deref(), Some("第六医院"));
    assert_eq!(shown(""), None);
    let long = "某某某某某某某某某某某某有限公司";
    assert_eq!(codes(&row(long)), [(Field::ShownAs, "name_invalid")]);
    assert_eq!(
        codes(&row("张 13800138000")),
        [(Field::ShownAs, "name_private")]
    );
}

#[test]
fn what_is_optional_may_be_left_out() {
    let rows = read(
        &mut opened("身份证号,单位代码,性别\nP1,310104013,0\n"),
        MEMBER,
    );
    let member = member(&rows[0]);
    assert_eq!(member.status, MemberStatus::Normal);
    assert_eq!(
        (member.birth_year, member.joined, member.education),
        (None, None, None)
    );
    assert!(!member.probationary);
}

#[test]
fn columns_that_ask_are_answered() {
    let text =
        "身份证号,单位代码,性别,是否失联,是否预备党员\nA,310104013,1,是,否\nB,310104013,1,否,是\n";
    let rows = read(&mut opened(text), MEMBER);
    assert_eq!(member(&rows[0]).status, MemberStatus::OutOfContact);
    assert_eq!(member(&rows[1]).status, MemberStatus::Normal);
    assert!(!member(&rows[0]).probationary);
    assert!(member(&rows[1]).probationary);
}

#[test]
fn the_level_of_an_organisation_is_read_or_told_by_its_name() {
    let text = "党组织代码,党组织名称,所属居委,组织类别,领域,单位性质\n\
        1,薛家宅第二党支部,东兰,,居民区,城市社区\n\
        2,某公司党委第一党支部,东兰,,两新,非公企业\n\
        3,某集团党总支部委员会,东兰,,两新,民营企业\n\
        4,漕河泾街道党工委,东兰,,机关,机关\n\
        5,某公司,东兰,联合支部,区域化,国企\n\
        6,某某委员会,东兰,基层第三党支部,区域化,事业单位\n";
    let levels: Vec<_> = entries(text, Registry::Organisation)
        .into_iter()
        .map(|row| match row {
            registry::Row::Organisation { level, .. } => level,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        levels,
        [Branch, Branch, GeneralBranch, Committee, Branch, Branch]
    );
}

#[test]
fn the_other_registries_are_read() {
    let text = "身份证号,所在党支部,发展阶段\nA,东兰,积极分子\n";
    let stage = ApplicantStage::Activist;
    assert_eq!(
        entries(text, Registry::Applicant),
        [registry::Row::Applicant { stage, since: None }]
    );
    let text = "统一社会信用代码,街道,圈层\n91350100M000100Y43,漕河泾街道,联席圈\nE2,漕河泾街道,\n";
    let circles = [Circle::Joint, Circle::None].map(|circle| registry::Row::Employer {
        circle,
        shown_as: None,
    });
    assert_eq!(entries(text, Registry::Employer), circles);
    for (registry, row) in [
        (Registry::Community, registry::Row::Community {}),
        (Registry::Building, registry::Row::Building {}),
        (Registry::TradeUnion, registry::Row::TradeUnion {}),
        (Registry::YouthLeague, registry::Row::YouthLeague {}),
    ] {
        assert_eq!(entries("代码,街道\nX1,漕河泾街道\n", registry), [row]);
    }
}

#[test]
fn units_are_read_with_parents_of_the_file_or_known() {
    let text = "code,name,kind,parent_code,map_column,map_row\n\
        310104013009,新居民区,居民区,310104013,2,0\nG1,第一网格,网格,310104013009,,\nG2,第二网格,网格,G9,,\nG3,第三网格,网格,G3,,\nG4,x,网格,310105001,1,\n";
    let rows = read(&mut opened(text), Target::Units);
    let Ok(Row {
        entry: Entry::Unit(unit),
        ..
    }) = &rows[0]
    else {
        panic!("{:?}", rows[0])
    };
    assert_eq!(unit.kind, UnitKind::Community);
    assert_eq!(unit.position, Some(MapPosition { column: 2, row: 0 }));
    assert!(rows[1].is_ok());
    assert_eq!(codes(&rows[2]), [(Field::Parent, "unit_unknown")]);
    assert_eq!(codes(&rows[3]), [(Field::Parent, "unit_unknown")]);
    assert_eq!(
        codes(&rows[4]),
        [
            (Field::Parent, "unit_unknown"),
            (Field::MapRow, "required_empty")
        ]
    );
    let text = "代码,名称,类别\n3101 04,甲,区\nA,,区\nA1,13812345521,区\nB,乙,省会\n";
    let rows = read(&mut opened(text), Target::Units);
    assert_eq!(codes(&rows[0]), [(Field::Code, "unit_code_invalid")]);
    assert_eq!(codes(&rows[1]), [(Field::Name, "required_empty")]);
    assert_eq!(codes(&rows[2]), [(Field::Name, "name_private")]);
    assert_eq!(codes(&rows[3]), [(Field::Kind, "unknown_word")]);
}

#[test]
fn everything_wrong_with_a_row_is_told_at_once() {
    let text =
        "身份证号,所属居委,性别,出生日期,学历,入党时间\n,东蓝,,1985-13,研究生班,2031.07.01\n";
    let rows = read(&mut opened(text), MEMBER);
    assert_eq!(
        codes(&rows[0]),
        [
            (Field::Key, "required_empty"),
            (Field::Unit, "unit_unknown"),
            (Field::Gender, "required_empty"),
            (Field::BirthYear, "date_impossible"),
            (Field::Education, "unknown_word"),
            (Field::Joined, "in_future"),
        ]
    );
    let errors = &rows[0].as_ref().expect_err("bad").errors;
    assert_eq!(
        errors[4].suggestion.as_ref().expect("close").key,
        "postgraduate"
    );
    assert_eq!(errors[4].mend, "可能是“研究生”，请确认");
    assert_eq!(
        (errors[5].heading.as_str(), errors[5].value.as_str()),
        ("入党时间", "2031.07.01")
    );
    assert_eq!(errors[5].reason, "晚于今天");
    assert!(
        errors
            .iter()
            .all(|error| error.column.is_some() && !error.mend.is_empty())
    );
}

#[test]
fn joining_under_age_is_an_error_of_the_date_of_joining() {
    let text = "身份证号,所属居委,性别,出生日期,入党时间\nA,东兰,女,1985,2002.12\n";
    let rows = read(&mut opened(text), MEMBER);
    let error = only_error(&rows[0]);
    assert_eq!(
        (error.field, error.code),
        (Field::Joined, "joined_under_age")
    );
}

#[test]
fn units_are_found_by_code_or_name_and_others_are_unknown() {
    let text = "身份证号,所属居委,性别\nA,310104013001,女\nB,东兰,女\nC,第一支部,女\nD,东兰新村,女\nE,310105001,女\nF,华阳路街道,女\nG,无此单位,女\n";
    let rows = read(&mut opened(text), MEMBER);
    assert!(rows[0].is_ok() && rows[1].is_ok());
    let ambiguous = only_error(&rows[2]);
    assert_eq!(ambiguous.code, "unit_ambiguous");
    assert_eq!(
        ambiguous.mend,
        "改填代码，可能是 310104013001、310104013002"
    );
    assert_eq!(
        only_error(&rows[3]).mend,
        "近似：东兰居民区。请核对后改正，或改填代码"
    );
    // What lies beyond the clerk's units is told exactly as what does not exist.
    let (outside, unknown) = (only_error(&rows[5]), only_error(&rows[6]));
    assert_eq!(
        (outside.code, &outside.reason, &outside.mend),
        (unknown.code, &unknown.reason, &unknown.mend)
    );
    assert_eq!(only_error(&rows[4]).reason, unknown.reason);
}

#[test]
fn a_key_that_comes_twice_names_the_line_of_the_first() {
    let text = format!(
        "身份证号,所属居委,性别\n{ID_WITH_X},东兰,女\n{ID},东兰,女\n３１０１０４１９９００１０１００２ｘ,东兰,女\n"
    );
    let rows = read(&mut opened(text), MEMBER);
    let error = only_error(&rows[2]);
    assert_eq!(error.code, "duplicate_key");
    assert_eq!(error.reason, "与第 2 行重复：“身份证号”相同");
    assert_eq!(error.value, "3101＊＊＊＊002x");
}

#[test]
fn keys_are_plausible() {
    let text = format!(
        "统一社会信用代码,街道\n91350100M000100Y42,漕河泾街道\n{},漕河泾街道\n,漕河泾街道\n",
        "长".repeat(65)
    );
    let rows = read(&mut opened(text), Target::Registry(Registry::Employer));
    assert_eq!(only_error(&rows[0]).code, "credit_code_check_failed");
    assert_eq!(only_error(&rows[1]).code, "key_invalid");
    assert_eq!(only_error(&rows[2]).code, "required_empty");
    let rows = read(
        &mut opened("身份证号,所属居委,性别\n310104198513121236,东兰,女\nE1234567,东兰,女\n"),
        MEMBER,
    );
    assert_eq!(only_error(&rows[0]).code, "id_invalid");
    // A passport: of a private column, and so hashed.
    assert!(rows[1].as_ref().expect("good").key.starts_with("id-"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_make_opening_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = common::open(bytes);
    }

    #[test]
    fn no_cells_make_reading_panic(cells in proptest::collection::vec("[^\"]{0,12}", 24), units: bool) {
        let headings = "key,unit,gender,birth_year,education,joined,code,name,kind,map_column,map_row,sector";
        let rows: Vec<String> = cells.chunks(12).map(|row| row.join("\",\"")).collect();
        let rows = rows.join("\"\n\"");
        let target = if units { Target::Units } else { MEMBER };
        if let Ok(mut sheet) = common::open(format!("{headings}\n\"{rows}\"\n")) {
            let mapping = common::guessed(&sheet, target);
            if mapping.validate(sheet.columns()).is_ok() {
                let _ = common::read_with(&mut sheet, &mapping);
            }
        }
    }

    #[test]
    fn no_damage_to_a_workbook_makes_reading_panic(at in any::<prop::sample::Index>(), byte: u8, cut in any::<prop::sample::Index>()) {
        let mut bytes = common::workbook(&[&["身份证号", "所属居委", "性别"], &[ID, "东兰", "女"]]);
        let place = at.index(bytes.len());
        bytes[place] = byte;
        let _ = common::open(bytes.clone());
        bytes.truncate(cut.index(bytes.len()));
        let _ = common::open(bytes);
    }
}
