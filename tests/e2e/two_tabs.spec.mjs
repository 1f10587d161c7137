// One writer a draft over all tabs: the second tab can be read and take over, and whoever loses overwrites nothing.
import {
  beginAndWalkTo,
  declare,
  mainButton,
  planOf,
  saved,
  signIn,
  started,
  submit,
} from "./support/steps.mjs";
import { expect, test } from "./support/test.mjs";

const plan = planOf("criminal_record");
const ELSEWHERE = "这份草稿正在另一个页面填写";
const receiver = (page) => page.getByLabel("交给哪个单位？");
const takeOver = (page) => page.getByRole("button", { name: "在这里继续填" }).click();
const reads = (page) => expect(page.getByText(ELSEWHERE)).toBeVisible();
const writes = (page) => expect(receiver(page)).toBeVisible();

/** The first tab with a draft on the page of the receiver, saved. */
async function first(page, portal) {
  await beginAndWalkTo(page, portal, plan, "page/purpose");
  await saved(page);
  return new URL(page.url()).pathname;
}

/** Another tab of the same browser, signed in as the same person, at an address. */
async function another(context, portal, address, prepare = async () => {}) {
  const page = await context.newPage();
  await prepare(page);
  await signIn(page, portal, plan.person, address);
  return page;
}

test("the second tab shows what stands in the draft, follows what the first saves, and offers nothing to fill in", async ({
  page,
  context,
  portal,
}) => {
  const address = await first(page, portal);
  const second = await another(context, portal, address);
  await reads(second);
  await expect(second.locator(".save-state")).toHaveAttribute("data-state", "elsewhere");
  await expect(second.locator("main :is(input, select, textarea)")).toHaveCount(0);
  await receiver(page).fill("示范县第一幼儿园");
  await expect(second.getByText("示范县第一幼儿园")).toBeVisible();
  await saved(page);
});

test("taking over: the first tab saves what was just typed, and reads", async ({ page, context, portal }) => {
  const address = await first(page, portal);
  const second = await another(context, portal, address);
  await reads(second);
  await receiver(page).fill("示范县第一幼儿园");
  await takeOver(second);
  await writes(second);
  await expect(receiver(second)).toHaveValue("示范县第一幼儿园");
  await reads(page);
  await receiver(second).fill("示范县第二幼儿园");
  await saved(second);
  await expect(page.getByText("示范县第二幼儿园")).toBeVisible();
  await expect(page.getByRole("heading", { name: "没有存进去" })).toHaveCount(0);
});

test("a draft can go back and forth between two tabs", async ({ page, context, portal }) => {
  const address = await first(page, portal);
  const second = await another(context, portal, address);
  for (const [tab, other, text] of [[second, page, "甲单位"], [page, second, "乙单位"], [second, page, "丙单位"]]) {
    await takeOver(tab);
    await writes(tab);
    await receiver(tab).fill(text);
    await saved(tab);
    await expect(other.getByText(text)).toBeVisible();
  }
  await second.reload();
  await expect(receiver(second)).toHaveValue("丙单位");
});

test("a writer that is reloaded goes on writing", async ({ page, context, portal }) => {
  const address = await first(page, portal);
  const second = await another(context, portal, address);
  await reads(second);
  await page.reload();
  await writes(page);
  await reads(second);
});

test("a draft that lies open behind another page is let go of without a question", async ({ page, context, portal }) => {
  const address = await first(page, portal);
  await page.locator(".topbar__home").locator("visible=true").click();
  await started(page);
  const second = await another(context, portal, address);
  await writes(second);
  await expect(second.getByText(ELSEWHERE)).toHaveCount(0);
});

test("when the writer is closed, the reader writes as soon as it comes to the front", async ({
  page,
  context,
  portal,
}) => {
  const address = await first(page, portal);
  const second = await another(context, portal, address);
  await reads(second);
  await page.close();
  // The browser gives a closed page's lock back a moment later.
  await expect(async () => {
    await second.evaluate(() => dispatchEvent(new Event("focus")));
    await expect(receiver(second)).toBeVisible({ timeout: 1_000 });
  }).toPass();
});

/** Types into a tab and keeps it busy in the same moment, so that it cannot save: as a frozen tab. */
const typeAndFreeze = (page, text, ms) =>
  receiver(page).evaluate(
    (control, [text, ms]) => {
      control.value = text;
      control.dispatchEvent(new InputEvent("input", { bubbles: true }));
      const end = performance.now() + ms;
      while (performance.now() < end);
    },
    [text, ms],
  );

test("a tab that does not answer is overruled: it overwrites nothing, and what was typed in it stays visible", async ({
  page,
  context,
  portal,
}) => {
  const address = await first(page, portal);
  await receiver(page).fill("原来的单位");
  await saved(page);
  const second = await another(context, portal, address);
  await reads(second);
  const frozen = typeAndFreeze(page, "冻住时填的单位", 9_000);
  await takeOver(second);
  await writes(second);
  await expect(receiver(second)).toHaveValue("原来的单位");
  await receiver(second).fill("第二页填的单位");
  await saved(second);
  await frozen;

  await reads(page);
  const left = page.getByRole("region", { name: "您在这一页填的，没有存进去" });
  await expect(left).toContainText("冻住时填的单位");
  await expect(left.getByRole("button", { name: "复制" })).toBeVisible();
  await second.reload();
  await expect(receiver(second)).toHaveValue("第二页填的单位");
  // It is still there after this tab has taken over, until the citizen has seen to it.
  await takeOver(page);
  await expect(receiver(page)).toHaveValue("第二页填的单位");
  await expect(left).toContainText("冻住时填的单位");
  await left.getByRole("button", { name: "不用了" }).click();
  await expect(left).toHaveCount(0);
});

test("without locks the revision decides: the later save of the other tab is never overwritten", async ({
  page,
  context,
  portal,
}) => {
  const withoutLocks = () => Reflect.deleteProperty(Navigator.prototype, "locks");
  await page.addInitScript(withoutLocks);
  // Deaf as well: no word from the other tab, as where the channel is missing.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, "BroadcastChannel"));
  const address = await first(page, portal);
  const second = await another(context, portal, address, (page) => page.addInitScript(withoutLocks));
  await receiver(second).fill("第二页填的单位");
  await saved(second);
  await receiver(page).fill("第一页填的单位");
  await reads(page);
  await expect(page.getByRole("region", { name: "没有存进去" })).toContainText("第一页填的单位");
  await expect(page.getByText("第二页填的单位")).toBeVisible();
  await second.reload();
  await expect(receiver(second)).toHaveValue("第二页填的单位");
});

test("a draft deleted in another tab is not written again, and the tab that has it open says so", async ({
  page,
  context,
  portal,
}) => {
  const address = await first(page, portal);
  await receiver(page).fill("示范县第一幼儿园");
  const second = await another(context, portal, "/");
  const begun = second.locator(".resume");
  await begun.getByRole("button", { name: /^删掉/ }).click();
  await begun.getByRole("button", { name: /^真的删掉/ }).click();
  await expect(begun).toHaveCount(0);
  await expect(page.getByText("这份草稿在另一个页面删掉了")).toBeVisible();
  await expect(page.getByText("示范县第一幼儿园")).toBeVisible();
  await second.goto(address);
  await expect(second.getByText("这份草稿不在这里")).toBeVisible();
});

test("only the writer can submit, and the other tab leads to the receipt", async ({ page, context, portal }) => {
  await beginAndWalkTo(page, portal, plan, "review");
  await saved(page);
  const second = await another(context, portal, new URL(page.url()).pathname);
  await reads(second);
  await expect(mainButton(second)).toHaveCount(0);
  await takeOver(second);
  await submit(second);
  await expect(page.getByText("这件事已经在另一个页面交上去了")).toBeVisible();
  await page.getByRole("link", { name: "看回执" }).click();
  await expect(page.getByRole("heading", { name: "已提交" })).toBeVisible();
  expect(await portal.applications()).toHaveLength(1);
});

test("two tabs that press 提交 at the same moment submit once", async ({ page, context, portal }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks"));
  await beginAndWalkTo(page, portal, plan, "review");
  await saved(page);
  const second = await another(context, portal, new URL(page.url()).pathname, (page) =>
    page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "locks")),
  );
  await Promise.all([declare(page), declare(second)]);
  // Not by the mouse, which presses one after the other. One of them may have noticed already that the other one writes.
  const press = (tab) =>
    tab.evaluate(() => {
      const button = document.querySelector(".foot button[data-kind=main]");
      button?.click();
      return button !== null;
    });
  expect(await Promise.all([press(page), press(second)])).toContain(true);
  await expect.poll(async () => (await portal.applications()).length).toBe(1);
  const ended = (tab) =>
    expect(tab.getByText("这件事已经在另一个页面交上去了").or(tab.getByRole("heading", { name: "已提交" }))).toBeVisible();
  await Promise.all([ended(page), ended(second)]);
  expect(await portal.applications()).toHaveLength(1);
});
