//! Turning through scenes on a screen that nobody touches.

use liandong_domain::frame::Scene;

/// How long a scene stays: two pages of a list that turns.
pub const DWELL_S: u32 = 40;
/// How long to wait for a scene that was asked for before asking again.
const PATIENCE_S: u32 = 10;

/// The scene after this one; nothing where it is the only one.
pub fn next(scenes: &[Scene], shown: Scene) -> Option<Scene> {
    let place = scenes.iter().position(|&scene| scene == shown);
    let next = place.map_or(0, |place| (place + 1) % scenes.len());
    scenes.get(next).copied().filter(|&scene| scene != shown)
}

/// Whether the next scene is to be asked for after so many seconds of this one.
pub fn is_due(dwelt: u32) -> bool {
    dwelt >= DWELL_S && (dwelt - DWELL_S).is_multiple_of(PATIENCE_S)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scenes_come_round() {
        let all = Scene::ALL;
        let mut shown = Scene::Overview;
        let mut seen = Vec::new();
        for _ in 0..=all.len() {
            seen.push(shown);
            shown = next(all, shown).expect("another scene");
        }
        assert_eq!(seen[..all.len()], *all);
        assert_eq!(seen[all.len()], Scene::Overview);
    }

    #[test]
    fn a_scene_alone_stays_and_a_stranger_joins() {
        assert_eq!(next(&[Scene::Life], Scene::Life), None);
        assert_eq!(next(&[], Scene::Life), None);
        let two = [Scene::Linkage, Scene::Life];
        assert_eq!(next(&two, Scene::Overview), Some(Scene::Linkage));
    }

    #[test]
    fn a_scene_that_does_not_come_is_asked_for_again() {
        let due: Vec<u32> = (0..=DWELL_S + 25)
            .filter(|&second| is_due(second))
            .collect();
        assert_eq!(due, [DWELL_S, DWELL_S + 10, DWELL_S + 20]);
    }
}
