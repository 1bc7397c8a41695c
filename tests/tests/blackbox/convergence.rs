//! Whatever happens in whatever order, every screen ends with what the server says.

use std::sync::Arc;

use liandong_domain::frame::Encoding;
use liandong_tests::{Screen, Server, facts::*, tree::*};
use serde_json::{Value, json};

const SENDERS: u64 = 8;
const BATCHES: u64 = 25;
const SCREENS: [&str; 6] = [CITY, XUHUI, CHANGNING, TIANPING, XINCUN, HUAYI];

/// Repeatable chance (xorshift).
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn random_fact(dice: &mut Dice, id: &str) -> Value {
    let unit = COMMUNITIES[dice.below(COMMUNITIES.len())];
    // Few keys, shared by all senders: rows change, move and leave.
    let key = format!("k-{}", dice.below(30));
    let status = ["normal", "mobile", "out_of_contact", "nominal"][dice.below(4)];
    match dice.below(8) {
        0 => removed(id, unit, &key, member("", "", "", status)["after"].clone()),
        1 => row(id, unit, &key, json!({ "registry": "building" })),
        2 => unit_renamed(id, unit, &format!("居委会 {}", dice.below(5))),
        3..=5 => member(id, unit, &key, status),
        _ => meeting(id, unit, dice.below(52) as u32),
    }
}

async fn send(server: Arc<Server>, sender: u64) {
    let mut dice = Dice(0x5eed + sender);
    for batch in 0..BATCHES {
        let facts: Vec<Value> = (0..=dice.below(6))
            .map(|number| random_fact(&mut dice, &format!("{sender}-{batch}-{number}")))
            .collect();
        let receipt = server.post(&facts).await;
        assert_eq!(receipt.rejected, []);
    }
}

/// A screen that loses its connection now and then, until it shows the fact that is sent last.
async fn watch(server: Arc<Server>, place: usize) -> Screen {
    let mut dice = Dice(0xd1ce + place as u64);
    let encoding = Encoding::ALL[place % 2];
    let unit = SCREENS[place];
    let mut screen = Screen::connect(&server, encoding, unit).await;
    let is_done = |screen: &Screen| &*screen.snapshot().unit.path[0].name == "完";
    while !is_done(&screen) {
        screen.expect_more().await;
        if dice.below(3) == 0 {
            let old = screen.snapshot().clone();
            let cursor = (dice.below(4) > 0).then_some(old.cursor);
            screen = Screen::open(&server, encoding).await;
            screen.resume(old);
            screen.subscribe(unit, cursor).await;
        }
    }
    screen
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn random_facts_and_disconnections_end_in_the_same_numbers_everywhere() {
    let server = Arc::new(Server::small().await);
    let screens: Vec<_> = (0..SCREENS.len())
        .map(|place| tokio::spawn(watch(Arc::clone(&server), place)))
        .collect();
    let senders: Vec<_> = (0..SENDERS)
        .map(|sender| tokio::spawn(send(Arc::clone(&server), sender)))
        .collect();
    for sender in senders {
        sender.await.expect("the sender is content");
    }
    server.accept(&[unit_renamed("last", CITY, "完")]).await;
    for screen in screens {
        let screen = screen.await.expect("the screen is content");
        let unit = screen.snapshot().unit.code.clone();
        let truth = server.snapshot(unit.as_str()).await;
        assert_eq!(screen.timeless(), truth, "{unit}");
    }
}
