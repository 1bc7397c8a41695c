//! The document's Chinese for what the code says in English: a line for each field and schema. The
//! same word means the same in all of them, but where it is written with its schema.

use serde_json::Value;

mod numbers;
mod screens;
mod work;

/// Fields and parameters: `field`, or `Schema.field` where it means something of its own there.
const FIELDS: &[(&str, &str)] = &[
    ("above", "上级单位，最外层在前"),
    ("accounts", "账号，按字母排列"),
    ("accepted", "新收下的条数"),
    ("action", "做了什么，固定不变的键，如 account.created"),
    ("actor", "谁做的：账号、token:名称或 command"),
    ("Import.actor", "谁导入的"),
    ("added", "库里新增了一条"),
    ("address", "来自哪个地址"),
    ("after", "这条现在的内容；不写则为删除"),
    ("agent", "浏览器的自称"),
    ("applied_at", "导入的时间，毫秒"),
    ("as_of", "数据截止的日期，如 2026-11-23"),
    ("at", "时间，毫秒，自 1970-01-01T00:00:00Z 起"),
    (
        "Fact.at",
        "发生的时间（RFC 3339），如 2026-11-22T14:32:08+08:00",
    ),
    ("RowForm.at", "从何时起如此（RFC 3339）；不写则为现在"),
    ("RowInBatch.at", "从何时起如此（RFC 3339）；不写则为现在"),
    ("attended", "实到人数"),
    ("bad", "需修正的行数"),
    ("bad_rows", "前 1000 个需修正的行；全部在 bad-rows.xlsx 里"),
    ("before", "这条原来的内容，只在删除时写"),
    ("TickerEvent.before", "原来的名称"),
    ("below", "下级单位的数目，按级别"),
    ("birth_year", "出生年份，1900 至今年"),
    ("category", "类别"),
    ("changed", "改了几条"),
    ("Counts.changed", "变更的行数"),
    ("ImportResult.changed", "变更的行数"),
    ("Preview.changed", "变更的行数"),
    ("UnitCounts.changed", "变更的行数"),
    ("children", "直接下级单位"),
    ("circle", "一心三圈中的哪一圈"),
    ("code", "单位代码"),
    ("CellError.code", "固定不变的错误码"),
    ("ImportFile.code", "文件还不能导入时，固定不变的错误码"),
    ("Meaning.code", "对应的代码；单位名称则为单位的代码或全称"),
    ("Problem.code", "固定不变的错误码，供程序判断"),
    ("ProblemGroup.code", "固定不变的错误码"),
    ("ProveTotp.code", "验证器上的 6 位数字"),
    ("Rejection.code", "固定不变的错误码，供程序判断"),
    ("SetupForm.code", "服务器日志里的启动口令"),
    ("SignIn.code", "动态验证码或恢复码，启用了第二因素时需要"),
    ("column", "自西向东第几列，从 0 起"),
    (
        "CellError.column",
        "第几列，从 0 起；文件中没有这一列时为空",
    ),
    ("columns", "各列"),
    ("Import.columns", "各列，自左至右"),
    (
        "SettingsChange.columns",
        "各列对应的字段：列的序号（从 0 起）到字段；空文字表示不导入",
    ),
    ("counts", "行数"),
    ("created_at", "新建的时间，毫秒"),
    ("OwnSession.created_at", "登录的时间，毫秒"),
    ("current", "是不是正在用的这一个"),
    ("ChangePassword.current", "原口令"),
    ("cursor", "数字算到日志的哪一处"),
    ("days", "有效天数，1 至 1098；不写则长期有效"),
    ("demo", "是否为演示数据"),
    ("detail", "其余内容，JSON 文本"),
    ("Problem.detail", "哪里不对、应当怎样，供人阅读"),
    ("disabled", "是否停用"),
    ("done", "已完成的行数"),
    ("drafts", "自己上传、还没有导入的文件"),
    ("duplicate", "早已收下的条数"),
    ("education", "学历"),
    ("entries", "记录，最新的在前"),
    ("epoch", "日志的身份；恢复备份后会变"),
    (
        "escalate_after_days",
        "部署逾期超过几天，再上提一级，1 至 90；不写则不变",
    ),
    ("errors", "哪些字段不对"),
    ("BadRow.errors", "各处问题"),
    ("ethnicity", "民族，GB/T 3304 代码"),
    ("event", "发生了什么"),
    ("example", "示例"),
    ("expected", "应到人数"),
    ("expires_at", "到期的时间，毫秒；空为长期有效"),
    ("failure", "没有导入的原因"),
    ("field", "字段名"),
    ("fields", "这张表有哪些字段"),
    ("file", "等待处理的文件"),
    ("file_name", "文件名"),
    ("first_value", "第一个值，隐私已遮盖"),
    ("fixed", "为所有行指定的值：字段到代码"),
    ("gender", "性别"),
    ("heading", "列标题"),
    ("help", "填写说明"),
    ("id", "编号"),
    ("Fact.id", "发送方的编号，1 至 64 个字符，永不重复"),
    ("Import.id", "编号，16 位十六进制数"),
    (
        "Idempotency-Key",
        "自选的编号，1 至 255 个可见字符；24 小时内以同一编号重发，只做一次，答复相同",
    ),
    ("imports", "做过的导入，最新的在前"),
    ("index", "在这一批中的位置，从 0 起"),
    ("initial_password", "初始口令，只出现这一次"),
    ("joined", "入党年月，YYYYMM"),
    ("key", "这条在发送方系统中的键，在库内唯一"),
    ("RowView.key", "在它的库里的标识"),
    ("Suggestion.key", "代码"),
    ("kind", "级别"),
    ("Fact.kind", "哪一种事实"),
    ("kinds", "可发送哪几种事实；空为不限"),
    ("known_words", "已有对应代码的不同词的数目"),
    ("label", "中文名称"),
    ("left", "之后被别人改过、没有撤回的行数"),
    ("level", "级别"),
    ("Row.level", "组织层级"),
    ("limit", "最多要几条"),
    ("line", "文件中的行号，从 1 起"),
    ("lines", "前几行的行号"),
    ("login", "账号，3 至 64 个字母、数字或“-”“_”“.”“@”"),
    ("lt", "小于这个数；确切数字按隐私规则隐去"),
    ("meeting", "哪一种会议"),
    ("mend", "如何修改"),
    ("message", "哪里不对、应当怎样，供人阅读"),
    ("metrics", "数字，按指标的键"),
    ("missing", "系统中有而表中没有的行数"),
    ("must_change_password", "是否须先修改初始口令"),
    ("name", "名称"),
    ("new", "新口令"),
    ("Counts.new", "新增的行数"),
    ("ImportResult.new", "新增的行数"),
    ("Preview.new", "新增的行数"),
    ("RowsReceipt.new", "新增几条"),
    ("UnitCounts.new", "新增的行数"),
    ("newer", "系统中的数据比表新、保留不动的行数"),
    ("next", "下一页从哪里起；空为没有了"),
    ("ImportPage.next", "下一页的 before；没有下一页时为空"),
    ("RowPage.next", "下一页的 after；没有下一页时为空"),
    ("occupation", "职业"),
    ("organisation", "发送方系统中组织的键，从不显示"),
    ("outcome", "新增、改了、没变或删除"),
    ("own_machine", "是否为本人专用的电脑，会话可久些"),
    ("parent", "上级单位的代码"),
    ("TickerEntry.parent", "当时上级单位的名称"),
    ("password", "口令"),
    ("path", "从顶层到本单位"),
    ("FoundUnit.path", "从顶层到上级单位"),
    ("position", "在上级单位示意图上的位置"),
    ("preview", "导入后会有什么变化"),
    ("Import.preview", "导入后会有什么变化"),
    ("private", "含有哪种隐私；有则剔除"),
    ("probationary", "是否为预备党员"),
    ("problems", "有什么问题，最多的在前"),
    (
        "ImportFile.problems",
        "列的对应还缺什么，或文件为什么读不了",
    ),
    ("Preview.problems", "有什么问题，最多的在前"),
    ("progress", "进行到哪里"),
    ("Import.progress", "进行到哪里"),
    ("public_viewing", "不登录能否看大屏"),
    ("q", "查找的文字"),
    ("qr_svg", "给手机扫的二维码，SVG"),
    ("ready", "能否工作"),
    ("reason", "这一条没有收下的原因，即批量答复中的 code"),
    ("CellError.reason", "什么不对"),
    ("ProblemGroup.reason", "什么不对"),
    ("recovery_codes", "恢复码，各可用一次，只出现这一次"),
    ("registry", "哪一个库"),
    ("rejected", "没有收下的，逐条写明"),
    ("remembered", "这种格式的文件以前导入过，列的对应已经记住"),
    (
        "removable",
        "系统中有而表中没有的行里，可以移除的行数；组织节点要名下没有台账和下级",
    ),
    (
        "remove_missing",
        "表中没有的行是否视为已转出；组织节点则停用",
    ),
    ("removed", "库里减少了一条"),
    ("ImportResult.removed", "移除的行数"),
    ("RowsReceipt.removed", "删除几条"),
    ("required", "是否必填"),
    ("result", "导入的结果"),
    ("retry_after", "几秒后再试"),
    ("revoked_at", "收回的时间，毫秒；空为没有收回"),
    ("role", "角色"),
    ("root", "顶层单位，组织树还空着时需要"),
    ("row", "这条的内容"),
    ("MapPosition.row", "自北向南第几行，从 0 起"),
    ("RowForm.row", "这条现在的内容；其中 registry 可以不写"),
    (
        "RowInBatch.row",
        "这条现在的内容，其中 registry 可以不写；写 null 则删除",
    ),
    ("RowView.row", "这条现在的内容"),
    ("rows", "行数"),
    ("ImportResult.rows", "文件的行数"),
    ("Preview.rows", "文件的行数"),
    ("ProblemGroup.rows", "有这个问题的行数"),
    ("RowPage.rows", "各条，按组织树的顺序"),
    ("scene", "场景"),
    ("second_factor", "是否启用了第二因素"),
    ("secret", "第二因素的密钥，Base32"),
    ("sector", "领域"),
    ("seen_at", "最近使用的时间，毫秒"),
    ("seq", "日志中的序号"),
    ("AuditEntry.seq", "记录的序号"),
    ("server_time", "服务器的时间，毫秒"),
    ("since", "从何时起如此"),
    ("skip_bad", "是否跳过需修正的行"),
    ("skipped", "跳过的行数"),
    ("stage", "培养阶段"),
    (
        "state",
        "进行到哪一步：mapping reading ready failed applying applied undoing undone",
    ),
    ("status", "党员的状态"),
    ("Problem.status", "HTTP 状态码"),
    ("subject", "对什么做的"),
    ("suggestion", "最可能的意思"),
    ("table", "哪张表：库的代码或 units"),
    ("text", "改成什么；空为不改"),
    ("ticker", "最近的动态，最新的在后"),
    ("title", "岗位，1 至 40 个字"),
    ("Problem.title", "状态的中文说法"),
    ("token", "令牌，只出现这一次"),
    ("tokens", "令牌，最新的在前"),
    ("total", "一共找到几个"),
    ("Progress.total", "总行数；不知道时为 0"),
    ("type", "错误码的 URN"),
    ("unchanged", "没变的几条；没有记新的事实"),
    ("Counts.unchanged", "没有变化的行数"),
    ("ImportResult.unchanged", "没有变化的行数"),
    ("Preview.unchanged", "没有变化的行数"),
    ("UnitCounts.unchanged", "没有变化的行数"),
    ("undone", "撤回的行数"),
    ("unit", "单位代码；权限及于它和所有下级"),
    ("Fact.unit", "单位代码；新建单位时为新代码"),
    ("Import.unit", "表属于哪个单位及其下级"),
    ("UnitCounts.unit", "单位代码"),
    ("RowView.unit", "单位代码"),
    ("RowForm.unit", "这条属于哪个单位：单位代码"),
    (
        "RowInBatch.unit",
        "这条属于哪个单位：单位代码；删除时不用写",
    ),
    ("Snapshot.unit", "本单位"),
    ("TickerEntry.unit", "单位代码"),
    (
        "UploadQuery.unit",
        "表属于哪个单位及其下级；不写则为自己的单位",
    ),
    ("unit_name", "单位名称"),
    ("unit_renamed", "单位改了名称"),
    ("units", "单位"),
    ("Preview.units", "按单位的行数"),
    ("Readiness.units", "单位的数目"),
    ("unkeyed", "需修正的行里，连标识也读不出来的行数"),
    ("unknown_words", "还没有对应代码的词"),
    ("url", "给验证器的 otpauth 地址"),
    ("used_at", "最近使用的时间，毫秒；空为从未使用"),
    ("utc_offset", "当地时间比 UTC 早几秒"),
    ("value", "原来的值，隐私已遮盖"),
    ("Correction.value", "表里写的值"),
    ("values", "表里写错的值，各改成什么；只对这份文件"),
    ("word", "文件中的词"),
    ("words", "各个词的意思"),
];

/// Schemas.
const SCHEMAS: &[(&str, &str)] = &[
    ("Account", "账号"),
    ("AccountChange", "账号改成什么样"),
    ("AccountPage", "一页账号"),
    ("AccountForm", "新账号"),
    ("AddedUnit", "新建的单位"),
    ("ApplicantStage", "培养阶段"),
    ("ApplyOptions", "怎样导入"),
    ("AuditEntry", "一条操作记录"),
    ("AuditPage", "一页操作记录"),
    ("BadRow", "需修正的一行"),
    ("CellError", "一格的问题"),
    ("ChangePassword", "修改口令"),
    ("Circle", "一心三圈：核心圈、联席圈、联动圈、未入圈"),
    ("Confirm", "再次输入的口令"),
    ("Counts", "按变化分的行数"),
    ("CreatedToken", "新令牌"),
    ("Cursor", "日志中的一处"),
    ("Education", "学历，按统计口径归类"),
    ("Enrolment", "还未生效的第二因素"),
    ("Epoch", "日志的身份，16 位十六进制"),
    ("Fact", "一条事实"),
    ("FieldError", "一个不对的字段"),
    ("FieldSpec", "表的一个字段"),
    ("FoundUnit", "找到的单位"),
    ("FoundUnits", "找到的单位"),
    ("Gender", "性别：男、女、未知"),
    ("Import", "一次导入"),
    ("ImportColumn", "文件的一列"),
    ("ImportFile", "等待处理的文件"),
    ("ImportPage", "一页导入"),
    ("ImportResult", "导入的结果"),
    ("InitialPassword", "初始口令"),
    ("MapPosition", "示意图上的位置"),
    ("Correction", "一个写错的值，改成什么"),
    ("Meaning", "一个词的意思"),
    (
        "MeetingKind",
        "会议：党员大会、支委会、党小组会、党课、主题党日、组织生活会",
    ),
    ("Member", "党员；只有供统计的属性"),
    ("MemberStatus", "党员的状态：正常、流动、失联、空挂"),
    ("Moment", "时间，毫秒，自 1970-01-01T00:00:00Z 起"),
    ("Occupation", "职业，按统计口径归类"),
    ("OrganisationCategory", "组织类别"),
    ("OrganisationLevel", "组织层级：党委、党总支、党支部"),
    ("OwnAccount", "自己的账号"),
    ("OwnSession", "自己的一个会话"),
    ("PathStep", "一个单位"),
    ("Preview", "导入后会有什么变化"),
    ("Problem", "RFC 9457 问题说明"),
    ("ProblemGroup", "同一个问题"),
    ("Progress", "进行到哪里"),
    ("ProveTotp", "第二因素的证明"),
    ("Readiness", "是否就绪"),
    ("Receipt", "一批事实的回执"),
    ("RecoveryCodes", "恢复码"),
    ("Registry", "八大库之一"),
    ("Rejected", "没有收下的一条"),
    ("Rejection", "没有收下的原因"),
    ("Relative", "上级或下级单位和它的数字"),
    ("Role", "角色：查看员、录入员、管理员、系统管理员"),
    ("RootForm", "顶层单位"),
    (
        "Row",
        "库里的一条，按库各有字段；没有姓名、电话和证件号的字段",
    ),
    ("RowForm", "一条现在的样子"),
    ("RowInBatch", "一条现在的样子，或它已不在"),
    ("RowOutcome", "一条收下后如何"),
    ("RowPage", "库里的一页"),
    ("RowReceipt", "一条的回执"),
    ("RowSent", "库里的一条，registry 可以不写"),
    ("RowsReceipt", "一批的回执"),
    ("RowView", "库里的一条"),
    ("Scene", "场景"),
    ("Sector", "领域：居民区、两新、区域化、机关"),
    ("Settings", "设置"),
    ("SettingsChange", "对文件的说明，只写要改的部分"),
    ("SetupForm", "首次启动"),
    ("SignIn", "登录"),
    ("Snapshot", "大屏上的全部数字"),
    ("Suggestion", "可能的意思"),
    ("TickerEntry", "一条动态"),
    ("TickerEvent", "动态的内容"),
    ("Token", "令牌"),
    ("TokenPage", "一页令牌"),
    ("TokenForm", "新令牌"),
    ("UnitChange", "单位改成什么样；名称和上级一次改一样"),
    ("UnitCode", "单位代码，1 至 32 位字母、数字、“-”或“_”"),
    ("UnitCounts", "一个单位的行数"),
    ("UnitForm", "新单位"),
    ("UnitHeading", "单位和它的位置"),
    ("UnitKind", "单位的级别"),
    ("UnknownWord", "还没有对应代码的词"),
    ("Value", "数字；按隐私规则隐去的写成 {lt}"),
    ("Values", "数字，按指标的键"),
];

/// How the schemas of lists begin.
const LIST: &str = "ListOf";

/// Puts them into the document, in place of what is in English.
pub fn put(document: &mut Value) {
    let schemas = document["components"]["schemas"].as_object_mut();
    for (name, schema) in schemas.into_iter().flatten() {
        let known = plain(name);
        describe(
            schema,
            of(SCHEMAS, known)
                .or_else(|| of(work::SCHEMAS, known))
                .or_else(|| of(numbers::SCHEMAS, known))
                .or_else(|| of(screens::SCHEMAS, known)),
        );
        put_into(name, schema);
        drop_english(schema);
    }
    let paths = document["paths"].as_object_mut().into_iter().flatten();
    let items = paths.filter_map(|(_, item)| item.as_object_mut());
    for operation in items.flat_map(|item| item.values_mut()) {
        drop_english(operation);
        let parameters = operation
            .get_mut("parameters")
            .and_then(Value::as_array_mut);
        for parameter in parameters.into_iter().flatten() {
            let name = parameter["name"].as_str().unwrap_or_default().to_owned();
            describe(parameter, of_parameter(parameter, &name));
        }
    }
}

/// Describes the properties of a schema, however deep.
fn put_into(schema_name: &str, schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            let properties = object.get_mut("properties").and_then(Value::as_object_mut);
            for (name, property) in properties.into_iter().flatten() {
                describe(property, of_field(schema_name, name));
            }
            for inner in object.values_mut() {
                put_into(schema_name, inner);
            }
        }
        Value::Array(list) => list
            .iter_mut()
            .for_each(|inner| put_into(schema_name, inner)),
        _ => {}
    }
}

/// What the code's own comments say of it is not for the readers of the document.
fn drop_english(value: &mut Value) {
    let is_chinese = |letter| ('\u{4e00}'..='\u{9fff}').contains(&letter);
    match value {
        Value::Object(object) => {
            let said = object.get("description").and_then(Value::as_str);
            if said.is_some_and(|said| !said.contains(is_chinese)) {
                object.remove("description");
            }
            object.values_mut().for_each(drop_english);
        }
        Value::Array(list) => list.iter_mut().for_each(drop_english),
        _ => {}
    }
}

/// A schema's name; all lists are described alike.
fn plain(schema: &str) -> &str {
    if schema.starts_with(LIST) {
        LIST
    } else {
        schema
    }
}

/// The word for a parameter: one in a query is often not what a field of its name is.
fn of_parameter(parameter: &Value, name: &str) -> Option<&'static str> {
    let asked = if parameter["in"] == "query" {
        of(work::ASKED, name).or_else(|| of(numbers::ASKED, name))
    } else {
        None
    };
    asked
        .or_else(|| of(FIELDS, name))
        .or_else(|| of(work::FIELDS, name))
        .or_else(|| of(numbers::FIELDS, name))
        .or_else(|| of(screens::FIELDS, name))
}

/// The word for a field: its schema's own before what it means everywhere.
fn of_field(schema: &str, name: &str) -> Option<&'static str> {
    let schema = plain(schema);
    let own = format!("{schema}.{name}");
    let own = of(FIELDS, &own)
        .or_else(|| of(work::FIELDS, &own))
        .or_else(|| of(numbers::FIELDS, &own))
        .or_else(|| of(screens::FIELDS, &own));
    let is_text = work::TEXTS.contains(&schema);
    let written = match name {
        "title" if is_text => Some("标题，1 至 60 个字，不上屏"),
        "text" if is_text => Some("内容，最多 2000 个字，不上屏，不写个人信息"),
        _ => None,
    };
    own.or(written)
        .or_else(|| of(FIELDS, name))
        .or_else(|| of(work::FIELDS, name))
        .or_else(|| of(numbers::FIELDS, name))
        .or_else(|| of(screens::FIELDS, name))
}

fn of(words: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let found = words.iter().find(|(known, _)| *known == name);
    found.map(|(_, word)| *word)
}

fn describe(what: &mut Value, word: Option<&'static str>) {
    if let (Some(word), true) = (word, what.is_object()) {
        what["description"] = word.into();
    }
}
