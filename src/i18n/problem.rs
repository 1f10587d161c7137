//! What is said about each problem with an answer.

use crate::form::Problem;
use crate::ident::{
    BankAccountError, CivilDate, CivilDateError, CreditCodeError, DecimalError, PhoneError, PositionError,
    RealEstateUnitError, ResidentIdError,
};
use crate::item::{Item, Kind, Question};

/// What is so and what to do.
pub fn problem(item: &Item, question: &Question, problem: &Problem) -> String {
    let name = &question.short_label().zh;
    match problem {
        Problem::Missing => missing(question),
        Problem::TooLong { max, actual } => format!("最多写 {max} 个字，现在有 {actual} 个，请写短一些"),
        Problem::TooShort { min, actual } => format!("{name}至少 {min} 位，现在是 {actual} 位，请补全"),
        Problem::OddCharacter { character } => format!("{name}里不会有“{character}”，请对照证件改一下"),
        Problem::NotANumber(error) => number(name, error),
        Problem::NotWhole => format!("{name}要填整数，请去掉小数"),
        Problem::TooManyPlaces { max } => format!("{name}小数点后最多 {max} 位"),
        Problem::BelowMinimum { min } => format!("{name}最少是 {min}，请改一下"),
        Problem::AboveMaximum { max } => format!("{name}最多是 {max}，请改一下"),
        Problem::Date(error) => date(name, error),
        Problem::TooEarly { earliest } => format!("{name}不能早于 {}", day(*earliest)),
        Problem::TooLate { latest } => format!("{name}不能晚于 {}", day(*latest)),
        Problem::ResidentId(error) => resident_id(error),
        Problem::CreditCode(error) => credit_code(error),
        Problem::Phone(error) => phone_problem(error),
        Problem::BankAccount(error) => bank_account(error),
        Problem::RealEstateUnit(error) => real_estate_unit(error),
        Problem::Position(error) => position(name, error),
        Problem::NotAnOption => format!("{name}：原来选的这一项现在不能选了，请重新选"),
        Problem::NotARegion => format!("请从列表里选{name}"),
        Problem::TooFewChosen { min } => format!("{name}至少选 {min} 项"),
        Problem::TooManyChosen { max } => format!("{name}最多选 {max} 项"),
        Problem::TooFewRows { min } => format!("{name}至少填 {min} 份，请点“添加”"),
        Problem::TooManyRows { max } => format!("{name}最多填 {max} 份，请删掉多的"),
        Problem::TooManyFiles { max } => format!("{name}最多传 {max} 个文件，请删掉多的"),
        Problem::FileTooLarge { max_bytes } => format!("文件太大，每个最多 {} MB，请换一张小的", max_bytes >> 20),
        Problem::WrongKind => format!("{name}没有填好，请重新填"),
        Problem::Rule(ix) => item.checks.get(*ix).map_or_else(|| missing(question), |check| check.message.zh.clone()),
    }
}

fn missing(question: &Question) -> String {
    if let Some(missing) = &question.missing {
        return missing.zh.clone();
    }
    let name = question.short_label().zh.trim_end_matches(['？', '?']);
    match question.kind {
        Kind::Choice { .. } | Kind::Choices { .. } | Kind::YesNo | Kind::Region => format!("请选择{name}"),
        Kind::Attachment { .. } => format!("请拍照或选图片：{name}"),
        Kind::Signature { .. } => format!("请读完{name}，并写上姓名"),
        Kind::Text { .. }
        | Kind::LongText { .. }
        | Kind::Integer { .. }
        | Kind::Decimal { .. }
        | Kind::Money { .. }
        | Kind::Date { .. }
        | Kind::ResidentId
        | Kind::CreditCode
        | Kind::Phone
        | Kind::BankAccount
        | Kind::RealEstateUnit
        | Kind::Position
        | Kind::Group { .. } => format!("请填写{name}"),
    }
}

fn day(date: CivilDate) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

fn number(name: &str, error: &DecimalError) -> String {
    match error {
        DecimalError::Empty => format!("请填写{name}"),
        DecimalError::NotADigit { .. } => format!("{name}要填数字，比如 40"),
        DecimalError::ThousandsSeparator { .. } => format!("{name}里不用写逗号，直接写数字"),
        DecimalError::TooManyDecimals { allowed, .. } => format!("{name}小数点后最多 {allowed} 位"),
        DecimalError::TooLarge => format!("{name}这个数太大了，请核对一下"),
    }
}

fn date(name: &str, error: &CivilDateError) -> String {
    match error {
        CivilDateError::Empty => format!("请填写{name}"),
        CivilDateError::WrongForm => format!("{name}请按年、月、日填，比如 1944 年 3 月 8 日"),
        CivilDateError::YearOutOfRange { year } => format!("没有 {year} 这个年份，请填四位数的年"),
        CivilDateError::NoSuchMonth { month } => format!("没有 {month} 月，月份是 1 到 12"),
        CivilDateError::NoSuchDay { month, day, last, .. } => format!("{month} 月没有 {day} 日，最多到 {last} 日"),
    }
}

fn resident_id(error: &ResidentIdError) -> String {
    match error {
        ResidentIdError::Empty => "请填写身份证号".to_owned(),
        ResidentIdError::WrongLength { digits } if *digits < 18 => {
            format!("身份证号少 {} 位，请对照证件补上", 18 - digits)
        }
        ResidentIdError::WrongLength { digits } => format!("身份证号多了 {} 位，请对照证件改一下", digits - 18),
        ResidentIdError::NotADigit { position } => format!("身份证号第 {position} 位不是数字，请对照证件改一下"),
        ResidentIdError::WrongBirthDate => "身份证号第 7 到 14 位不是出生日期，请对照证件改一下".to_owned(),
        ResidentIdError::CheckDigit => "身份证号有一位不对，请对照证件再看一遍".to_owned(),
        ResidentIdError::BornInFuture => "身份证号里的出生日期还没到，请对照证件改一下".to_owned(),
    }
}

fn credit_code(error: &CreditCodeError) -> String {
    match error {
        CreditCodeError::Empty => "请填写统一社会信用代码".to_owned(),
        CreditCodeError::WrongLength { characters } => {
            format!("统一社会信用代码是 18 位，现在是 {characters} 位，请对照营业执照改一下")
        }
        CreditCodeError::LetterNotUsed { position, letter } => {
            format!("第 {position} 位的 {letter} 不会出现在信用代码里，是不是看成了别的字")
        }
        CreditCodeError::NotAllowed { position } | CreditCodeError::NotADigit { position } => {
            format!("信用代码第 {position} 位不对，请对照营业执照改一下")
        }
        CreditCodeError::OrganisationCheck | CreditCodeError::CheckCharacter => {
            "信用代码有一位不对，请对照营业执照再看一遍".to_owned()
        }
    }
}

/// What is said about a telephone number.
pub fn phone_problem(error: &PhoneError) -> String {
    match error {
        PhoneError::Empty => "请填写电话".to_owned(),
        PhoneError::NotADigit { position } => format!("电话第 {position} 位不是数字，请改一下"),
        PhoneError::OtherCountry => "请填国内的电话，号码前不用加国家代码".to_owned(),
        PhoneError::WrongStart => "手机号以 13 到 19 开头，座机请加区号，比如 0791".to_owned(),
        PhoneError::WrongLength { digits, expected: 11 } => format!("手机号是 11 位，现在是 {digits} 位"),
        PhoneError::WrongLength { digits, expected } => format!("这个电话至少 {expected} 位，现在是 {digits} 位"),
    }
}

fn bank_account(error: &BankAccountError) -> String {
    match error {
        BankAccountError::Empty => "请填写银行账号".to_owned(),
        BankAccountError::NotADigit { position } => format!("银行账号第 {position} 位不是数字，请对照卡面改一下"),
        BankAccountError::WrongLength { digits } => format!("银行账号是 12 到 30 位，现在是 {digits} 位"),
        BankAccountError::CheckDigit => "卡号有一位不对，请对照卡面再看一遍".to_owned(),
    }
}

fn position(name: &str, error: &PositionError) -> String {
    match error {
        PositionError::WrongForm => format!("{name}写两个数，中间一个逗号，先纬度后经度，比如 36.651,117.12。不填也行"),
        PositionError::OutOfRange => format!("地球上没有这个点，请再看一遍{name}。不填也行"),
    }
}

fn real_estate_unit(error: &RealEstateUnitError) -> String {
    match error {
        RealEstateUnitError::Empty => "请填写不动产单元号".to_owned(),
        RealEstateUnitError::WrongLength { characters } => {
            format!("不动产单元号是 28 位，现在是 {characters} 位，请对照证书改一下")
        }
        RealEstateUnitError::NotADigit { position } => format!("不动产单元号第 {position} 位应是数字"),
        RealEstateUnitError::WrongLetter { position, allowed } => {
            format!("不动产单元号第 {position} 位只能是 {allowed} 中的一个")
        }
        RealEstateUnitError::UnitWithoutFixture => "第 20 位是 W 时，后 8 位都是 0，请对照证书改一下".to_owned(),
    }
}
