//! The eight registries (八大库) and their rows. A row belongs to one unit and holds standard codes,
//! never a name, a phone number or an id number: there is no field for them.

use serde::{Deserialize, Serialize};

use crate::codes::codes;

codes! {
    /// Sector (领域) of an organisation and of its members.
    Sector {
        /// 居民区党建
        Community,
        /// 两新党建: non-public enterprises and social organisations
        TwoNew,
        /// 区域化党建
        Regional,
        /// 机关: none of the three
        Government,
    }
}
codes! {
    /// Level of an organisation.
    OrganisationLevel {
        /// 党委
        Committee,
        /// 党总支
        GeneralBranch,
        /// 党支部
        Branch,
    }
}
codes! {
    /// Category of an organisation, by the classes of the published statistics.
    OrganisationCategory {
        /// 城市社区
        UrbanCommunity,
        /// 行政村
        Village,
        /// 机关
        Government,
        /// 事业单位
        Institution,
        /// 公有制企业
        PublicEnterprise,
        /// 非公有制企业
        NonPublicEnterprise,
        /// 社会组织
        SocialOrganisation,
    }
}
codes! {
    /// Gender, GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated.
    Gender {
        /// 1 男性
        Male,
        /// 2 女性
        Female,
        /// 0 未知 or 9 未说明
        Unknown,
    }
}
codes! {
    /// Education, GB/T 4658 grouped as the published statistics group it.
    Education {
        /// 研究生
        Postgraduate,
        /// 大学本科
        Bachelor,
        /// 大学专科
        College,
        /// 中专、高中、中技
        Secondary,
        /// 初中及以下
        Junior,
    }
}
codes! {
    /// Occupation, by the classes of the published statistics.
    Occupation {
        /// 工人
        Worker,
        /// 农牧渔民
        Farmer,
        /// 企事业单位、社会组织专业技术人员
        Professional,
        /// 企事业单位、社会组织管理人员
        Manager,
        /// 党政机关工作人员
        CivilServant,
        /// 学生
        Student,
        /// 其他职业人员
        Other,
        /// 离退休人员
        Retired,
    }
}
codes! {
    /// Where a member stands with the organisation.
    MemberStatus {
        /// 正常
        Normal,
        /// 流动党员
        Mobile,
        /// 失联党员
        OutOfContact,
        /// 空挂党员
        Nominal,
    }
}
codes! {
    /// Stage of an applicant.
    ApplicantStage {
        /// 入党申请人
        Applicant,
        /// 入党积极分子
        Activist,
        /// 发展对象
        Candidate,
    }
}
codes! {
    /// Circle of an employer around a street or area (一心三圈).
    Circle {
        /// 核心圈
        Core,
        /// 联席圈
        Joint,
        /// 联动圈
        Linkage,
        /// Not placed in a circle
        None,
    }
}
codes! {
    /// One of the eight registries, in the order in which screens show them.
    Registry {
        /// 党组织
        Organisation,
        /// 党员
        Member,
        /// 入党申请人
        Applicant,
        /// 居民区
        Community,
        /// 商务楼宇
        Building,
        /// 工会组织
        TradeUnion,
        /// 团组织
        YouthLeague,
        /// 实有单位
        Employer,
    }
}

impl Registry {
    /// The key used in facts and tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::Organisation => "organisation",
            Self::Member => "member",
            Self::Applicant => "applicant",
            Self::Community => "community",
            Self::Building => "building",
            Self::TradeUnion => "trade_union",
            Self::YouthLeague => "youth_league",
            Self::Employer => "employer",
        }
    }

    /// The registry of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|registry| registry.key() == key)
    }

    /// The Chinese name of the registry.
    pub fn label(self) -> &'static str {
        match self {
            Self::Organisation => "党组织",
            Self::Member => "党员",
            Self::Applicant => "入党申请人",
            Self::Community => "居民区",
            Self::Building => "商务楼宇",
            Self::TradeUnion => "工会组织",
            Self::YouthLeague => "团组织",
            Self::Employer => "实有单位",
        }
    }
}

/// A row of one of the registries.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "registry", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Row {
    /// 党组织
    Organisation {
        /// Committee, general branch or branch.
        level: OrganisationLevel,
        /// Its sector.
        sector: Sector,
        /// Its category.
        category: OrganisationCategory,
    },
    /// 党员
    Member(Member),
    /// 入党申请人
    Applicant {
        /// How far along.
        stage: ApplicantStage,
        /// Since which month at this stage, as `YYYYMM`.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<u32>,
    },
    /// 居民区
    Community {},
    /// 商务楼宇
    Building {},
    /// 工会组织
    TradeUnion {},
    /// 团组织
    YouthLeague {},
    /// 实有单位
    Employer {
        /// Its circle.
        circle: Circle,
        /// The short name under which it agreed to be shown on public screens.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        shown_as: Option<String>,
    },
}

/// What is kept of a member: attributes that are counted, and nothing that names.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// Still in the probationary year (预备党员).
    #[serde(default)]
    pub probationary: bool,
    /// Sector of the member's organisation.
    pub sector: Sector,
    /// Gender.
    pub gender: Gender,
    /// Year of birth, 1900 to this year; age counts whole calendar years.
    #[serde(default)]
    pub birth_year: Option<u16>,
    /// Ethnicity, GB/T 3304 number: 1 is Han.
    #[serde(default)]
    pub ethnicity: Option<u8>,
    /// Highest education.
    #[serde(default)]
    pub education: Option<Education>,
    /// Occupation.
    #[serde(default)]
    pub occupation: Option<Occupation>,
    /// Year and month of joining, as `YYYYMM`.
    #[serde(default)]
    pub joined: Option<u32>,
    /// Standing.
    pub status: MemberStatus,
    /// In which month the organisation last heard of the member, as `YYYYMM`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_contact: Option<u32>,
}

impl Row {
    /// The registry the row belongs to.
    pub fn registry(&self) -> Registry {
        match self {
            Self::Organisation { .. } => Registry::Organisation,
            Self::Member(_) => Registry::Member,
            Self::Applicant { .. } => Registry::Applicant,
            Self::Community {} => Registry::Community,
            Self::Building {} => Registry::Building,
            Self::TradeUnion {} => Registry::TradeUnion,
            Self::YouthLeague {} => Registry::YouthLeague,
            Self::Employer { .. } => Registry::Employer,
        }
    }
}
