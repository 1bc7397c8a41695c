//! A small part of Shanghai with its real codes: quick to import, and every level is there.

/// The city.
pub const CITY: &str = "31";
/// 徐汇区
pub const XUHUI: &str = "310104";
/// 长宁区
pub const CHANGNING: &str = "310105";
/// 天平路街道 of Xuhui.
pub const TIANPING: &str = "310104003";
/// 枫林路街道 of Xuhui.
pub const FENGLIN: &str = "310104008";
/// 华阳路街道 of Changning.
pub const HUAYANG: &str = "310105001";
/// 上海新村居委会 of 天平路街道.
pub const XINCUN: &str = "310104003001";
/// 庆余居委会 of 天平路街道.
pub const QINGYU: &str = "310104003002";
/// 张家浜居委会 of 枫林路街道.
pub const ZHANGJIABANG: &str = "310104008001";
/// 华一居委会 of 华阳路街道.
pub const HUAYI: &str = "310105001001";

/// The communities.
pub const COMMUNITIES: [&str; 4] = [XINCUN, QINGYU, ZHANGJIABANG, HUAYI];

/// The file of units.
pub const SMALL: &str = "\
code,name,kind,parent_code,map_column,map_row
31,上海市,city,,,
310104,徐汇区,district,31,2,3
310105,长宁区,district,31,1,3
310104003,天平路街道,street,310104,2,1
310104008,枫林路街道,street,310104,2,2
310105001,华阳路街道,street,310105,,
310104003001,上海新村居委会,community,310104003,,
310104003002,庆余居委会,community,310104003,,
310104008001,张家浜居委会,community,310104008,,
310105001001,华一居委会,community,310105001,,
";

/// How many units that is.
pub const SMALL_COUNT: usize = 10;
