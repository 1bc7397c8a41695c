//! Who is called to a joint conference by default.

use leptos::prelude::*;
use liandong_domain::{fact::item::Party, frame::PathStep};

use crate::console::form::Send;

/// The default of a unit.
pub struct PartiesForm {
    /// Which unit.
    pub unit: PathStep,
    /// Who.
    pub parties: Vec<Party>,
}

/// Every party to choose from.
pub(super) fn party_checks(name: &'static str, chosen: &[Party]) -> impl IntoView + use<> {
    let checks = Party::ALL.iter().map(|party| {
        view! {
            <label class="check">
                <input type="checkbox" name=name value=party.key() checked=chosen.contains(party) />
                <span>{party.label()}</span>
            </label>
        }
    });
    view! {
        <fieldset class="kinds">
            <legend>"邀请各方"</legend>
            {checks.collect_view()}
            <p class="field-error" data-for="parties" role="alert"></p>
        </fieldset>
    }
}

/// The form.
#[component]
pub(super) fn Parties(
    /// What it needs.
    form: PartiesForm,
) -> impl IntoView {
    let PartiesForm { unit, parties } = form;
    let call = format!("PUT /api/v1/units/{}/parties", unit.code);
    view! {
        <details class="fold card">
            <summary>"联席会议默认邀请的各方"</summary>
            <form data-api=call data-then="reload">
                <p class="hint">
                    {unit.name.to_string()} "和没有另设的下级单位召集会议时先勾上这几方，可以再改。"
                </p>
                {party_checks("parties[]", &parties)}
                <Send label="保存" quiet=true />
            </form>
        </details>
    }
}
