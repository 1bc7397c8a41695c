use std::collections::{HashMap, HashSet};

use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, Fact, NewUnit},
    metric::Metric,
    moment::{Date, Day, Moment},
    registry::Row,
    tree::Tree,
    unit::UnitCode,
};
use serde_json::Value;

use super::{
    DEFAULT_SEED, Feed, Options, SHOWCASE, Seed, moment, offset, proportions::LATELY_DAYS, units,
};
use crate::ingest;

/// A Thursday in the middle of a month and near the end of a quarter.
fn today() -> Day {
    Day::from_date(Date::from_ordinal_date(2026, 330).unwrap())
}

fn now() -> Moment {
    moment(today(), 15 * 3600)
}

fn unit_facts() -> impl Iterator<Item = Fact> {
    units().into_iter().map(|unit| Fact {
        id: format!("u-{}", unit.code),
        at: Moment(0),
        unit: unit.code,
        event: Event::UnitAdded(NewUnit {
            name: unit.name,
            kind: unit.kind,
            parent: unit.parent,
            position: unit.position,
            recorded: false,
        }),
    })
}

fn tree() -> Tree {
    let mut tree = Tree::default();
    for fact in unit_facts() {
        tree.rehearse(&fact).unwrap();
    }
    tree
}

fn options(scale_percent: u32, district: Option<&str>) -> Options {
    Options {
        seed: DEFAULT_SEED,
        now: now(),
        scale_percent,
        districts: district.map(|code| vec![code.to_owned()]),
    }
}

fn take(aggregate: &mut Aggregate, fact: &Fact) {
    let taken = aggregate.apply(aggregate.seq() + 1, fact);
    taken.unwrap_or_else(|error| panic!("{error}: {fact:?}"));
}

fn begin(aggregate: &mut Aggregate, day: Day) {
    let root = units()[0].code.clone();
    let begin = Fact {
        id: format!("clock.day/{}", day.date()),
        at: moment(day, 0),
        unit: root,
        event: Event::ClockDay { day },
    };
    take(aggregate, &begin);
}

/// The units, on a day that the facts begin or that is begun after them; each fact is possible.
fn fold(facts: impl Iterator<Item = Fact>) -> Aggregate {
    let mut aggregate = Aggregate::new(offset());
    for fact in unit_facts().chain(facts) {
        take(&mut aggregate, &fact);
    }
    begin(&mut aggregate, today());
    aggregate
}

#[test]
fn units_are_shanghais_with_places_on_the_maps() {
    let units = units();
    assert_eq!(units.len(), 6_760);
    let mut places = HashSet::new();
    for unit in &units {
        if let Some(position) = unit.position {
            assert!(position.column < 6 && position.row < 7);
            assert!(places.insert((unit.parent.clone(), position)), "{unit:?}");
        }
    }
    assert_eq!(places.len(), 16 + 14);
}

#[test]
fn same_seed_same_facts() {
    let tree = tree();
    let text = |seed: u64| {
        let options = Options {
            seed,
            ..options(3, Some("310101"))
        };
        let facts: Vec<Fact> = Seed::new(&tree, &options).collect();
        serde_json::to_string(&facts).unwrap()
    };
    assert_eq!(text(1), text(1));
    assert_ne!(text(1), text(2));
}

#[test]
fn the_showcase_shows_what_was_published() {
    let tree = tree();
    let seed = Seed::new(&tree, &options(100, Some(SHOWCASE)));
    let aggregate = fold(seed);
    let district = aggregate.tree().find(SHOWCASE).unwrap();
    let count = |metric: Metric| aggregate.count(district, metric) as f64;
    let members = count(Metric::MEMBER_TOTAL);
    assert!((95_000.0..105_000.0).contains(&members), "{members}");
    let organisations = count(Metric::ORGANISATION_TOTAL);
    assert!(
        (4_100.0..4_500.0).contains(&organisations),
        "{organisations}"
    );

    let near = |metric: Metric, of: f64, published: f64, tolerance: f64| {
        let share = count(metric) / of * 100.0;
        let key = metric.definition().key;
        assert!(
            (share - published).abs() < tolerance,
            "{key}: {share:.2} for {published}"
        );
    };
    for (metric, published) in [
        (Metric::MEMBER_GENDER_FEMALE, 30.9),
        (Metric::MEMBER_MINORITY, 7.7),
        (Metric::MEMBER_AGE_LE30, 12.2),
        (Metric::MEMBER_AGE_31_35, 10.7),
        (Metric::MEMBER_AGE_36_40, 11.4),
        (Metric::MEMBER_AGE_41_45, 9.7),
        (Metric::MEMBER_AGE_46_50, 9.0),
        (Metric::MEMBER_AGE_51_55, 9.4),
        (Metric::MEMBER_AGE_56_60, 8.6),
        (Metric::MEMBER_AGE_GE61, 28.9),
        (Metric::MEMBER_JOINED_TO_197812, 12.3),
        (Metric::MEMBER_JOINED_TO_201211, 59.6),
        (Metric::MEMBER_JOINED_SINCE_201212, 28.0),
        (Metric::MEMBER_OCCUPATION_WORKER, 6.6),
        (Metric::MEMBER_OCCUPATION_FARMER, 26.1),
        (Metric::MEMBER_OCCUPATION_PROFESSIONAL, 16.3),
        (Metric::MEMBER_OCCUPATION_MANAGER, 11.5),
        (Metric::MEMBER_OCCUPATION_CIVIL_SERVANT, 7.6),
        (Metric::MEMBER_OCCUPATION_STUDENT, 2.6),
        (Metric::MEMBER_OCCUPATION_OTHER, 7.8),
        (Metric::MEMBER_OCCUPATION_RETIRED, 21.4),
        (Metric::MEMBER_SECTOR_COMMUNITY, 53.0),
        (Metric::MEMBER_SECTOR_TWO_NEW, 27.0),
        (Metric::MEMBER_SECTOR_REGIONAL, 15.0),
        (Metric::MEMBER_SECTOR_GOVERNMENT, 5.0),
    ] {
        near(metric, members, published, 2.0);
    }
    let college = [
        Metric::MEMBER_EDUCATION_POSTGRADUATE,
        Metric::MEMBER_EDUCATION_BACHELOR,
        Metric::MEMBER_EDUCATION_COLLEGE,
    ];
    let college = college.into_iter().map(count).sum::<f64>() / members * 100.0;
    assert!((college - 57.6).abs() < 2.0, "{college:.2}");
    for (metric, published, tolerance) in [
        (Metric::MEMBER_PROBATIONARY, 1.8, 0.3),
        (Metric::MEMBER_STATUS_MOBILE, 2.0, 0.3),
        (Metric::MEMBER_STATUS_OUT_OF_CONTACT, 0.08, 0.04),
        (Metric::MEMBER_STATUS_NOMINAL, 0.12, 0.04),
        (Metric::MEMBER_JOINED_BEFORE_194910, 0.05, 0.04),
        (Metric::APPLICANT_TOTAL, 5.6, 0.3),
    ] {
        near(metric, members, published, tolerance);
    }
    near(Metric::ORGANISATION_COMMITTEE, organisations, 4.0, 1.0);
    near(
        Metric::ORGANISATION_GENERAL_BRANCH,
        organisations,
        10.0,
        1.0,
    );
    assert!((count(Metric::COMMUNITY_TOTAL) - 313.0).abs() < 0.5);
    assert!((400.0..460.0).contains(&count(Metric::BUILDING_TOTAL)));
    assert!((3_700.0..4_100.0).contains(&count(Metric::TRADE_UNION_TOTAL)));
    assert!((1_200.0..1_400.0).contains(&count(Metric::YOUTH_LEAGUE_TOTAL)));
    assert!((7_500.0..8_500.0).contains(&count(Metric::EMPLOYER_TOTAL)));
    assert!(count(Metric::TODAY_EVENT) > 500.0);
}

/// What the scenes of the showcase are about, beside what was drawn for them.
#[test]
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

fn check_as_sent(fact: &Fact) {
    let Value::Object(fields) = serde_json::to_value(&fact.event).unwrap() else {
        panic!("{fact:?}")
    };
    let parsed = ingest::parse_act(
        fact.id.clone(),
        (fact.at, offset()),
        fact.unit.clone(),
        fields,
    );
    assert_eq!(parsed.as_ref(), Ok(fact));
}

/// Nothing is told before its day, and nothing that has not happened yet.
#[test]
fn days_come_in_order() {
    let first = options(5, None).first_day();
    let mut day = None;
    for fact in Seed::new(&tree(), &options(5, Some(SHOWCASE))) {
        assert!(fact.at <= now());
        if let Event::ClockDay { day: begins } = fact.event {
            assert_eq!(begins, day.map_or(first, |day: Day| day.plus(1)));
            day = Some(begins);
        } else {
            let day = day.expect("a day has begun");
            let is_of_day = fact.at.day(offset()) == day;
            assert!(
                is_of_day || day == first && fact.at < moment(first, 0),
                "{fact:?}"
            );
        }
    }
    assert_eq!(day, Some(today()));
}

#[test]
fn the_whole_city_has_about_six_hundred_and_seventy_thousand_members() {
    let sites = super::plan::plan(&tree(), &options(100, None));
    let members: u32 = sites
        .iter()
        .map(|site| site.count(|group| matches!(group, super::plan::Group::Member(_))))
        .sum();
    assert!((620_000..720_000).contains(&members), "{members}");
    assert!(
        sites
            .iter()
            .all(|site| !site.is_community || site.branches() > 0)
    );
}

#[test]
fn streets_differ_in_attendance() {
    let tree = tree();
    let aggregate = fold(Seed::new(&tree, &options(40, Some(SHOWCASE))));
    let tree = aggregate.tree();
    let streets = &tree.node(tree.find(SHOWCASE).unwrap()).children;
    let share = |held: Metric, came: Metric| {
        let shares = streets.iter().map(|&street| {
            aggregate.count(street, came) as f64 / aggregate.count(street, held) as f64
        });
        let shares: Vec<f64> = shares.filter(|share| share.is_finite()).collect();
        let lowest = shares.iter().copied().fold(1.0, f64::min);
        let highest = shares.iter().copied().fold(0.0, f64::max);
        (lowest, highest)
    };
    let (lowest, highest) = share(
        Metric::MEETING_BRANCH_CONGRESS_EXPECTED,
        Metric::MEETING_BRANCH_CONGRESS_ATTENDED,
    );
    assert!(lowest > 0.80 && lowest < 0.88, "{lowest}");
    assert!(highest > 0.91 && highest < 0.97, "{highest}");
    let (lowest, highest) = share(Metric::MEMBER_TOTAL, Metric::MEMBER_GENDER_FEMALE);
    assert!(lowest > 0.25 && highest < 0.38 && highest - lowest > 0.04);
}

#[test]
fn meetings_are_held_when_people_meet() {
    let tree = tree();
    let seed = Seed::new(&tree, &options(20, Some(SHOWCASE)));
    let rows = seed.rows();
    let mut meetings = 0;
    for fact in seed {
        if let Event::MeetingHeld {
            expected, attended, ..
        } = fact.event
        {
            assert!(attended <= expected && attended > 0);
            assert!(fact.at.day(offset()) >= today().quarter_start());
            let minute = fact.at.second_of_day(offset()) / 60;
            assert!((8 * 60 + 30..20 * 60 + 30).contains(&minute));
            meetings += 1;
        }
    }
    assert!(
        meetings * 3 < rows && meetings * 20 > rows,
        "{meetings} beside {rows}"
    );
}

#[test]
fn a_branch_that_meets_is_in_the_register() {
    let tree = tree();
    let mut branches = HashSet::new();
    let mut meetings = 0;
    for fact in Seed::new(&tree, &options(5, Some("310105"))) {
        match fact.event {
            Event::RegistryChanged(change) => {
                if let Some(Row::Organisation { level, .. }) = change.after
                    && level == liandong_domain::registry::OrganisationLevel::Branch
                {
                    branches.insert((fact.unit, change.key));
                }
            }
            Event::MeetingHeld { organisation, .. } => {
                meetings += 1;
                assert!(branches.contains(&(fact.unit, organisation)));
            }
            _ => {}
        }
    }
    assert!(meetings > 50);
}

#[test]
fn ids_and_keys_are_unique() {
    let tree = tree();
    let (mut ids, mut keys) = (HashSet::new(), HashSet::new());
    for fact in Seed::new(&tree, &options(1, None)) {
        assert!(fact.id.len() <= 64);
        assert!(ids.insert(fact.id));
        if let Event::RegistryChanged(change) = fact.event {
            assert!(change.before.is_some() || keys.insert(change.key));
        }
    }
}

/// Fills in what a change replaces, as the server does.
#[derive(Default)]
struct Rows(HashMap<String, (UnitCode, Row)>);

impl Rows {
    fn fill_in(&mut self, fact: &mut Fact) {
        let Event::RegistryChanged(change) = &mut fact.event else {
            return;
        };
        if let Some((unit, row)) = self.0.remove(&change.key) {
            assert_ne!((&unit, Some(&row)), (&fact.unit, change.after.as_ref()));
            change.from = (unit != fact.unit).then_some(unit);
            change.before = Some(row);
        }
        assert!(change.before.is_some() || change.after.is_some());
        if let Some(row) = change.after.clone() {
            self.0.insert(change.key.clone(), (fact.unit.clone(), row));
        } else {
            assert_eq!(change.from, None);
        }
    }
}

#[test]
fn the_feed_goes_on_for_days() {
    let mut aggregate = fold(Seed::new(&tree(), &options(10, Some(SHOWCASE))));
    let district = aggregate.tree().find(SHOWCASE).unwrap();
    let steady = [
        Metric::ITEM_TASK_OPEN,
        Metric::ITEM_PROBLEM_OPEN,
        Metric::LOG_WAITING_STREET,
        Metric::LOG_WAITING_DISTRICT,
        Metric::CARE_LATE,
    ];
    let before = steady.map(|metric| aggregate.count(district, metric));
    let mut feed = Feed::new(&aggregate, DEFAULT_SEED, now());
    let (mut rows, mut ids) = (Rows::default(), HashSet::new());
    let (mut kinds, mut in_showcase) = (HashMap::new(), 0);
    for step in 0..20_000 {
        let at = Moment(now().0 + step * 20_000);
        if at.day(offset()) > aggregate.today() {
            begin(&mut aggregate, at.day(offset()));
        }
        let mut fact = feed.next(&aggregate, at);
        assert_eq!(fact.at, at);
        assert!(ids.insert(fact.id.clone()));
        if !matches!(fact.event, Event::RegistryChanged(_)) {
            check_as_sent(&fact);
        }
        rows.fill_in(&mut fact);
        in_showcase += i32::from(fact.unit.as_str().starts_with(SHOWCASE));
        *kinds.entry(fact.event.kind()).or_insert(0) += 1;
        take(&mut aggregate, &fact);
    }
    assert!((8_500..11_500).contains(&in_showcase), "{in_showcase}");
    for kind in [
        "meeting.held",
        "registry.changed",
        "log.submitted",
        "log.reviewed",
        "deployment.acknowledged",
        "deployment.completed",
        "item.opened",
        "item.progressed",
        "item.resolved",
        "item.closed",
        "conference.answered",
        "care.planned",
        "care.done",
        "activity.held",
        "need.raised",
        "resource.offered",
        "match.made",
        "match.agreed",
        "match.fulfilled",
        "match.confirmed",
    ] {
        assert!(kinds.contains_key(kind), "{kind} in {kinds:?}");
    }
    for (metric, before) in steady.into_iter().zip(before) {
        let now = aggregate.count(district, metric);
        let key = metric.definition().key;
        assert!(now <= before * 3 / 2 + 60, "{key}: {before}, then {now}");
        assert!(now > 0, "{key} ran out");
    }
}

#[test]
fn people_may_play_beside_the_feed() {
    let mut aggregate = fold(Seed::new(&tree(), &options(2, Some(SHOWCASE))));
    let mut own = Vec::new();
    let unit: UnitCode = "310104003001".parse().unwrap();
    let act = |id: &str, fields: Value| {
        let Value::Object(fields) = fields else {
            panic!("{fields}")
        };
        ingest::parse_act(id.to_owned(), (now(), offset()), unit.clone(), fields).unwrap()
    };
    let task = serde_json::json!({
        "kind": "item.opened", "list": "problem", "matter": "noise", "title": "广场舞噪声",
        "place": unit, "owner": unit, "due": "2026-12-01",
    });
    let log = serde_json::json!({ "kind": "log.submitted", "log_kind": "visit", "text": "走访" });
    for (id, fields) in [("hand-1", task), ("hand-2", log)] {
        take(&mut aggregate, &act(id, fields));
        own.push(id);
    }
    let mut feed = Feed::new(&aggregate, DEFAULT_SEED, now());
    for step in 0..5_000 {
        let fact = feed.next(&aggregate, Moment(now().0 + step * 5_000));
        assert!(
            fact.event
                .subject()
                .is_none_or(|subject| !own.contains(&subject))
        );
        if !matches!(fact.event, Event::RegistryChanged(_)) {
            take(&mut aggregate, &fact);
        }
    }
}

#[test]
fn a_tree_without_a_demonstration_is_fed_as_well() {
    let aggregate = fold(std::iter::empty());
    let mut feed = Feed::new(&aggregate, DEFAULT_SEED, now());
    for step in 0..500 {
        feed.next(&aggregate, Moment(now().0 + step * 60_000));
    }
}

#[test]
fn the_feed_starts_differently_each_time() {
    let aggregate = fold(std::iter::empty());
    let mut first = Feed::new(&aggregate, DEFAULT_SEED, now());
    let mut second = Feed::new(&aggregate, DEFAULT_SEED, Moment(now().0 + 1));
    let ids = [&mut first, &mut second].map(|feed| feed.next(&aggregate, now()).id);
    assert_ne!(ids[0], ids[1]);
}
