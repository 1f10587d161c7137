//! Who can sign in. Resident ids are well formed (GB 11643-1999) in an area that does not exist.

/// A synthetic person.
pub struct Synthetic {
    /// The portal's id; `ticket-<id>` signs in.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// Resident id.
    pub resident_id: &'static str,
    /// Mobile number.
    pub phone: &'static str,
    /// Credit code and name of the enterprise whose legal representative this is.
    pub enterprise: Option<(&'static str, &'static str)>,
    /// What this person shows.
    pub used_for: &'static str,
}

/// All of them.
pub const PEOPLE: [Synthetic; 6] = [
    Synthetic {
        id: "p-ligui",
        name: "李桂英",
        resident_id: "369999194403080228",
        phone: "13800001234",
        enterprise: None,
        used_for: "82 岁，申请高龄津贴，登记都好查",
    },
    Synthetic {
        id: "p-chenxm",
        name: "陈晓明",
        resident_id: "369999198106150312",
        phone: "13800002345",
        enterprise: Some(("91369999MA0000007L", "示范县禾本小馆有限公司")),
        used_for: "小馆法定代表人，申请食品经营许可",
    },
    Synthetic {
        id: "p-wangxl",
        name: "王秀兰",
        resident_id: "36999919901002042X",
        phone: "13800003456",
        enterprise: None,
        used_for: "户口在外地，开无犯罪记录证明",
    },
    Synthetic {
        id: "p-zhaogq",
        name: "赵国强",
        resident_id: "36999919420120013X",
        phone: "13800004567",
        enterprise: None,
        used_for: "84 岁，登记样样不顺：过期、查无、不一致",
    },
    Synthetic {
        id: "p-liuxm",
        name: "刘小梅",
        resident_id: "369999197205050240",
        phone: "13800005678",
        enterprise: Some(("92369999MA0000285Y", "示范县福来食品店")),
        used_for: "李桂英的女儿，代办；店的执照停用",
    },
    Synthetic {
        id: "p-huangjj",
        name: "黄建军",
        resident_id: "369999197809160539",
        phone: "13800006789",
        enterprise: Some(("91369999MA0000410N", "示范县锐进机械有限公司")),
        used_for: "园区机械厂，二期厂房在建，报装水电气",
    },
];
