//! The units that were found.

use leptos::{either::EitherOf3, prelude::*};

use crate::{
    format,
    page::{Found, Options, Search},
};

#[component]
pub(super) fn Results(search: Search) -> impl IntoView {
    let summary = summary(&search);
    let Search { query, found, .. } = search;
    let list = if query.is_empty() {
        EitherOf3::A(())
    } else if found.is_empty() {
        EitherOf3::B(view! {
            <p class="home-hint">"换个说法试试：名称的一部分、代码的开头，或拼音首字母。"</p>
        })
    } else {
        let rows = found
            .into_iter()
            .map(|unit| view! { <Row unit query=query.clone() /> });
        EitherOf3::C(view! { <ul class="home-results">{rows.collect_view()}</ul> })
    };
    view! {
        <section class="home-found" aria-label="查找结果">
            <p class="home-summary" role="status">{summary}</p>
            {list}
        </section>
    }
}

#[component]
fn Row(unit: Found, query: String) -> impl IntoView {
    let Found { unit, above } = unit;
    let above: Vec<&str> = above.iter().map(|step| &*step.name).collect();
    let above = above.join(" › ");
    let (before, hit, after) = split_at_match(&unit.name, &query);
    let name = view! { {before.to_owned()} <mark>{hit.to_owned()}</mark> {after.to_owned()} };
    view! {
        <li>
            <a class="home-result" href=Options::default().href(&unit.code)>
                <span class="home-name">{name}</span>
                <span class="home-kind">{unit.kind.label()}</span>
                <span class="home-above">{above}</span>
                <span class="home-code">{unit.code.to_string()}</span>
            </a>
        </li>
    }
}

fn summary(search: &Search) -> String {
    let Search {
        query,
        total,
        found,
        ..
    } = search;
    if query.is_empty() {
        return String::new();
    }
    if *total == 0 {
        return format!("没有找到“{query}”。");
    }
    let (count, shown) = (format::count(i64::from(*total)), found.len());
    if *total as usize > shown {
        format!("找到 {count} 个，列出前 {shown} 个。")
    } else {
        format!("找到 {count} 个。")
    }
}

/// A name in three parts, of which the middle one is what was searched for.
fn split_at_match<'a>(name: &'a str, query: &str) -> (&'a str, &'a str, &'a str) {
    let query = query.trim();
    match name.find(query) {
        Some(start) if !query.is_empty() => {
            let (before, rest) = name.split_at(start);
            let (hit, after) = rest.split_at(query.len());
            (before, hit, after)
        }
        _ => (name, "", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_match_is_marked() {
        assert_eq!(split_at_match("徐家汇街道", "家汇"), ("徐", "家汇", "街道"));
        assert_eq!(
            split_at_match("徐家汇街道", " 徐家汇 "),
            ("", "徐家汇", "街道")
        );
        assert_eq!(split_at_match("徐家汇街道", "xjh"), ("徐家汇街道", "", ""));
        assert_eq!(split_at_match("徐家汇街道", ""), ("徐家汇街道", "", ""));
    }

    #[test]
    fn the_summary_says_when_the_list_is_cut() {
        let search = |query: &str, total| Search {
            query: query.to_owned(),
            total,
            ..Search::default()
        };
        assert_eq!(summary(&search("徐", 0)), "没有找到“徐”。");
        assert_eq!(summary(&search("徐", 1200)), "找到 1,200 个，列出前 0 个。");
        assert_eq!(summary(&search("", 0)), "");
    }
}
