//! What goes on in a city, of every kind that there is: rounds of some weeks in one community, and
//! deployments of a district that go all the way down.

use anyhow::Result;
use liandong_domain::moment::Moment;

use crate::{
    pen::Pen,
    places::{self, Place},
    round::{CIRCLES, Round},
};

/// Rows of a batch.
const ROWS: usize = 1000;

/// Makes what goes on; nothing of it is refused where it comes in this order.
pub struct Rounds {
    name: &'static str,
    places: Vec<Place>,
    batches: u64,
    next: u64,
}

impl Rounds {
    /// In all of Shanghai. Two makers for one server need two names.
    pub fn in_shanghai(name: &'static str) -> Result<Self> {
        Ok(Self {
            name,
            places: places::below("31")?,
            batches: 0,
            next: 0,
        })
    }

    /// The branches and employers that the rest is about: batches that come before it.
    pub fn registries(&mut self, at: Moment) -> Vec<String> {
        let places = self.places.clone();
        let batches = places.chunks(ROWS).enumerate().map(|(chunk, places)| {
            let mut pen = self.pen(at);
            for (index, place) in places.iter().enumerate() {
                let branch = chunk * ROWS + index;
                pen.fact(&place.community, format_args!(r#""kind":"registry.changed","key":"branch-{branch:05}","recorded":true,"after":{{"registry":"organisation","level":"branch","sector":"community","category":"urban_community"}}"#));
            }
            pen.batch()
        });
        let mut batches: Vec<String> = batches.collect();
        let mut pen = self.pen(at);
        for streets in places.chunk_by(|one, next| one.street == next.street) {
            let street = &streets[0].street;
            for circle in CIRCLES {
                pen.fact(street, format_args!(r#""kind":"registry.changed","key":"{street}-{circle}","recorded":true,"after":{{"registry":"employer","circle":"{circle}"}}"#));
            }
        }
        batches.push(pen.batch());
        batches
    }

    /// Some rounds, each in a community far from that of the one before.
    pub fn rounds(&mut self, count: u64, at: Moment) -> String {
        let mut pen = self.pen(at);
        for _ in 0..count {
            // A step that is prime to their number.
            let index = self.next as usize * 4_099 % self.places.len();
            Round {
                number: self.next,
                index,
                place: &self.places[index],
            }
            .write(&mut pen);
            self.next += 1;
        }
        pen.batch()
    }

    /// A deployment of a district to all its streets and communities, each of which but some carries it out.
    pub fn deployment(&mut self, district: usize, at: Moment) -> String {
        let mut pen = self.pen(at);
        let mut districts = self
            .places
            .chunk_by(|one, next| one.district == next.district);
        let count = districts.clone().count();
        let places = districts.nth(district % count).unwrap_or_default();
        let streets: Vec<&[Place]> = places
            .chunk_by(|one, next| one.street == next.street)
            .collect();
        let targets = streets.iter().flat_map(|street| {
            let communities = street.iter().map(|place| &place.community);
            std::iter::once(&street[0].street).chain(communities)
        });
        let targets: Vec<String> = targets.map(|code| format!("\"{code}\"")).collect();
        let due = pen.due.clone();
        let id = pen.fact(&places[0].district, format_args!(r#""kind":"deployment.issued","title":"开展居民区消防安全隐患排查","text":"请各街道、各居民区在期限内完成楼道、车棚和充电场所的排查，建立台账并反馈。","due":"{due}","targets":[{}]"#, targets.join(",")));
        for street in streets {
            let code = &street[0].street;
            pen.fact(
                code,
                format_args!(r#""kind":"deployment.acknowledged","deployment":"{id}""#),
            );
            pen.fact(
                code,
                format_args!(r#""kind":"deployment.passed_on","deployment":"{id}""#),
            );
            for (index, place) in street.iter().enumerate() {
                let code = &place.community;
                pen.fact(
                    code,
                    format_args!(r#""kind":"deployment.acknowledged","deployment":"{id}""#),
                );
                if index % 5 > 0 {
                    pen.fact(code, format_args!(r#""kind":"deployment.completed","deployment":"{id}","text":"已排查完毕，整改 3 处，均已复查。""#));
                }
            }
            pen.fact(code, format_args!(r#""kind":"deployment.progressed","deployment":"{id}","text":"多数居民区已完成。""#));
        }
        pen.batch()
    }

    fn pen(&mut self, at: Moment) -> Pen {
        self.batches += 1;
        Pen::new(&format!("{}-{:08}", self.name, self.batches), at)
    }
}
