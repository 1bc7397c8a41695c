//! Names, phone numbers and id numbers do not come out, wherever they stand.

mod common;

use common::{ID, ID_WITH_X, MEMBER, guessed, only_error, opened, person_key, read, workbook};
use liandong_tables::{
    columns::{Field, Mapping},
    privacy::{Checked, Found, PrivateKind, check_identity, mask, scrub},
    write,
};
use proptest::prelude::*;

#[test]
fn values_are_masked_as_the_picture_shows_them() {
    assert_eq!(mask(PrivateKind::Name, "李雷"), "李＊");
    assert_eq!(
        mask(PrivateKind::IdNumber, "310104198501011234"),
        "3101＊＊＊＊1234"
    );
    assert_eq!(mask(PrivateKind::Phone, "13812345521"), "138＊＊＊＊5521");
    assert_eq!(
        mask(PrivateKind::Email, "lilei@example.com"),
        "l＊＊＊＊@example.com"
    );
    assert_eq!(
        mask(PrivateKind::Address, "漕河泾街道东兰路1号"),
        "漕河泾＊＊＊＊"
    );
    assert_eq!(mask(PrivateKind::Name, "雷"), "＊");
    assert_eq!(mask(PrivateKind::Name, ""), "");
}

#[test]
fn private_parts_of_any_text_are_masked() {
    for (text, shown) in [
        ("李老师 13812345521", "李老师 138＊＊＊＊5521"),
        ("+86 138-1234-5521", "+861＊＊＊＊5521"),
        ("电话：０２１－６４３３１２３４", "电话：021＊＊＊＊1234"),
        ("(021)64331234", "(021＊＊＊＊1234"),
        ("02164331234", "021＊＊＊＊1234"),
        ("证件 310104 19850312 1235。", "证件 3101＊＊＊＊1235。"),
        ("号310104850312123", "号3101＊＊＊＊2123"),
        ("31010419900101002x", "3101＊＊＊＊002X"),
        (
            "写信到 li.lei@mail.example.cn",
            "写信到 l＊＊＊＊@mail.example.cn",
        ),
    ] {
        assert_eq!(scrub(text), shown);
    }
    for text in [
        "310104013001",
        "031.001.005.003",
        "2009-07-01",
        "91350100M000100Y43",
        "2009.07.01 至 2010.07.01",
        "薛家宅第二党支部",
        "3 楼 201-203 室",
        "20260618143208",
    ] {
        assert_eq!(scrub(text), text);
    }
}

#[test]
fn id_numbers_are_checked() {
    assert_eq!(check_identity(ID), Checked::Valid);
    assert_eq!(check_identity(ID_WITH_X), Checked::Valid);
    assert_eq!(check_identity("310104850312123"), Checked::Valid);
    assert_eq!(
        check_identity("310104198503121236"),
        Checked::WrongCheckCharacter
    );
    for other in [
        "",
        "1",
        "310104198513121236",
        "91350100M000100Y43",
        "三一零一零四八五零三一二一",
    ] {
        assert_eq!(check_identity(other), Checked::Other);
    }
}

#[test]
fn columns_are_recognised_by_heading_and_by_content() {
    let text = format!(
        "序号,姓名,身份证号码（必填）,联系电话,现居住地址,电子邮箱,微信号,甲,乙,丙,丁,性别\n\
         1,李雷,{ID},13812345521,东兰路1号,a@b.cn,wx1,{ID_WITH_X},021-64331234,c@d.cn,韩梅,女\n\
         2,王芳,{ID},13912345521,东兰路2号,a@b.cn,wx2,{ID},13812345521,e@f.cn,赵敏,男\n\
         3,张伟,{ID},13912345521,东兰路2号,a@b.cn,wx2,{ID},13812345521,e@f.cn,刘洋,男\n"
    );
    let sheet = opened(text);
    let found: Vec<_> = sheet
        .columns()
        .iter()
        .map(|column| column.private.map(|it| (it.kind, it.found)))
        .collect();
    let by = |kind, found| Some((kind, found));
    assert_eq!(
        found,
        [
            None,
            by(PrivateKind::Name, Found::Heading),
            by(PrivateKind::IdNumber, Found::Heading),
            by(PrivateKind::Phone, Found::Heading),
            by(PrivateKind::Address, Found::Heading),
            by(PrivateKind::Email, Found::Heading),
            by(PrivateKind::Messenger, Found::Heading),
            by(PrivateKind::IdNumber, Found::Content),
            by(PrivateKind::Phone, Found::Content),
            by(PrivateKind::Email, Found::Content),
            by(PrivateKind::Name, Found::Content),
            None,
        ]
    );
    let reason = sheet.columns()[7].private.expect("private").reason();
    assert_eq!(reason, "列中的内容是证件号码，导入前剔除，系统不保存");
    let first = |index: usize| sheet.columns()[index].first_value.as_deref();
    assert_eq!(first(1), Some("李＊"));
    assert_eq!(first(2), Some("3101＊＊＊＊1235"));
    assert_eq!(first(11), Some("女"));
}

#[test]
fn places_and_words_are_not_taken_for_names() {
    let text = "key,甲,乙,所在党支部,民族\n1,黄浦区,白族,张江,白族\n2,徐汇区,满族,高桥,满族\n3,杨浦区,苗族,黄渡,苗族\n";
    assert!(
        opened(text)
            .columns()
            .iter()
            .all(|column| column.private.is_none())
    );
}

#[test]
fn one_person_has_one_key_whatever_the_form() {
    let key = person_key();
    let row_key = key.row_key(ID_WITH_X);
    assert_eq!(row_key.len(), 51);
    assert!(row_key.starts_with("id-"));
    for form in [
        "31010419900101002x",
        "３１０１０４１９９００１０１００２Ｘ",
        "310104 19900101 002X",
    ] {
        assert_eq!(key.row_key(form), row_key);
    }
    assert_ne!(key.row_key(ID), row_key);
    assert_ne!(
        liandong_tables::privacy::PersonKey::new(b"other").row_key(ID_WITH_X),
        row_key
    );
    assert_eq!(key.row_key(&row_key), row_key);
    assert_eq!(key.row_key("TZ-0012"), "TZ-0012");
    assert!(!format!("{key:?}").contains("secret"));
}

#[test]
fn a_column_of_names_or_phones_can_be_no_field() {
    let sheet = opened(format!(
        "姓名,电话,身份证号,单位代码,性别\n李雷,13812345521,{ID},310104013,女\n"
    ));
    let mut mapping = guessed(&sheet, MEMBER);
    assert!(mapping.validate(sheet.columns()).is_ok());
    assert_eq!(mapping.column_of(Field::Key), Some(2));
    for (column, field) in [
        (0, Field::Key),
        (1, Field::Key),
        (0, Field::Occupation),
        (2, Field::Unit),
    ] {
        let mut wrong = mapping.clone();
        wrong.assign(2, None);
        wrong.assign(column, Some(field));
        let error = wrong.validate(sheet.columns()).expect_err("private");
        assert!(
            error
                .0
                .iter()
                .any(|problem| problem.code() == "private_column"),
            "{error}"
        );
    }
    mapping.assign(2, None);
    assert!(mapping.validate(sheet.columns()).is_err());
}

#[test]
fn errors_mask_what_is_private() {
    let text = format!(
        "身份证号,所属居委,性别,备注\n310104198503121236,东兰,女,电话13812345521\n{ID},{ID_WITH_X},女,党小组长\nK,东兰,女,党小组长\n"
    );
    let rows = read(&mut opened(text), MEMBER);
    let error = only_error(&rows[0]);
    assert_eq!(error.code, "id_check_failed");
    assert_eq!(error.value, "3101＊＊＊＊1236");
    let cells = &rows[0].as_ref().expect_err("bad").cells;
    assert_eq!(cells[0], None);
    assert_eq!(cells[3].as_deref(), Some("电话138＊＊＊＊5521"));
    assert_eq!(only_error(&rows[1]).value, "3101＊＊＊＊002X");
}

#[test]
fn id_numbers_that_a_spreadsheet_rounded_are_refused() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, heading) in (0..).zip(["身份证号", "所属居委", "性别"]) {
        sheet.write(0, column, heading).expect("heading");
    }
    sheet
        .write(1, 0, 310_104_198_503_121_235_f64)
        .expect("number");
    sheet.write(1, 1, "东兰").expect("cell");
    sheet.write(1, 2, "女").expect("cell");
    let mut sheet = opened(book.save_to_buffer().expect("a workbook"));
    assert_eq!(only_error(&read(&mut sheet, MEMBER)[0]).code, "id_damaged");
    let mut sheet = opened("身份证号,所属居委,性别\n3.10104E+17,东兰,女\n");
    assert_eq!(only_error(&read(&mut sheet, MEMBER)[0]).code, "id_damaged");
}

/// An id number with the right check character.
fn identity() -> impl Strategy<Value = String> {
    (1900..2020_u32, 1..=12_u32, 1..=28_u32, 0..1000_u32).prop_map(|(year, month, day, order)| {
        let body = format!("310104{year}{month:02}{day:02}{order:03}");
        let valid = |last: &char| check_identity(&format!("{body}{last}")) == Checked::Valid;
        let last = "0123456789X".chars().find(valid).expect("one fits");
        format!("{body}{last}")
    })
}

fn mobile() -> impl Strategy<Value = String> {
    "1[3-9][0-9]{9}"
}

/// Whatever may stand beside a number in a cell.
fn beside() -> impl Strategy<Value = String> {
    "[^\\x00-\\x1f0-9０-９xXｘＸ]{0,6}"
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn no_number_of_a_person_comes_out(
        number in prop_oneof![identity(), mobile()],
        before in beside(),
        after in beside(),
        column in 0..6_usize,
        as_workbook: bool,
    ) {
        let mut cells = ["K1", "东兰", "女", "1985", "本科", "备注"].map(str::to_owned);
        cells[column] = format!("{before}{number}{after}").replace('"', "'");
        let good = ["K2", "东兰", "女", "1985", "本科", "备注"];
        let headings = ["身份证号", "所属居委", "性别", "出生年份", "学历", "备注"];
        let bytes = if as_workbook {
            let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
            workbook(&[&headings, &cells, &good, &good])
        } else {
            let good = good.join(",");
            let cells = cells.join("\",\"");
            format!("{}\n\"{cells}\"\n{good}\n{good}\n", headings.join(",")).into_bytes()
        };
        let mut sheet = opened(bytes);
        let opened = format!("{sheet:?}{:?}", sheet.columns());
        let rows = read(&mut sheet, MEMBER);
        let told = format!("{opened}{rows:?}{:?}", Mapping::guess(MEMBER, &sheet));
        prop_assert!(!told.contains(&number), "{told}");
        let bad: Vec<_> = rows.into_iter().filter_map(Result::err).collect();
        let mut book = std::io::Cursor::new(Vec::new());
        write::bad_rows(&mut book, sheet.columns(), bad).expect("written");
        for part in parts(book.into_inner()) {
            prop_assert!(!part.contains(&number));
        }
    }

    #[test]
    fn scrubbed_text_has_no_number(number in prop_oneof![identity(), mobile()], before in beside(), after in beside()) {
        let text = format!("{before}{number}{after}{number}");
        let scrubbed = scrub(&text);
        prop_assert!(!scrubbed.contains(&number), "{scrubbed}");
        prop_assert_eq!(scrub(&scrubbed), scrubbed.as_ref());
    }
}

fn parts(workbook: Vec<u8>) -> Vec<String> {
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(workbook)).expect("a zip");
    (0..zip.len())
        .map(|index| std::io::read_to_string(zip.by_index(index).expect("a part")).expect("text"))
        .collect()
}
