//! Tables of clerks: what they come to is told first; they are taken in as one, and taken back as one.

use liandong_domain::{frame::Encoding, metric::Metric};
use liandong_tests::{
    Answer, Screen, Server, Staff, facts,
    imports::{Import, MEMBERS, of_community, upload},
    tree::*,
};
use reqwest::Method;
use serde_json::json;

const TOTAL: Metric = Metric::MEMBER_TOTAL;

/// A server with a clerk of 天平路街道.
async fn with_clerk(server: &Server) -> Staff<'_> {
    let chief = server.set_up().await;
    chief.hire("clerk", "clerk", TIANPING).await
}

#[tokio::test]
async fn walls_follow_a_table_in_and_out() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let mut wall = Screen::connect(&server, Encoding::Json, XUHUI).await;
    let today = wall.value(Metric::TODAY_MEMBER);

    let mut import = Import::open(&clerk, "member", TIANPING, MEMBERS).await;
    assert_eq!(import.state(), "mapping", "no column tells the sector");
    import.say(&of_community()).await;
    assert_eq!(import.counts(), [3, 0, 0, 0, 0, 0]);
    assert_eq!(
        server.count(XUHUI, TOTAL).await,
        0,
        "nothing is written yet"
    );

    import.apply_whole().await;
    assert_eq!(import.shown["result"]["new"], 3);
    wall.until_count(TOTAL, 3).await;
    assert_eq!(server.count(XINCUN, TOTAL).await, 2);
    assert_eq!(server.count(XINCUN, Metric::MEMBER_MINORITY).await, 1);
    assert_eq!(
        wall.value(Metric::TODAY_MEMBER),
        today,
        "nobody joined today"
    );

    import.undo().await;
    assert_eq!(import.shown["result"]["undone"], 3);
    wall.until_count(TOTAL, 0).await;
    import
        .ask_to_undo()
        .await
        .assert_refused(409, "not_applied");
}

#[tokio::test]
async fn a_row_that_cannot_be_taken_is_not_taken_for_one_that_is_missing() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    Import::members(&clerk, TIANPING, MEMBERS)
        .await
        .apply_whole()
        .await;
    let second = MEMBERS.replace("回族", "某族");
    let second = second.lines().filter(|line| !line.contains("李思远"));
    let second = second.collect::<Vec<&str>>().join("\n");
    let mut import = Import::open(&clerk, "member", TIANPING, second).await;
    assert_eq!(import.counts(), [0, 0, 1, 0, 1, 1]);
    import
        .apply(&json!({ "remove_missing": true, "skip_bad": true }))
        .await;
    assert_eq!(import.shown["result"]["removed"], 1, "{}", import.shown);
    assert_eq!(server.count(TIANPING, TOTAL).await, 2);
}

#[tokio::test]
async fn a_day_that_cannot_be_is_mended_without_the_file() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let file = MEMBERS.replace("1985.7.1", "2085.7.1");
    let mut import = Import::members(&clerk, TIANPING, file).await;
    assert_eq!(import.counts(), [2, 0, 0, 0, 0, 1]);
    let mend = |value: &str, text: &str| json!({ "values": [{ "field": "joined", "value": value, "text": text }] });
    // Still none; and what is shown now is mended once more.
    import.say(&mend("2085.7.1", "2085.7")).await;
    assert_eq!(import.counts()[5], 1);
    import.say(&mend("2085.7", "2005.7")).await;
    assert_eq!(import.counts(), [3, 0, 0, 0, 0, 0]);
    import.apply_whole().await;

    let import = Import::open(
        &clerk,
        "member",
        TIANPING,
        MEMBERS.replace("1985.7.1", "2085.7.1"),
    )
    .await;
    assert_eq!(import.counts()[5], 1, "it was this file's only");
    let key = json!({ "values": [{ "field": "key", "value": "x", "text": "y" }] });
    let refused = clerk.patch(&import.path(""), &key).await;
    refused.assert_wrong(&["values"]);
}

#[tokio::test]
async fn a_second_table_tells_what_is_new_changed_and_missing() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    Import::members(&clerk, TIANPING, MEMBERS)
        .await
        .apply_whole()
        .await;

    let second = MEMBERS
        .replace("庆余居委会", "上海新村居委会")
        .replace("王秀英,女,310104197108224520", "赵新,女,310105198801012033");
    let mut import = Import::open(&clerk, "member", TIANPING, second).await;
    assert_eq!(
        import.shown["file"]["remembered"], true,
        "the shape is known"
    );
    assert_eq!(import.counts(), [1, 1, 1, 0, 1, 0]);
    let units = import.shown["preview"]["units"].as_array().expect("units");
    assert_eq!(units.len(), 1, "{units:?}");

    import.apply(&json!({ "remove_missing": true })).await;
    assert_eq!(import.shown["result"]["removed"], 1, "{}", import.shown);
    assert_eq!(server.count(XINCUN, TOTAL).await, 3);
    assert_eq!(server.count(QINGYU, TOTAL).await, 0);

    import.undo().await;
    assert_eq!(server.count(XINCUN, TOTAL).await, 2);
    assert_eq!(server.count(QINGYU, TOTAL).await, 1);
    assert_eq!(
        server.count(XINCUN, Metric::MEMBER_MINORITY).await,
        1,
        "the one who went is back"
    );
}

#[tokio::test]
async fn a_table_of_an_earlier_day_leaves_what_is_newer() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    Import::members(&clerk, TIANPING, MEMBERS)
        .await
        .apply_whole()
        .await;

    let older = MEMBERS.replace("预备党员", "正式党员");
    let mut import = Import::members(&clerk, TIANPING, older).await;
    assert_eq!(import.counts(), [0, 1, 2, 0, 0, 0]);
    import.say(&json!({ "as_of": "2026-01-31" })).await;
    assert_eq!(import.counts(), [0, 0, 0, 3, 0, 0]);
    import
        .ask_to_apply(&json!({}))
        .await
        .assert_refused(409, "nothing_to_do");
}

#[tokio::test]
async fn what_is_undone_is_as_old_as_it_was() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let mut first = Import::members(&clerk, TIANPING, MEMBERS).await;
    first.say(&json!({ "as_of": "2026-01-31" })).await;
    first.apply_whole().await;
    let changed = MEMBERS.replace("预备党员", "正式党员");
    let mut wrong_day = Import::members(&clerk, TIANPING, changed.clone()).await;
    wrong_day.apply_whole().await;
    wrong_day.undo().await;

    let mut again = Import::members(&clerk, TIANPING, changed).await;
    again.say(&json!({ "as_of": "2026-02-28" })).await;
    assert_eq!(again.counts(), [0, 1, 2, 0, 0, 0]);
}

#[tokio::test]
async fn undoing_leaves_what_somebody_changed_since() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let file = "组织代码,组织层级,领域,单位性质,所属单位\nzb-1,党支部,居民区党建,城市社区,庆余居委会\nzb-2,党支部,居民区党建,城市社区,庆余居委会\n";
    let mut import = Import::open(&clerk, "organisation", TIANPING, file).await;
    import.apply_whole().await;
    let organisation = json!({
        "registry": "organisation", "level": "committee", "sector": "community",
        "category": "urban_community",
    });
    server
        .accept(&[facts::row("later", QINGYU, "zb-1", organisation)])
        .await;

    import.undo().await;
    assert_eq!(import.shown["result"]["undone"], 1);
    assert_eq!(import.shown["result"]["left"], 1);
    assert_eq!(
        server.count(QINGYU, Metric::ORGANISATION_COMMITTEE).await,
        1
    );
    assert_eq!(server.count(QINGYU, Metric::ORGANISATION_TOTAL).await, 1);
}

#[tokio::test]
async fn bad_rows_hold_the_rest_up_until_they_are_left_out() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let file = MEMBERS
        .replace("研究生", "研究生班")
        .replace("1999年7月1日", "2031.07.01")
        .replace("庆余居委会", "庆于居委会");
    let mut import = Import::members(&clerk, TIANPING, file).await;
    assert_eq!(import.counts(), [1, 0, 0, 0, 0, 2]);
    let mut problems = import.problems();
    problems.sort_unstable();
    assert_eq!(problems, ["in_future", "unit_unknown", "unknown_word"]);
    import
        .ask_to_apply(&json!({}))
        .await
        .assert_refused(409, "bad_rows");

    let words = json!([
        { "field": "education", "word": "研究生班", "code": "postgraduate" },
        { "field": "unit", "word": "庆于居委会", "code": "庆余居委会" },
    ]);
    import.say(&json!({ "words": words })).await;
    assert_eq!(import.counts(), [2, 0, 0, 0, 0, 1]);
    let workbook = clerk.request(Method::GET, &import.path("/bad-rows.xlsx"));
    let workbook = workbook.send().await.expect("an answer");
    assert_eq!(workbook.status(), 200);
    let bytes = workbook.bytes().await.expect("a workbook");
    assert!(bytes.starts_with(b"PK"), "a workbook is a zip archive");

    import.apply(&json!({ "skip_bad": true })).await;
    assert_eq!(import.shown["result"]["skipped"], 1, "{}", import.shown);
    assert_eq!(server.count(TIANPING, TOTAL).await, 2);
}

/// Names, phone numbers and id numbers are nowhere: not in an answer, not on disk, not in the log.
#[tokio::test]
async fn nothing_of_a_file_names_a_person_afterwards() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let file = MEMBERS.replace("大专", "大专（手机13987654321）");
    let mut import = Import::members(&clerk, TIANPING, file).await;
    let shown = import.shown.to_string();
    import.apply(&json!({ "skip_bad": true })).await;
    let list = clerk.get("/api/v1/imports").await.body;
    let mut places = vec![shown, import.shown.to_string(), list, server.log()];
    for file in std::fs::read_dir(server.data()).expect("a folder") {
        let bytes = std::fs::read(file.expect("a file").path()).unwrap_or_default();
        places.push(String::from_utf8_lossy(&bytes).into_owned());
    }
    for place in &places {
        for private in [
            "建国",
            "王秀英",
            "思远",
            "31010419620315153",
            "310104197108224520",
            "13812345678",
            "13987654321",
        ] {
            let at = place.find(private);
            assert_eq!(at, None, "{private} is found");
        }
    }
}

#[tokio::test]
async fn a_file_is_its_clerks_alone_and_an_import_its_subtrees() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let clerk = chief.hire("clerk", "clerk", TIANPING).await;
    let colleague = chief.hire("colleague", "clerk", TIANPING).await;
    let outsider = chief.hire("outsider", "administrator", HUAYANG).await;
    let viewer = chief.hire("viewer", "viewer", TIANPING).await;

    let mut import = Import::members(&clerk, TIANPING, MEMBERS).await;
    let path = import.path("");
    for other in [&chief, &colleague, &outsider] {
        other.get(&path).await.assert_refused(404, "not_found");
        other.delete(&path).await.assert_refused(404, "not_found");
        let apply = other.post(&import.path("/apply"), &json!({})).await;
        apply.assert_refused(404, "not_found");
    }
    import.apply_whole().await;
    chief.get(&path).await.assert_status(200);
    colleague.get(&path).await.assert_status(200);
    outsider.get(&path).await.assert_refused(404, "not_found");
    let undo = outsider.request(Method::POST, &import.path("/undo"));
    Answer::of(undo).await.assert_refused(404, "not_found");
    viewer.get(&path).await.assert_refused(403, "forbidden");
    let listed = outsider.get("/api/v1/imports").await.json();
    assert_eq!(listed["imports"], json!([]));
}

#[tokio::test]
async fn units_outside_are_not_there_and_rows_of_others_are_not_taken() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let elsewhere = chief.hire("elsewhere", "clerk", HUAYANG).await;
    let theirs = MEMBERS
        .replace("上海新村居民区第一党支部", "华一居委会")
        .replace("上海新村居民区第二党支部", "华一居委会")
        .replace("庆余居委会", "华一居委会");
    Import::members(&elsewhere, HUAYANG, theirs)
        .await
        .apply_whole()
        .await;

    let clerk = chief.hire("clerk", "clerk", TIANPING).await;
    let request = upload(&clerk, "member", HUAYANG, "a.csv").body(MEMBERS);
    Answer::of(request)
        .await
        .assert_refused(404, "unknown_unit");
    let units = Import::members(
        &clerk,
        TIANPING,
        MEMBERS.replace("庆余居委会", "华一居委会"),
    )
    .await;
    assert_eq!(units.counts(), [0, 0, 0, 0, 0, 3]);
    let mut problems = units.problems();
    problems.sort_unstable();
    assert_eq!(problems, ["registered_elsewhere", "unit_unknown"]);
}

#[tokio::test]
async fn a_program_imports_with_a_token() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let form = json!({ "name": "市党员系统", "unit": TIANPING, "kinds": ["registry.changed"] });
    let (_, token) = chief.make_token(&form).await;
    let send = |method: Method, path: &str| server.request(method, path).bearer_auth(&token);
    let request = send(Method::POST, "/api/v1/imports")
        .query(&[("table", "building"), ("unit", TIANPING)])
        .body("楼宇代码,所属单位\nb-1,天平路街道\nb-2,天平路街道\n");
    let answer = Answer::of(request).await;
    answer.assert_status(201);
    let path = format!(
        "/api/v1/imports/{}",
        answer.json()["id"].as_str().expect("a name")
    );
    let state = async |wanted: &str| {
        liandong_tests::soon(wanted, async {
            while Answer::of(send(Method::GET, &path)).await.json()["state"] != wanted {
                tokio::time::sleep(std::time::Duration::from_millis(10)).await;
            }
        })
        .await;
    };
    state("ready").await;
    let apply = send(Method::POST, &format!("{path}/apply")).json(&json!({}));
    Answer::of(apply).await.assert_status(202);
    state("applied").await;
    assert_eq!(server.count(TIANPING, Metric::BUILDING_TOTAL).await, 2);
    let audit = chief.get("/api/v1/audit?action=import.").await.json();
    assert_eq!(audit["entries"][0]["actor"], "token:市党员系统", "{audit}");

    let other = json!({ "name": "会议", "unit": TIANPING, "kinds": ["meeting.held"] });
    let (_, other) = chief.make_token(&other).await;
    let list = server
        .request(Method::GET, "/api/v1/imports")
        .bearer_auth(other);
    Answer::of(list).await.assert_refused(403, "forbidden");
}

#[tokio::test]
async fn what_was_imported_into_a_unit_that_was_closed_since_can_be_taken_back() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let mut import = Import::open(
        &chief,
        "building",
        XINCUN,
        "楼宇代码,所属单位\nb-1,上海新村居委会\nb-2,上海新村居委会\n",
    )
    .await;
    import.apply_whole().await;
    server
        .accept(&[facts::unit_retired("closed", XINCUN)])
        .await;
    assert_eq!(server.count(TIANPING, Metric::BUILDING_TOTAL).await, 2);
    let list = chief.get("/api/v1/imports").await.json();
    assert_eq!(list["imports"][0]["id"], import.id(), "{list}");
    import.undo().await;
    assert_eq!(server.count(TIANPING, Metric::BUILDING_TOTAL).await, 0);
}

#[tokio::test]
async fn what_came_after_the_file_is_newer_than_it() {
    let server = Server::small().await;
    let clerk = with_clerk(&server).await;
    let file = "楼宇代码,所属单位\nb-1,上海新村居委会\nb-2,上海新村居委会\n";
    let mut import = Import::open(&clerk, "building", TIANPING, file).await;
    assert_eq!(import.counts(), [2, 0, 0, 0, 0, 0]);
    let building = json!({ "registry": "building" });
    let mut since = facts::row("since", QINGYU, "b-1", building);
    since["at"] = json!(facts::seconds_from_now(2));
    server.accept(&[since]).await;
    import.apply(&json!({ "remove_missing": true })).await;
    assert_eq!(server.count(QINGYU, Metric::BUILDING_TOTAL).await, 1);
    assert_eq!(server.count(XINCUN, Metric::BUILDING_TOTAL).await, 1);
}
