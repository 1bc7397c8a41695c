//! Files that go out: whole or not at all, read back as they were, no formulas, nothing of others.

use std::{io::Cursor, time::Duration};

use calamine::{Data, Reader, Xlsx};
use liandong_domain::metric::Metric;
use liandong_tests::{Answer, Server, Staff, facts::*, soon, tree::*};
use reqwest::{Method, Version};
use serde_json::{Value, json};
use sqlx::Executor;

use super::database;

const MEMBERS: &str = "/api/v1/registries/member/export";
const FORMATS: [&str; 2] = ["csv", "xlsx"];

/// A file that was exported.
struct Exported {
    name: String,
    bytes: Vec<u8>,
    table: Vec<Vec<String>>,
}

/// Exports, which must work.
async fn export(staff: &Staff<'_>, path: &str) -> Exported {
    let response = staff.request(Method::GET, path).send().await;
    let response = response.expect("an answer");
    assert_eq!(response.status(), 200, "{path}");
    let disposition = response.headers()["content-disposition"].to_str();
    let disposition = disposition.expect("a name").to_owned();
    let name = disposition.strip_prefix("attachment; filename*=UTF-8''");
    let name = unescaped(name.expect("an extended name"));
    let bytes = response.bytes().await.expect("a whole file").to_vec();
    let table = if path.contains(".csv") {
        read_csv(&bytes)
    } else {
        read_workbook(&bytes)
    };
    Exported { name, bytes, table }
}

fn unescaped(name: &str) -> String {
    let url = reqwest::Url::parse(&format!("http://x/?{name}")).expect("an address");
    let mut pairs = url.query_pairs();
    pairs.next().expect("a name").0.into_owned()
}

fn read_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a mark");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text);
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

fn read_workbook(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let sheet = book.sheet_names()[0].clone();
    let formulas = book.worksheet_formula(&sheet).expect("a sheet");
    assert_eq!(formulas.used_cells().count(), 0, "no formulas");
    let range = book.worksheet_range(&sheet).expect("a sheet");
    let text = |cell: &Data| match cell {
        Data::Empty => String::new(),
        cell => cell.to_string(),
    };
    let rows = range.rows();
    rows.map(|row| row.iter().map(text).collect()).collect()
}

async fn with_members(server: &Server) {
    let facts = [
        member("f-1", XINCUN, "m-1", "normal"),
        member("f-2", QINGYU, "=1+1", "mobile"),
        member("f-3", HUAYI, "m-3", "out_of_contact"),
    ];
    server.accept(&facts).await;
}

#[tokio::test]
async fn a_registry_goes_out_with_words_and_codes_under_a_chinese_name() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    for format in FORMATS {
        let path = format!("{MEMBERS}.{format}?unit={XUHUI}");
        let Exported { name, table, .. } = export(&chief, &path).await;
        let (place, day) = name.split_once("_党员_").expect("a registry");
        assert_eq!((place, day.len()), ("徐汇区", 11 + format.len()), "{name}");
        let [headings, first, second] = &table[..] else {
            panic!("{table:?}");
        };
        let column = |heading| headings.iter().position(|it| it == heading);
        let [key, unit, word, code] = ["标识", "所属单位", "性别", "性别代码"]
            .map(|heading| column(heading).expect("a column"));
        assert_eq!([&first[key], &first[unit]], ["m-1", XINCUN]);
        assert_eq!([&first[word], &first[code]], ["女性", "2"]);
        // In CSV what looks like a formula is made a text.
        let neutral = if format == "csv" { "'=1+1" } else { "=1+1" };
        assert_eq!([&second[key], &second[unit]], [neutral, QINGYU]);
    }
}

#[tokio::test]
async fn a_file_is_read_back_as_it_was() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    server.accept(&[unit_retired("u-1", QINGYU)]).await;
    for format in FORMATS {
        let Exported { bytes, .. } = export(&chief, &format!("{MEMBERS}.{format}")).await;
        let path = format!("/api/v1/imports?table=member&file_name=x.{format}");
        let upload = chief.request(Method::POST, &path).body(bytes);
        let answer = Answer::of(upload).await;
        answer.assert_status(201);
        let path = answer.json()["id"].as_str().expect("a name").to_owned();
        let path = format!("/api/v1/imports/{path}");
        let looked_at = soon("a look at the file", async {
            loop {
                let shown = chief.get(&path).await.json();
                if shown["state"] != "reading" {
                    return shown;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        });
        let preview = looked_at.await["preview"].clone();
        let counts = ["rows", "bad", "new", "missing"].map(|count| preview[count].clone());
        assert_eq!(counts, [3, 0, 0, 0].map(Value::from), "{preview}");
    }
}

#[tokio::test]
async fn an_empty_registry_is_a_file_with_headings() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    for format in FORMATS {
        let path = format!("/api/v1/registries/employer/export.{format}");
        let Exported { name, table, .. } = export(&chief, &path).await;
        assert!(name.starts_with("上海市_实有单位_"), "{name}");
        assert_eq!(table.len(), 1, "{table:?}");
        assert!(table[0].contains(&"圈层代码".to_owned()), "{table:?}");
    }
}

#[tokio::test]
async fn numbers_go_out_with_the_units_behind_them() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    for (id, unit, name) in [
        ("n-1", XINCUN, "=HYPERLINK(\"http://evil.example\")"),
        ("n-2", QINGYU, "@SUM(A1)"),
    ] {
        server.accept(&[unit_renamed(id, unit, name)]).await;
    }
    for format in FORMATS {
        let path = format!("/api/v1/units/{CITY}/numbers/export.{format}?scene=overview");
        let Exported { name, table, .. } = export(&chief, &path).await;
        assert!(name.starts_with("上海市_总览数字_"), "{name}");
        assert_eq!(table.len(), 1 + SMALL_COUNT);
        assert_eq!(table[0][..4], ["代码", "名称", "级别", "上级单位代码"]);
        assert_eq!(table[0].len(), 4 + Metric::COUNT);
        let column = |heading| table[0].iter().position(|it| it == heading);
        let total = column("党员（member.total）").expect("members");
        let lost = column("失联党员（member.status.out_of_contact）").expect("lost");
        let line = |unit: &str| table.iter().find(|row| row[0] == unit).expect("a unit");
        assert_eq!(line(CITY)[..4], ["31", "上海市", "市", ""]);
        assert_eq!(line(TIANPING)[3], XUHUI);
        assert_eq!([&line(CITY)[total], &line(XUHUI)[total]], ["3", "2"]);
        assert_eq!(line(HUAYI)[lost], "1", "staff see what is");
        let quote = if format == "csv" { "'" } else { "" };
        let names = [&line(XINCUN)[1], &line(QINGYU)[1]];
        let expected = ["=HYPERLINK(\"http://evil.example\")", "@SUM(A1)"];
        assert_eq!(
            names,
            expected.map(|name| format!("{quote}{name}")).each_ref()
        );
        let codes: Vec<&str> = table[1..].iter().map(|row| row[0].as_str()).collect();
        assert_eq!(codes[..4], [CITY, XUHUI, TIANPING, XINCUN]);
    }
    let path = format!("/api/v1/units/{CITY}/numbers/export.csv?scene=horse");
    let answer = chief.get(&path).await;
    answer.assert_refused(400, "unknown_scene");
}

#[tokio::test]
async fn what_is_outside_does_not_go_out() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    let viewer = chief.hire("viewer", "viewer", TIANPING).await;
    let Exported { table, .. } = export(&viewer, &format!("{MEMBERS}.csv")).await;
    assert_eq!(table.len(), 3, "only one's own: {table:?}");
    for unit in [HUAYANG, XUHUI, CITY, "310199"] {
        for format in FORMATS {
            for path in [
                format!("{MEMBERS}.{format}?unit={unit}"),
                format!("/api/v1/units/{unit}/numbers/export.{format}"),
            ] {
                let answer = viewer.get(&path).await;
                answer.assert_refused(404, "unknown_unit");
            }
        }
    }
    let stranger = server.get(&format!("{MEMBERS}.csv")).await;
    stranger.assert_refused(401, "not_signed_in");
}

#[tokio::test]
async fn every_export_is_in_the_audit_log_and_none_without() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_members(&server).await;
    let viewer = chief.hire("viewer", "viewer", TIANPING).await;
    export(&viewer, &format!("{MEMBERS}.csv")).await;
    export(
        &viewer,
        &format!("/api/v1/units/{XINCUN}/numbers/export.xlsx"),
    )
    .await;
    let page = chief.get("/api/v1/audit?q=viewer").await.json();
    let told = |entry: &Value| ["actor", "action", "subject"].map(|it| entry[it].clone());
    let detail = |entry: &Value| -> Value {
        let detail = entry["detail"].as_str().expect("a detail");
        serde_json::from_str(detail).expect("JSON")
    };
    let [numbers, rows] = [&page["entries"][0], &page["entries"][1]];
    let expected = ["viewer", "numbers.exported", XINCUN].map(Value::from);
    assert_eq!(told(numbers), expected);
    let expected = json!({ "scene": "overview", "units": 1, "format": "xlsx" });
    assert_eq!(detail(numbers), expected);
    let expected = ["viewer", "registry.exported", TIANPING].map(Value::from);
    assert_eq!(told(rows), expected);
    let expected = json!({ "registry": "member", "rows": 2, "format": "csv" });
    assert_eq!(detail(rows), expected);

    // What cannot be written down does not happen.
    let mut database = database::open(&server).await;
    let stop = "CREATE TRIGGER no_more BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'no'); END";
    database.execute(stop).await.expect("a trigger");
    for format in FORMATS {
        let answer = viewer.get(&format!("{MEMBERS}.{format}")).await;
        answer.assert_refused(503, "storage_failed");
    }
}

/// Enough that the answer has begun long before the last row is read.
const MANY: usize = 9_000;

async fn with_many(server: &Server) {
    for batch in 0..MANY / 1_000 {
        let facts = (0..1_000).map(|number| {
            let key = format!("m-{batch:02}-{number:03}");
            member(&format!("f-{key}"), COMMUNITIES[batch % 4], &key, "normal")
        });
        server.accept(&facts.collect::<Vec<_>>()).await;
    }
}

#[tokio::test]
async fn a_file_that_breaks_off_does_not_look_whole() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_many(&server).await;
    let mut database = database::open(&server).await;
    let last = sqlx::query("UPDATE fact SET body = 'nonsense' WHERE unit = ?").bind(HUAYI);
    let last = database.execute(last).await;
    assert!(last.expect("an update").rows_affected() > 0);
    let request = chief.request(Method::GET, &format!("{MEMBERS}.csv"));
    let response = request.send().await.expect("an answer has begun");
    assert_eq!(response.status(), 200);
    let broken = response.bytes().await;
    assert!(broken.is_err(), "the connection breaks");
    let workbook = chief.get(&format!("{MEMBERS}.xlsx")).await;
    workbook.assert_refused(503, "database_damaged");
    // In HTTP/1.0 only a length tells where a file ends.
    let old = |path: String| chief.request(Method::GET, &path).version(Version::HTTP_10);
    let refused = Answer::of(old(format!("{MEMBERS}.csv"))).await;
    refused.assert_refused(503, "database_damaged");
    let whole = old(format!("{MEMBERS}.csv?unit={XUHUI}")).send().await;
    let whole = whole.expect("an answer");
    let length = whole.content_length().expect("a length");
    let bytes = whole.bytes().await.expect("a whole file");
    assert_eq!(bytes.len() as u64, length);
    assert!(server.log().contains("an export broke off"));
}

#[tokio::test]
async fn a_client_that_stops_taking_holds_nothing_up() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    with_many(&server).await;
    let mut stalled = Vec::new();
    for _ in 0..20 {
        let request = chief.request(Method::GET, &format!("{MEMBERS}.csv"));
        stalled.push(request.send().await.expect("an answer has begun"));
    }
    server.accept(&[meeting("m-1", XINCUN, 47)]).await;
    let Exported { table, .. } = export(&chief, &format!("{MEMBERS}.csv")).await;
    assert_eq!(table.len(), 1 + MANY);
    let first = stalled.remove(0).bytes().await.expect("a whole file");
    assert_eq!(read_csv(&first).len(), 1 + MANY, "it goes on where it was");
}
