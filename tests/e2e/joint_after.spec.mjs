// After a joint application was submitted: one survey, three tracks that hold up no other, plans side by side, contracts.
import { violations } from "./support/axe.mjs";
import { Contract, expect, NAME, open, test } from "./support/joint.mjs";

const READ = "GET /api/v1/applications/";
const SLOT = ".slots .choice__row";
const section = (page, name) => page.getByRole("region", { name, exact: true });
const task = (page) => page.locator(".next-task").first();
const book = (page) => page.getByRole("button", { name: "就约这个时间" });

/** An application whose survey is held: the companies make their plans. */
async function surveyed(portal, other) {
  const contract = await Contract.signIn(portal);
  const number = await contract.apply(other);
  await portal.advance(2);
  await contract.book(number);
  await portal.advance(1);
  return { contract, number };
}

test("from the survey to three connected supplies", async ({ page, portal }) => {
  const contract = await Contract.signIn(portal);
  const number = await contract.apply();
  await portal.advance(2);
  await open(page, portal, number);
  await expect(page.locator("h1")).toHaveText("一件事，三条线");
  await expect(task(page)).toContainText("约个时间踏勘，三家一起来");
  await expect(page.locator(".rails__cell[data-span='3']")).toHaveCount(2);
  expect(await violations(page)).toEqual([]);

  await page.getByRole("link", { name: "约时间" }).click();
  await expect(page.locator(SLOT).first()).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await book(page).click();
  await expect(page.locator("#slots-missing")).toBeFocused();
  await page.locator(SLOT).first().click();
  await book(page).click();
  await expect(page.locator("#appointment")).toBeVisible();
  expect(await violations(page)).toEqual([]);

  await portal.advance(3);
  await page.goto(`/applications/${number}`);
  await page.getByRole("link", { name: "看方案" }).first().click();
  await expect(page.locator(".plans__topic")).toHaveCount(4);
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "接受选中的方案" }).click();
  await expect(page.locator(".error-summary")).toBeFocused();
  for (const name of ["供水", "供电", "供气"]) await page.getByText(`接受${name}的方案`).click();
  await page.getByRole("button", { name: "接受选中的方案" }).click();
  await expect(page.locator(".plans__state .tag")).toHaveText(["接受了", "接受了", "接受了"]);

  await portal.advance(2);
  for (let left = 3; left > 0; left -= 1) {
    await page.goto(`/applications/${number}`);
    await page.getByRole("link", { name: "去签合同" }).first().click();
    await expect(page.getByRole("button", { name: "签字" })).toBeVisible();
    if (left === 3) expect(await violations(page)).toEqual([]);
    await page.locator("#signer").fill(NAME);
    await page.getByRole("button", { name: "签字" }).click();
    await expect(page.locator("h1")).toHaveText("一件事，三条线");
  }
  await expect(task(page)).toContainText("都办好了");
  expect((await contract.read(number)).parts.map((part) => part.status)).toEqual(["done", "done", "done"]);

  await section(page, "供水").getByRole("link", { name: /^评价/ }).click();
  await page.getByText("非常满意", { exact: true }).click();
  await page.getByRole("button", { name: "交评价" }).click();
  await expect(section(page, "供水")).toContainText("您评价过了：非常满意");
  await expect(section(page, "供电").getByRole("link", { name: /^评价/ })).toBeVisible();
});

test("gas is refused while water and power go on", async ({ page, portal }) => {
  const { number } = await surveyed(portal);
  await portal.company(number, "gas", { refuse: { code: "05" } });
  await portal.advance(2);
  await open(page, portal, number);
  await expect(page.locator(".rails__why")).toContainText("水和电照常办");
  await expect(page.locator(".rails__cell[data-state=error]")).toContainText("没通过");
  await expect(section(page, "供气")).toContainText("材料没有通过审核");
  await expect(section(page, "供气")).toContainText("怎么办");
  await expect(task(page)).toContainText("看方案（水、电）");
  expect(await violations(page)).toEqual([]);
});

test("a survey is changed to video, given back, and lost to somebody else", async ({ page, portal, complaints }) => {
  complaints.expect(/status of 409/);
  const contract = await Contract.signIn(portal);
  const number = await contract.apply();
  await portal.advance(2);
  await contract.book(number);
  await open(page, portal, number);
  await expect(task(page)).toContainText("等踏勘，三家一起来");
  await page.getByRole("link", { name: "改成视频看" }).click();
  await page.locator(SLOT).first().click();
  await book(page).click();
  await expect(section(page, "要拍给公司看的")).toContainText("大门和门牌");
  expect((await contract.read(number)).survey.slot.by_video).toBe(true);

  await page.getByRole("button", { name: "取消踏勘" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "取消踏勘" }).click();
  await expect(page.locator("#appointment")).toHaveCount(0);
  expect((await contract.read(number)).survey ?? null).toBe(null);

  await expect(page.locator(SLOT).first()).toBeVisible();
  const other = await Contract.signIn(portal, "p-chenxm");
  const others = await other.apply();
  await portal.advance(0);
  const taken = await page.locator(".slots input[type=radio]").first().getAttribute("id");
  await other.book(others, taken.replace(/^slot-/, ""));
  await page.locator(SLOT).first().click();
  await book(page).click();
  await expect(page.getByRole("alert")).toContainText("请另选一个");
  await expect(page.locator(`[id="${taken}"]`)).toHaveCount(0);
  await page.locator(SLOT).first().click();
  await book(page).click();
  await expect(page.locator("#appointment")).toBeVisible();
});

test("one company asks for a supplement, and the others go on", async ({ page, portal }) => {
  const { contract, number } = await surveyed(portal);
  await portal.company(number, "power", { ask: { code: "05", questions: ["power_capacity"] } });
  await open(page, portal, number);
  await expect(task(page)).toContainText("电：补交材料");
  await task(page).getByRole("link", { name: "去补交" }).click();
  await expect(page.locator("main .field")).toHaveCount(1);
  await page.locator("main form input").fill("10");
  await page.getByRole("button", { name: "补交", exact: true }).click();
  await expect(page.locator("h1")).toHaveText("一件事，三条线");
  await expect(page.getByRole("link", { name: "去补交" })).toHaveCount(0);
  const [, power] = (await contract.read(number)).parts;
  expect([power.supplement ?? null, power.supplemented.length]).toEqual([null, 1]);
});

test("one part is withdrawn, and the others go on", async ({ page, portal }) => {
  const { contract, number } = await surveyed(portal);
  await open(page, portal, number);
  await page.getByRole("button", { name: "只撤回供气" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "只撤回供气" }).click();
  await expect(section(page, "供气")).toContainText("已撤回");
  await expect(page.locator(".rails__why")).toContainText("水和电照常办");
  expect((await contract.read(number)).status).not.toBe("withdrawn");
});

test("works of one's own are reported when they are finished", async ({ page, portal }) => {
  const { contract, number } = await surveyed(portal, { power_voltage: { choice: "kv10" }, power_capacity: { number: "630" } });
  await portal.advance(2);
  await contract.acceptPlans(number);
  await open(page, portal, number);
  await page.getByRole("button", { name: "做完了，请来验收" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "做完了" , exact: true }).click();
  await expect(page.getByRole("button", { name: "做完了，请来验收" })).toHaveCount(0);
  expect((await contract.read(number)).parts[1].asks ?? null).not.toBe("finish_works");
});

test("without the portal the last known tracks stand, with their age, and it goes on after", async ({ page, portal, complaints }) => {
  complaints.expect(/status of 500/);
  const { number } = await surveyed(portal);
  await open(page, portal, number);
  await expect(page.locator(".rails")).toBeVisible();
  await portal.fault(READ, { status: 500 });
  await page.reload();
  await expect(page.locator(".notice[role=status]")).toContainText("现在连不上");
  await expect(page.locator(".rails__table th[scope=col]")).toHaveCount(3);
  await portal.mend();
  await portal.advance(2);
  await page.reload();
  await expect(task(page)).toContainText("看方案");
});
