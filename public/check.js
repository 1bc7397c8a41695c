// Looks through what is being written for what names a person. Numbers are sure, and the server refuses them;
// names are a guess, and only hinted at.

const SURNAMES =
  "王李张刘陈杨黄赵周吴徐孙朱马胡郭林何梁郑罗宋谢唐韩曹许邓萧冯曾程蔡彭潘袁于董余苏叶吕魏蒋田杜丁沈姜范江傅钟卢汪戴崔任陆廖姚金邱夏谭韦贾邹熊孟秦阎薛侯雷段郝孔邵史毛顾赖龚严尹钱施洪汤陶黎温倪庞俞翟颜殷";
const TITLES = "同志|先生|女士|书记|主任|老师|师傅|阿姨|大爷|大妈|医生|经理|警官";
const NAME = new RegExp(`(?<![\\p{Script=Han}])[${SURNAMES}][\\p{Script=Han}]{1,2}(?=${TITLES})|(?<=党员|居民|住户|业主|志愿者)[${SURNAMES}][\\p{Script=Han}]{1,2}(?![\\p{Script=Han}])`, "u");
const PHONE = /(?<!\d)(?:1[3-9]\d[\s-]?\d{4}[\s-]?\d{4}|0\d{2,3}[\s-]?\d{7,8})(?!\d)/;
const IDENTITY = /(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/;
const HALF_WIDTH_GAP = 0xfee0;

const plain = (text) => text.replace(/[０-９－]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - HALF_WIDTH_GAP));

/** What a text may tell of a person: `sure` is refused, `guess` only hinted at. */
export function look(text) {
  const half = plain(text);
  const identity = half.match(IDENTITY);
  if (identity) return { sure: `有证件号码“${identity[0]}”，请删去` };
  const phone = half.match(PHONE);
  if (phone) return { sure: `有电话号码“${phone[0]}”，请删去` };
  const name = half.match(NAME);
  return name ? { guess: `“${name[0]}”像是姓名；请写岗位，不写人名` } : {};
}

function tell(field) {
  const input = field.querySelector("textarea, input");
  const place = field.querySelector(".said-of-text");
  const { sure, guess } = look(input.value);
  const length = [...input.value].length;
  place.dataset.state = sure ? "open" : guess ? "guess" : "held";
  place.textContent = length === 0 ? "" : (sure ?? guess ?? `没有姓名、电话、证件号　${length} 字`);
}

/** Has every field that asks for it looked through while one writes. */
export function checkFields(root) {
  for (const field of root.querySelectorAll("[data-checked]")) {
    field.addEventListener("input", () => tell(field));
    field.closest("form")?.addEventListener("filled", () => tell(field));
  }
}
