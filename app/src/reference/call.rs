//! One operation: what it does, what it takes, what it answers, how it fails, and an example.

use leptos::prelude::*;

use super::{
    Answer, Call,
    shape::{fields, kind},
    shell::failures,
};

/// An operation.
#[component]
pub fn Operation(
    /// The call.
    call: Call,
) -> impl IntoView {
    let heading = format!("{}-heading", call.id);
    let about = (!call.about.is_empty()).then(|| view! { <p>{call.about}</p> });
    let parameters = (!call.parameters.is_empty()).then(|| {
        view! {
            <h4>"参数"</h4>
            {fields(call.parameters)}
        }
    });
    let body = call.body.map(|body| {
        view! {
            <h4>"请求体"</h4>
            <p>{kind(body)}</p>
            {fields(call.fields)}
        }
    });
    let own = (!call.failures.is_empty()).then(|| {
        view! {
            <h4>"出错"</h4>
            {failures(call.failures)}
        }
    });
    let answers = call.answers.into_iter().map(answer).collect_view();
    view! {
        <article class="card operation" id=call.id aria-labelledby=heading>
            <h3 id=heading.clone()>{call.summary}</h3>
            <p class="line">
                <b class="method" data-method=call.method.clone()>
                    {call.method.clone()}
                </b>
                <code>{call.path}</code>
                <small>{call.access}</small>
            </p>
            {about}
            {parameters}
            {body}
            <h4>"示例"</h4>
            <pre tabindex="0">{call.curl}</pre>
            <h4>"答复"</h4>
            {answers}
            {own}
        </article>
    }
}

fn answer(answer: Answer) -> impl IntoView {
    let example =
        (!answer.example.is_empty()).then(|| view! { <pre tabindex="0">{answer.example}</pre> });
    view! {
        <p>
            <b>{answer.status}</b>
            " "
            {answer.about}
            {answer.kind.map(|body| view! { "：" {kind(body)} })}
        </p>
        {example}
    }
}
