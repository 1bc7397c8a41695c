// S1: three sectors on one platform, and every count can be split by them.

import { test } from "node:test";

import { chief, staff } from "../support/console.mjs";
import { useBrowser } from "../support/screens.mjs";
import { CHANGNING, XINHUA_ROAD, XUJIAZHAI, follow, idNumber, takesIn, wall } from "../support/stories.mjs";

const run = useBrowser();
const BRANCHES = `党组织代码,所属单位,三大领域,组织类别,单位性质
s01-1,${XUJIAZHAI},居民区党建,党支部,城市社区
s01-2,${XUJIAZHAI},两新党建,党支部,非公有制企业
s01-3,${XINHUA_ROAD},两新党建,党支部,社会组织
s01-4,${XINHUA_ROAD},区域化党建,党支部,事业单位
`;
const MEMBERS = `身份证号,所在支部,三大领域,性别
${idNumber(1)},${XUJIAZHAI},居民区党建,女
${idNumber(2)},${XUJIAZHAI},两新党建,男
${idNumber(3)},${XINHUA_ROAD},两新党建,女
${idNumber(4)},${XINHUA_ROAD},区域化党建,男
`;

test(
  "S1: a street takes in organisations and members of three sectors, and the district's wall splits them",
  run(async ({ server, screens }) => {
    const root = await chief({ server, screens });
    const account = { login: "xinhua", title: "新华路街道党建办", unit: XINHUA_ROAD };
    const street = await staff({ server, screens }, root, account);
    const district = await wall(screens, CHANGNING, "overview");
    const sectors = await Promise.all(
      [
        ["community", 1],
        ["two_new", 2],
        ["regional", 1],
      ].map(async ([sector, more], place) => {
        const row = {
          unit: CHANGNING,
          scene: "overview",
          metric: `member.sector.${sector}`,
          place: `.sectors .sector-rows li:nth-child(${place + 1}) .num`,
        };
        return [await follow(server, district, row), more];
      }),
    );
    const branches = await follow(server, district, {
      unit: CHANGNING,
      scene: "overview",
      metric: "organisation.total",
      place: ".headline.org .total",
    });
    await takesIn(street, { table: "organisation", name: "党组织.csv", content: BRANCHES, rows: 4 });
    await branches.by(4);
    await takesIn(street, { table: "member", name: "党员.csv", content: MEMBERS, rows: 4 });
    for (const [row, more] of sectors) await row.by(more);
  }),
);
