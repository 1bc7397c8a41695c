//! The week's meetings as a table: branches down, kinds across, expected and attended in each cell.

use leptos::prelude::*;
use liandong_domain::fact::{MeetingKind, life::Frequency};

use super::MeetingBranch;

/// A kind's key in facts.
pub fn key(meeting: MeetingKind) -> &'static str {
    match meeting {
        MeetingKind::BranchCongress => "branch_congress",
        MeetingKind::BranchCommittee => "branch_committee",
        MeetingKind::GroupMeeting => "group_meeting",
        MeetingKind::Lecture => "lecture",
        MeetingKind::ThemeDay => "theme_day",
        MeetingKind::OrganisationalLife => "organisational_life",
    }
}

/// The table.
pub(super) fn weekly(
    branches: &[MeetingBranch],
    total: usize,
    rules: &[(MeetingKind, Frequency); 6],
) -> impl IntoView + use<> {
    let heads = rules.map(|(meeting, every)| {
        view! { <th scope="col">{meeting.label()} <small>{every.label()}</small></th> }
    });
    let rows = branches.iter().map(row).collect_view();
    let more = total.saturating_sub(branches.len());
    let more = (more > 0).then(|| {
        view! { <p class="hint">{format!("另有 {more} 个支部；点下级单位，逐个单位填。")}</p> }
    });
    view! {
        <section class="card">
            <h2>"一周一表" <small>"填 应到/实到，如 52/47；Tab 到下一格，可以从表格软件整块粘贴"</small></h2>
            <form id="weekly">
                <div class="scroll" tabindex="0" role="region" aria-label="一周一表">
                    <table class="weekly">
                        <thead>
                            <tr>
                                <th scope="col">"党支部"</th>
                                {heads.into_iter().collect_view()}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                {more}
                <ul id="weekly-problems" class="field-error"></ul>
                <div class="send">
                    <button class="primary" type="submit">"保存填好的"</button>
                    <p id="weekly-status" role="status">"还没有填"</p>
                </div>
            </form>
        </section>
    }
}

fn row(branch: &MeetingBranch) -> impl IntoView + use<> {
    let cells = MeetingKind::ALL
        .into_iter()
        .zip(branch.held)
        .map(|(meeting, held)| {
            let label = format!(
                "{} {} {} 应到/实到",
                branch.unit_name,
                branch.key,
                meeting.label()
            );
            let hint = if held { "✓ 已开" } else { "" };
            view! {
                <td>
                    <input
                        type="text"
                        inputmode="numeric"
                        autocomplete="off"
                        aria-label=label
                        placeholder=hint
                        data-branch=branch.key.clone()
                        data-unit=branch.unit.clone()
                        data-meeting=key(meeting)
                        data-word=format!("{} {} {}", branch.unit_name, branch.key, meeting.label())
                    />
                </td>
            }
        });
    view! {
        <tr>
            <th scope="row">{branch.unit_name.clone()} <small>{branch.key.clone()}</small></th>
            {cells.collect_view()}
        </tr>
    }
}
