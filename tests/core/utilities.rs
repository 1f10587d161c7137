//! The equipment helper of the joint application: worked examples, and what is true of every list.

use mianzheng::utilities::{
    contradictions, Advice, Contradiction, GasAppliance, GasMeter, GasNeed, Load, LoadGroup, Phases, PowerNeed, Range,
    Utility, Voltage, WaterMeter, WaterNeed, WaterUse, WaterUseKind, Wish,
};
use proptest::prelude::*;

fn load(group: LoadGroup, watts: u64, number: u32, phases: Phases) -> Load {
    Load { group, watts, number, phases }
}

fn burner(heat_watts: u64, number: u32, hours: u8) -> GasAppliance {
    GasAppliance { heat_watts: Some(heat_watts), litres_per_hour: None, number, hours }
}

/// Ten machine tools of 12 kW: k 0.12–0.25, cosφ 0.5 (《工业与民用供配电设计手册》): 14.4 to 30 kW, but at least three
/// machines at full power, 36 kW; at cosφ 0.5 that is 72 kVA, at 0.9 after compensation 16 kVA.
#[test]
fn machine_tools_by_the_method_of_demand_factors() {
    let need = PowerNeed::of(&[load(LoadGroup::MachineTools, 12_000, 10, Phases::Three)]);
    assert_eq!(need.installed_watts, 120_000);
    assert_eq!(need.demand_watts, Range { low: 14_400, high: 36_000 });
    assert_eq!(need.apparent_va, Range { low: 16_000, high: 72_000 });
    assert_eq!(need.voltage, Advice::Clear(Voltage::V380));
}

/// A linked production line of 300 kW: k 0.60–0.75, so 180 to 225 kW, over 160 kW at both ends (发改能源规〔2020〕1479号).
#[test]
fn a_production_line_over_160_kilowatts_is_supplied_at_10_kilovolts() {
    let need = PowerNeed::of(&[load(LoadGroup::ProductionLine, 50_000, 6, Phases::Three)]);
    assert_eq!(need.demand_watts, Range { low: 180_000, high: 225_000 });
    assert_eq!(need.voltage, Advice::Clear(Voltage::Kv10));
}

#[test]
fn a_demand_on_both_sides_of_160_kilowatts_is_for_the_utility_to_decide() {
    let need = PowerNeed::of(&[load(LoadGroup::AirConditioning, 5_000, 60, Phases::Three)]);
    assert_eq!(need.demand_watts, Range { low: 90_000, high: 240_000 });
    assert_eq!(need.voltage, Advice::Ask(Voltage::V380, Voltage::Kv10));
}

#[test]
fn a_flat_is_supplied_at_220_volts_until_something_needs_three_phases() {
    let flat = [
        load(LoadGroup::Lighting, 3_000, 1, Phases::Single),
        load(LoadGroup::AirConditioning, 1_500, 3, Phases::Single),
    ];
    assert_eq!(PowerNeed::of(&flat).voltage, Advice::Clear(Voltage::V220));
    let with_pump = [flat.as_slice(), &[load(LoadGroup::PumpsAndFans, 1_000, 1, Phases::Three)]].concat();
    assert_eq!(PowerNeed::of(&with_pump).voltage, Advice::Clear(Voltage::V380));
}

/// A cooker with two burners of 4.2 kW and a water heater of 20 kW: 28.4 kW × 3600 / 35600 = 2.87 m³/h with the richest gas
/// and 3.01 m³/h with the poorest; G2.5 passes 4 m³/h (GB/T 6968-2019).
#[test]
fn a_flat_with_cooker_and_water_heater_has_a_g2_5() {
    let need = GasNeed::of(&[burner(4_200, 2, 2), burner(20_000, 1, 1)]);
    assert_eq!(need.litres_per_hour, Range { low: 848 + 2_022, high: 890 + 2_118 });
    assert_eq!(need.meter, Advice::Clear(GasMeter::G2_5));
}

/// A canteen stove of 42 kW takes 4.2 m³/h on its plate: 42 / 9.9 = 4.24.
#[test]
fn plate_and_heat_load_of_a_canteen_stove_agree() {
    let stove = GasAppliance { heat_watts: Some(42_000), litres_per_hour: Some(4_200), number: 4, hours: 6 };
    assert!(!stove.disagrees());
    let need = GasNeed::of(&[stove]);
    assert_eq!(need.litres_per_hour, Range::exactly(16_800));
    assert_eq!(need.litres_per_day, Range::exactly(100_800));
    assert_eq!(need.meter, Advice::Clear(GasMeter::G16));
}

#[test]
fn an_appliance_without_figures_is_counted_as_unknown() {
    let need = GasNeed::of(&[GasAppliance { heat_watts: None, litres_per_hour: None, number: 1, hours: 3 }]);
    assert_eq!((need.unknown, need.litres_per_hour), (1, Range::default()));
}

/// 300 meals of 20–25 L in 12–16 hours, busiest hour 1.2–1.5 times the mean (GB 50015-2019): 6 to 7.5 m³ a day, 450 to 938
/// L/h; a DN15 carries 2.5 m³/h.
#[test]
fn a_canteen_for_300_meals() {
    let need = WaterNeed::of(&[WaterUse { kind: WaterUseKind::Canteen, number: 300 }]);
    assert_eq!(need.litres_per_day, Range { low: 6_000, high: 7_500 });
    assert_eq!(need.litres_per_hour, Range { low: 450, high: 938 });
    assert_eq!(need.meter, Advice::Clear(WaterMeter { diameter: 15, litres_per_hour: 2_500 }));
}

/// 350 workers who shower after the shift: 14 to 21 m³ within the hour; DN40 carries 16 m³/h and DN50 25.
#[test]
fn showers_after_the_shift_lie_between_two_meters() {
    let need = WaterNeed::of(&[WaterUse { kind: WaterUseKind::WorkshopShower, number: 350 }]);
    assert_eq!(need.litres_per_hour, Range { low: 14_000, high: 21_000 });
    let meters = (WaterMeter::of_diameter(40), WaterMeter::of_diameter(50));
    assert_eq!(need.meter, Advice::Ask(meters.0.unwrap(), meters.1.unwrap()));
}

#[test]
fn more_than_any_meter_passes_is_for_the_utility() {
    assert_eq!(GasNeed::of(&[burner(400_000_000, 1, 24)]).meter, Advice::Beyond);
    assert_eq!(WaterNeed::of(&[WaterUse { kind: WaterUseKind::Hotel, number: u32::MAX }]).meter, Advice::Beyond);
}

fn firm() -> Wish {
    Wish {
        chosen: vec![Utility::Water, Utility::Power, Utility::Gas],
        voltage: Some(Voltage::V380),
        capacity_va: Some(80_000),
        loads: vec![load(LoadGroup::MachineTools, 12_000, 10, Phases::Three)],
        gas_appliances: vec![burner(42_000, 2, 6)],
        diameter: Some(50),
        water_uses: vec![
            WaterUse { kind: WaterUseKind::WorkshopShower, number: 300 },
            WaterUse { kind: WaterUseKind::Canteen, number: 200 },
        ],
        ..Wish::default()
    }
}

#[test]
fn a_firm_that_knows_what_it_needs_is_asked_nothing() {
    assert_eq!(contradictions(&firm()), []);
}

#[test]
fn each_contradiction_is_named() {
    type Change = fn(&mut Wish);
    let changes: [(Change, Contradiction); 13] = [
        (|wish| wish.chosen.retain(|utility| *utility != Utility::Gas), Contradiction::NotChosen(Utility::Gas)),
        (|wish| wish.loads.clear(), Contradiction::NothingListed(Utility::Power)),
        (|wish| wish.voltage = Some(Voltage::V220), Contradiction::ThreePhaseOnSingle),
        (|wish| wish.voltage = Some(Voltage::Kv10), Contradiction::VoltageHigherThanNeeded),
        (|wish| wish.loads[0].number = 200, Contradiction::VoltageLowerThanNeeded),
        (|wish| wish.capacity_va = Some(15_000), Contradiction::CapacityBelowDemand { needed_va: 16_000 }),
        (|wish| wish.capacity_va = Some(241_000), Contradiction::CapacityAboveInstalled { installed_va: 240_000 }),
        (|wish| wish.gas_appliances[0].litres_per_hour = Some(42_000), Contradiction::GasFigures { appliance: 0 }),
        (
            |wish| wish.gas_flow = Some(5_000),
            Contradiction::GasFlowOutside { needed: Range { low: 8_494, high: 8_896 } },
        ),
        (|wish| (wish.water_day, wish.water_hour) = (Some(2_000), Some(3_000)), Contradiction::WaterHourAndDay),
        (|wish| wish.diameter = Some(25), Contradiction::WaterMeterTooSmall { least: Some(40) }),
        (|wish| wish.diameter = Some(200), Contradiction::WaterMeterTooLarge { enough: 50 }),
        (
            |wish| {
                wish.gas_appliances.clear();
                wish.chosen.retain(|utility| *utility != Utility::Gas);
            },
            Contradiction::KitchenWithoutHeat,
        ),
    ];
    for (change, expected) in changes {
        let mut wish = firm();
        change(&mut wish);
        assert!(contradictions(&wish).contains(&expected), "{expected:?} in {:?}", contradictions(&wish));
    }
}

const GROUPS: [LoadGroup; 10] = [
    LoadGroup::Lighting,
    LoadGroup::MachineTools,
    LoadGroup::ProductionLine,
    LoadGroup::PumpsAndFans,
    LoadGroup::Heating,
    LoadGroup::Welding,
    LoadGroup::Kitchen,
    LoadGroup::AirConditioning,
    LoadGroup::Charging,
    LoadGroup::Lifts,
];

fn any_load() -> impl Strategy<Value = Load> {
    let phases = prop_oneof![Just(Phases::Single), Just(Phases::Three)];
    (proptest::sample::select(GROUPS.to_vec()), 0_u64..2_000_000, 0_u32..400, phases)
        .prop_map(|(group, watts, number, phases)| load(group, watts, number, phases))
}

fn any_appliance() -> impl Strategy<Value = GasAppliance> {
    let figure = || proptest::option::of(0_u64..5_000_000);
    (figure(), figure(), 0_u32..50, 0_u8..30).prop_map(|(heat_watts, litres_per_hour, number, hours)| GasAppliance {
        heat_watts,
        litres_per_hour,
        number,
        hours,
    })
}

fn any_use() -> impl Strategy<Value = WaterUse> {
    let kinds = vec![
        WaterUseKind::Dwelling,
        WaterUseKind::Office,
        WaterUseKind::Workshop,
        WaterUseKind::Restaurant,
        WaterUseKind::Shop,
        WaterUseKind::Process,
    ];
    (proptest::sample::select(kinds), 0_u32..100_000).prop_map(|(kind, number)| WaterUse { kind, number })
}

fn no_less(more: Range, less: Range) -> bool {
    more.low >= less.low && more.high >= less.high
}

proptest! {
    /// Units: demand is never over what is installed, and apparent power never under demand's lower end.
    #[test]
    fn the_figures_of_power_fit_each_other(loads in proptest::collection::vec(any_load(), 0..12)) {
        let need = PowerNeed::of(&loads);
        prop_assert!(need.demand_watts.low <= need.demand_watts.high);
        prop_assert!(need.demand_watts.high <= need.installed_watts);
        prop_assert!(need.apparent_va.low <= need.apparent_va.high);
        prop_assert!(need.apparent_va.low >= need.demand_watts.low);
        prop_assert!(need.apparent_va.high >= need.demand_watts.high);
    }

    /// Whatever is added, nothing gets less.
    #[test]
    fn more_equipment_never_needs_less(
        loads in proptest::collection::vec(any_load(), 0..8), one in any_load(),
        appliances in proptest::collection::vec(any_appliance(), 0..8), appliance in any_appliance(),
        uses in proptest::collection::vec(any_use(), 0..8), another in any_use(),
    ) {
        let (less, more) = (PowerNeed::of(&loads), PowerNeed::of(&[loads.as_slice(), &[one]].concat()));
        prop_assert!(no_less(more.demand_watts, less.demand_watts) && no_less(more.apparent_va, less.apparent_va));
        let (less, more) = (GasNeed::of(&appliances), GasNeed::of(&[appliances.as_slice(), &[appliance]].concat()));
        prop_assert!(no_less(more.litres_per_hour, less.litres_per_hour) && no_less(more.litres_per_day, less.litres_per_day));
        let (less, more) = (WaterNeed::of(&uses), WaterNeed::of(&[uses.as_slice(), &[another]].concat()));
        prop_assert!(no_less(more.litres_per_hour, less.litres_per_hour) && no_less(more.litres_per_day, less.litres_per_day));
    }

    /// A voltage or capacity outside of what the same figures allow is always flagged, and one inside never.
    #[test]
    fn capacity_is_flagged_exactly_when_it_is_out_of_range(
        loads in proptest::collection::vec(any_load(), 1..8), va in 0_u64..3_000_000,
    ) {
        let need = PowerNeed::of(&loads);
        let wish = Wish { chosen: vec![Utility::Power], capacity_va: Some(va), loads, ..Wish::default() };
        let flagged = contradictions(&wish).iter().any(|found| matches!(
            found, Contradiction::CapacityBelowDemand { .. } | Contradiction::CapacityAboveInstalled { .. }
        ));
        prop_assert_eq!(flagged, va < need.apparent_va.low || va > need.installed_va);
    }

    /// Low voltage for a demand that is over 160 kW at both ends is always flagged.
    #[test]
    fn low_voltage_for_a_large_demand_is_always_flagged(loads in proptest::collection::vec(any_load(), 1..8)) {
        let need = PowerNeed::of(&loads);
        let wish = Wish { chosen: vec![Utility::Power], voltage: Some(Voltage::V380), loads, ..Wish::default() };
        let flagged = contradictions(&wish).contains(&Contradiction::VoltageLowerThanNeeded);
        prop_assert_eq!(flagged, need.demand_watts.low > 160_000);
    }

    /// An appliance's two figures are flagged exactly when they are more than 15 % apart, in the same units.
    #[test]
    fn gas_figures_are_flagged_when_they_are_apart(heat_watts in 1_000_u64..500_000, rate in 50_u64..60_000) {
        let appliance = GasAppliance { heat_watts: Some(heat_watts), litres_per_hour: Some(rate), number: 1, hours: 1 };
        let (least, most) = (heat_watts as f64 * 3.6 / 35.6 * 0.85, heat_watts as f64 * 3.6 / 34.0 * 1.15);
        let rate = rate as f64;
        prop_assume!((rate - least).abs() > 3.0 && (rate - most).abs() > 3.0);
        prop_assert_eq!(appliance.disagrees(), rate < least || rate > most);
    }
}
