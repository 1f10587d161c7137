//! Golden journeys through the joint application: who is asked what, and what the utilities are told.

use crate::journey::{alone, walk};
use crate::support::people::{CHENXM, HUANGJJ, WANGXL};
use crate::support::walk::{Rows, Walk};

const JOINT: &str = "369999-shenpi-141";

const FACTORY: &[(&str, &str)] = &[("applicant_type", "firm"), ("utilities", "water,power,gas")];

/// 120 kW of machines at 380 V, a canteen kitchen on gas, showers and canteen on a DN50 meter.
#[test]
fn a_firm_in_the_park_connects_all_three() {
    let rows = FACTORY_ROWS;
    let answers = &[("digging", "no"), ("gas_alarm", "yes")];
    walk("joint-factory", JOINT, &Walk { situation: FACTORY, answers, rows, ..alone(HUANGJJ) });
}

const MACHINES: &[&[(&str, &str)]] = &[&[
    ("load_name", "数控机床"),
    ("load_kind", "machine_tools"),
    ("load_kilowatts", "12"),
    ("load_number", "10"),
    ("load_phases", "three"),
]];

const KITCHEN: &[&[(&str, &str)]] = &[
    &[("appliance_name", "中餐炒菜灶"), ("appliance_heat", "42"), ("appliance_number", "2"), ("appliance_hours", "6")],
    &[("appliance_name", "燃气蒸箱"), ("appliance_heat", "50"), ("appliance_number", "1"), ("appliance_hours", "4")],
];

#[test]
fn a_resident_moves_into_a_new_flat() {
    let rows = FLAT_ROWS;
    let situation = &[("utilities", "water,power,gas")];
    let answers = &[("address_region", "369999003001 示范县城南街道迎宾社区"), ("digging", "no"), ("gas_floor", "8")];
    walk("joint-flat", JOINT, &Walk { situation, answers, rows, ..alone(WANGXL) });
}

const HOME_LOADS: &[&[(&str, &str)]] = &[
    &[("load_name", "照明、插座"), ("load_kind", "lighting"), ("load_kilowatts", "2.5")],
    &[("load_name", "空调"), ("load_kind", "air_conditioning"), ("load_kilowatts", "1.2"), ("load_number", "3")],
];

/// A production line of 600 kW: over 160 kW at both ends, so 10 kV.
#[test]
fn a_building_project_at_10_kilovolts() {
    let situation = &[("applicant_type", "project"), ("utilities", "water,power"), ("right", "planned")];
    let rows = PROJECT_ROWS;
    let answers =
        &[("project_code", "2026-369999-34-03-001234"), ("project_households", "0"), ("power_use", "industry")];
    walk("joint-project", JOINT, &Walk { situation, answers, rows, ..alone(HUANGJJ) });
}

#[test]
fn a_home_passes_from_one_holder_to_another_who_both_sign() {
    let situation = &[("utilities", "water,power"), ("business", "transfer")];
    let answers = &[("old_holder_name", "张建国"), ("old_holder_agrees", "signs")];
    walk("joint-transfer", JOINT, &Walk { situation, answers, ..alone(CHENXM) });
}

#[test]
fn a_building_site_has_water_and_power_until_a_day() {
    let situation =
        &[("applicant_type", "firm"), ("utilities", "water,power"), ("business", "temporary"), ("right", "rented")];
    let answers = &[("temporary_use", "site"), ("temporary_from", "2026-09-10"), ("temporary_until", "2027-03-31")];
    let rows = SITE_ROWS;
    walk("joint-site", JOINT, &Walk { situation, answers, rows, ..alone(HUANGJJ) });
}

#[test]
fn an_account_is_closed() {
    let situation = &[("utilities", "gas"), ("business", "close")];
    walk("joint-close", JOINT, &Walk { situation, ..alone(WANGXL) });
}

#[test]
fn registers_that_are_down_hold_no_firm_up() {
    let down = &["business_licence", "resident_id_card", "real_estate_certificate"];
    let situation = &[("applicant_type", "firm"), ("utilities", "power"), ("business", "more")];
    let rows = DOWN_ROWS;
    walk("joint-registers-down", JOINT, &Walk { situation, rows, down, ..alone(HUANGJJ) });
}

const FACTORY_ROWS: &[Rows] = &[
    ("loads", MACHINES),
    ("appliances", KITCHEN),
    (
        "uses",
        &[&[("use_kind", "workshop_shower"), ("use_number", "300")], &[("use_kind", "canteen"), ("use_number", "300")]],
    ),
];

const FLAT_ROWS: &[Rows] = &[
    ("loads", HOME_LOADS),
    (
        "appliances",
        &[
            &[("appliance_name", "家用双眼灶"), ("appliance_heat", "8.4")],
            &[("appliance_name", "燃气热水器13升"), ("appliance_heat", "26"), ("appliance_hours", "1")],
        ],
    ),
    ("uses", &[&[("use_kind", "dwelling"), ("use_number", "4")]]),
];

const PROJECT_ROWS: &[Rows] = &[
    (
        "loads",
        &[&[
            ("load_name", "生产线"),
            ("load_kind", "production_line"),
            ("load_kilowatts", "100"),
            ("load_number", "6"),
            ("load_phases", "three"),
        ]],
    ),
    ("uses", &[&[("use_kind", "workshop"), ("use_number", "400")]]),
];

const SITE_ROWS: &[Rows] = &[(
    "loads",
    &[&[("load_name", "塔吊"), ("load_kind", "lifts"), ("load_kilowatts", "40"), ("load_phases", "three")]],
)];

const DOWN_ROWS: &[Rows] = &[("loads", MACHINES)];
