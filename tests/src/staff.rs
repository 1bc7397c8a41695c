//! A staff member's browser: signs in, keeps its cookie, and asks as that account.

use liandong_domain::frame::Encoding;
use reqwest::{Method, RequestBuilder, StatusCode, header};
use serde_json::{Value, json};

use crate::{Answer, Screen, Server};

/// The login of the first account, which administers the root.
pub const CHIEF: &str = "chief";
/// Its password.
pub const CHIEF_PASSWORD: &str = "借伞 umbrella on Liuzhou Road";
/// The password that every other account has, once the first one is changed.
const PASSWORD: &str = "seven kettles 唱歌 at dusk";

/// What one signs in with.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// The login.
    pub login: String,
    /// The password.
    pub password: String,
}

impl Credentials {
    /// Login and password.
    pub fn new(login: &str, password: &str) -> Self {
        Self {
            login: login.to_owned(),
            password: password.to_owned(),
        }
    }

    /// As a form for signing in.
    pub fn form(&self) -> Value {
        json!({ "login": self.login, "password": self.password })
    }
}

/// A browser in which a staff member is signed in.
pub struct Staff<'a> {
    server: &'a Server,
    /// What it signed in with.
    pub credentials: Credentials,
    cookie: String,
}

/// Staff of a server.
impl Server {
    /// The code of the first start, as the log tells it.
    pub fn setup_code(&self) -> String {
        let log = self.log();
        let told = log.lines().rfind(|line| line.contains("/setup asks"));
        let told = told.expect("the log tells the code");
        let (_, code) = told.split_once("code=\"").expect("a code");
        code.split('"').next().unwrap_or_default().to_owned()
    }

    /// A form for the first start that is right where there are units already.
    pub fn setup_form(&self) -> Value {
        json!({
            "code": self.setup_code(), "login": CHIEF, "title": "市委组织部",
            "password": CHIEF_PASSWORD, "public_viewing": true,
        })
    }

    /// Asks for the first account.
    pub async fn send_setup(&self, form: &Value) -> Answer {
        let request = self.request(Method::POST, "/api/v1/setup");
        Answer::of(request.json(form)).await
    }

    /// Makes the first account; it administers the root, and is signed in.
    pub async fn set_up(&self) -> Staff<'_> {
        let answer = self.send_setup(&self.setup_form()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        Staff::sign_in(self, Credentials::new(CHIEF, CHIEF_PASSWORD)).await
    }

    /// Tries to sign in.
    pub async fn try_sign_in(&self, form: &Value) -> Answer {
        let request = self.request(Method::POST, "/api/v1/session");
        Answer::of(request.json(form)).await
    }
}

impl<'a> Staff<'a> {
    /// Signs in, which must work.
    pub async fn sign_in(server: &'a Server, credentials: Credentials) -> Self {
        Self::sign_in_with(server, credentials.clone(), &credentials.form()).await
    }

    /// Signs in by a form that says more than login and password, which must work.
    pub async fn sign_in_with(server: &'a Server, credentials: Credentials, form: &Value) -> Self {
        let answer = server.try_sign_in(form).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
        let cookie = answer.header("set-cookie");
        let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Self {
            server,
            credentials,
            cookie,
        }
    }

    /// The same account in another browser.
    pub async fn elsewhere(&self) -> Self {
        Self::sign_in(self.server, self.credentials.clone()).await
    }

    /// The server.
    pub fn server(&self) -> &'a Server {
        self.server
    }

    /// The cookie as requests carry it.
    pub fn cookie(&self) -> &str {
        &self.cookie
    }

    /// A request with the cookie.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.server.request(method, path);
        request.header(header::COOKIE, &self.cookie)
    }

    /// Gets an address.
    pub async fn get(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::GET, path)).await
    }

    /// Deletes what is there.
    pub async fn delete(&self, path: &str) -> Answer {
        Answer::of(self.request(Method::DELETE, path)).await
    }

    /// Posts JSON.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, body).await
    }

    /// Puts JSON.
    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PUT, path, body).await
    }

    /// Changes by JSON.
    pub async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::PATCH, path, body).await
    }

    /// Sends JSON.
    pub async fn send(&self, method: Method, path: &str, body: &Value) -> Answer {
        Answer::of(self.request(method, path).json(body)).await
    }

    /// Whether the session still holds.
    pub async fn is_signed_in(&self) -> bool {
        self.get("/api/v1/session").await.status == StatusCode::OK
    }

    /// Makes an account; its number and the credentials that its holder begins with.
    pub async fn make_account(&self, login: &str, role: &str, unit: &str) -> (i64, Credentials) {
        let form = json!({ "login": login, "title": "基层科", "role": role, "unit": unit });
        let answer = self.post("/api/v1/accounts", &form).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        let made = answer.json();
        let password = made["initial_password"].as_str().expect("a password");
        let id = made["id"].as_i64().expect("a number");
        (id, Credentials::new(login, password))
    }

    /// Makes an account and signs in with it, its first password changed.
    pub async fn hire(&self, login: &str, role: &str, unit: &str) -> Staff<'a> {
        let (_, initial) = self.make_account(login, role, unit).await;
        let mut hired = Staff::sign_in(self.server, initial).await;
        let answer = hired.change_password(PASSWORD).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
        PASSWORD.clone_into(&mut hired.credentials.password);
        hired
    }

    /// Asks for another password.
    pub async fn change_password(&self, new: &str) -> Answer {
        let form = json!({ "current": self.credentials.password, "new": new });
        self.put("/api/v1/session/password", &form).await
    }

    /// The number of the account with this login, which this one administers.
    pub async fn account_id(&self, login: &str) -> i64 {
        let accounts = self.get("/api/v1/accounts").await.json();
        let mut accounts = accounts["accounts"].as_array().expect("a list").iter();
        let account = accounts.find(|account| account["login"] == login);
        let account = account.unwrap_or_else(|| panic!("no account {login}"));
        account["id"].as_i64().expect("a number")
    }

    /// Makes a token; its number and its secret.
    pub async fn make_token(&self, form: &Value) -> (i64, String) {
        let answer = self.post("/api/v1/tokens", form).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
        let made = answer.json();
        let secret = made["token"].as_str().expect("a secret").to_owned();
        (made["id"].as_i64().expect("a number"), secret)
    }

    /// Says whether everybody may look.
    pub async fn set_public_viewing(&self, public: bool) {
        let form = json!({ "public_viewing": public });
        let answer = self.put("/api/v1/settings", &form).await;
        assert_eq!(answer.status, StatusCode::NO_CONTENT, "{answer:?}");
    }

    /// A display in this browser.
    pub async fn screen(&self, unit: &str) -> Screen {
        let mut screen = Screen::open_as(self.server, Encoding::Json, &self.cookie).await;
        screen.show(unit).await;
        screen
    }
}
