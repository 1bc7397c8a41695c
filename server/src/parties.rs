//! Who is called to a joint conference by default: set for a unit, it holds for those below that have set
//! nothing themselves.

use liandong_domain::{fact::item::Party, unit::UnitCode};

use crate::{
    Application,
    store::{StoreError, access::Act},
};

/// Where nothing was set.
pub const DEFAULT: [Party; 6] = [
    Party::Community,
    Party::PropertyManager,
    Party::UrbanManagement,
    Party::Police,
    Party::Housing,
    Party::Agent,
];

fn key(unit: &str) -> String {
    format!("conference.parties/{unit}")
}

/// The parties of a unit: its own, or those of the nearest unit above that has any.
///
/// # Errors
/// The store failed.
pub async fn of(application: &Application, unit: &str) -> Result<Vec<Party>, StoreError> {
    let codes: Vec<UnitCode> = {
        let aggregate = application.engine.read();
        let tree = aggregate.tree();
        let unit = tree.find_successor(unit).into_iter();
        let units = unit.flat_map(|unit| tree.upwards(unit));
        units.map(|unit| tree.node(unit).code.clone()).collect()
    };
    for code in codes {
        let set = application.store.setting(&key(code.as_str())).await?;
        if let Some(set) = set {
            return Ok(read(&set));
        }
    }
    Ok(DEFAULT.to_vec())
}

/// Sets the parties of a unit.
///
/// # Errors
/// The store failed.
pub async fn set(
    application: &Application,
    unit: &UnitCode,
    parties: &[Party],
    act: &Act,
) -> Result<(), StoreError> {
    let keys: Vec<&str> = parties.iter().map(|party| party.key()).collect();
    let store = &application.store;
    store
        .set_setting(&key(unit.as_str()), &keys.join(" "), act)
        .await
}

/// Keys that a later version no longer knows are left out.
fn read(set: &str) -> Vec<Party> {
    set.split_whitespace().filter_map(Party::from_key).collect()
}
