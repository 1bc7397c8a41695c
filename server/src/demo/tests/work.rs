//! The work of the days before now.

use liandong_domain::{
    aggregate::Aggregate,
    fact::Event,
    metric::Metric,
    moment::{Date, Day},
};

use super::{check_as_sent, fold, options, take, tree, unit_facts};
use crate::demo::{Options, SHOWCASE, Seed, moment, offset, proportions::LATELY_DAYS};

/// What the scenes of the showcase are about, beside what was drawn for them.
#[test]
#[expect(clippy::too_many_lines, reason = "a list, a line each")]
fn the_showcase_has_work_in_proportion() {
    let aggregate = fold(Seed::new(&tree(), &options(100, Some(SHOWCASE))));
    let tree = aggregate.tree();
    let district = tree.find(SHOWCASE).unwrap();
    let count = |metric: Metric| aggregate.count(district, metric);
    let between = |metric: Metric, least: i64, most: i64| {
        let (is, key) = (count(metric), metric.definition().key);
        assert!((least..=most).contains(&is), "{key} is {is}");
    };
    let share = |part: Metric, of: Metric, least: f64, most: f64| {
        let share = count(part) as f64 / count(of) as f64;
        let key = part.definition().key;
        assert!((least..=most).contains(&share), "{key}: {share:.3}");
    };
    between(Metric::DEPLOYMENT_ISSUED, 18, 26);
    between(Metric::DEPLOYMENT_STREET_DUE, 234, 252);
    let received = (
        Metric::DEPLOYMENT_STREET_RECEIVED,
        Metric::DEPLOYMENT_STREET_DUE,
    );
    share(received.0, received.1, 0.97, 0.995);
    let done = (
        Metric::DEPLOYMENT_COMMUNITY_DONE,
        Metric::DEPLOYMENT_COMMUNITY_DUE,
    );
    share(done.0, done.1, 0.86, 0.95);
    between(Metric::DEPLOYMENT_COMMUNITY_LATE, 40, 250);

    let communities = Metric::COMMUNITY_TOTAL;
    share(Metric::LOG_REPORTING, communities, 0.80, 0.97);
    share(
        Metric::LOG_REPORTING_STREET,
        Metric::LOG_REPORTING,
        0.70,
        0.97,
    );
    share(
        Metric::LOG_REPORTING_DISTRICT,
        Metric::LOG_REPORTING_STREET,
        0.65,
        0.97,
    );
    between(Metric::LOG_RETURNED, 3, 150);
    between(Metric::LOG_LATE, 3, 150);

    between(Metric::ITEM_TASK_OPEN, 410, 480);
    between(Metric::ITEM_TASK_OVERDUE, 28, 60);
    between(Metric::ITEM_TASK_AGE_7, 170, 230);
    between(Metric::ITEM_TASK_AGE_OVER, 30, 55);
    between(Metric::ITEM_PROBLEM_OPEN, 160, 205);
    between(Metric::ITEM_PROBLEM_OVERDUE, 3, 20);
    between(Metric::ITEM_RECTIFICATION_OPEN, 50, 80);
    between(Metric::ITEM_RECTIFICATION_OVERDUE, 0, 8);
    between(Metric::ITEM_WATCHED, 100, 250);
    between(Metric::ITEM_RECURRED, 1, 8);
    between(Metric::CONFERENCE_CALLED, 3, 30);

    share(Metric::CARE_DONE, Metric::CARE_PLANNED, 0.90, 0.96);
    let streets = &tree.node(district).children;
    for &street in streets {
        let [done, planned] = [Metric::CARE_DONE, Metric::CARE_PLANNED]
            .map(|metric| aggregate.count(street, metric) as f64);
        let carried_out = done / planned;
        assert!(
            planned < 20.0 || (0.82..=1.0).contains(&carried_out),
            "{carried_out}"
        );
    }

    let branches = Metric::ORGANISATION_BRANCH;
    for metric in [
        Metric::BRANCH_HELD_BRANCH_CONGRESS,
        Metric::BRANCH_HELD_BRANCH_COMMITTEE,
        Metric::BRANCH_HELD_GROUP_MEETING,
        Metric::BRANCH_HELD_LECTURE,
        Metric::BRANCH_HELD_THEME_DAY,
    ] {
        share(metric, branches, 0.88, 0.98);
    }
    share(Metric::BRANCH_BEHIND, branches, 0.08, 0.25);
    share(Metric::BRANCH_ATTENDANCE_LT60, branches, 0.005, 0.025);
    share(Metric::BRANCH_ATTENDANCE_90, branches, 0.30, 0.55);

    between(Metric::PIPELINE_APPLIED, 500, 2_500);
    between(Metric::PIPELINE_ACTIVIST, 300, 1_500);
    between(Metric::PIPELINE_FORMAL, 300, 2_500);
    between(Metric::PIPELINE_OVERDUE_ACTIVIST, 5, 150);
    between(Metric::PIPELINE_OVERDUE_CANDIDATE, 2, 80);
    between(Metric::MEMBER_CONTACT_OVERDUE, 10, 150);

    share(
        Metric::EMPLOYER_ACTIVE_CORE,
        Metric::EMPLOYER_CIRCLE_CORE,
        0.85,
        1.0,
    );
    share(
        Metric::EMPLOYER_ACTIVE_JOINT,
        Metric::EMPLOYER_CIRCLE_JOINT,
        0.80,
        1.0,
    );
    share(
        Metric::EMPLOYER_ACTIVE_LINKAGE,
        Metric::EMPLOYER_CIRCLE_LINKAGE,
        0.55,
        0.90,
    );
    share(Metric::PROJECT_CONFIRMED, Metric::PROJECT_MADE, 0.5, 0.9);
    between(Metric::PROJECT_MADE, 700, 1_700);
}

/// The story of the street market that comes back.
#[test]
fn six_parties_sit_at_one_table_in_tianlin() {
    let aggregate = fold(Seed::new(&tree(), &options(3, Some(SHOWCASE))));
    let street = aggregate.tree().find("310104011").unwrap();
    let mut items = aggregate.work().items().values();
    let told = items.find(|item| item.place == street && item.recurrences == 2);
    let seats = &told.unwrap().conference.as_ref().unwrap().seats;
    assert_eq!(seats.len(), 6);
    assert!(
        seats
            .iter()
            .all(|seat| seat.attended == Some(true) && seat.promised)
    );
    assert_eq!(seats.iter().filter(|seat| seat.fulfilled).count(), 4);
}

/// As if somebody else had sent it: every fact is plausible, and no text tells who somebody is.
#[test]
fn everything_made_would_be_taken_from_anybody() {
    let (mut days, mut work) = (0, 0);
    let districts = ["310101", SHOWCASE, "310105", "310109", "310110", "310115"];
    let options = Options {
        districts: Some(districts.map(str::to_owned).to_vec()),
        ..options(3, None)
    };
    for fact in Seed::new(&tree(), &options) {
        match &fact.event {
            Event::ClockDay { .. } => days += 1,
            Event::RegistryChanged(_) | Event::MeetingHeld { .. } => {}
            _ => {
                check_as_sent(&fact);
                work += 1;
            }
        }
    }
    assert_eq!(days, LATELY_DAYS + 1);
    assert!(work > 5_000, "{work}");
}

/// The days before now may reach into another month, quarter and year.
#[test]
fn it_can_begin_on_any_day() {
    for (year, day) in [(2026, 4), (2026, 61), (2027, 1), (2028, 60), (2026, 275)] {
        let date = Date::from_ordinal_date(year, day).unwrap();
        let options = Options {
            now: moment(Day::from_date(date), 9 * 3600),
            ..options(1, Some(SHOWCASE))
        };
        let mut aggregate = Aggregate::new(offset());
        for fact in unit_facts().chain(Seed::new(&tree(), &options)) {
            take(&mut aggregate, &fact);
        }
        assert_eq!(aggregate.today(), Day::from_date(date));
        let district = aggregate.tree().find(SHOWCASE).unwrap();
        assert!(aggregate.count(district, Metric::ITEM_TASK_OPEN) > 10);
    }
}
