//! What the columns of a file hold. Each choice is said to the API at once, by `import.js`.

use leptos::prelude::*;

/// What is said of a file.
pub struct Sheet {
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// What columns may hold.
    pub fields: Vec<FieldChoice>,
    /// Whether the columns were known from an earlier file.
    pub remembered: bool,
    /// What stands against the columns, or why the file cannot be read.
    pub problems: Vec<String>,
    /// Today, the last day that a file can tell of.
    pub today: String,
}

/// A column.
pub struct Column {
    /// Its heading.
    pub heading: String,
    /// What it says of a person.
    pub private: Option<&'static str>,
    /// Its first value, masked where private.
    pub first_value: Option<String>,
    /// The key of the field it holds.
    pub field: Option<&'static str>,
    /// How many different words of it have a code, where its field has codes.
    pub known: Option<usize>,
    /// How many have none.
    pub unknown: usize,
}

/// A field that a column may hold.
pub struct FieldChoice {
    /// Its key.
    pub key: &'static str,
    /// Its name.
    pub label: &'static str,
    /// Whether every row needs it.
    pub required: bool,
    /// What to write.
    pub help: &'static str,
    /// Whether it may be the same in all rows.
    pub may_be_fixed: bool,
    /// The value of all rows.
    pub fixed: Option<String>,
    /// Its codes with their words, where it has a list.
    pub codes: Vec<(&'static str, &'static str)>,
}

/// The columns, and values for all rows of the fields that no column holds.
pub fn mapping(sheet: &Sheet) -> impl IntoView + use<> {
    let lines = sheet.columns.iter().enumerate();
    let lines = lines.map(|(index, column)| line(index, column, &sheet.fields));
    let held = sheet.columns.iter().filter(|it| it.field.is_some()).count();
    let dropped = sheet.columns.iter().filter(|it| is_dropped(it)).count();
    let remembered = sheet.remembered.then_some(" · 沿用上次的对应");
    view! {
        <section class="card" aria-labelledby="mapping-title">
            <h2 id="mapping-title" tabindex="-1">
                "列映射"
                <small>
                    {sheet.columns.len()} " 列 · 对应 " {held} " · 剔除 " {dropped} {remembered}
                </small>
            </h2>
            {fixed(sheet)}
            <div class="scroll tall" id="mapping-rows" tabindex="0" role="region" aria-label="各列">
                <table class="mapping">
                    <thead>
                        <tr>
                            <th scope="col">"文件列"</th>
                            <th scope="col">"对应字段"</th>
                            <th scope="col">"首行值"</th>
                            <th scope="col">"检查"</th>
                        </tr>
                    </thead>
                    <tbody>{lines.collect_view()}</tbody>
                </table>
            </div>
            <p class="lock">"姓名、身份证号、手机号在写入前剔除，系统不保存。"</p>
        </section>
    }
}

fn is_dropped(column: &Column) -> bool {
    column.private.is_some() && column.field.is_none()
}

fn line(index: usize, column: &Column, fields: &[FieldChoice]) -> impl IntoView + use<> {
    let options = fields.iter().map(|field| {
        view! {
            <option value=field.key selected=column.field == Some(field.key)>
                {field.label}
            </option>
        }
    });
    let state = match (column.field, column.unknown) {
        (None, _) => "out",
        (_, 0) => "held",
        _ => "open",
    };
    view! {
        <tr data-state=state>
            <th scope="row">{column.heading.clone()}</th>
            <td>
                <select
                    id=format!("column-{index}")
                    data-column=index.to_string()
                    aria-label=format!("“{}”列对应的字段", column.heading)
                >
                    <option value="">"不导入"</option>
                    {options.collect_view()}
                </select>
            </td>
            <td class="value">{column.first_value.clone().unwrap_or_else(|| "—".to_owned())}</td>
            <td>{check(column)}</td>
        </tr>
    }
}

fn check(column: &Column) -> impl IntoView + use<> {
    let (state, text) = match column {
        Column {
            private: Some(_),
            field: None,
            ..
        } => ("out", "隐私列 · 剔除".to_owned()),
        Column { field: None, .. } => ("out", "忽略".to_owned()),
        Column {
            private: Some(_), ..
        } => ("held", "换成不可还原的标识".to_owned()),
        Column { unknown, .. } if *unknown > 0 => ("open", format!("{unknown} 个值待对应")),
        Column {
            known: Some(known), ..
        } => ("held", format!("字典 {known} / {known}")),
        _ => ("held", "已对应".to_owned()),
    };
    view! {
        <span class="said" data-state=state>
            {text}
        </span>
    }
}

/// Values for all rows, of required fields that no column holds and of those that have one already.
fn fixed(sheet: &Sheet) -> Option<impl IntoView + use<>> {
    let is_held = |field: &FieldChoice| {
        let mut columns = sheet.columns.iter();
        columns.any(|column| column.field == Some(field.key))
    };
    let open = sheet.fields.iter().filter(|field| {
        field.may_be_fixed && !is_held(field) && (field.required || field.fixed.is_some())
    });
    let open: Vec<_> = open.map(value_for_all).collect();
    (!open.is_empty()).then(|| {
        view! {
            <div class="fixed">
                <h3>"文件里没有的列" <small>"为所有行指定同一个值"</small></h3>
                {open}
            </div>
        }
    })
}

fn value_for_all(field: &FieldChoice) -> impl IntoView + use<> {
    let id = format!("fixed-{}", field.key);
    let value = field.fixed.clone().unwrap_or_default();
    let input = if field.codes.is_empty() {
        let list = matches!(field.key, "unit" | "parent").then_some("units-found");
        view! {
            <input
                id=id.clone()
                data-fixed=field.key
                data-saved=value.clone()
                value=value
                list=list
                placeholder=field.help
                autocomplete="off"
            />
        }
        .into_any()
    } else {
        // What was said before may be the word instead of the code.
        let codes = field.codes.iter().map(|(key, word)| {
            let chosen = *key == value || *word == value;
            view! { <option value=*key selected=chosen>{*word}</option> }
        });
        view! {
            <select id=id.clone() data-fixed=field.key title=field.help>
                <option value="">"请选择"</option>
                {codes.collect_view()}
            </select>
        }
        .into_any()
    };
    view! {
        <div class="field row">
            <label for=id>{field.label}</label>
            {input}
        </div>
    }
}
