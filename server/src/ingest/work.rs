//! Whether what is said of deployments, logs, lists, care and co-building can be true: texts of a length that
//! people read, nothing in them that tells who somebody is, days that are not in another age.

use liandong_domain::{
    fact::{Attachment, Event, Fact},
    moment::Day,
};
use liandong_tables::privacy::{self, PrivateKind};

use super::{
    Rejection,
    plausible::{LONGEST_KEY, MOST_PEOPLE, invalid, is_plain, text_fits},
};

/// The longest title, in characters.
pub const LONGEST_TITLE: usize = 60;
/// The longest text, in characters.
pub const LONGEST_TEXT: usize = 2_000;
/// The most files that go with one act.
pub const MOST_ATTACHMENTS: usize = 10;
/// The most targets of a deployment, or employers of an activity.
pub const MOST_NAMED: usize = 10_000;
/// How far from today a day may be, in days.
const FURTHEST_DAY: i32 = 3_660;
/// How many years back a year may be that is scored.
const YEARS_BACK: i32 = 10;

/// Refuses what cannot be true.
pub(super) fn check(fact: &Fact, today: Day) -> Result<(), Rejection> {
    if let Some(subject) = fact.event.subject() {
        text_fits("编号", subject, LONGEST_KEY)?;
    }
    match &fact.event {
        Event::DeploymentIssued(issued) => {
            title(&issued.title)?;
            text("text", &issued.text)?;
            near(issued.due, today, "due")?;
            at_most("targets", issued.targets.len(), MOST_NAMED)?;
            attachments(&issued.attachments)
        }
        Event::DeploymentAcknowledged(step)
        | Event::DeploymentProgressed(step)
        | Event::DeploymentCompleted(step) => {
            text("text", &step.text)?;
            attachments(&step.attachments)
        }
        Event::DeploymentPassedOn(passed) => {
            at_most("to", passed.to.len(), MOST_NAMED)?;
            text("text", &passed.text)
        }
        Event::DeploymentWithdrawn(withdrawn) => needed("text", &withdrawn.text),
        Event::LogSubmitted(log) => {
            needed("text", &log.text)?;
            people("count", log.count.unwrap_or_default())?;
            key("about", log.about.as_deref().unwrap_or_default())?;
            key("author", &log.author)?;
            attachments(&log.attachments)
        }
        Event::LogReviewed(review) | Event::LogReturned(review) => text("remark", &review.remark),
        _ => check_rest(&fact.event, today),
    }
}

fn check_rest(event: &Event, today: Day) -> Result<(), Rejection> {
    match event {
        Event::ItemOpened(opened) => {
            title(&opened.title)?;
            text("text", &opened.text)?;
            near(opened.due, today, "due")?;
            key("from", opened.from.as_deref().unwrap_or_default())?;
            attachments(&opened.attachments)
        }
        Event::ItemAssigned(assigned) => {
            near_if_any(assigned.due, today, "due")?;
            text("text", &assigned.text)
        }
        Event::ItemProgressed(step)
        | Event::ItemResolved(step)
        | Event::ItemReturned(step)
        | Event::ItemClosed(step)
        | Event::ItemReopened(step) => {
            text("text", &step.text)?;
            attachments(&step.attachments)
        }
        Event::ConferenceCalled(called) => {
            near(called.on, today, "on")?;
            text("text", &called.text)
        }
        Event::ConferenceAnswered(answered) => {
            near_if_any(answered.due, today, "due")?;
            text("text", &answered.text)
        }
        Event::CarePlanned(planned) => {
            people("people", planned.people)?;
            near(planned.due, today, "due")?;
            key("organisation", &planned.organisation)
        }
        Event::CareDone(done) => people("people", done.people),
        Event::ResourceOffered(offered) => {
            title(&offered.title)?;
            near(offered.until, today, "until")?;
            key("employer", &offered.employer)
        }
        Event::NeedRaised(raised) => {
            title(&raised.title)?;
            near(raised.due, today, "due")
        }
        Event::MatchMade(made) => {
            text_fits("resource", &made.resource, LONGEST_KEY)?;
            text_fits("need", &made.need, LONGEST_KEY)
        }
        Event::MatchAgreed(step) | Event::MatchFulfilled(step) | Event::MatchDropped(step) => {
            text("text", &step.text)
        }
        Event::MatchConfirmed(confirmed) => {
            if !(1..=5).contains(&confirmed.score) {
                return Err(invalid("score", confirmed.score, "应为 1 至 5"));
            }
            text("text", &confirmed.text)
        }
        Event::ActivityHeld(held) => {
            title(&held.title)?;
            at_most("employers", held.employers.len(), MOST_NAMED)?;
            held.employers
                .iter()
                .try_for_each(|invited| text_fits("employer", &invited.employer, LONGEST_KEY))
        }
        Event::AssessmentScored(scored) => {
            text_fits("indicator", &scored.indicator, LONGEST_KEY)?;
            if scored.score > 100 {
                return Err(invalid("score", scored.score, "应为 0 至 100"));
            }
            let this_year = today.year();
            if !(this_year - YEARS_BACK..=this_year).contains(&scored.year.into()) {
                return Err(invalid("year", scored.year, "应为本年度或此前十年之内"));
            }
            text("remark", &scored.remark)
        }
        _ => Ok(()),
    }
}

fn title(title: &str) -> Result<(), Rejection> {
    text_fits("title", title, LONGEST_TITLE)?;
    tells_nobody("title", title)
}

fn needed(field: &str, written: &str) -> Result<(), Rejection> {
    if written.trim().is_empty() {
        return Err(Rejection::new(
            "missing_field",
            format!("字段 {field} 不能为空"),
        ));
    }
    text(field, written)
}

/// A text of some lines, which may be empty.
fn text(field: &str, written: &str) -> Result<(), Rejection> {
    let line_fits = |line: &str| line.trim().is_empty() || is_plain(line, LONGEST_TEXT);
    let length = written.chars().count();
    if length > LONGEST_TEXT
        || !written
            .split(['\n', '\t'])
            .all(|line| line_fits(line.trim_end_matches('\r')))
    {
        let message = format!("字段 {field} 最多 {LONGEST_TEXT} 个字符，且不含换行以外的控制字符");
        return Err(Rejection::new("invalid_field", message));
    }
    tells_nobody(field, written)
}

/// Refuses a text with a number that stands for a person. Names cannot be told from other words for sure:
/// who writes is asked while writing.
///
/// # Errors
/// There is a telephone or identity number in it.
pub fn tells_nobody(field: &str, written: &str) -> Result<(), Rejection> {
    let kind = privacy::number_in(written);
    let Some(kind) = kind else { return Ok(()) };
    let what = match kind {
        PrivateKind::Phone => "电话号码",
        _ => "证件号码",
    };
    let message = format!("字段 {field} 里有{what}；系统不保存个人信息，请删去后再提交");
    Err(Rejection::new("text_names_person", message))
}

fn key(field: &str, written: &str) -> Result<(), Rejection> {
    if written.is_empty() {
        return Ok(());
    }
    text_fits(field, written, LONGEST_KEY)
}

fn people(field: &str, count: u32) -> Result<(), Rejection> {
    if count > MOST_PEOPLE {
        return Err(invalid(field, count, "超过 1000000"));
    }
    Ok(())
}

fn at_most(field: &str, count: usize, most: usize) -> Result<(), Rejection> {
    if count > most {
        let message = format!("字段 {field} 有 {count} 项，最多 {most} 项");
        return Err(Rejection::new("invalid_field", message));
    }
    Ok(())
}

fn near(day: Day, today: Day, field: &str) -> Result<(), Rejection> {
    if day.days_since(today).abs() > FURTHEST_DAY {
        return Err(invalid(field, day.date(), "应在前后十年之内"));
    }
    Ok(())
}

fn near_if_any(day: Option<Day>, today: Day, field: &str) -> Result<(), Rejection> {
    day.map_or(Ok(()), |day| near(day, today, field))
}

fn attachments(attachments: &[Attachment]) -> Result<(), Rejection> {
    at_most("attachments", attachments.len(), MOST_ATTACHMENTS)?;
    for Attachment { file, name } in attachments {
        let is_hash = file.len() == 64 && file.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_hash {
            return Err(invalid("file", file, "应为上传文件时得到的编号"));
        }
        text_fits("name", name, 120)?;
    }
    Ok(())
}
