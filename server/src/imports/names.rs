//! Units by what clerks' files call them: codes, full and short names, and the party organisations that
//! are named after them.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use liandong_domain::unit::UnitCode;
use liandong_tables::rows::{Lookup, UnitLookup};

use super::scope::Scope;

/// Endings of the names of organisations: 新村居民区第二党支部 belongs to 新村居委会.
const ORGANISATIONS: [&str; 12] = [
    "党支部委员会",
    "党总支委员会",
    "党工委",
    "党支部",
    "党总支",
    "党小组",
    "党委",
    "党组",
    "党组织",
    "支部委员会",
    "总支",
    "支部",
];
/// Endings that say what a unit is, the longest first.
const KINDS: [&str; 14] = [
    "党群服务中心",
    "居民委员会",
    "村民委员会",
    "街道办事处",
    "人民政府",
    "居民区",
    "居委会",
    "村委会",
    "社区",
    "居委",
    "街道",
    "片区",
    "镇",
    "区",
];
/// What stands before an organisation's ending: 第二党支部.
const ORDINALS: &str = "第一二三四五六七八九十0123456789";
/// Below this, the closest name is of something else.
const CLOSE: f64 = 0.6;
/// How close a name is that is part of another.
const PART: f64 = 0.65;
/// So many texts are looked into closely, which takes a look at every unit: a file has few different
/// ones, unless it is of something else altogether.
const LOOKED_INTO: usize = 2_000;

/// The names of a subtree's units. For one reader at a time.
pub struct Names {
    scope: Arc<Scope>,
    /// What the clerk said that a text means.
    aliases: Arc<BTreeMap<String, UnitCode>>,
    full: HashMap<String, Vec<UnitCode>>,
    short: HashMap<String, Vec<UnitCode>>,
    found: RefCell<HashMap<String, Lookup>>,
    closest: RefCell<HashMap<String, Option<String>>>,
}

impl Names {
    /// Those of a subtree.
    pub fn of(scope: Arc<Scope>, aliases: Arc<BTreeMap<String, UnitCode>>) -> Self {
        let mut full: HashMap<String, Vec<UnitCode>> = HashMap::new();
        let mut short: HashMap<String, Vec<UnitCode>> = HashMap::new();
        for unit in &scope.units {
            let name = plain(&unit.name);
            short
                .entry(core(&name).to_owned())
                .or_default()
                .push(unit.code.clone());
            full.entry(name).or_default().push(unit.code.clone());
        }
        Self {
            scope,
            aliases,
            full,
            short,
            found: RefCell::default(),
            closest: RefCell::default(),
        }
    }

    fn look_up(&self, name: &str) -> Lookup {
        match lookup(self.full.get(name)) {
            Lookup::Unknown => lookup(self.short.get(core(name))),
            known => known,
        }
    }

    /// 天平路街道新村居委会: a unit's name behind that of one above it.
    fn below_a_named_one(&self, name: &str) -> Lookup {
        let mut found: Vec<UnitCode> = Vec::new();
        for unit in &self.scope.units {
            let own = plain(&unit.name);
            let Some(rest) = name
                .strip_prefix(own.as_str())
                .or_else(|| name.strip_prefix(core(&own)))
                .filter(|rest| !rest.is_empty())
            else {
                continue;
            };
            let candidates = self.full.get(rest).or_else(|| self.short.get(core(rest)));
            for code in candidates.into_iter().flatten() {
                if self.is_below(code, &unit.code) && !found.contains(code) {
                    found.push(code.clone());
                }
            }
        }
        lookup(Some(&found))
    }

    fn is_below(&self, code: &UnitCode, above: &UnitCode) -> bool {
        let parent = |unit: &UnitCode| self.scope.unit(unit.as_str())?.parent.clone();
        std::iter::successors(parent(code), parent).any(|unit| unit == *above)
    }

    fn look_closest(&self, name: &str) -> Option<String> {
        let form = core(name);
        let closeness = |unit: &str| {
            let unit = plain(unit);
            let unit = core(&unit);
            // 新村 for 上海新村: a name is more often cut short than mistyped.
            let is_part = form.chars().count() > 1 && (unit.contains(form) || form.contains(unit));
            let alike = strsim::normalized_damerau_levenshtein(unit, form);
            if is_part { alike.max(PART) } else { alike }
        };
        let units = self.scope.units.iter();
        let (unit, close) = units
            .map(|unit| (unit, closeness(&unit.name)))
            .max_by(|(_, left), (_, right)| left.total_cmp(right))?;
        (close >= CLOSE).then(|| unit.name.clone())
    }
}

impl UnitLookup for Names {
    fn by_code(&self, code: &str) -> Lookup {
        match self.scope.unit(code) {
            Some(unit) => Lookup::Found(unit.code.clone()),
            None => Lookup::Unknown,
        }
    }

    fn by_name(&self, name: &str) -> Lookup {
        if let Some(code) = self.aliases.get(name) {
            return self.by_code(code.as_str());
        }
        let name = plain(name);
        match self.look_up(&name) {
            Lookup::Unknown => {
                let found = remembered(&self.found, &name, || self.below_a_named_one(&name));
                found.unwrap_or(Lookup::Unknown)
            }
            known => known,
        }
    }

    fn closest_name(&self, name: &str) -> Option<String> {
        let name = plain(name);
        remembered(&self.closest, &name, || self.look_closest(&name)).flatten()
    }
}

/// What was found for a text before or is found now; nothing once there were too many different ones.
fn remembered<T: Clone>(
    known: &RefCell<HashMap<String, T>>,
    text: &str,
    find: impl FnOnce() -> T,
) -> Option<T> {
    if let Some(found) = known.borrow().get(text) {
        return Some(found.clone());
    }
    if known.borrow().len() >= LOOKED_INTO {
        return None;
    }
    let found = find();
    known.borrow_mut().insert(text.to_owned(), found.clone());
    Some(found)
}

fn lookup(codes: Option<&Vec<UnitCode>>) -> Lookup {
    match codes.map(Vec::as_slice).unwrap_or_default() {
        [] => Lookup::Unknown,
        [code] => Lookup::Found(code.clone()),
        several => Lookup::Ambiguous(several.to_vec()),
    }
}

/// Without blanks, with half-width digits.
fn plain(name: &str) -> String {
    let half = |letter: char| match letter {
        '０'..='９' => char::from(b'0' + (letter as u32 - '０' as u32) as u8),
        other => other,
    };
    let shown = name.chars().filter(|letter| !letter.is_whitespace());
    shown.map(half).collect()
}

/// What is left without the endings that say what it is: 新村居民区第二党支部 and 新村居委会 are both 新村.
fn core(name: &str) -> &str {
    let mut rest = name;
    if let Some(body) = ORGANISATIONS.iter().find_map(|end| rest.strip_suffix(end)) {
        let named = body.trim_end_matches(|letter| ORDINALS.contains(letter));
        // 新天地第一居委会 keeps its number: only what stands before an organisation's ending goes, and there
        // only behind 第 or the ending of a unit, as in 新村居民区二支部.
        let is_counted = body.contains('第') || KINDS.iter().any(|end| named.ends_with(end));
        rest = if is_counted { named } else { body };
    }
    let body = KINDS.iter().find_map(|end| rest.strip_suffix(end));
    match body {
        Some(body) if !body.is_empty() => body,
        _ if rest.is_empty() => name,
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::core;

    #[test]
    fn organisations_are_named_after_units() {
        for (name, expected) in [
            ("新村居委会", "新村"),
            ("新村居民区第二党支部", "新村"),
            ("新村居民区党总支", "新村"),
            ("新村居民区二支部", "新村"),
            ("菊泉新城第一居委会", "菊泉新城第一"),
            ("天平路街道", "天平路"),
            ("徐汇区", "徐汇"),
            ("党支部", "党支部"),
        ] {
            assert_eq!(core(name), expected, "{name}");
        }
    }
}
