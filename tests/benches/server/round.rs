//! What goes on in one community in some weeks: meetings, rows, logs on their way up, the three lists, care,
//! and what is built with its neighbours.

use crate::{
    facts::{meeting, member},
    pen::Pen,
    places::Place,
};

/// Facts of a round of which everything is closed at its end.
pub const ROUND: u64 = 48;
const MEETINGS: u64 = 12;
const MEMBERS: u64 = 4;
/// Every so many rounds the problem stays open, and logs wait.
const LEFT_OPEN: u64 = 12;
/// Employers in the circles of a street, one in each.
pub const CIRCLES: [&str; 3] = ["core", "joint", "linkage"];

/// A round in one community.
pub struct Round<'a> {
    /// No two have the same.
    pub number: u64,
    /// The community's place among all.
    pub index: usize,
    /// The community.
    pub place: &'a Place,
}

impl Round<'_> {
    /// Writes it down.
    pub fn write(&self, pen: &mut Pen) {
        let community = &self.place.community;
        for number in 0..MEETINGS {
            let held = meeting(self.number * MEETINGS + number, self.index);
            pen.fact(community, format_args!("{held}"));
        }
        for number in 0..MEMBERS {
            let row = member(self.number * MEMBERS + number);
            pen.fact(community, format_args!("{row}"));
        }
        self.logs(pen);
        let problem = self.problem(pen);
        self.rectification(pen, &problem);
        self.task(pen);
        self.care(pen);
        self.project(pen);
        self.activity(pen);
    }

    fn is_left_open(&self) -> bool {
        self.number.is_multiple_of(LEFT_OPEN)
    }

    /// One that goes up, and one that comes back first.
    fn logs(&self, pen: &mut Pen) {
        let Place {
            community,
            street,
            district,
        } = self.place;
        let log = pen.fact(community, format_args!(r#""kind":"log.submitted","log_kind":"visit","text":"走访独居老人 6 户，了解生活情况，登记需求 2 项。","count":6,"author":"post-1""#));
        pen.fact(
            street,
            format_args!(r#""kind":"log.reviewed","log":"{log}""#),
        );
        let again = pen.fact(community, format_args!(r#""kind":"log.submitted","log_kind":"errand","text":"协调物业处理楼道堆物。","author":"post-2""#));
        pen.fact(
            street,
            format_args!(
                r#""kind":"log.returned","log":"{again}","remark":"请补充楼号和处理结果""#
            ),
        );
        pen.fact(community, format_args!(r#""kind":"log.submitted","log_kind":"errand","text":"协调物业处理 12 号楼道堆物，已当场清理。","log":"{again}","author":"post-2""#));
        pen.fact(
            street,
            format_args!(r#""kind":"log.reviewed","log":"{again}""#),
        );
        if !self.is_left_open() {
            pen.fact(
                district,
                format_args!(r#""kind":"log.reviewed","log":"{log}""#),
            );
            pen.fact(
                district,
                format_args!(r#""kind":"log.reviewed","log":"{again}""#),
            );
        }
    }

    /// One that two parties are called to.
    fn problem(&self, pen: &mut Pen) -> String {
        let Place {
            community, street, ..
        } = self.place;
        let due = pen.due.clone();
        let item = pen.fact(community, format_args!(r#""kind":"item.opened","list":"problem","matter":"street_vending","title":"校门口早高峰占道设摊","text":"居民反映多次，影响学生通行。","place":"{community}","owner":"{street}","due":"{due}""#));
        pen.fact(street, format_args!(r#""kind":"conference.called","item":"{item}","on":"{due}","parties":["urban_management","police"]"#));
        for party in ["urban_management", "police"] {
            pen.fact(street, format_args!(r#""kind":"conference.answered","item":"{item}","party":"{party}","attended":true,"text":"早晚各安排一次巡查","due":"{due}""#));
        }
        if self.is_left_open() {
            return item;
        }
        for party in ["urban_management", "police"] {
            pen.fact(street, format_args!(r#""kind":"conference.answered","item":"{item}","party":"{party}","attended":true,"fulfilled":true"#));
        }
        pen.fact(
            street,
            format_args!(r#""kind":"item.resolved","item":"{item}","text":"两周巡查无反复。""#),
        );
        pen.fact(
            community,
            format_args!(r#""kind":"item.closed","item":"{item}""#),
        );
        item
    }

    fn rectification(&self, pen: &mut Pen, problem: &str) {
        let Place {
            community, street, ..
        } = self.place;
        let due = pen.due.clone();
        let item = pen.fact(street, format_args!(r#""kind":"item.opened","list":"rectification","matter":"street_vending","title":"规范疏导点设置","place":"{community}","owner":"{community}","due":"{due}","from":"{problem}""#));
        pen.fact(
            community,
            format_args!(r#""kind":"item.resolved","item":"{item}","text":"已划定疏导点。""#),
        );
        pen.fact(
            street,
            format_args!(r#""kind":"item.closed","item":"{item}""#),
        );
    }

    fn task(&self, pen: &mut Pen) {
        let Place {
            community, street, ..
        } = self.place;
        let due = pen.due.clone();
        let item = pen.fact(street, format_args!(r#""kind":"item.opened","list":"task","matter":"lift","title":"加装电梯意见征询","place":"{community}","owner":"{community}","due":"{due}""#));
        pen.fact(
            community,
            format_args!(r#""kind":"item.progressed","item":"{item}","text":"已征询 24 户。""#),
        );
        pen.fact(
            community,
            format_args!(
                r#""kind":"item.resolved","item":"{item}","text":"征询完成，同意率过三分之二。""#
            ),
        );
        pen.fact(
            street,
            format_args!(r#""kind":"item.closed","item":"{item}""#),
        );
    }

    fn care(&self, pen: &mut Pen) {
        let (community, due) = (&self.place.community, pen.due.clone());
        let care = pen.fact(community, format_args!(r#""kind":"care.planned","care_kind":"alone","people":5,"due":"{due}","organisation":"branch-{:05}""#, self.index));
        pen.fact(
            community,
            format_args!(r#""kind":"care.done","care":"{care}","people":5"#),
        );
    }

    fn project(&self, pen: &mut Pen) {
        let Place {
            community, street, ..
        } = self.place;
        let due = pen.due.clone();
        let resource = pen.fact(street, format_args!(r#""kind":"resource.offered","category":"venue","title":"周末可借用会议室","employer":"{street}-core","until":"{due}""#));
        let need = pen.fact(
            community,
            format_args!(
                r#""kind":"need.raised","category":"venue","title":"业主大会场地","due":"{due}""#
            ),
        );
        let project = pen.fact(
            street,
            format_args!(r#""kind":"match.made","resource":"{resource}","need":"{need}""#),
        );
        pen.fact(
            community,
            format_args!(r#""kind":"match.agreed","match":"{project}""#),
        );
        pen.fact(
            street,
            format_args!(r#""kind":"match.fulfilled","match":"{project}","text":"场地已使用。""#),
        );
        pen.fact(
            community,
            format_args!(r#""kind":"match.confirmed","match":"{project}","score":5"#),
        );
    }

    fn activity(&self, pen: &mut Pen) {
        let street = &self.place.street;
        let invited = CIRCLES.map(|circle| {
            format!(
                r#"{{"employer":"{street}-{circle}","responded":true,"attended":{}}}"#,
                circle != "linkage"
            )
        });
        pen.fact(street, format_args!(r#""kind":"activity.held","title":"区域共建联席活动","category":"volunteer","employers":[{}]"#, invited.join(",")));
    }
}
