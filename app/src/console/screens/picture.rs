//! A small picture of what is on a screen's glass, drawn from what it says of itself: no camera, no screenshot.

use leptos::prelude::*;
use liandong_domain::frame::Scene;

use super::ScreenRow;

/// Rectangles of a picture 96 by 54: left, top, width, height, and whether what stands there is gold.
type Block = (u32, u32, u32, u32, bool);

/// Where the panels of the scenes stand.
fn blocks(scene: Scene, is_upright: bool) -> &'static [Block] {
    const STANDING: &[Block] = &[
        (4, 14, 21, 8, true),
        (29, 14, 21, 8, true),
        (4, 26, 46, 26, false),
        (4, 56, 21, 16, false),
        (29, 56, 21, 16, false),
        (4, 76, 46, 12, false),
    ];
    match scene {
        _ if is_upright => STANDING,
        Scene::Overview => &[
            (4, 11, 14, 8, true),
            (22, 11, 14, 8, true),
            (4, 23, 32, 10, false),
            (4, 37, 32, 10, false),
            (40, 11, 14, 36, false),
            (58, 11, 34, 22, false),
            (58, 37, 34, 10, false),
        ],
        Scene::Linkage => &[
            (4, 11, 14, 20, true),
            (22, 11, 70, 20, false),
            (4, 35, 20, 12, false),
            (28, 35, 20, 12, false),
            (52, 35, 18, 12, false),
            (74, 35, 18, 12, false),
        ],
        Scene::Life => &[
            (4, 11, 26, 18, true),
            (4, 33, 26, 14, false),
            (34, 11, 58, 12, false),
            (34, 27, 27, 20, false),
            (65, 27, 27, 20, false),
        ],
        Scene::CoBuilding => &[
            (4, 11, 36, 36, false),
            (44, 11, 12, 36, true),
            (60, 11, 32, 16, false),
            (60, 31, 32, 16, false),
        ],
    }
}

/// The picture. What it shows is said in the row as well.
pub(super) fn picture(screen: &ScreenRow) -> impl IntoView + use<> {
    let (width, height) = screen.size.unwrap_or((1920, 1080));
    let is_upright = height > width;
    let is_wide = width * 10 >= height * 26;
    let (w, h) = match (is_upright, is_wide) {
        (true, _) => (54, 96),
        (_, true) => (96, 27),
        _ => (96, 54),
    };
    let state = match screen {
        _ if screen.takeover.is_some() => "takeover",
        _ if screen.online_since.is_none() || !screen.alive => "dark",
        _ if screen.off => "off",
        _ => "shown",
    };
    let squeeze = if is_wide { "scale(1 .5)" } else { "" };
    let blocks = screen.scene.filter(|_| state == "shown" || state == "dark");
    let blocks = blocks.map(|scene| {
        let blocks = blocks_view(scene, is_upright);
        view! { <g transform=squeeze>{blocks}</g> }
    });
    let band = if is_wide { 4 } else { 7 };
    view! {
        <svg
            class="picture"
            viewBox=format!("0 0 {w} {h}")
            data-state=state
            data-palette=screen.theme.clone()
            aria-hidden="true"
        >
            <rect class="ground" width=w height=h></rect>
            <rect class="band" width=w height=band></rect>
            {blocks}
        </svg>
    }
}

fn blocks_view(scene: Scene, is_upright: bool) -> impl IntoView {
    let blocks = blocks(scene, is_upright).iter();
    let blocks = blocks.map(|&(x, y, width, height, is_gold)| {
        let class = if is_gold { "gold" } else { "block" };
        view! { <rect class=class x=x y=y width=width height=height></rect> }
    });
    blocks.collect_view()
}
