//! What is refused, with which code.

use super::*;

const OFFSET: UtcOffset = UtcOffset::UTC;

fn codes(body: &str) -> Vec<Result<String, &'static str>> {
    let now = Moment(1_795_000_000_000); // 2026-11-18
    parse_batch(body.as_bytes(), now, OFFSET)
        .expect("a batch")
        .into_iter()
        .map(|parsed| {
            parsed
                .map(|fact| fact.id)
                .map_err(|rejection| rejection.code)
        })
        .collect()
}

fn meeting(id: &str, at: &str, rest: &str) -> String {
    format!(r#"{{"id":"{id}","at":"{at}","unit":"310104003002","kind":"meeting.held",{rest}}}"#)
}

const GOOD: &str =
    r#""meeting":"branch_congress","organisation":"o-1","expected":52,"attended":47"#;
const AT: &str = "2026-11-17T14:32:08+08:00";

#[test]
fn each_fact_is_judged_by_itself() {
    let batch = [
        meeting("good", AT, GOOD),
        meeting("too-many", AT, &GOOD.replace("47", "53")),
        meeting("early", "1921-07-22T00:00:00+08:00", GOOD),
        meeting("late", "2027-01-01T00:00:00+08:00", GOOD),
        meeting("no-time", "yesterday", GOOD),
        meeting(
            "missing",
            AT,
            r#""meeting":"branch_congress","organisation":"o-1","expected":52"#,
        ),
        meeting("mistyped", AT, &GOOD.replace("52", r#""52""#)),
        meeting("negative", AT, &GOOD.replace("52", "-52")),
        meeting("meeting", AT, &GOOD.replace("branch_congress", "party")),
        meeting("kind", AT, GOOD).replace("meeting.held", "meeting.hold"),
        meeting("clock", AT, GOOD).replace("meeting.held", "clock.day"),
        meeting("unit", AT, GOOD).replace("310104003002", "3101 04"),
        meeting("", AT, GOOD),
        "7".to_owned(),
    ];
    let expected = [
        Ok("good".to_owned()),
        Err("attended_above_expected"),
        Err("time_too_early"),
        Err("time_in_future"),
        Err("invalid_field"),
        Err("missing_field"),
        Err("invalid_field"),
        Err("invalid_field"),
        Err("unknown_code"),
        Err("unknown_kind"),
        Err("unknown_kind"),
        Err("invalid_field"),
        Err("invalid_field"),
        Err("invalid_fact"),
    ];
    assert_eq!(codes(&format!("[{}]", batch.join(","))), expected);
}

#[test]
fn a_member_that_cannot_be_is_refused() {
    let member = |fields: &str| {
        format!(
            r#"[{{"id":"m","at":"{AT}","unit":"310104","kind":"registry.changed","key":"k","after":
            {{"registry":"member","sector":"community","gender":"female","status":"normal",{fields}}}}}]"#
        )
    };
    assert_eq!(codes(&member(r#""birth_year":1956"#)), [Ok("m".to_owned())]);
    assert_eq!(
        codes(&member(r#""birth_year":1856"#)),
        [Err("invalid_field")]
    );
    assert_eq!(codes(&member(r#""joined":201213"#)), [Err("invalid_field")]);
    assert_eq!(codes(&member(r#""ethnicity":57"#)), [Err("invalid_field")]);
    assert_eq!(codes(&member(r#""name":"张三""#)), [Err("unknown_field")]);
}

#[test]
fn what_is_no_batch_is_refused_whole() {
    let refused = |body: &str| {
        parse_batch(body.as_bytes(), Moment(0), OFFSET)
            .expect_err("a refusal")
            .code
    };
    assert_eq!(refused("[{]"), "invalid_json");
    assert_eq!(refused("{}"), "not_an_array");
    assert_eq!(
        refused(&format!("[{}0]", "0,".repeat(MAX_BATCH))),
        "batch_too_large"
    );
}
