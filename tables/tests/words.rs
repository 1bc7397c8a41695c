//! Words of real files and the codes of the domain.

use liandong_domain::{
    registry::{
        ApplicantStage, Circle, Education, Gender, MemberStatus, Occupation, OrganisationCategory,
        OrganisationLevel, Sector,
    },
    unit::UnitKind,
};
use liandong_tables::{
    columns::{Field, Translations},
    words::{codes, find, listed_fields, suggest},
};
use serde::Serialize;

fn key(field: Field, word: &str) -> Option<&'static str> {
    find(field, word).map(|index| codes(field)[index].key)
}

#[test]
fn lists_have_the_order_and_the_keys_of_the_domain() {
    fn keys<T: Serialize>(field: Field, list: &[T]) {
        let domain = list
            .iter()
            .map(|code| serde_json::to_value(code).expect("a key"));
        let here = codes(field)
            .iter()
            .map(|code| serde_json::Value::from(code.key));
        assert!(domain.eq(here), "{field:?}");
    }
    keys(Field::Sector, Sector::ALL);
    keys(Field::Level, OrganisationLevel::ALL);
    keys(Field::Category, OrganisationCategory::ALL);
    keys(Field::Gender, Gender::ALL);
    keys(Field::Education, Education::ALL);
    keys(Field::Occupation, Occupation::ALL);
    keys(Field::Status, MemberStatus::ALL);
    keys(Field::Stage, ApplicantStage::ALL);
    keys(Field::Circle, Circle::ALL);
    keys(Field::Kind, &UnitKind::ALL);
}

#[test]
fn no_word_of_a_list_means_two_codes() {
    for &field in listed_fields() {
        for (index, code) in codes(field).iter().enumerate() {
            for word in [code.key, code.word].into_iter().chain(code.synonyms()) {
                assert_eq!(find(field, word), Some(index), "{field:?}: {word}");
            }
            for word in code.near() {
                assert_eq!(find(field, word), None, "{field:?}: {word}");
                assert_eq!(
                    suggest(field, word).map(|it| it.key),
                    Some(code.key.into()),
                    "{word}"
                );
            }
        }
    }
}

#[test]
fn words_of_real_files_are_known() {
    for (field, words, code) in [
        (
            Field::Gender,
            &["男", "男性", "1", " 男 ", "１"][..],
            "male",
        ),
        (
            Field::Education,
            &["大学本科", "本科", "大学", "21", "本 科"],
            "bachelor",
        ),
        (
            Field::Education,
            &["研究生", "硕士研究生", "博士", "11"],
            "postgraduate",
        ),
        (Field::Education, &["大专", "专科", "31"], "college"),
        (
            Field::Education,
            &["中专", "高中", "技校", "职高", "61"],
            "secondary",
        ),
        (Field::Education, &["初中", "小学", "71", "81"], "junior"),
        (Field::Membership, &["正式党员", "正式"], "formal"),
        (Field::Membership, &["预备党员", "预备"], "probationary"),
        (Field::Status, &["失联党员", "失联"], "out_of_contact"),
        (Field::Status, &["空挂"], "nominal"),
        (Field::Level, &["党支部", "支部"], "branch"),
        (Field::Level, &["党总支", "总支"], "general_branch"),
        (Field::Kind, &["街道", "镇", "乡"], "street"),
        (Field::Kind, &["居民区", "居委会"], "community"),
        (Field::Kind, &["商务楼宇", "楼宇"], "building"),
        (Field::Stage, &["积极分子", "入党积极分子"], "activist"),
        (Field::Circle, &["联席圈"], "joint"),
    ] {
        for word in words {
            assert_eq!(key(field, word), Some(code), "{word}");
        }
    }
}

#[test]
fn all_ethnicities_have_name_number_and_letters() {
    let ethnicities = codes(Field::Ethnicity);
    assert_eq!(ethnicities.len(), 58);
    for (number, code) in (1..=56).zip(ethnicities) {
        assert_eq!(code.key, number.to_string());
        assert!(code.word.ends_with('族'));
        assert_eq!(
            key(Field::Ethnicity, &format!("{number:02}")),
            Some(code.key)
        );
        assert_eq!(
            key(Field::Ethnicity, code.word.trim_end_matches('族')),
            Some(code.key)
        );
        assert!(
            code.synonyms()
                .any(|it| it.len() == 2 && it.bytes().all(|it| it.is_ascii_uppercase()))
        );
    }
    for (word, number) in [
        ("汉", "1"),
        ("HA", "1"),
        ("壮族", "8"),
        ("维吾尔族", "5"),
        ("基诺族", "56"),
        ("jn", "56"),
        ("97", "97"),
    ] {
        assert_eq!(key(Field::Ethnicity, word), Some(number));
    }
}

#[test]
fn close_words_are_suggested_and_far_ones_not() {
    let word = |field, word| suggest(field, word).map(|it| it.word);
    assert_eq!(word(Field::Membership, "预备(延)"), Some("预备党员".into()));
    assert_eq!(word(Field::Education, "研究生班"), Some("研究生".into()));
    assert_eq!(
        word(Field::Education, "大学本科(在读)"),
        Some("大学本科".into())
    );
    assert_eq!(word(Field::Sector, "社区"), Some("居民区党建".into()));
    assert_eq!(word(Field::Ethnicity, "维吾族"), Some("维吾尔族".into()));
    assert_eq!(word(Field::Education, "张三"), None);
    assert_eq!(word(Field::Education, ""), None);
    assert_eq!(word(Field::Education, &"研究生".repeat(1000)), None);
}

#[test]
fn the_clerks_words_go_with_the_mapping() {
    let mut translations = Translations::default();
    translations
        .add(Field::Education, "研究生班", "postgraduate")
        .expect("a code");
    assert_eq!(
        translations.get(Field::Education, "研究生 班"),
        Some("postgraduate")
    );
    assert_eq!(translations.get(Field::Sector, "研究生班"), None);
    assert!(
        translations
            .add(Field::Education, "研究生班", "doctor")
            .is_err()
    );
    assert!(translations.add(Field::Unit, "东兰", "x").is_err());
    let json = serde_json::to_string(&translations).expect("json");
    assert_eq!(
        serde_json::from_str::<Translations>(&json).expect("json"),
        translations
    );
}
