//! Chinese surnames, to tell a column of names from a column of words.

use crate::text::is_han;

/// The surnames of some nineteen in twenty people.
const SINGLE: &str = "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何高梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟\
卢汪戴崔任陆廖姚方金邱夏谭韦贾邹石熊孟秦阎薛侯雷白龙段郝孔邵史毛常万顾赖武康贺严尹钱施牛洪龚汤陶黎温莫易樊乔文安殷颜庄章鲁倪庞邢\
俞翟蓝聂齐向申葛柴伍覃骆关焦柳欧祝纪尚毕耿芦左季管符辛苗詹曲欧靳祁路涂兰甘裴梅童翁霍游阮尤岳柯牟滕谷舒卜成饶宁凌盛查单冉鲍华包屈\
房喻解蒲卫简时连车项闵邬吉党阳司费蒙席晏隋古强穆姬宫景米麦谈柏瞿艾沙鄢桂窦郁缪畅巩卓褚栾戚全娄甄郎池丛边岑农苟迟保商臧佘卞虞刁冷\
应匡栗仇练楚揭师官佟封燕桑巫敖原植邝仲荆储宗楼干苑寇盖南屠鞠荣井乐银奚明麻雍花闻冼木郜廉衣蔺和冀占门帅利满";
const DOUBLE: [&str; 8] = [
    "欧阳", "上官", "司马", "诸葛", "司徒", "夏侯", "皇甫", "尉迟",
];
/// What ends the names of places and bodies, many of which begin with a surname: 黄浦区.
const PLACE_ENDINGS: &str =
    "区市县镇乡村街路道里弄苑园坊楼厦场站室部委会组处科局院校厂店队社团员级";

/// Whether a text looks like the name of a person.
pub(super) fn looks_like_name(text: &str) -> bool {
    let plain: Vec<char> = text
        .chars()
        .filter(|it| !it.is_whitespace() && *it != '·')
        .collect();
    let (Some(first), Some(last)) = (plain.first(), plain.last()) else {
        return false;
    };
    let name: String = plain.iter().collect();
    (2..=4).contains(&plain.len())
        && plain.iter().all(|it| is_han(*it))
        && !PLACE_ENDINGS.contains(*last)
        && (DOUBLE.iter().any(|it| name.starts_with(it))
            || (SINGLE.contains(*first) && plain.len() <= 3))
}
