// A new deployment: never under a form that is open, taken up between sessions, and whole or not at all.
import { cached, expect, keptOffline, test } from "./support/offline.mjs";
import { begin, draftId, planOf, saved, started, stepOf, walkTo } from "./support/steps.mjs";

const record = planOf("criminal_record");
const notice = (page) => page.getByText("有新版本，下次打开时生效。");

/** The deployment whose program runs in the page. */
const running = (page) => page.evaluate(() => globalThis.deployment ?? "first");

/** The first name of the index, as the page would read it now. */
const indexName = (page) =>
  page.evaluate(async () => (await (await fetch("/items/index.json")).json()).items[0].plain_name.zh);

/** A browser that has the first deployment. */
async function visit(page) {
  await page.goto("/");
  await started(page);
  await keptOffline(page);
}

/** Has the browser look for a new deployment, and waits until it is there or has failed. */
const lookForUpdate = (page) =>
  page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    await registration.update().catch(() => {});
    const { installing } = registration;
    if (installing)
      await new Promise((settled) =>
        installing.addEventListener("statechange", () => installing.state !== "installing" && settled()),
      );
    return registration.waiting ? "waiting" : "none";
  });

test("a form that is open goes on with the code and the definitions it began with, a reload included", async ({
  page,
  portal,
  deployment,
}) => {
  await visit(page);
  await begin(page, portal, record);
  await walkTo(page, portal, record, "page/purpose");
  const before = await indexName(page);
  deployment.deploy("second");
  expect(await lookForUpdate(page)).toBe("waiting");
  await page.getByLabel("交给哪个单位？").pressSequentially("示范县第一幼儿园");
  await saved(page);
  expect(await running(page)).toBe("first");
  expect(await indexName(page)).toBe(before);
  await page.reload();
  await started(page);
  expect(stepOf(page)).toBe("page/purpose");
  await expect(page.getByLabel("交给哪个单位？")).toHaveValue("示范县第一幼儿园");
  expect(await running(page)).toBe("first");
  expect(await indexName(page)).toBe(before);
});

test("the next start takes it up, the draft is still there, and the old files go", async ({
  page,
  portal,
  deployment,
}) => {
  await visit(page);
  await begin(page, portal, record);
  await saved(page);
  const id = draftId(page);
  const [old] = Object.keys(await cached(page)).filter((name) => name !== "mianzheng-items");
  deployment.deploy("second");
  await lookForUpdate(page);
  await page.goto("/");
  await expect.poll(() => running(page).catch(() => "reloading")).toBe("second");
  await started(page);
  expect(await indexName(page)).toBe("second");
  await expect(page.locator(`a[href="/draft/${id}"]`)).toBeVisible();
  await expect.poll(async () => Object.keys(await cached(page))).not.toContain(old);
});

test("it is told calmly, and a press takes it up at once", async ({ page, deployment }) => {
  await visit(page);
  await expect(notice(page)).toBeHidden();
  deployment.deploy("second");
  await lookForUpdate(page);
  await expect(notice(page)).toBeVisible();
  expect(await running(page)).toBe("first");
  await page.getByRole("button", { name: "现在就换" }).click();
  await expect.poll(() => running(page).catch(() => "reloading")).toBe("second");
  await started(page);
  await expect(notice(page)).toBeHidden();
});

test("it waits while another page has a form open, and says so to who wants it now", async ({
  context,
  page,
  portal,
  deployment,
}) => {
  await visit(page);
  await begin(page, portal, record);
  deployment.deploy("second");
  await lookForUpdate(page);
  const other = await context.newPage();
  await other.goto("/");
  await started(other);
  expect(await running(other)).toBe("first");
  await other.getByRole("button", { name: "现在就换" }).click();
  await expect(other.getByText("别的页面里还在填表")).toBeVisible();
  expect(await running(page)).toBe("first");
  await page.close();
  await other.getByRole("button", { name: "现在就换" }).click();
  await expect.poll(() => running(other).catch(() => "reloading")).toBe("second");
});

test("a page that is idle is loaded anew together with the one that took it up", async ({
  context,
  page,
  deployment,
}) => {
  await visit(page);
  const other = await context.newPage();
  await other.goto("/help");
  await started(other);
  deployment.deploy("second");
  await lookForUpdate(page);
  await page.getByRole("button", { name: "现在就换" }).click();
  for (const one of [page, other]) await expect.poll(() => running(one).catch(() => "reloading")).toBe("second");
});

for (const [what, spoil] of [
  ["is missing", (deployment) => deployment.remove("icon.svg")],
  ["has other bytes than its digest", (deployment) => deployment.write("icon.svg", "<svg/>")],
  ["is answered with 500", (deployment) => faultOf(deployment, "GET /icon.svg", { status: 500 })],
]) {
  test(`an update of which one file ${what} leaves the old one working, and nothing of itself`, async ({
    context,
    page,
    deployment,
    complaints,
  }) => {
    complaints.expect(/404|500|integrity|digest|ServiceWorker/);
    await visit(page);
    const before = await cached(page);
    deployment.deploy("second");
    await spoil(deployment);
    expect(await lookForUpdate(page)).toBe("none");
    await expect.poll(() => cached(page)).toEqual(before);
    await page.reload();
    await started(page);
    expect(await running(page)).toBe("first");
    // What the page is just asking for may be cut off.
    complaints.expect(/ERR_CONNECTION_(REFUSED|RESET)/);
    await deployment.stop();
    const later = await context.newPage();
    await later.goto("/");
    await started(later);
    expect(await running(later)).toBe("first");
  });
}

/** A fault for everybody: files are asked for by nobody who is signed in. */
async function faultOf(deployment, route, kind) {
  const body = JSON.stringify({ route, kind });
  const headers = { "Content-Type": "application/json" };
  await fetch(`${deployment.address}/_reference/faults`, { method: "POST", headers, body });
}
