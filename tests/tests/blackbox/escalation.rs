//! What is not carried out in time goes up by itself: to the unit above and the publisher on the day after, and one
//! level further some days later.

use liandong_tests::{Server, Staff, facts::happened, tree::*};
use serde_json::json;

use crate::{
    acts::done,
    history::{at_noon, night},
};

const DUE: &str = "2046-11-26";
const TITLE: &str = "冬季安全检查";

async fn desk(staff: &Staff<'_>) -> String {
    let answer = staff.get("/console").await;
    answer.assert_status(200);
    answer.body
}

/// A deployment of the district to both communities of a street, due today; and a task that one of them has had
/// for longer.
async fn begin(server: &Server) {
    let at = |hour: u8| format!("{DUE}T{hour:02}:00:00+08:00");
    let task = json!({
        "id": "t-1", "unit": TIANPING, "kind": "item.opened", "list": "task", "matter": "fire_lane",
        "title": "清理消防通道", "place": XINCUN, "owner": XINCUN, "due": "2046-12-20",
    });
    let deployment = json!({
        "id": "d-1", "unit": XUHUI, "kind": "deployment.issued", "title": TITLE, "text": "逐楼检查。",
        "due": DUE, "targets": [XINCUN, QINGYU],
    });
    server
        .accept(&[happened(&at(8), task), happened(&at(9), deployment)])
        .await;
}

#[tokio::test]
async fn what_is_late_goes_up_with_the_days() {
    let server = at_noon(DUE).await;
    let chief = server.set_up().await;
    let settings = json!({ "public_viewing": true, "escalate_after_days": 2 });
    let set = chief.put("/api/v1/settings", &settings).await;
    set.assert_status(204);
    let district = chief.hire("district", "manager", XUHUI).await;
    let street = chief.hire("street", "clerk", TIANPING).await;
    let other = chief.hire("other", "manager", FENGLIN).await;
    let viewer = chief.hire("viewer", "viewer", XUHUI).await;
    let community = chief.hire("community", "clerk", XINCUN).await;
    begin(&server).await;
    let nothing = async |staff: &Staff<'_>| assert!(!desk(staff).await.contains("督办"));
    for staff in [&chief, &district, &street, &other] {
        nothing(staff).await;
    }
    let places = |desk: &str| [TITLE, "清理消防通道"].map(|title| desk.find(title).expect(title));
    let [deployment, task] = places(&desk(&community).await);
    assert!(task < deployment, "who has waited longer is first");

    // Sessions end overnight.
    night(&server, DUE).await;
    let (district, street) = (district.elsewhere().await, street.elsewhere().await);
    for staff in [&district, &street] {
        let desk = desk(staff).await;
        for text in [
            TITLE,
            "逾期 1 天",
            "2 个单位没有办结",
            "上海新村居委会、庆余居委会",
        ] {
            assert!(desk.contains(text), "{text}");
        }
        assert!(!desk.contains("上提到本级"));
    }
    for staff in [&chief, &other, &viewer] {
        nothing(&staff.elsewhere().await).await;
    }
    let [deployment, task] = places(&desk(&community.elsewhere().await).await);
    assert!(deployment < task, "what is late is first");

    night(&server, "2046-11-27").await;
    nothing(&chief.elsewhere().await).await;
    night(&server, "2046-11-28").await;
    let (chief, community) = (chief.elsewhere().await, community.elsewhere().await);
    let (district, street) = (district.elsewhere().await, street.elsewhere().await);
    let desk_of_city = desk(&chief).await;
    for text in ["逾期 3 天", "2 个单位没有办结，上提到本级"] {
        assert!(desk_of_city.contains(text), "{text}");
    }
    assert!(!desk(&street).await.contains("上提到本级"));

    for (unit, staff) in [(XINCUN, &community), (QINGYU, &street)] {
        for kind in ["acknowledged", "completed"] {
            let step = json!({ "kind": format!("deployment.{kind}"), "deployment": "d-1", "text": "已查" });
            done(staff, unit, &step).await;
        }
        let is_over = unit == QINGYU;
        assert_eq!(!desk(&chief).await.contains("督办"), is_over);
    }
    for staff in [&district, &street] {
        nothing(staff).await;
    }
}

#[tokio::test]
async fn the_days_are_set_by_the_administrator_of_the_root() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let days = async || chief.get("/api/v1/settings").await.json()["escalate_after_days"].clone();
    assert_eq!(days().await, 7);
    for wrong in [0, 91] {
        let settings = json!({ "public_viewing": true, "escalate_after_days": wrong });
        let refused = chief.put("/api/v1/settings", &settings).await;
        refused.assert_wrong(&["escalate_after_days"]);
    }
    let settings = json!({ "public_viewing": true, "escalate_after_days": 14 });
    let set = chief.put("/api/v1/settings", &settings).await;
    set.assert_status(204);
    // Who does not speak of them leaves them as they are.
    chief.set_public_viewing(true).await;
    assert_eq!(days().await, 14);
    let log = chief.get("/console/audit?action=settings.").await.body;
    assert!(log.contains("逾期上提天数 7 → 14"), "{log}");
}
