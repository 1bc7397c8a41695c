//! The yearly assessment: a year that is over keeps its numbers, its scores and what it is assessed by.

use liandong_tests::{Answer, Server, Staff, facts::*, tree::*};
use serde_json::{Value, json};

use crate::{
    acts::{act, done},
    history::{at_noon, member_of, night},
};

/// New members of the day by all members for 60 points, and 40 points from reviewers.
fn indicators(label: &str) -> Value {
    json!([
        {
            "key": "new", "label": label, "weight": 60, "how": "ratio",
            "numerator": ["today.member"], "denominator": ["member.total"], "target": 100,
        },
        { "key": "work", "label": "实绩", "weight": 40, "how": "review" },
    ])
}

async fn set(chief: &Staff<'_>, form: &Value) -> Answer {
    chief.put("/api/v1/settings/assessment", form).await
}

fn score(year: i32, score: u8) -> Value {
    json!({
        "kind": "assessment.scored", "scored": TIANPING, "year": year, "indicator": "work", "score": score,
    })
}

fn export(query: &str) -> String {
    format!("/api/v1/units/{XUHUI}/assessment/export.csv?level=street{query}")
}

/// The streets of Xuhui in an exported table: headings first.
async fn exported(staff: &Staff<'_>, query: &str) -> Vec<Vec<String>> {
    let answer = staff.get(&export(query)).await;
    answer.assert_status(200);
    let text = answer.body.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

async fn page(staff: &Staff<'_>, path: &str) -> String {
    let answer = staff.get(path).await;
    answer.assert_status(200);
    answer.body
}

/// A line of the table of 天平路街道, behind its name: counts and points.
fn of_tianping(table: &[Vec<String>]) -> &[String] {
    let mut rows = table.iter();
    let row = rows.find(|row| row[0] == TIANPING);
    &row.expect("the street")[3..]
}

/// New Year's Eve 2046 with two new members in 天平路街道, and the night after, in which sessions end.
async fn new_year(server: &Server, chief: &Staff<'_>) {
    set(chief, &json!({ "indicators": indicators("新党员") }))
        .await
        .assert_status(204);
    let day = "2046-12-31";
    server
        .accept(&[member_of(day, "k-1", XINCUN), member_of(day, "k-2", QINGYU)])
        .await;
    night(server, day).await;
}

#[tokio::test]
async fn last_years_report_is_written_in_january() {
    let server = at_noon("2046-12-31").await;
    let chief = server.set_up().await;
    let district = chief.hire("district", "manager", XUHUI).await;
    new_year(&server, &chief).await;
    let district = district.elsewhere().await;
    // What comes in the new year changes nothing of the old one, but for scores that are of it.
    let added = unit_added("u-1", "310104099", "新设街道", "street", XUHUI);
    let member = member("k-3", XINCUN, "k-3", "normal");
    let early = "2047-01-01T00:00:00+08:00";
    server
        .accept(&[happened(early, added), happened(early, member)])
        .await;
    done(&district, XUHUI, &score(2046, 80)).await;
    done(&district, XUHUI, &score(2047, 50)).await;

    let past = exported(&district, "&year=2046").await;
    assert_eq!(of_tianping(&past), ["2", "2", "60.0", "80", "32.0", "92.0"]);
    let codes: Vec<&str> = past[1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(codes, [TIANPING, FENGLIN], "only who was there");
    let running = exported(&district, "").await;
    assert_eq!(running, exported(&district, "&year=2047").await);
    assert_eq!(
        of_tianping(&running),
        ["1", "3", "20.0", "50", "20.0", "40.0"]
    );
    assert_eq!(running.len(), 4);

    let query = format!("unit={XUHUI}&level=street&year=2046");
    let shown = page(
        &district,
        &format!("/console/assessment?{query}&show={TIANPING}"),
    )
    .await;
    for text in ["2046年12月31日 日终", "92.0", "（2046 年度）"] {
        assert!(shown.contains(text), "{text}");
    }
    assert!(!shown.contains("以后没有保存每日数值"));
    let report = page(&district, &format!("/console/assessment/report?{query}")).await;
    for text in ["2046 年度考核报告", "2 ÷ 2 = 100", "40 分 × 80 ÷ 100"] {
        assert!(report.contains(text), "{text}");
    }
    assert!(!report.contains("新设街道"));
}

#[tokio::test]
async fn a_year_of_which_nothing_is_kept_is_refused() {
    let server = at_noon("2046-12-31").await;
    let chief = server.set_up().await;
    for query in ["&year=2045", "&year=2047"] {
        let refused = chief.get(&export(query)).await;
        refused.assert_refused(404, "year_not_kept");
    }
    for query in ["&year=46", "&year=this", "&year=-2046"] {
        let refused = chief.get(&export(query)).await;
        refused.assert_refused(400, "invalid_query");
    }
    for path in ["", "/report"] {
        let path = format!("/console/assessment{path}?year=2045");
        let refused = chief.get(&path).await;
        refused.assert_status(404);
        assert!(refused.body.contains("2045 年度没有保存数字"));
    }
    let form = json!({ "indicators": indicators("新党员"), "year": 2045 });
    set(&chief, &form)
        .await
        .assert_refused(404, "year_not_kept");
    // Neither is a year scored that has not begun.
    for year in [2047, 2000] {
        let refused = act(&chief, CITY, &score(year, 80)).await;
        refused.assert_refused(422, "invalid_field");
    }
}

#[tokio::test]
async fn a_year_is_assessed_by_what_was_set_for_it() {
    let server = at_noon("2046-12-31").await;
    let chief = server.set_up().await;
    new_year(&server, &chief).await;
    let chief = chief.elsewhere().await;
    let heading = async |query| exported(&chief, query).await[0][3].clone();
    assert_eq!(heading("&year=2047").await, "新党员·分子");
    let new = json!({ "indicators": indicators("发展党员") });
    set(&chief, &new).await.assert_status(204);
    assert_eq!(heading("&year=2047").await, "发展党员·分子");
    assert_eq!(heading("&year=2046").await, "新党员·分子");
    let old = json!({ "indicators": indicators("新增党员"), "year": 2046 });
    set(&chief, &old).await.assert_status(204);
    assert_eq!(heading("&year=2046").await, "新增党员·分子");
    assert_eq!(heading("&year=2047").await, "发展党员·分子");
}

#[tokio::test]
async fn a_year_whose_last_days_were_not_kept_says_so() {
    let mut server = at_noon("2046-12-30").await;
    let chief = server.set_up().await;
    server
        .accept(&[member_of("2046-12-30", "k-1", XINCUN)])
        .await;
    let credentials = chief.credentials.clone();
    drop(chief);
    server.stop().await;
    server.start_again_at("2047-01-05T09:00:00+08:00").await;
    let chief = Staff::sign_in(&server, credentials).await;
    let path = format!("/console/assessment?unit={XUHUI}&year=2046");
    let shown = page(&chief, &path).await;
    assert!(shown.contains("2046年12月30日 日终"), "{shown}");
    assert!(shown.contains("2046 年12月30日以后没有保存每日数值"));
}
