//! The touch screen of a station, and the pages that visitors take home from it.

use liandong_tests::{Answer, Server, Setup, facts::*, tree::*};
use serde_json::json;

const HOME: &str = "/kiosk/310104";

/// The address in the code on a page, as a telephone reads it.
fn address_on(page: &Answer) -> String {
    let (_, drawing) = page.body.split_once("class=\"code\"").expect("a code");
    let number = |text: &str| text.parse::<usize>().expect("a number");
    let (_, size) = drawing.split_once(" width=\"").expect("its width");
    let size = number(size.split('"').next().expect("a width"));
    let (_, path) = drawing.split_once(" d=\"").expect("its modules");
    let path = path.split('"').next().expect("an end");
    let mut dark = vec![false; size * size];
    for module in path.split('M').skip(1) {
        let (place, step) = module.split_once('h').expect("a module");
        let (x, y) = place.split_once(' ').expect("a place");
        let edge = number(step.split_once('v').expect("an edge").0);
        for row in number(y)..number(y) + edge {
            dark[row * size + number(x)..][..edge].fill(true);
        }
    }
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(size, size, |x, y| {
        if dark[y * size + x] { 0 } else { 255 }
    });
    let codes = picture.detect_grids();
    let (_, text) = codes[0].decode().expect("a code that can be read");
    text
}

/// The path of the link on a kiosk's page.
async fn taken_from(server: &Server, page: &str) -> String {
    let address = address_on(&server.get(page).await);
    let prefix = format!("http://{}", server.host());
    let path = address.strip_prefix(&prefix).expect("this server's");
    assert!(path.starts_with("/take/"), "{address}");
    path.to_owned()
}

#[tokio::test]
async fn every_page_has_its_numbers_before_any_script() {
    let server = Server::small().await;
    let members = (0..1234).map(|number| {
        let id = format!("p-{number}");
        member(&id, XINCUN, &id, "normal")
    });
    server.accept(&members.collect::<Vec<_>>()).await;
    for (path, words) in [
        (
            HOME.to_owned(),
            vec!["徐汇区党建", "1,234", "天平路", "触摸查询"],
        ),
        (
            format!("{HOME}/units/{TIANPING}"),
            vec!["天平路街道", "1,234", "上海新村"],
        ),
        (
            format!("{HOME}/units/31"),
            vec!["上海市", "1,234", "长宁区"],
        ),
        (
            format!("{HOME}/units/{XINCUN}/numbers/member.total"),
            vec!["1,234", "在册党员数", "上一级"],
        ),
        (format!("{HOME}/find?q=QY"), vec!["庆余居委会", "找到"]),
        (
            format!("{HOME}/here"),
            vec!["本站服务", "暂无登记的共建活动"],
        ),
    ] {
        let page = server.get(&path).await;
        page.assert_status(200);
        assert_eq!(page.header("cache-control"), "no-store", "{path}");
        for word in words {
            assert!(page.body.contains(word), "no {word} on {path}");
        }
        assert!(!page.body.contains("wasm"), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_has_a_page_that_leads_back() {
    let server = Server::small().await;
    for path in [
        "/kiosk/310104/units/999999",
        "/kiosk/310104/units/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/kiosk/310104/units/310104/numbers/nonsense",
    ] {
        let page = server.get(path).await;
        page.assert_status(404);
        assert!(page.body.contains("href=\"/kiosk/310104\""), "{path}");
        assert!(!page.body.contains("<script>alert"), "{path}");
    }
    let nowhere = server.get("/kiosk/999999").await;
    nowhere.assert_status(404);
    assert!(nowhere.body.contains("999999"));
    let odd = "?scene=x&page=-1&list=%00&q=%F0%9F%98%80&level=y&size=z";
    for path in ["", "/find", "/here", "/units/310104"] {
        server
            .get(&format!("{HOME}{path}{odd}"))
            .await
            .assert_status(200);
    }
}

#[tokio::test]
async fn nobody_sees_exactly_how_few_there_are_not_even_staff() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let lost = ["p-1", "p-2", "p-3"].map(|id| member(id, XINCUN, id, "out_of_contact"));
    server.accept(&lost).await;
    let path = format!("{HOME}/units/{XINCUN}/numbers/member.status.out_of_contact");
    for page in [server.get(&path).await, chief.get(&path).await] {
        assert!(page.body.contains("&lt;5"), "{}", page.body);
    }
}

#[tokio::test]
async fn what_staff_wrote_stays_with_staff() {
    let server = Server::small().await;
    let fact = |id: &str, unit: &str, fact: serde_json::Value| {
        let mut fact = fact;
        fact["id"] = id.into();
        fact["at"] = now().into();
        fact["unit"] = unit.into();
        fact
    };
    let soon = &seconds_from_now(9 * 86_400)[..10];
    server
        .accept(&[
            row(
                "e-1",
                XINCUN,
                "e-1",
                json!({ "registry": "employer", "circle": "core" }),
            ),
            fact(
                "r-1",
                TIANPING,
                json!({
                    "kind": "resource.offered", "category": "venue", "title": "张三的会议室",
                    "employer": "e-1", "until": soon,
                }),
            ),
            fact(
                "n-1",
                XINCUN,
                json!({
                    "kind": "need.raised", "category": "legal", "title": "李四的纠纷", "due": soon,
                }),
            ),
            fact(
                "a-1",
                XINCUN,
                json!({
                    "kind": "activity.held", "category": "health", "title": "王五的义诊",
                    "employers": [{ "employer": "e-1", "responded": true, "attended": true }],
                }),
            ),
        ])
        .await;
    for (list, category) in [
        ("activities", "医疗健康"),
        ("resources", "场地设施"),
        ("needs", "法律咨询"),
    ] {
        let page = server
            .get(&format!("/kiosk/{TIANPING}/here?list={list}"))
            .await;
        let (_, rows) = page.body.split_once("class=\"rows\"").expect("rows");
        assert!(rows.contains(category), "{list}: {rows}");
        for word in ["张三", "李四", "王五", "e-1"] {
            assert!(!page.body.contains(word), "{word} in {list}");
        }
    }
    // A resource of the street serves its communities; what another street needs is not theirs to see.
    let below = server
        .get(&format!("/kiosk/{XINCUN}/here?list=resources"))
        .await;
    assert!(below.body.contains("class=\"stand open\""));
    let beside = server
        .get(&format!("/kiosk/{FENGLIN}/here?list=needs"))
        .await;
    assert!(!beside.body.contains("class=\"stand open\""));
}

#[tokio::test]
async fn a_page_that_was_taken_home_opens_where_viewing_is_for_staff() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    server
        .accept(&[member("p-1", XINCUN, "p-1", "normal")])
        .await;
    let pages = [
        (
            format!("{HOME}/units/{TIANPING}?scene=life"),
            "三会一课按期率",
        ),
        (
            format!("{HOME}/units/{TIANPING}/numbers/member.total"),
            "在册党员数",
        ),
        (format!("{HOME}/here"), "本站服务"),
    ];
    let mut taken = Vec::new();
    for (page, word) in &pages {
        taken.push((taken_from(&server, page).await, word));
    }
    chief.set_public_viewing(false).await;
    for (path, word) in taken {
        let page = server.get(&path).await;
        page.assert_status(200);
        assert!(page.body.contains(*word), "{path}");
        assert!(!page.body.contains("<a class=\"key\" href"), "{path}");
        assert!(!page.body.contains(" href=\"/kiosk"), "{path}");
        assert!(!page.body.contains("<script"), "{path}");
        // Of another unit, or for longer, it is not.
        for changed in [
            path.replace(TIANPING, FENGLIN)
                .replace("310104~", "310105~"),
            format!("{path}0"),
            path[..path.len() - 1].to_owned(),
        ] {
            assert_ne!(changed, path);
            let refused = server.get(&changed).await;
            refused.assert_status(410);
            assert!(refused.body.contains("这个链接打不开"), "{changed}");
        }
    }
    for nonsense in [
        "/take/x",
        "/take/~~~",
        "/take/%F0%9F%98%80",
        "/take/u~310104~life~9999999999~AAAAAAAAAAAAAAAAAAAAAA",
    ] {
        server.get(nonsense).await.assert_status(410);
    }
}

#[tokio::test]
async fn after_ten_minutes_the_link_says_that_its_time_is_over() {
    let server = Setup::new()
        .units(SMALL)
        .clock("2046-06-18T12:00:00+08:00")
        .start()
        .await;
    let path = taken_from(&server, &format!("{HOME}/units/{TIANPING}")).await;
    server.get(&path).await.assert_status(200);
    server.midnight();
    let page = soon_gone(&server, &path).await;
    assert!(page.body.contains("这个页面已过期"), "{}", page.body);
    assert!(!page.body.contains("天平路"));
}

/// The page once its time is over: the signal that moves the clock is on its way.
async fn soon_gone(server: &Server, path: &str) -> Answer {
    for _ in 0..600 {
        let page = server.get(path).await;
        if page.status == 410 {
            return page;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("{path} is still there");
}
