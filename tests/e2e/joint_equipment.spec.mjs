// The list of equipment of a joint application, what it comes to, what does not go together; and the accounts of a transfer.
import { violations } from "./support/axe.mjs";
import { addRow, fillPage } from "./support/fill.mjs";
import { focusedText, InputMethod, watchPage, whileComposing } from "./support/input_method.mjs";
import { beginAndWalkTo, goOn, mainButton, planOf, readReceipt, saved, submit, submitAndHear, walkTo } from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const factory = planOf("joint_factory");
const transfer = planOf("joint_transfer");

/** The line of something that is listed. */
const listed = (page, name) => page.getByRole("group", { name, exact: true });

/** What the list comes to. */
const need = (page) => page.getByRole("region", { name: "这样够用" });

/** What does not go together, as it is said on the page. */
const told = (page) => page.locator(".told__words .notice");

/** How many of it. */
const number = (page, name) => listed(page, name).locator(".stepper").getByRole("textbox");

const more = (page, name) => listed(page, name).getByRole("button", { name: `多一个${name}` });

/** A suggested option of a choice. */
const option = (page, words) => page.getByRole("radio", { name: words });

/** What was sent, by question. */
const answersOf = (body) => {
  const answers = JSON.parse(body).pages.flatMap((page) => page.answers);
  return Object.fromEntries(answers.map((answer) => [answer.question, answer]));
};

test("what is picked comes to a capacity and a voltage, with the formula, and the figures follow the list", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, factory, "page/power");
  await expect(need(page)).toHaveCount(0);
  await addRow(page, "loads", "数控机床");
  await expect(number(page, "数控机床")).toBeFocused();
  await expect(listed(page, "数控机床")).toContainText("单台机床，12 千瓦，380伏");
  for (let number = 1; number < 10; number += 1) await more(page, "数控机床").click();
  await expect(more(page, "数控机床")).toBeFocused();
  await expect(need(page)).toContainText("用 380 伏就行");
  await expect(need(page)).toContainText("全部加起来 120 千瓦；不会同时全开，一般用到 14.4 到 36 千瓦，合 16 到 72 千伏安");
  await expect(need(page)).toContainText("机床：120 千瓦 × 需要系数 0.12 到 0.25 = 14.4 到 36 千瓦");
  await expect(page.locator("#power_capacity")).toHaveValue("72");
  await expect(option(page, /^380伏/)).toBeChecked();

  await addRow(page, "loads", "空调3匹柜机");
  await expect(page.locator("#power_capacity")).toHaveValue("76");
  await listed(page, "空调3匹柜机").getByRole("button", { name: /^删掉/ }).click();
  await expect(page.locator("#power_capacity")).toHaveValue("72");
  await expect(page.locator("#loads")).toBeFocused();
  await listed(page, "数控机床").getByRole("button", { name: /^删掉/ }).click();
  await expect(page.locator("#power_capacity")).toHaveValue("");
  await expect(option(page, /^380伏/)).not.toBeChecked();
});

test("gas comes to a rate and a meter, water to a meter of its diameter, each with its formula", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, factory, "page/gas");
  await addRow(page, "appliances", "中餐炒菜灶");
  await more(page, "中餐炒菜灶").click();
  await expect(need(page)).toContainText("全开时一小时 8.494 到 8.896 立方米");
  await expect(need(page)).toContainText("一小时用气 = 热负荷（千瓦）× 3.6 ÷ 天然气热值");
  await expect(need(page).locator("b")).toHaveText("用 G6 的表");
  await expect(page.locator("#gas_flow")).toHaveValue("8.896");
  await goOn(page);
  await walkTo(page, portal, factory, "page/water");
  await addRow(page, "uses", "食堂200份饭");
  await number(page, "食堂、快餐").fill("300");
  await expect(need(page)).toContainText("食堂：300 份饭 × 每天 20 到 25 升 = 6 到 7.5 立方米");
  await expect(need(page).locator("b")).toHaveText("用 DN15 的表就够");
  await expect(option(page, "DN15毫米")).toBeChecked();
  await addRow(page, "uses", "下班洗澡100人");
  await number(page, "下班洗澡").fill("300");
  await expect(option(page, "DN50毫米")).toBeChecked();
  await expect(page.locator("#water_hour")).toHaveValue("18.938");
});

test("a figure of one's own stays when the list changes, is sent as the citizen's, and the other one can be taken", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, factory, "page/power");
  const item = await portal.item(factory.item);
  await fillPage(page, item, "power", { loads: factory.answers.loads });
  const capacity = page.locator("#power_capacity");
  await expect(capacity).toHaveValue("72");
  await capacity.fill("100");
  await number(page, "数控机床").fill("20");
  await expect(page.getByText("按上面算的是 120 千伏安")).toBeVisible();
  await expect(capacity).toHaveValue("100");
  await capacity.fill("");
  await number(page, "数控机床").fill("24");
  await expect(page.getByText("按上面算的是 144 千伏安")).toBeVisible();
  await expect(capacity).toHaveValue("");
  await saved(page);
  await page.reload();
  await expect(number(page, "数控机床")).toHaveValue("24");
  await expect(capacity).toHaveValue("");
  await page.getByRole("button", { name: "用这个" }).click();
  await expect(capacity).toHaveValue("144");
  await expect(capacity).toBeFocused();
  await capacity.fill("90");
  await goOn(page);
  await walkTo(page, portal, factory, "review");
  const sent = answersOf(await submitAndHear(page));
  expect(sent.power_capacity).toMatchObject({ value: { number: "90" }, provenance: { from: "citizen" } });
  expect(sent.power_voltage).toMatchObject({ value: { choice: "v380" }, provenance: { from: "computed" } });
});

test("while a name is composed no figure, no notice and no focus moves", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, factory, "page/power");
  await addRow(page, "loads", "数控机床");
  await listed(page, "数控机床").getByRole("button", { name: /^改一下/ }).click();
  const name = page.getByLabel("叫什么？");
  await name.fill("");
  const method = await InputMethod.of(page);
  await watchPage(page);
  await name.focus();
  await method.commit("车床");
  await method.spell("yihao");
  await method.commit("一号");
  expect(await focusedText(page)).toEqual({ text: "车床一号", caret: 4 });
  expect((await whileComposing(page)).filter((event) => event.startsWith("wrote"))).toEqual([]);
  await expect(listed(page, "车床一号")).toBeVisible();
});

for (const [screen, viewport] of [["phone", { width: 390, height: 844 }], ["desktop", { width: 1280, height: 800 }]]) {
  test(`what does not go together is said on its page and on the review, and can be handed in all the same: ${screen}`, async ({ page, portal }) => {
    await page.setViewportSize(viewport);
    await beginAndWalkTo(page, portal, factory, "page/power");
    await addRow(page, "loads", "数控机床");
    await page.locator("#power_capacity").fill("1");
    await expect(told(page), "nothing new is said while a figure is written").toHaveCount(0);
    // What is said when the figure is left does not move the button away from under the press.
    await goOn(page);
    await page.goBack();
    await expect(told(page)).toHaveText(/容量少了，按列的电器至少要 2 千伏安/);
    await goOn(page);
    await walkTo(page, portal, factory, "page/gas");
    await addRow(page, "appliances", "中餐炒菜灶");
    await listed(page, "中餐炒菜灶").getByRole("button", { name: /^改一下/ }).click();
    await page.getByLabel("额定用气量").fill("40");
    await listed(page, "中餐炒菜灶").getByRole("button", { name: /^收起来/ }).click();
    await expect(told(page)).toHaveText(/这一样的热负荷和用气量对不上/);
    expect(await violations(page)).toEqual([]);
    await goOn(page);
    await walkTo(page, portal, factory, "review");

    const notice = page.getByRole("region", { name: "有 2 处对不上，交之前请看一眼" });
    await expect(notice.getByRole("listitem")).toHaveText([/容量少了/, /热负荷和用气量对不上/]);
    expect(await violations(page)).toEqual([]);
    await notice.getByRole("link").last().click();
    await expect(page.getByLabel("额定用气量")).toBeFocused();
    await page.getByLabel("额定用气量").fill("");
    await page.getByRole("button", { name: "改好了，回去核对" }).click();
    await expect(page.getByRole("region", { name: "有 1 处对不上，交之前请看一眼" })).toContainText("容量少了");
    await submit(page);
    await readReceipt(page);
  });
}

test("a row that something is missing in opens by itself, and no control goes while it is mended", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, factory, "page/gas");
  await mainButton(page).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  await page.locator(".error-summary a").first().click();
  const name = page.getByLabel("叫什么？");
  await expect(name).toBeFocused();
  await page.keyboard.type("大锅灶");
  await expect(name).toBeFocused();
  await expect(name).toHaveValue("大锅灶");
  await expect(listed(page, "大锅灶")).toBeVisible();
});

test("a utility that is switched off and on has lost nothing, also over a reload", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, factory, "review");
  const power = page.locator(".summary-list__row", { hasText: "要多大容量？" });
  const change = async (on) => {
    await page.locator(".summary-list__row", { hasText: "报装项目" }).getByRole("link", { name: "修改" }).click();
    const box = page.getByRole("checkbox", { name: /^电/ });
    await page.locator(".choice", { has: box }).locator("label").click();
    await expect(box).toBeChecked({ checked: on });
    await page.getByRole("button", { name: "改好了，回去核对" }).click();
    await expect(page).toHaveURL(/\/review$/);
  };
  await expect(page.getByText("数控机床")).toHaveCount(1);
  await change(false);
  await expect(page.getByText("数控机床")).toHaveCount(0);
  await expect(power).toHaveCount(0);
  await saved(page);
  await page.reload();
  await expect(page.getByText("数控机床")).toHaveCount(0);
  await change(true);
  await expect(page.getByText("数控机床")).toHaveCount(1);
  const sent = answersOf(await submitAndHear(page));
  expect(sent.power_capacity.value).toEqual({ number: "72" });
  expect(await portal.applications()).toHaveLength(1);
});

test("before a transfer each company is asked about its account; one's arrears are said, and the others go on", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, transfer, "page/accounts");
  await page.locator("#water_account").fill("1100200301");
  const check = (company) => page.getByRole("button", { name: new RegExp(`^查查能不能过户.*${company}`) });
  await check("电").click();
  await expect(page.getByText("先把户号填好，再查")).toBeVisible();
  await page.locator("#power_account").fill("2200200301");
  await page.locator("#gas_account").fill("3300209999");
  await check("水").click();
  await expect(page.getByText(/^可以过户，没有欠费/)).toBeVisible();
  await check("电").click();
  const arrears = page.locator(".account-check .notice", { hasText: "欠费 128.40 元" });
  await expect(arrears).toContainText("请原户主先缴清，缴清就能过户，缴了再查一次。别家不受影响，可以接着填");
  await check("燃气").click();
  await expect(page.getByText(/燃气公司没有这个户号/)).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await page.locator("#gas_account").fill("3300200301");
  await expect(page.getByText(/燃气公司没有这个户号/)).toHaveCount(0);
  await portal.registerDown("gas", 1);
  await check("燃气").click();
  await expect(page.getByText(/燃气公司现在连不上，不是您的问题/)).toBeVisible();
  await saved(page);
  await page.reload();
  await expect(arrears).toBeVisible();
  await expect(page.getByText(/^可以过户，没有欠费/)).toHaveCount(1);
  await check("燃气").click();
  await expect(page.getByText(/^可以过户，没有欠费/)).toHaveCount(2);

  await walkTo(page, portal, transfer, "review");
  await submit(page);
  await readReceipt(page);
  expect(await portal.applications()).toHaveLength(1);
});

test("arrears that are paid are gone when the company is asked again", async ({ page, portal }) => {
  await beginAndWalkTo(page, portal, transfer, "page/accounts");
  await page.locator("#power_account").fill("2200200301");
  const check = page.getByRole("button", { name: /^查查能不能过户.*电/ });
  await check.click();
  await expect(page.getByText("欠费 128.40 元")).toBeVisible();
  await portal.pay("2200200301");
  await check.click();
  await expect(page.getByText("欠费 128.40 元")).toHaveCount(0);
  await expect(page.getByText(/^可以过户，没有欠费/)).toBeVisible();
});
