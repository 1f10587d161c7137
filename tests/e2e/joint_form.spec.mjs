// A firm in the park, from the search on the home page to three connected supplies: 380 V and 120 kW of machines, a canteen
// kitchen on gas, water of DN50. The companies act when the portal's clock is moved.
import { violations } from "./support/axe.mjs";
import {
  acceptPlans,
  apply,
  beginAtGuide,
  bookSurvey,
  connected,
  follow,
  onlyApplication,
  rate,
  section,
  signContracts,
  task,
} from "./support/joint_steps.mjs";
import { find, planOf } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const WAIVED = {
  营业执照: ["电子证照", "县市场监督管理局"],
  场所的不动产权证书: ["电子证照", "县自然资源局"],
  "用电、用气设备清单": ["直接取消"],
  用气场所安全说明: ["告知承诺"],
};

test("a firm in the park applies once for water, power and gas, and gets three supplies", async ({ page, portal }) => {
  const plan = planOf("joint_factory");
  await page.goto("/");
  await find(page, "水电气", "水电气一起报装");
  await beginAtGuide(page, portal, plan, WAIVED);
  const { number, filled } = await apply(page, portal, plan, {
    review: async () => expect(await violations(page)).toEqual([]),
  });
  expect(filled["page/firm"]).toEqual(["示范县锐进机械有限公司", "91369999MA0000410N", "黄建军"]);
  expect(filled["page/site"][0]).toBe("示范县城南街道工业园区创业路8号");
  await onlyApplication(portal, { number, person: plan.person, status: "received" });
  await expect(page.getByRole("columnheader")).toHaveText(["水", "电", "气"]);
  await expect(section(page, "供电")).toContainText(/最多 15 个工作日.*最晚 \d+月\d+日/);

  await portal.advance(2);
  await follow(page, number);
  await expect(task(page)).toContainText("约个时间踏勘，三家一起来");
  await bookSurvey(page);
  await portal.advance(3);
  await follow(page, number);
  await expect(page.locator(".rails__why")).toHaveCount(0);
  await acceptPlans(page, {
    供水: ["DN50", "不用，装上表就行"],
    供电: ["72 kVA，380 V", "要，您答复以后 4 个工作日"],
    供气: ["14.191 m³/h", "红线以外燃气公司出"],
  });

  await portal.advance(2);
  await signContracts(page, number, ["供水", "供气"], "黄建军");
  await connected(page, ["供水", "供气"]);
  await expect(page.locator(".rails__why")).toContainText("一条线慢了，不拖另外的。供电还在施工");
  await expect(section(page, "供电")).toContainText(/接下来：外线施工，最晚 \d+月\d+日。/);
  await expect(section(page, "供电").locator(".part__fact")).toHaveCount(0);

  await portal.advance(4);
  await signContracts(page, number, ["供电"], "黄建军");
  await connected(page, ["供水", "供电", "供气"]);
  await expect(task(page)).toContainText("都办好了");
  await expect(page.getByRole("region", { name: /办结单/ })).toContainText("供电：办好了，户号");
  for (const name of ["供水", "供电", "供气"]) await rate(page, name);
  await onlyApplication(portal, { number, person: plan.person, status: "done" });
});
