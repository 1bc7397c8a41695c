//! The second factor: codes of a telephone, each once, and recovery codes, each once.

use std::time::{SystemTime, UNIX_EPOCH};

use liandong_tests::{CHIEF, CHIEF_PASSWORD, Credentials, Server, Staff};
use serde_json::{Value, json};
use totp_rs::{Builder, Secret, Totp};

const STEP_S: u64 = 30;

/// The app on a telephone.
struct Telephone(Totp);

impl Telephone {
    fn with(secret: &str) -> Self {
        let secret = Secret::try_from_base32(secret).expect("a secret");
        let totp = Builder::new()
            .with_secret(secret.as_ref())
            .with_account_name(CHIEF)
            .build();
        Self(totp.expect("a telephone"))
    }

    /// The code of now; later ones are good already, as its clock may be fast by a step.
    fn code(&self, steps_ahead: u64) -> String {
        let now = SystemTime::now().duration_since(UNIX_EPOCH);
        let now = now.expect("the clock is past 1970").as_secs();
        self.0.generate(now + steps_ahead * STEP_S).to_string()
    }
}

fn form(code: &str) -> Value {
    json!({ "login": CHIEF, "password": CHIEF_PASSWORD, "code": code })
}

/// Turns the second factor on; the telephone, the code that proved it, and the recovery codes.
async fn enrol(staff: &Staff<'_>) -> (Telephone, String, Vec<String>) {
    let proposed = staff.post("/api/v1/session/totp", &json!({})).await.json();
    let secret = proposed["secret"].as_str().expect("a secret");
    let url = proposed["url"].as_str().expect("an address");
    assert!(url.starts_with("otpauth://totp/") && url.contains(secret));
    assert!(
        proposed["qr_svg"]
            .as_str()
            .is_some_and(|svg| svg.contains("<svg"))
    );

    let telephone = Telephone::with(secret);
    let wrong = json!({ "secret": secret, "code": "12345" });
    let answer = staff.put("/api/v1/session/totp", &wrong).await;
    answer.assert_wrong(&["code"]);
    let nonsense = json!({ "secret": "!", "code": "123456" });
    let answer = staff.put("/api/v1/session/totp", &nonsense).await;
    answer.assert_wrong(&["secret"]);

    let code = telephone.code(0);
    let proof = json!({ "secret": secret, "code": code });
    let answer = staff.put("/api/v1/session/totp", &proof).await;
    answer.assert_status(200);
    let codes = answer.json()["recovery_codes"].clone();
    let codes = serde_json::from_value(codes).expect("recovery codes");
    (telephone, code, codes)
}

#[tokio::test]
async fn a_code_is_asked_for_and_good_once() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (telephone, proof, _) = enrol(&chief).await;
    let own = chief.get("/api/v1/session").await.json();
    assert_eq!(own["second_factor"], true);

    let without = Credentials::new(CHIEF, CHIEF_PASSWORD).form();
    for form in [without, form(" ")] {
        let answer = server.try_sign_in(&form).await;
        answer.assert_refused(401, "code_required");
        assert_eq!(answer.header("set-cookie"), "");
    }
    let wrong_password = json!({ "login": CHIEF, "password": "wrong", "code": telephone.code(1) });
    let answer = server.try_sign_in(&wrong_password).await;
    answer.assert_refused(401, "wrong_credentials");
    let again = server.try_sign_in(&form(&proof)).await;
    again.assert_refused(401, "wrong_credentials");

    let code = telephone.code(1);
    server.try_sign_in(&form(&code)).await.assert_status(204);
    let twice = server.try_sign_in(&form(&code)).await;
    twice.assert_refused(401, "wrong_credentials");
    let earlier = server.try_sign_in(&form(&proof)).await;
    earlier.assert_refused(401, "wrong_credentials");
}

#[tokio::test]
async fn a_recovery_code_is_good_once_however_it_is_typed() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (_, _, codes) = enrol(&chief).await;
    assert_eq!(codes.len(), 10);
    let typed = codes[0].to_lowercase().replace('-', " ");
    server.try_sign_in(&form(&typed)).await.assert_status(204);
    let twice = server.try_sign_in(&form(&codes[0])).await;
    twice.assert_refused(401, "wrong_credentials");
    server
        .try_sign_in(&form(&codes[1]))
        .await
        .assert_status(204);
}

#[tokio::test]
async fn a_second_factor_that_was_taken_away_is_not_asked_for() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let (_, _, codes) = enrol(&chief).await;
    chief
        .delete("/api/v1/session/totp")
        .await
        .assert_status(204);
    let without = Credentials::new(CHIEF, CHIEF_PASSWORD).form();
    server.try_sign_in(&without).await.assert_status(204);
    // The recovery codes of another time are of no use once it is back.
    enrol(&chief).await;
    let old = server.try_sign_in(&form(&codes[0])).await;
    old.assert_refused(401, "wrong_credentials");
}

#[tokio::test]
async fn a_reset_takes_the_second_factor_away() {
    let server = Server::small().await;
    let chief = server.set_up().await;
    let boss = chief.hire("boss", "administrator", "31").await;
    enrol(&chief).await;
    let id = boss.account_id(CHIEF).await;
    let reset = boss
        .post(&format!("/api/v1/accounts/{id}/reset"), &json!({}))
        .await;
    reset.assert_status(200);
    assert!(!chief.is_signed_in().await);
    let password = reset.json()["initial_password"].clone();
    let form = json!({ "login": CHIEF, "password": password });
    server.try_sign_in(&form).await.assert_status(204);
}
