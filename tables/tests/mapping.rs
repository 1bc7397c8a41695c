//! Which column holds which field: guessed, corrected, remembered.

mod common;

use common::{ID, MEMBER, guessed, opened, read_with};
use liandong_domain::registry::{Registry, Sector};
use liandong_tables::columns::{Field, Mapping, Problem, Shape, Target, fields};

fn guess(headings: &str, target: Target) -> Vec<Option<Field>> {
    let sheet = opened(format!(
        "{headings}\n{}\n",
        "—,".repeat(headings.split(',').count())
    ));
    Mapping::guess(target, &sheet).columns()[..headings.split(',').count()].to_vec()
}

#[test]
fn headings_of_real_exports_are_known() {
    let headings = "序号,姓名,公民身份号码,出生日期,文化程度,人员类别,党组织名称,加入党组织日期,失联情况,民族,性别,所属领域,党员类型";
    assert_eq!(
        guess(headings, MEMBER),
        [
            None,
            None,
            Some(Field::Key),
            Some(Field::BirthYear),
            Some(Field::Education),
            Some(Field::Occupation),
            Some(Field::Unit),
            Some(Field::Joined),
            Some(Field::Status),
            Some(Field::Ethnicity),
            Some(Field::Gender),
            Some(Field::Sector),
            Some(Field::Membership),
        ]
    );
}

#[test]
fn marks_brackets_and_widths_in_headings_do_not_matter() {
    let headings =
        "＊身份证号（必填）,出生年月\u{3000}(格式：YYYY-MM),★性 别,【学历】,党员民族,单位代码：";
    let expected = [
        Field::Key,
        Field::BirthYear,
        Field::Gender,
        Field::Education,
        Field::Ethnicity,
        Field::Unit,
    ];
    assert_eq!(guess(headings, MEMBER), expected.map(Some));
}

#[test]
fn every_field_of_every_table_is_found_by_all_its_headings() {
    for target in Target::all() {
        for spec in fields(target) {
            for heading in [spec.label, spec.field.key()]
                .into_iter()
                .chain(spec.headings())
            {
                assert_eq!(
                    guess(&format!("{heading},序号"), target)[0],
                    Some(spec.field),
                    "{target:?} {heading}"
                );
            }
        }
    }
}

#[test]
fn the_most_telling_of_several_headings_wins() {
    let target = Target::Registry(Registry::Employer);
    let expected = [None, Some(Field::Key), Some(Field::Unit)];
    assert_eq!(guess("单位名称,统一社会信用代码,街道", target), expected);
}

#[test]
fn content_tells_what_headings_do_not() {
    let text = format!(
        "证,甲,乙,丙,单位代码\n{ID},女,汉族,大学本科,310104013\n{ID},男,回族,大专,310104013\n"
    );
    let sheet = opened(text);
    let mapping = Mapping::guess(MEMBER, &sheet);
    let expected = [
        Field::Key,
        Field::Gender,
        Field::Ethnicity,
        Field::Education,
        Field::Unit,
    ];
    assert_eq!(mapping.columns(), expected.map(Some));
}

#[test]
fn a_mapping_is_corrected_and_judged() {
    let sheet = opened("身份证号,所属居委,性别,领域,状态一\n1,东兰,女,居民区,正常\n");
    let mut mapping = guessed(&sheet, MEMBER);
    assert_eq!(mapping.validate(sheet.columns()), Ok(()));
    mapping.assign(4, Some(Field::Gender));
    mapping.assign(3, Some(Field::Circle));
    mapping.assign(1, None);
    mapping.assign(99, Some(Field::Unit));
    mapping.fix(Field::Key, Some("x"));
    mapping.fix(Field::Education, Some("doctor"));
    let problems = mapping.validate(sheet.columns()).expect_err("wrong").0;
    let codes: Vec<_> = problems.iter().map(Problem::code).collect();
    assert_eq!(
        codes,
        [
            "field_of_other_table",
            "field_held_twice",
            "field_missing",
            "field_missing",
            "fixed_key",
            "unknown_code"
        ]
    );
    assert!(problems[1].to_string().contains("“性别”和“状态一”"));
}

#[test]
fn a_field_may_have_one_value_for_all_rows() {
    let mut sheet = opened("身份证号,性别,领域\nA,女,\nB,男,两新\n");
    let mut mapping = Mapping::guess(MEMBER, &sheet);
    mapping.fix(Field::Unit, Some("310104013"));
    mapping.fix(Field::Sector, Some("community"));
    let rows = read_with(&mut sheet, &mapping);
    let sectors: Vec<_> = rows.iter().map(|row| common::member(row).sector).collect();
    assert_eq!(sectors, [Sector::Community, Sector::TwoNew]);
    mapping.fix(Field::Unit, None);
    assert!(mapping.validate(sheet.columns()).is_err());
}

#[test]
fn a_mapping_is_remembered_for_files_of_its_shape() {
    let first = opened("身份证号,所属居委,性别\nA,东兰,女\n");
    let mut mapping = guessed(&first, MEMBER);
    mapping
        .translations_mut()
        .add(Field::Gender, "雌", "female")
        .expect("a code");
    let json = serde_json::to_string(&mapping).expect("json");
    let mapping: Mapping = serde_json::from_str(&json).expect("json");
    let mut same = opened("身份证号（必填）,所 属居委,性别\nB,东兰,雌\n");
    assert_eq!(&Shape::of(same.columns()), mapping.shape());
    assert_eq!(mapping.shape().as_str().len(), 16);
    assert!(read_with(&mut same, &mapping)[0].is_ok());
    let other = opened("身份证号,性别,所属居委\nB,女,东兰\n");
    let problems = mapping.validate(other.columns()).expect_err("other").0;
    assert_eq!(problems, [Problem::OtherShape]);
}

#[test]
fn words_without_a_code_are_told_before_any_row_is_read() {
    let text = "key,学历,领域\nA,本科,社区\nB,大专,居民区\nC,研究生班,社区\nD,本科,13812345521\n";
    let sheet = opened(text);
    let mut mapping = Mapping::guess(MEMBER, &sheet);
    let vocabulary = mapping.vocabulary(&sheet);
    let counts: Vec<_> = vocabulary
        .iter()
        .map(|it| (it.column, it.field, it.known, it.unknown.len()))
        .collect();
    assert_eq!(
        counts,
        [(1, Field::Education, 2, 1), (2, Field::Sector, 1, 2)]
    );
    let told: Vec<_> = vocabulary[1]
        .unknown
        .iter()
        .map(|it| it.word.as_str())
        .collect();
    assert_eq!(told, ["138＊＊＊＊5521", "社区"]);
    assert_eq!(
        vocabulary[1].unknown[1]
            .suggestion
            .as_ref()
            .expect("close")
            .word,
        "居民区党建"
    );
    mapping
        .translations_mut()
        .add(Field::Sector, "社区", "community")
        .expect("a code");
    assert_eq!(mapping.vocabulary(&sheet)[1].known, 2);
}
