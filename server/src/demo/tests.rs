use std::collections::HashSet;

use liandong_domain::{
    aggregate::Aggregate,
    fact::{Event, Fact, NewUnit},
    metric::Metric,
    moment::{Date, Day, Moment},
    registry::Row,
    tree::Tree,
};

use super::{DEFAULT_SEED, Feed, Options, SHOWCASE, Seed, moment, offset, shift, units};

fn today() -> Day {
    Day::from_date(Date::from_ordinal_date(2026, 169).unwrap())
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
        today: today(),
        scale_percent,
        districts: district.map(|code| vec![code.to_owned()]),
    }
}

/// The units, on that day.
fn aggregate() -> Aggregate {
    let mut aggregate = Aggregate::new(offset());
    let mut seq = 0;
    for fact in unit_facts() {
        seq += 1;
        aggregate.apply(seq, &fact).unwrap();
    }
    let root = units()[0].code.clone();
    let begin = Fact {
        id: "day".to_owned(),
        at: moment(today(), 0),
        unit: root,
        event: Event::ClockDay { day: today() },
    };
    aggregate.apply(seq + 1, &begin).unwrap();
    aggregate
}

fn fold(facts: impl Iterator<Item = Fact>) -> Aggregate {
    let mut aggregate = aggregate();
    for fact in facts {
        aggregate.check(&fact).unwrap();
        aggregate.apply(aggregate.seq() + 1, &fact).unwrap();
    }
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
    assert!(count(Metric::TODAY_EVENT).abs() < 0.5);
    assert!(count(Metric::MEETING_LECTURE_HELD) > 0.0);
}

#[test]
fn the_whole_city_has_about_eight_hundred_thousand_members() {
    let sites = super::plan::plan(&tree(), &options(100, None));
    let members: u32 = sites
        .iter()
        .map(|site| site.count(|group| matches!(group, super::plan::Group::Member(_))))
        .sum();
    assert!((750_000..850_000).contains(&members), "{members}");
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
fn meetings_are_a_quarter_of_the_rows_at_most() {
    let tree = tree();
    let last_day = Day::from_date(Date::from_ordinal_date(2026, 365).unwrap());
    let options = Options {
        today: last_day,
        ..options(20, Some(SHOWCASE))
    };
    let seed = Seed::new(&tree, &options);
    let rows = seed.rows();
    let (mut meetings, mut counted, mut last) = (0, 0, Moment(0));
    for fact in seed {
        assert!(fact.at < moment(last_day, 0));
        match fact.event {
            Event::MeetingHeld {
                expected, attended, ..
            } => {
                assert!(attended <= expected && attended > 0);
                assert!(fact.at >= last && fact.at.day(offset()) >= last_day.quarter_start());
                let minute = fact.at.second_of_day(offset()) / 60;
                assert!((8 * 60 + 30..20 * 60 + 30).contains(&minute));
                last = fact.at;
                meetings += 1;
            }
            _ => counted += 1,
        }
    }
    assert_eq!(counted, rows);
    assert!(
        meetings * 4 < rows && meetings * 20 > rows,
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
            assert!(keys.insert(change.key));
        }
    }
}

#[test]
fn the_feed_is_believable() {
    let mut aggregate = aggregate();
    let now = moment(today(), 10 * 3600);
    let mut feed = Feed::new(aggregate.tree(), DEFAULT_SEED, now);
    let mut rows = std::collections::HashMap::new();
    let (mut ids, mut meetings, mut in_showcase) = (HashSet::new(), 0, 0);
    for step in 0..10_000 {
        let now = Moment(now.0 + step * 700);
        let mut fact = feed.next(aggregate.tree(), now);
        assert_eq!(fact.at, now);
        assert!(ids.insert(fact.id.clone()));
        in_showcase += i32::from(fact.unit.as_str().starts_with(SHOWCASE));
        match &mut fact.event {
            Event::MeetingHeld {
                expected, attended, ..
            } => {
                meetings += 1;
                assert!(attended <= expected && *attended > 0);
            }
            Event::RegistryChanged(change) => {
                // As the server does.
                if let Some((unit, row)) = rows.remove(&change.key) {
                    assert_ne!((&unit, Some(&row)), (&fact.unit, change.after.as_ref()));
                    change.from = (unit != fact.unit).then_some(unit);
                    change.before = Some(row);
                }
                assert!(change.before.is_some() || change.after.is_some());
                if change.after.is_none() {
                    assert_eq!(change.from, None);
                }
                if let Some(row) = change.after.clone() {
                    rows.insert(change.key.clone(), (fact.unit.clone(), row));
                }
            }
            other => panic!("{other:?}"),
        }
        aggregate.check(&fact).unwrap();
        aggregate.apply(aggregate.seq() + 1, &fact).unwrap();
    }
    assert!((6_700..7_300).contains(&meetings), "{meetings}");
    assert!((4_700..5_300).contains(&in_showcase), "{in_showcase}");
    assert!(rows.len() > 1_000);
}

#[test]
fn the_feed_starts_differently_each_time() {
    let tree = tree();
    let now = moment(shift(today(), 1), 0);
    let mut first = Feed::new(&tree, DEFAULT_SEED, now);
    let mut second = Feed::new(&tree, DEFAULT_SEED, Moment(now.0 + 1));
    assert_ne!(first.next(&tree, now).id, second.next(&tree, now).id);
}
