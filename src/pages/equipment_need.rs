//! What a list of equipment comes to, with the formula and its figures.

use super::equipment::Listed;
use crate::i18n;
use crate::ui::icons::Icon;
use crate::ui::svg::Svg;
use crate::utilities::{Advice, Estimate, GasNeed, PowerNeed, Utility, WaterNeed};
use leptos::prelude::*;

/// 这样够用: nothing while nothing is listed.
#[component]
pub fn Need(
    /// What is listed on the page.
    listed: Listed,
) -> impl IntoView {
    let utility = listed.equipment.utility();
    let words = Memo::new(move |_| {
        listed.estimate.with(|estimate| {
            let estimate = estimate.as_ref()?;
            Words::of(utility, estimate)
        })
    });
    let (icon, who) = match utility {
        Utility::Power => (Icon::Bolt, "供电公司"),
        Utility::Gas => (Icon::Flame, "燃气公司"),
        Utility::Water => (Icon::Drop, "供水公司"),
    };
    move || words.get().map(|words| view! { <Card words icon who /> })
}

#[component]
fn Card(words: Words, icon: Icon, who: &'static str) -> impl IntoView {
    let line = |line: String| view! { <p class="need__line">{line}</p> };
    view! {
        <section class="need" aria-labelledby="need-title">
            <h2 class="need__title" id="need-title">"这样够用"</h2>
            <div class="need__card">
                <span class="need__margin"><Svg icon /></span>
                <div class="need__words">
                    <p class="need__figure" data-ask=words.ask.then_some("")><b>{words.advice}</b></p>
                    <p>{words.need}</p>
                    {words.formula.into_iter().map(line).collect_view()}
                </div>
            </div>
            <p class="need__note"><Svg icon=Icon::Info /><span>{format!("这是估算。{who}踏勘后会定准，变了会先问您。")}</span></p>
        </section>
    }
}

/// What is said of a need.
#[derive(Clone, PartialEq)]
struct Words {
    /// Which voltage, or which meter.
    advice: String,
    /// Only the company can decide on that.
    ask: bool,
    /// What everything comes to.
    need: String,
    /// How that was worked out.
    formula: Vec<String>,
}

impl Words {
    fn of(utility: Utility, estimate: &Estimate) -> Option<Self> {
        match utility {
            Utility::Power => estimate.power.as_ref().map(Self::power),
            Utility::Gas => estimate.gas.as_ref().map(Self::gas),
            Utility::Water => estimate.water.as_ref().map(Self::water),
        }
    }

    fn power(need: &PowerNeed) -> Self {
        Self {
            advice: i18n::voltage_advice(need.voltage),
            ask: !matches!(need.voltage, Advice::Clear(_)),
            need: i18n::power_need(need),
            formula: need.groups.iter().map(i18n::power_formula).collect(),
        }
    }

    fn gas(need: &GasNeed) -> Self {
        Self {
            advice: i18n::gas_meter_advice(need.meter),
            ask: !matches!(need.meter, Advice::Clear(_)),
            need: i18n::gas_need(need),
            formula: vec![i18n::gas_formula().to_owned()],
        }
    }

    fn water(need: &WaterNeed) -> Self {
        Self {
            advice: i18n::water_meter_advice(need.meter),
            ask: !matches!(need.meter, Advice::Clear(_)),
            need: i18n::water_need(need),
            formula: need.uses.iter().map(i18n::water_formula).collect(),
        }
    }
}
