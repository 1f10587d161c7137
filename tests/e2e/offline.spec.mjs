// Without a network: after one visit the app starts, and what was opened can be filled in.
import { cached, expect, keptItem, keptOffline, test } from "./support/offline.mjs";
import { begin, find, planOf, saved, started, stepOf, walkTo } from "./support/steps.mjs";

const record = planOf("criminal_record");

/** The network is gone: the browser has none, and nothing would answer. */
async function goOffline(context, deployment, complaints) {
  complaints.expect(/ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_REFUSED|Failed to fetch|server with a script/);
  await context.setOffline(true);
  await deployment.stop();
}

test("after one visit the app starts without a network, and the search finds", async ({
  context,
  page,
  deployment,
  complaints,
}) => {
  await page.goto("/");
  await keptOffline(page);
  await page.close();
  await goOffline(context, deployment, complaints);
  const later = await context.newPage();
  await later.goto("/");
  await started(later);
  await expect(later.locator(".themes")).toBeVisible();
  await expect(later.getByText(/^现在没有网络。这些事项是 \d+月\d+日 \d\d:\d\d 的/)).toBeVisible();
  await later.getByRole("searchbox", { name: "找事项" }).fill("gljt");
  await expect(later.locator(".results__item").getByRole("link", { name: "高龄津贴", exact: true })).toBeVisible();
});

test("an address deep in the app opens without a network, with an item that was opened on the first visit", async ({
  context,
  page,
  deployment,
  complaints,
}) => {
  await page.goto("/");
  await find(page, "gljt", "高龄津贴");
  await expect(page.locator("main h1")).toContainText("高龄津贴");
  const { pathname } = new URL(page.url());
  await keptOffline(page);
  await keptItem(page, pathname.split("/")[2]);
  await goOffline(context, deployment, complaints);
  const later = await context.newPage();
  await later.goto(pathname);
  await started(later);
  await expect(later.locator("main h1")).toContainText("高龄津贴");
  await later.goto("/departments");
  await expect(later.getByRole("heading", { name: /民政/ }).first()).toBeVisible();
});

test("an item that was begun is filled and reviewed without a network, over a reload", async ({
  context,
  page,
  portal,
  deployment,
  complaints,
}) => {
  await begin(page, portal, record);
  const item = await portal.item(record.item);
  await keptOffline(page);
  await keptItem(page, record.item);
  await walkTo(page, portal, record, "page/purpose");
  await saved(page);
  await goOffline(context, deployment, complaints);
  await page.reload();
  await started(page);
  expect(stepOf(page)).toBe("page/purpose");
  await walkTo(page, { item: async () => item }, record, "review");
  await saved(page);
  await page.reload();
  await expect(page.locator(".summary-list__value").first()).toBeVisible();
});

test("the caches hold the program and opened items, and never what the portal answered", async ({ page, portal }) => {
  await begin(page, portal, record);
  await keptOffline(page);
  await walkTo(page, portal, record, "review");
  const kept = await cached(page);
  const [deployed] = Object.keys(kept).filter((name) => name !== "mianzheng-items");
  expect(Object.keys(kept)).toHaveLength(2);
  expect(kept[deployed]).toEqual(expect.arrayContaining(["/index.html", "/items/index.json", "/config.json"]));
  expect(Object.values(kept).flat().filter((name) => /api|_reference|gallery|sign-in/.test(name))).toEqual([]);
  for (const name of kept["mianzheng-items"]) expect(name).toMatch(/^\/items\/[^/]+\/\d+\.json$/);
});

test("a terminal that many people use keeps nothing, and drops what was kept before", async ({ page, deployment }) => {
  await page.goto("/");
  await keptOffline(page);
  deployment.write("config.json", JSON.stringify({ ...JSON.parse(deployment.text("config.json")), terminal: "kiosk" }));
  // The settings are in force at the start after the one that learns of them.
  await expect
    .poll(async () => {
      await page.reload();
      await started(page);
      return page.locator("html").getAttribute("data-terminal");
    })
    .toBe("kiosk");
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
  await expect.poll(() => cached(page)).toEqual({});
});

test("a first visit whose files are not all there works as ever, and keeps nothing by halves", async ({
  page,
  deployment,
  complaints,
}) => {
  complaints.expect(/404|ServiceWorker|offline start/);
  deployment.remove("icon.svg");
  await page.goto("/");
  await started(page);
  const state = await page.evaluate(async () => {
    const { installing } = await navigator.serviceWorker.register("/sw.js");
    return new Promise((settled) => installing.addEventListener("statechange", () => settled(installing.state)));
  });
  expect(state).toBe("redundant");
  await expect.poll(() => cached(page)).toEqual({});
  await find(page, "gljt", "高龄津贴");
});
