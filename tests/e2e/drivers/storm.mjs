// `make storm`: submissions in bad weather against the reference portal. In the end there is exactly one application for
// each in the portal's database, and its receipt is what the page shows.
//
// SUBMISSIONS=1000 how many, SEED=NUMBER the same weather again, ONLY=NUMBER that one submission alone, LANES=4 how many
// devices work side by side.
import { chromium } from "@playwright/test";
import config from "../playwright.config.mjs";
import { startPortal } from "../support/own_portal.mjs";
import { follow, PERSON, quickDraft } from "../support/quick_draft.mjs";
import { Chance, seedOf, setting, timeLimit } from "../support/random.mjs";
import { settle } from "../support/settle.mjs";
import { DEEDS, weather } from "./weather.mjs";

/** After so many submissions a lane goes on in a new context, as another device. */
const PER_CONTEXT = 40;
const MOST_PUT_OFF = 10;

/** What is counted over all lanes. */
class Tally {
  submissions = 0;
  faults = 0;
  lost = 0;
  double = 0;
  putOff = 0;

  tell(seed, number, what) {
    console.log(`submission ${number} (SEED=${seed} ONLY=${number}): ${what}`);
  }
}

/** One submission of a draft that is ready, to the comparison of receipt and database. */
async function submission(page, portal, draft, { seed, number, tally }) {
  const chance = new Chance(seed, number);
  const { faults, deed, after_ms } = weather(chance);
  const other = deed === "two tabs" ? await secondTab(page, portal, draft) : null;
  for (const { route, kind, times } of faults) await portal.fault(route, kind, times);
  const settling = { portal, person: PERSON, draft };
  try {
    await page.locator('label[for="declaration"]').click();
    // Where it went too fast for all of it, the rest is not done.
    await DEEDS[deed](page, { after_ms, draft, follow, portal, other }).catch(() => {});
    const receipts = await Promise.all([page, other].filter(Boolean).map((tab) => settle(tab, settling)));
    const applications = await portal.applications();
    tally.submissions += 1;
    tally.faults += (await portal.faultsMet(faults)) + (deed === "press" ? 0 : 1);
    if (applications.length > 1) tally.double += 1;
    const right = applications.length === 1 && receipts.every((receipt) => receipt === applications[0].number);
    if (!right) tally.tell(seed, number, `receipts ${receipts}, portal ${JSON.stringify(applications)}`);
    if (applications.length === 0 || (applications.length === 1 && !right)) tally.lost += 1;
  } catch (error) {
    tally.lost += 1;
    const applications = (await portal.applications()).length;
    tally.tell(seed, number, `${applications} applications; ${deed}, ${JSON.stringify(faults)}: ${error.message}`);
  } finally {
    await page.context().setOffline(false);
    await other?.close();
    // What still runs in the page must not meet the next draft.
    if (deed !== "press") await page.goto("about:blank");
    await portal.mend();
  }
}

/** The same draft in a second tab of the same browser. */
async function secondTab(page, portal, draft) {
  const other = await page.context().newPage();
  await other.goto(portal.signInAddress(PERSON, `${draft}/review`));
  await other.locator("#declaration, main .button[data-kind=main]").first().waitFor({ state: "attached" });
  return other;
}

/** Takes one submission after the other until there are none left; after a lost one on a device that knows nothing of it. */
async function lane(browser, server, run) {
  const goesOn = () => run.numbers.length > 0 && !run.isOver();
  while (goesOn()) {
    const context = await browser.newContext({ ...config.use, baseURL: server.url });
    const page = await context.newPage();
    const lost = run.tally.lost;
    let done = 0;
    for (; done < PER_CONTEXT && goesOn() && run.tally.lost === lost; done += 1) {
      const number = run.numbers.shift();
      const portal = server.scoped(`storm-${run.seed}-${number}`);
      const draft = await quickDraft(page, portal, `第${number}号单位`).catch((error) => putOff(run, number, error));
      if (!draft) break;
      await submission(page, portal, draft, { ...run, number });
      if (number % 50 === 0) console.log(`${number}: ${run.tally.faults} faults, ${run.tally.lost} lost`);
    }
    await compareReceipts(page, done, run);
    await context.close();
  }
}

/** A draft that could not be made (on a machine that is too busy, say) is made later, on another device. */
function putOff(run, number, error) {
  run.tally.putOff += 1;
  run.tally.tell(run.seed, number, `put off: ${error.message}`);
  if (run.tally.putOff > MOST_PUT_OFF) throw error;
  run.numbers.push(number);
}

/** A device keeps one receipt for each of its submissions. */
async function compareReceipts(page, done, { seed, tally }) {
  await page.goto("/");
  await page.locator("main h1").waitFor({ state: "attached" });
  const receipts = await page.evaluate(countReceipts);
  if (receipts === done) return;
  console.log(`SEED=${seed}: a device that submitted ${done} times keeps ${receipts} receipts`);
  if (receipts > done) tally.double += receipts - done;
}

/** In the page: how many receipts lie in the database, whatever stands in them. */
async function countReceipts() {
  const done = (request) =>
    new Promise((resolve, reject) =>
      Object.assign(request, { onsuccess: () => resolve(request.result), onerror: () => reject(request.error) }),
    );
  const database = await done(indexedDB.open("mianzheng"));
  const count = await done(database.transaction("applications").objectStore("applications").count());
  database.close();
  return count;
}

async function main() {
  const [count, seed, only] = [setting("SUBMISSIONS", 1_000), seedOf(), setting("ONLY", 0)];
  console.log(`storm: SUBMISSIONS=${count} SEED=${seed}`);
  const numbers = only ? [only] : Array.from({ length: count }, (_, ix) => ix + 1);
  const tally = new Tally();
  const server = await startPortal("storm");
  const browser = await chromium.launch(config.use.launchOptions);
  const run = { seed, numbers, tally, isOver: timeLimit() };
  try {
    const lanes = Math.min(setting("LANES", 4), numbers.length);
    await Promise.all(Array.from({ length: lanes }, () => lane(browser, server, run)));
  } finally {
    await browser.close();
    server.stop();
  }
  console.log(`figure storm_submissions ${tally.submissions} submissions`);
  console.log(`figure storm_faults ${tally.faults} faults`);
  console.log(`figure storm_lost ${tally.lost} submissions`);
  console.log(`figure storm_double ${tally.double} submissions`);
  process.exitCode = tally.lost + tally.double > 0 ? 1 : 0;
}

await main();
