// Joint applications, whole: from the guide through the form to supplies that are connected, with the portal's clock moved.
import {
  acceptPlans,
  addPart,
  apply,
  away,
  beginAtGuide,
  bookSurvey,
  connected,
  follow,
  onlyApplication,
  rate,
  reportWorks,
  section,
  signContracts,
  task,
} from "./support/joint_steps.mjs";
import { planOf, walkTo } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const ALL = ["供水", "供电", "供气"];
const inDays = (days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test("a new flat: what registers know is not asked, and water, power and gas are connected", async ({ page, portal }) => {
  const plan = planOf("joint_flat");
  await beginAtGuide(page, portal, plan, {
    居民身份证: ["电子证照", "县公安局"],
    不动产权证书: ["电子证照", "县自然资源局"],
    "用电、用气设备清单": ["直接取消", "填进来就行"],
  });
  const { number, filled } = await apply(page, portal, plan);
  expect(filled["page/person"]).toEqual(["王秀兰", "3****************X"]);
  expect(filled["page/site"][0]).toBe("示范县城南街道迎宾大道66号2栋803室");
  await expect(section(page, "供水")).toContainText(/接下来：受理，最晚 \d+月\d+日。/);
  await expect(section(page, "供水")).toContainText("最多 3 个工作日");

  await portal.advance(2);
  await follow(page, number);
  await expect(task(page)).toContainText("约个时间踏勘，三家一起来");
  await bookSurvey(page);
  await portal.advance(3);
  await follow(page, number);
  await acceptPlans(page, {
    供水: ["DN20", "不用，装上表就行"],
    供电: ["8 kVA，220 V", "不用，装上表就行"],
    供气: ["2.5 m³/h", "不用，装上表就行"],
  });
  await portal.advance(2);
  await signContracts(page, number, ALL, "王秀兰");
  await expect(task(page)).toContainText("都办好了");
  await connected(page, ALL);
  await rate(page, "供电");
  await onlyApplication(portal, { number, person: plan.person, status: "done" });
});

test("a building site at 10 kilovolts: the record and the permit fill in the project, and its own works are reported", async ({ page, portal }) => {
  const plan = planOf("joint_site");
  Object.assign(plan.answers, { temporary_from: inDays(30), temporary_until: inDays(300) });
  await beginAtGuide(page, portal, plan, {
    建设工程规划许可证: ["电子证照", "县自然资源局"],
    投资项目备案: ["数据核验", "县发展和改革委员会"],
    总平面图和管线图: ["部门核验", "县住房和城乡建设局"],
  });
  await walkTo(page, portal, plan, "page/project_facts");
  // The record is asked when its code is there, and answers into the open page.
  const known = { project_name: "锐进机械二期厂房", project_area: "18600", project_start: "2026", project_finish: "2027" };
  for (const [id, value] of Object.entries(known)) await expect(page.locator(`#${id}`)).toHaveValue(value);
  await expect(page.getByText(/^投资项目备案，.* 取$/)).toHaveCount(4);
  const { number, filled } = await apply(page, portal, plan);
  expect(filled["page/site"]).toEqual(["示范县城南街道工业园区创业路10号"]);
  await expect(page.getByRole("columnheader")).toHaveText(["水", "电"]);

  await portal.advance(2);
  await follow(page, number);
  await bookSurvey(page);
  await portal.advance(3);
  await follow(page, number);
  await acceptPlans(page, {
    供水: ["DN40", "要，您答复以后 1 个工作日"],
    供电: ["630 kVA，10 kV", "您自己建变压器", "您自己找有资质的单位做，做完报验收"],
  });
  await portal.advance(3);
  await signContracts(page, number, ["供水"], "黄建军");
  await expect(task(page)).toContainText("您自己的工程做完了，告诉供电公司来验收");
  await reportWorks(page);
  await portal.advance(2);
  await signContracts(page, number, ["供电"], "黄建军");
  await connected(page, ["供水", "供电"]);
  await onlyApplication(portal, { number, person: plan.person, status: "done" });
});

test("a house changes hands: both sign, what is owed for power holds up power alone", async ({ page, portal }) => {
  const plan = planOf("joint_transfer");
  await beginAtGuide(page, portal, plan, {
    原户号和欠费证明: ["部门核验", "不用管"],
    新户主的过户承诺: ["告知承诺"],
  });
  const { number } = await apply(page, portal, plan, {
    review: async () => {
      await expect(page.locator(".summary-list__row").filter({ hasText: "原户主签名" })).toContainText("刘小梅");
      await expect(page.locator("main")).toContainText("新户主的过户承诺");
    },
  });
  await portal.advance(1);
  await follow(page, number);
  await expect(page.locator(".rails__why")).toContainText("水和气照常办，不受影响");
  await expect(section(page, "供电").locator(".part__head .tag")).toHaveText("不受理");
  await expect(section(page, "供电")).toContainText("公司说：“这个户号还欠 128.40 元，交清以后再来办”");
  await expect(section(page, "供电")).toContainText("怎么办：");
  await expect(section(page, "供水")).toContainText(/接下来：换户主，最晚 \d+月\d+日。/);
  await expect(page.getByRole("rowheader")).toHaveText(["申请", "受理", "换户主", "签合同"]);
  await portal.advance(2);
  await signContracts(page, number, ["供水", "供气"], "王秀兰");
  await connected(page, ["供水", "供气"]);
  await expect(page.getByRole("region", { name: /办结单/ })).toContainText("供电：没有办成");
  await onlyApplication(portal, { number, person: plan.person, status: "done" });
});

test("a village without gas pipes: gas is refused with what to do, water and power go on to the end", async ({ page, portal }) => {
  const plan = planOf("joint_village");
  await beginAtGuide(page, portal, plan, {
    "村（居）委会证明": ["部门核验", "不用管"],
  });
  const { number } = await apply(page, portal, plan);
  await portal.advance(2);
  await follow(page, number);
  await expect(page.locator(".rails__why")).toContainText("水和电照常办，不受影响");
  await expect(section(page, "供气").locator(".part__head .tag")).toHaveText("不受理");
  await expect(section(page, "供气")).toContainText("公司说：“村里还没有通燃气管道，这次办不了");
  await expect(section(page, "供气")).toContainText("怎么办：打电话问，或者带身份证到它的营业厅办");
  await expect(task(page)).toContainText("约个时间踏勘，两家一起来");
  await bookSurvey(page);
  await portal.advance(3);
  await follow(page, number);
  await acceptPlans(page, { 供水: ["DN20"], 供电: ["8 kVA，220 V"] });
  await portal.advance(2);
  await signContracts(page, number, ["供水", "供电"], "刘小梅");
  await connected(page, ["供水", "供电"]);
  await expect(section(page, "供气").locator(".part__fact")).toHaveCount(0);
  await expect(page.getByRole("region", { name: /办结单/ })).toContainText("供气：没有办成");
  await onlyApplication(portal, { number, person: plan.person, status: "done" });
});

test("gas is added by a supplement: a third track appears, and goes to its end with the others", async ({ page, portal }) => {
  const plan = planOf("joint_home");
  const item = await portal.item(plan.item);
  await beginAtGuide(page, portal, plan);
  const { number } = await apply(page, portal, plan);
  await expect(page.getByRole("columnheader")).toHaveText(["水", "电"]);
  await portal.advance(2);
  await portal.askForPart(number, "gas");
  await follow(page, number);
  await expect(page.locator(".next-task").nth(1)).toContainText("您这里还可以一起办供气。要办就勾上“天然气”");
  await expect(page.locator(".next-task").nth(1)).toContainText("不办就不用管");
  await bookSurvey(page);
  await follow(page, number);
  await page.getByRole("link", { name: "去补交" }).click();
  await addPart(page, item, plan.more, async () => {
    // The list on the page says how much gas that is.
    await expect(page.locator("#gas_flow")).toHaveValue("0.89");
  });
  await expect(page.getByRole("columnheader")).toHaveText(["水", "电", "气"]);
  await expect(page.locator("h1")).toHaveText("一件事，三条线");
  await expect(page.getByRole("link", { name: "去补交" })).toHaveCount(0);
  await expect(section(page, "供气")).toContainText("最多 5 个工作日");
  await portal.advance(4);
  await follow(page, number);
  await acceptPlans(page, { 供水: ["DN20"], 供电: ["8 kVA，220 V"], 供气: ["0.89 m³/h"] });
  await portal.advance(2);
  await signContracts(page, number, ALL, "陈晓明");
  await connected(page, ALL);
  await onlyApplication(portal, { number, person: plan.person, status: "done" });
});

test("without the portal between the survey and the answer nothing is lost, it is said, and it goes on when it is back", async ({
  page,
  portal,
  complaints,
}) => {
  complaints.expect(/status of 503|ERR_/);
  const plan = planOf("joint_home");
  await beginAtGuide(page, portal, plan);
  const { number } = await apply(page, portal, plan);
  await portal.advance(2);
  await follow(page, number);
  await bookSurvey(page);
  const day = (await page.locator("#appointment").textContent()).match(/^\d+月\d+日/)[0];
  await portal.advance(1);
  await follow(page, number);
  const before = await page.locator(".rails__table").textContent();
  expect(before).toContain(day);

  await away(portal, { status: 503 });
  await page.reload();
  await expect(page.getByRole("status").filter({ hasText: "现在连不上" })).toContainText(/这是.*(刚才|分钟前|刚刚)/);
  await expect(page.locator(".rails__table")).toHaveText(before);
  await page.goto("/applications");
  await expect(page.getByRole("status").filter({ hasText: "现在连不上" })).toBeVisible();
  await expect(page.locator(".applications")).toContainText("水电气网联合报装");

  await portal.mend();
  await portal.advance(2);
  await page.goto(`/applications/${number}`);
  await task(page).getByRole("link", { name: "看方案" }).click();
  for (const name of ["供水", "供电"]) await page.getByText(`接受${name}的方案`).click();
  await away(portal, "reset");
  await page.getByRole("button", { name: "接受选中的方案" }).click();
  await expect(page.getByRole("alert")).toContainText("现在连不上，有的还没有接受。过一会儿再点一次");
  for (const name of ["供水", "供电"]) await expect(page.getByRole("checkbox", { name: `接受${name}的方案` })).toBeChecked();
  await portal.mend();
  await page.getByRole("button", { name: "接受选中的方案" }).click();
  await expect(page.locator(".plans__state .tag")).toHaveText(["接受了", "接受了"]);
  await portal.advance(2);
  await signContracts(page, number, ["供水", "供电"], "陈晓明");
  await connected(page, ["供水", "供电"]);
  await onlyApplication(portal, { number, person: plan.person, status: "done" });
});
