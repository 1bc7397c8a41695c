//! A page that says why there is none.

use leptos::prelude::*;

use super::{KioskUrls, shell};

/// What it says.
#[derive(Clone, Debug)]
pub struct Notice {
    /// What is the matter.
    pub title: &'static str,
    /// Why, and what to do.
    pub text: String,
    /// The first page of the kiosk, where there is one to go back to.
    pub home: Option<String>,
}

/// The page as a whole HTML document.
pub fn render_notice(notice: &Notice, urls: &KioskUrls) -> String {
    let owner = Owner::new();
    let body = owner.with(|| view(notice).to_html());
    shell::notice(notice.title, urls, notice.home.as_deref(), &body)
}

fn view(notice: &Notice) -> impl IntoView + use<> {
    let home = notice.home.clone();
    let home = home.map(|home| view! { <a class="key main" href=home>"返回首页"</a> });
    view! {
        <main class="kiosk-notice">
            <h1>{notice.title}</h1>
            <p>{notice.text.clone()}</p>
            {home}
        </main>
    }
}
