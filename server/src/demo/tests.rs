use std::collections::HashSet;

use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, Fact, NewUnit},
    metric::Metric,
    moment::{Date, Day, Moment},
    registry::Row,
    tree::Tree,
};
use serde_json::Value;

use super::{DEFAULT_SEED, Options, SHOWCASE, Seed, moment, offset, units};
use crate::ingest;

mod feed;
mod work;

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
fn the_whole_city_has_more_than_half_a_million_members() {
    let sites = super::plan::plan(&tree(), &options(100, None));
    let members: u32 = sites
        .iter()
        .map(|site| site.count(|group| matches!(group, super::plan::Group::Member(_))))
        .sum();
    assert!((530_000..620_000).contains(&members), "{members}");
    assert!(
        sites
            .iter()
            .all(|site| !site.is_community || site.branches() > 0)
    );
}

#[test]
fn streets_differ_in_attendance() {
    let tree = tree();
    let aggregate = fold(Seed::new(&tree, &options(100, Some(SHOWCASE))));
    let tree = aggregate.tree();
    let streets = &tree.node(tree.find(SHOWCASE).unwrap()).children;
    let share = |held: Metric, came: Metric, least: i64| {
        let large = streets
            .iter()
            .filter(|&&street| aggregate.count(street, held) >= least);
        let shares = large.map(|&street| {
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
        1,
    );
    assert!(lowest > 0.80 && lowest < 0.88, "{lowest}");
    assert!(highest > 0.91 && highest < 0.97, "{highest}");
    let (lowest, highest) = share(Metric::MEMBER_TOTAL, Metric::MEMBER_GENDER_FEMALE, 1_000);
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
