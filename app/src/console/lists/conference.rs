//! The joint conference on a problem: its parties, what each promised, and whether it has done it.

use leptos::{either::Either, prelude::*};
use liandong_domain::{fact::item::Party, frame::PathStep, moment::Day};

use super::{board::numeral, day};
use crate::console::acts::{ActForm, DayField, Text};

/// A conference.
pub struct ConferenceView {
    /// The day of the last meeting.
    pub on: Day,
    /// How often the parties were called.
    pub times: u16,
    /// The parties.
    pub seats: Vec<SeatView>,
}

/// A party at the table.
pub struct SeatView {
    /// Who.
    pub party: Party,
    /// What it said that it will do.
    pub text: String,
    /// By when.
    pub due: Option<Day>,
    /// Whether it came, where that is known.
    pub attended: Option<bool>,
    /// Whether it promised something.
    pub promised: bool,
    /// Whether it has done it.
    pub fulfilled: bool,
}

impl SeatView {
    fn state(&self) -> (&'static str, &'static str) {
        match (self.promised, self.fulfilled) {
            (_, true) => ("✓", "已落实"),
            (true, false) => ("□", "落实中"),
            (false, false) => ("—", "待答复"),
        }
    }
}

/// What the forms of the answers need.
#[derive(Clone)]
pub(super) struct Answering {
    pub(super) item: String,
    pub(super) unit: PathStep,
    pub(super) for_another: bool,
}

pub(super) fn conference(
    held: ConferenceView,
    answering: Option<Answering>,
    today: Day,
) -> impl IntoView {
    let ConferenceView { on, times, seats } = held;
    let came = seats.iter().filter(|seat| seat.attended == Some(true));
    let (came, all) = (came.count(), seats.len());
    let promised = seats.iter().filter(|seat| seat.promised || seat.fulfilled);
    let promised = promised.count();
    let done = seats.iter().filter(|seat| seat.fulfilled).count();
    let may = answering.is_some();
    let rows = seats
        .into_iter()
        .map(|seat| row(seat, answering.clone(), today));
    let rows = rows.collect_view();
    let last = may.then(|| view! { <th scope="col">"记录"</th> });
    view! {
        <section class="conference">
            <h3>
                {numeral(all)}
                "方联席会议 "
                <small>{day(on, today)} " · 到会 " {came} " / " {all} " · 第 " {times} " 次"</small>
                <span class="fulfilled">"✓ 已落实 " {done} " / " {promised}</span>
            </h3>
            <div class="scroll" tabindex="0" role="region" aria-label="各方答复">
                <table>
                    <thead>
                        <tr>
                            <th scope="col">"各方"</th>
                            <th scope="col">"答复"</th>
                            <th scope="col">"到期"</th>
                            <th scope="col">"状态"</th>
                            {last}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn row(seat: SeatView, answering: Option<Answering>, today: Day) -> impl IntoView {
    let (mark, state) = seat.state();
    let answer = if seat.text.is_empty() {
        "—".to_owned()
    } else {
        seat.text.clone()
    };
    let due = seat
        .due
        .map_or_else(|| "—".to_owned(), |due| day(due, today));
    let late = seat.promised && !seat.fulfilled && seat.due.is_some_and(|due| due < today);
    let late = late.then(|| view! { <span class="plate">"▲ 逾期"</span> });
    let absent = (seat.attended == Some(false)).then(|| view! { <small>" 未到会"</small> });
    let party = seat.party.label();
    // Who has done what it promised has nothing more to say.
    let fulfilled = seat.fulfilled;
    let forms = answering.map(|answering| {
        let forms = (!fulfilled).then(|| forms(&seat, answering, today));
        view! { <td class="answers">{forms}</td> }
    });
    view! {
        <tr data-party=seat.party.key()>
            <th scope="row">{party} {absent}</th>
            <td class="answer">{answer}</td>
            <td class="due">{due} " " {late}</td>
            <td class="due" data-done=seat.fulfilled>
                <span aria-hidden="true">{mark}</span>
                " "
                {state}
            </td>
            {forms}
        </tr>
    }
}

fn forms(seat: &SeatView, answering: Answering, today: Day) -> impl IntoView + use<> {
    let Answering {
        item,
        unit,
        for_another,
    } = answering;
    let party = seat.party.label();
    let about = vec![
        ("item", item.clone()),
        ("party", seat.party.key().to_owned()),
    ];
    if seat.promised && !seat.fulfilled {
        let call = format!("POST /api/v1/units/{}/acts", unit.code);
        let attended = seat.attended.unwrap_or(true);
        return Either::Left(view! {
            <form class="act" data-act=call data-then="reload">
                <input type="hidden" name="kind" value="conference.answered" />
                <input type="hidden" name="item" value=item />
                <input type="hidden" name="party" value=seat.party.key() />
                <input type="hidden" name="attended" value=attended.to_string() data-flag=true />
                <input type="hidden" name="fulfilled" value="true" data-flag=true />
                <button type="submit" aria-label=format!("{party}已落实")>
                    "已落实"
                </button>
                <p class="form-error" role="alert"></p>
            </form>
        });
    }
    let came = seat.attended != Some(false);
    Either::Right(view! {
        <details class="fold-act" name="answer">
            <summary>
                "记答复"
                <span class="unseen">"：" {party}</span>
            </summary>
            <ActForm unit kind="conference.answered" about label="记下答复" for_another>
                <label class="check">
                    <input type="checkbox" name="attended" value="true" checked=came />
                    <span>{party} "到会"</span>
                </label>
                <Text name="text" label="答复：做什么" rows=2 optional=true />
                <DayField name="due" label="到期" from=Some(today) optional=true />
            </ActForm>
        </details>
    })
}
