//! `/units/{code}/numbers/{number}` and `GET /api/v1/units/{code}/numbers/{number}`: a number that is asked
//! where it comes from.

use std::sync::{Arc, LazyLock};

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{Html, IntoResponse, Response},
};
use liandong_app::{
    number::{NumberPage, NumberUrls, Past, render},
    page::Options,
};
use liandong_domain::{
    frame::{Cursor, Scene, Value},
    moment::{Day, Moment, iso_day},
    tree::UnitIndex,
    unit::UnitCode,
    view::number::{Answer, Figure, Question, answer},
};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;

use super::{address, pages};
use crate::{
    Application,
    access::{Staff, may_see_exactly},
    assets::Assets,
    client::Client,
    error::AppError,
    store::history::{KeptDay, Numbers},
};

/// Ended days that are told of.
const DAYS: i32 = 30;

static URLS: LazyLock<NumberUrls> = LazyLock::new(|| {
    let url = |logical: &str| Assets::embedded().url(logical).unwrap_or_default();
    NumberUrls {
        css: url("liandong.css"),
        js: url("number.js"),
        icon: url("favicon.svg"),
    }
});

/// A number, and where it comes from.
#[derive(Serialize, ToSchema)]
pub struct AskedNumber {
    cursor: Cursor,
    server_time: Moment,
    demo: bool,
    #[serde(flatten)]
    answer: Answer,
    trend: Vec<TrendDay>,
}

/// A number when a day ended.
#[derive(Serialize, ToSchema)]
struct TrendDay {
    #[serde(with = "iso_day")]
    #[schema(value_type = String, format = Date)]
    day: Day,
    figure: Figure,
    above: Option<Figure>,
}

/// What was found out.
struct Asked {
    question: Question,
    answer: Answer,
    cursor: Cursor,
    first: Day,
    days: Vec<(Day, Option<Figure>, Option<Figure>)>,
}

/// Where a number comes from.
///
/// # Errors
/// No such unit, metric or indicator, or the store failed.
#[utoipa::path(
    get,
    path = "/api/v1/units/{code}/numbers/{number}",
    operation_id = "askNumber",
    tag = "读取",
    summary = "一个数字从何而来",
    description = "定义、来源、上一级、下级各单位和近 30 天。number 为指标的键（如 member.total）或图表的键（如 attendance）。\
        敏感指标对外为取整值，各级之和不等于合计；登录的本单位人员看到精确值。不公开查看时需要登录。",
    params(("code" = UnitCode, Path), ("number" = String, Path)),
    security((), ("session" = [])),
    responses(
        (status = 200, body = AskedNumber),
        (status = 404, description = "unknown_number unknown_unit"),
        (status = 503, description = "disk_failed"),
    ),
)]
pub async fn show(
    State(application): State<Arc<Application>>,
    staff: Option<Staff>,
    path: Path<(String, String)>,
) -> Result<Json<AskedNumber>, AppError> {
    let asked = ask(&application, staff.as_ref(), &path).await?;
    let origin = application.hub.origin();
    let days = asked.days.into_iter().filter_map(|(day, figure, above)| {
        Some(TrendDay {
            day,
            figure: figure?,
            above,
        })
    });
    Ok(Json(AskedNumber {
        cursor: asked.cursor,
        server_time: origin.server_time,
        demo: origin.demo,
        answer: asked.answer,
        trend: days.collect(),
    }))
}

/// The same as a page.
pub async fn page(
    State(application): State<Arc<Application>>,
    staff: Option<Staff>,
    client: Client,
    headers: HeaderMap,
    Query(query): Query<HashMap<String, String>>,
    path: Path<(String, String)>,
) -> Response {
    let asked = match ask(&application, staff.as_ref(), &path).await {
        Ok(asked) => asked,
        Err(AppError::Refused(_)) => {
            let known = application.engine.read().tree().find(&path.0.0).is_some();
            let unit = (!known).then(|| path.0.0.chars().take(40).collect());
            return pages::missing(&application, unit);
        }
        Err(failed) => return failed.into_response(),
    };
    let pairs = query
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()));
    let scene = Options::from_query(pairs).scene();
    let mut page = on_page(&application, asked, scene);
    let (code, key) = (&page.answer.unit.code, page.question.key());
    page.qr_svg = address::qr(&address::absolute(
        client,
        &headers,
        &format!("/units/{code}/numbers/{key}"),
    ));
    let keep_nothing = [(header::CACHE_CONTROL, "no-store")];
    (keep_nothing, Html(render(&page, &URLS))).into_response()
}

/// The same for a page that anybody may stand in front of: nothing sensitive is exact.
///
/// # Errors
/// No such unit, metric or indicator, or the store failed.
pub(super) async fn asked(
    application: &Application,
    (code, key): (&str, &str),
    scene: Scene,
) -> Result<NumberPage, AppError> {
    let path = Path((code.to_owned(), key.to_owned()));
    let asked = ask(application, None, &path).await?;
    Ok(on_page(application, asked, scene))
}

fn on_page(application: &Application, asked: Asked, scene: Scene) -> NumberPage {
    let origin = application.hub.origin();
    NumberPage {
        past: Past {
            first: Some(asked.first),
            unit: asked.days.iter().map(|(_, figure, _)| *figure).collect(),
            above: asked.days.iter().map(|(.., above)| *above).collect(),
        },
        question: asked.question,
        answer: asked.answer,
        server_time: origin.server_time,
        offset: application.clock.offset(),
        demo: origin.demo,
        scene,
        qr_svg: String::new(),
    }
}

async fn ask(
    application: &Application,
    staff: Option<&Staff>,
    Path((code, key)): &Path<(String, String)>,
) -> Result<Asked, AppError> {
    let question = Question::from_key(key).ok_or_else(unknown_number)?;
    let (answer, cursor, units, today) = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let exact = staff.and_then(|staff| tree.find(staff.account.unit.as_str()));
        let answer = answer(&aggregate, code, question, exact);
        let answer = answer.ok_or_else(|| AppError::unknown_unit(code))?;
        let unit = tree.find(code);
        let units: Vec<UnitIndex> = unit
            .into_iter()
            .flat_map(|unit| tree.upwards(unit).take(2))
            .collect();
        let cursor = Cursor {
            epoch: application.engine.epoch(),
            seq: aggregate.seq(),
        };
        (answer, cursor, units, aggregate.today())
    };
    let first = today.plus(-DAYS);
    let days = if !question.is_sensitive() || answer.exact {
        let span = (first, today.plus(-1));
        let kept = application.store.days_of(&units, span).await?;
        // The level above of a sensitive number may be another's.
        let above = !question.is_sensitive()
            || answer
                .above
                .as_ref()
                .is_some_and(|above| may_see_exactly(application, staff, above.code.as_str()));
        day_by_day(&kept, question, (first, today), above)
    } else {
        Vec::new()
    };
    Ok(Asked {
        question,
        answer,
        cursor,
        first,
        days,
    })
}

/// Each day of the time, known or not.
fn day_by_day(
    kept: &[KeptDay],
    question: Question,
    (first, today): (Day, Day),
    with_above: bool,
) -> Vec<(Day, Option<Figure>, Option<Figure>)> {
    let days = (0..today.days_since(first)).map(|place| first.plus(place));
    days.map(|day| {
        let found = kept.iter().find(|kept| kept.day == day);
        let of = |place: usize| {
            let numbers = found?.units.get(place)?.as_ref()?;
            Some(figure(question, numbers))
        };
        (day, of(0), of(1).filter(|_| with_above))
    })
    .collect()
}

fn figure(question: Question, numbers: &Numbers) -> Figure {
    let (count, of) = question.sums(|metric| numbers[metric.column()]);
    Figure {
        count: Value::Count(count),
        of: of.map(Value::Count),
    }
}

fn unknown_number() -> AppError {
    let message = "没有这个数字；可用的见大屏快照 metrics 中的各键";
    AppError::refused(axum::http::StatusCode::NOT_FOUND, "unknown_number", message)
}
