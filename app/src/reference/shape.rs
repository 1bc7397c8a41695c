//! What bodies and answers are made of.

use leptos::prelude::*;

use super::{Field, Kind, Shape};

/// All shapes.
#[component]
pub fn Shapes(
    /// The shapes.
    shapes: Vec<Shape>,
) -> impl IntoView {
    let shapes = shapes.into_iter().map(shape).collect_view();
    view! {
        <section class="group" id="数据结构">
            <h2>"数据结构"</h2>
            {shapes}
        </section>
    }
}

fn shape(shape: Shape) -> impl IntoView {
    let id = format!("shape-{}", shape.name);
    let is_one = shape.forms.len() == 1;
    let forms = shape.forms.into_iter().map(|(name, own)| {
        let name = (!is_one).then(|| view! { <h4>{name}</h4> });
        view! {
            {name}
            {fields(own)}
        }
    });
    view! {
        <article class="card shape" id=id>
            <h3>
                <code>{shape.name}</code>
                <small>{shape.about}</small>
            </h3>
            {shape.kind.map(|written| view! { <p>{kind(written)}</p> })}
            {forms.collect_view()}
        </article>
    }
}

/// What something is; a link to the details, where there are any.
pub fn kind(kind: Kind) -> impl IntoView {
    match kind.shape {
        None => view! { <span>{kind.text}</span> }.into_any(),
        Some(shape) => {
            let address = format!("#shape-{shape}");
            view! { <a href=address>{kind.text}</a> }.into_any()
        }
    }
}

/// Fields or parameters, one a line.
pub fn fields(fields: Vec<Field>) -> impl IntoView {
    let lines = fields.into_iter().map(|field| {
        let required = field
            .required
            .then(|| view! { <small class="required">"必填"</small> });
        view! {
            <div>
                <dt>
                    <code>{field.name}</code>
                    {required}
                </dt>
                <dd>
                    <span class="what">{kind(field.kind)}</span>
                    {field.about}
                </dd>
            </div>
        }
    });
    view! { <dl class="fields">{lines.collect_view()}</dl> }
}
