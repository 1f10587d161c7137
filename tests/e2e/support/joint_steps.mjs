// The joint application from its guide to its last contract, page by page, as its applicant goes it. What is decided by the
// companies comes when the portal's clock is moved; a journey says how far.
import { fillPage, optionRow } from "./fill.mjs";
import { readReceipt, signIn, submit, walkTo } from "./steps.mjs";
import { expect } from "./test.mjs";

/** What the citizen calls a part: its company's section, and what the tracks call it. */
export const NAMES = { 供水: "水", 供电: "电", 供气: "气" };

/** The section of a company. */
export const section = (page, name) => page.getByRole("region", { name, exact: true });

/** The first thing that waits for the applicant. */
export const task = (page) => page.locator(".next-task").first();

/** The line of a document in the guide's table. */
export const guideLine = (page, name) =>
  page.getByRole("row").filter({ has: page.getByRole("rowheader", { name, exact: true }) });

/** Opens the guide as who applies, chooses the situation there and begins. Each document of `waived` is shown there with its reasons. */
export async function beginAtGuide(page, portal, plan, waived = {}) {
  const { situations } = await portal.item(plan.item);
  await signIn(page, portal, plan.person, `/item/${plan.item}`);
  await page.getByText("换一种").click();
  for (const { id, kind } of situations) {
    const options = (kind.choice ?? kind.choices).options;
    for (const option of [plan.situation[id] ?? []].flat()) await choose(page, options, id, option);
  }
  for (const [name, reasons] of Object.entries(waived))
    for (const reason of reasons) await expect(guideLine(page, name)).toContainText(reason);
  await page.getByRole("button", { name: "开始办理" }).locator("visible=true").click();
  await expect(page).toHaveURL(/\/draft\/[^/]+\/consent$/);
  await expect(page.locator(".consent-card").first()).toBeVisible();
}

async function choose(page, options, id, option) {
  const row = optionRow(page, options, id, option);
  const input = row.locator("input");
  if (!(await input.isChecked())) await row.locator("label").click();
  await expect(input).toBeChecked();
}

/** The answers on this page that were filled in for the citizen. */
export const filledIn = (page) => page.locator(".prefilled__line .prefilled__value");

/**
 * Fills in everything, hands it in and opens the tracks; answers the number, and what was filled in for the citizen by step.
 * What `on` has for the review is looked at there.
 */
export async function apply(page, portal, plan, on = {}) {
  const filled = {};
  await walkTo(page, portal, plan, "review", async (step) => {
    filled[step] = await filledIn(page).allInnerTexts();
  });
  await on.review?.();
  await submit(page);
  const { number } = await readReceipt(page);
  await follow(page, number);
  return { number, filled };
}

/** Opens the tracks, as the portal knows them now. */
export async function follow(page, number) {
  const fresh = page.waitForResponse((response) => new URL(response.url()).pathname === `/api/v1/applications/${number}`);
  await page.goto(`/applications/${number}`);
  await fresh;
  await expect(page.locator("h1")).toHaveText(/^一件事，.条线$/);
}

/** Books the first slot that is offered, on site. */
export async function bookSurvey(page) {
  await task(page).getByRole("link", { name: "约时间" }).click();
  await page.locator(".slots .choice__row").first().click();
  await page.getByRole("button", { name: "就约这个时间" }).click();
  await expect(page.locator("#appointment")).toHaveText(/^\d+月\d+日（周.）\d+:\d\d 到 \d+:\d\d$/);
}

/** Answers yes to a part that the bureau offers, with what it needs; `seen` is called before that is sent. Ends on the tracks. */
export async function addPart(page, item, answers, seen) {
  const questions = [...item.situations, ...item.pages.flatMap((page) => page.questions)];
  await fillPage(page, { pages: [{ id: "supplement", questions }] }, "supplement", answers);
  await seen();
  await page.getByRole("button", { name: "补交", exact: true }).click();
  await expect(page.locator("h1")).toHaveText(/^一件事，.条线$/);
}

/** The portal answers nothing to this journey any more, in this way. */
export async function away(portal, kind) {
  for (const method of ["GET", "POST", "PUT"]) await portal.fault(`${method} /api/v1/`, kind);
}

/** Reads the plans side by side: what each company offers, by its name. Then accepts them. */
export async function acceptPlans(page, offers) {
  const names = Object.keys(offers);
  await expect(task(page)).toContainText(`看方案（${names.map((name) => NAMES[name]).join("、")}）`);
  await task(page).getByRole("link", { name: "看方案" }).click();
  await expect(page.locator(".plans__name")).toHaveText(names);
  for (const name of names) {
    const lines = page.locator(".plans__line").filter({ has: page.locator(".plans__whose").getByText(NAMES[name]) });
    for (const offer of offers[name]) await expect(lines.filter({ hasText: offer })).toHaveCount(1);
    await page.getByText(`接受${name}的方案`).click();
  }
  await page.getByRole("button", { name: "接受选中的方案" }).click();
  await expect(page.locator(".plans__state .tag")).toHaveText(names.map(() => "接受了"));
}

/** Reports the works that are the applicant's own as finished. */
export async function reportWorks(page) {
  await page.getByRole("button", { name: "做完了，请来验收" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "做完了", exact: true }).click();
  await expect(page.getByRole("button", { name: "做完了，请来验收" })).toHaveCount(0);
}

/** Signs the contracts of these parts, each of which waits. Ends on the tracks. */
export async function signContracts(page, number, names, signer) {
  for (const name of names) {
    await follow(page, number);
    const waits = page.locator(".next-task").filter({ hasText: `签${NAMES[name]}的合同` });
    await waits.getByRole("link", { name: "去签合同" }).click();
    await expect(page.getByRole("region", { name: "合同全文" })).toContainText(/户号：\d{8,}/);
    await expect(page.getByRole("region", { name: "合同全文" })).toContainText(`用方：`);
    await page.locator("#signer").fill(signer);
    await page.getByRole("button", { name: "签字" }).click();
    await expect(page.locator("h1")).toHaveText(/^一件事，.条线$/);
    await expect(section(page, name).locator(".part__head .tag")).toHaveText("办好了");
  }
}

/** Each of these is connected: its section says so, with the number under which it is supplied. */
export async function connected(page, names) {
  for (const name of names) {
    await expect(section(page, name).locator(".part__head .tag")).toHaveText("办好了");
    await expect(section(page, name).locator(".part__fact")).toHaveText(/^户号\d{8,}$/);
  }
}

/** Rates a company. */
export async function rate(page, name, level = "非常满意") {
  await section(page, name).getByRole("link", { name: /^评价/ }).click();
  await page.getByText(level, { exact: true }).click();
  await page.getByRole("button", { name: "交评价" }).click();
  await expect(section(page, name)).toContainText(`您评价过了：${level}`);
}

/** What the database holds of this journey's scope: one application, and nothing else. */
export async function onlyApplication(portal, { number, person, status }) {
  expect(await portal.applications()).toMatchObject([{ number, person, status }]);
}
