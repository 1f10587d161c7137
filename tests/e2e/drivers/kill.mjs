// `make kill-test`: types into a draft in real Chromium, kills the browser at a random moment, opens it again with the
// same profile, and compares every field: whatever had been shown as saved must be there. One kill in four happens during
// a submission: the portal's database must then hold the application exactly once, and the app must come to its receipt.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import config from "../playwright.config.mjs";
import { startPortal } from "../support/own_portal.mjs";
import { launchProfile } from "../support/profile.mjs";
import { follow, PERSON, quickDraft } from "../support/quick_draft.mjs";
import { Chance, seedOf, setting, timeLimit } from "../support/random.mjs";
import { settle } from "../support/settle.mjs";
import { watchSaving } from "../support/shown_saved.mjs";
import { Typed } from "../support/typed.mjs";
import { armKill } from "./moments.mjs";
import { PAGES, type } from "./typing.mjs";

const SUBMIT = "POST /api/v1/applications";
const FAULTS = [null, null, { delay_ms: 300 }, { late_ms: 150 }, { late_ms: 400 }, "drop_after_commit", "reset", { status: 500 }];

/** One run: the profile, the draft it works on, what was typed, and what is counted. */
class Run {
  constructor(portal, seed) {
    this.server = portal;
    this.seed = seed;
    this.folder = mkdtempSync(join(tmpdir(), "mianzheng-kill-"));
    this.typed = new Typed();
    this.drafts = 0;
    this.kills = 0;
    this.lost = 0;
  }

  /** Opens the browser. What it shows as saved counts from the moment at which it was compared. */
  async open() {
    this.heard = () => {};
    this.compared = false;
    const profile = await launchProfile(this.folder, { ...config.use, baseURL: this.server.url });
    await watchSaving(profile.context, (told) => {
      if (this.compared && told.state === "saved") this.typed.shown(told.path, told.answers);
      this.heard(told);
    });
    this.profile = profile;
    return profile;
  }

  /** Leaves nothing behind, however it ended. */
  async end() {
    await this.profile?.kill().catch(() => {});
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A new draft, answered to its end, under a scope of its own in the portal. */
  async begin(page) {
    this.drafts += 1;
    this.portal = this.server.scoped(`kill-${this.seed}-${this.drafts}`);
    this.draft = await quickDraft(page, this.portal, "示范县第一幼儿园");
    this.rest(await this.readPages(page, () => true));
  }

  /** What all pages hold, path by answers; each is read once it holds what `complete` waits for, or after a while. */
  async readPages(page, complete) {
    const pages = new Map();
    for (const step of PAGES) {
      const path = `${this.draft}/page/${step}`;
      await goTo(page, path);
      await page.locator(".save-state[data-state=saved]").waitFor();
      const until = Date.now() + 5_000;
      let answers = await page.evaluate(() => window.answersShown());
      while (!complete(path, answers) && Date.now() < until) {
        await page.waitForTimeout(50);
        answers = await page.evaluate(() => window.answersShown());
      }
      pages.set(path, answers);
    }
    return pages;
  }

  /** After a kill: compares every field with what was shown as saved. */
  async compare(page) {
    const first = `${this.draft}/page/${PAGES[0]}`;
    await page.goto(this.portal.signInAddress(PERSON, first));
    await page.waitForURL((url) => url.pathname === first);
    const pages = await this.readPages(page, (path, answers) => this.typed.mayHold(path, answers));
    if (!this.typed.agree(pages)) this.tellLoss(pages);
    this.rest(pages);
  }

  /** From here on it counts what is typed and what is shown. */
  rest(pages) {
    this.typed.rest(pages);
    this.compared = true;
  }

  tellLoss(pages) {
    this.lost += 1;
    console.log(`LOST after kill ${this.kills} (SEED=${this.seed}):`);
    for (const [path, answers] of pages)
      console.log(`  ${path}\n    shown as saved ${JSON.stringify(this.typed.expected(path))}\n    found ${JSON.stringify(answers)}`);
  }
}

/** Goes to a page of the same program, and waits until it is there. */
async function goTo(page, path) {
  if (new URL(page.url()).pathname === path) return;
  await follow(page, path);
  await page.waitForURL((url) => url.pathname === path);
  await page.locator("main h1").waitFor();
}

/** Types until the browser is killed. */
async function killWhileTyping(run, profile, chance) {
  const kill = armKill(run, profile, chance);
  await type(profile.page, run, chance, kill, goTo);
  await kill.done;
}

/** Submits, and kills the browser meanwhile. Then the application must stand in the portal exactly once. */
async function killWhileSubmitting(run, profile, chance) {
  const { page } = profile;
  const fault = chance.oneOf(FAULTS);
  if (fault) await run.portal.fault(SUBMIT, fault, 1);
  await goTo(page, `${run.draft}/review`);
  await page.locator('label[for="declaration"]').click();
  const moment = chance.oneOf(["pressed", "request", "response"]);
  const wait_ms = chance.between(0, moment === "pressed" ? 500 : 60);
  const isSubmission = (request) => request.method() === "POST" && request.url().endsWith("/applications");
  const reached = {
    pressed: () => Promise.resolve(),
    request: () => page.waitForEvent("request", isSubmission),
    response: () => page.waitForEvent("requestfinished", { predicate: isSubmission, timeout: 2_000 }),
  }[moment]().catch(() => {});
  page.evaluate(() => document.querySelector(".foot button[data-kind=main]").click()).catch(() => {});
  await reached;
  await new Promise((resolve) => setTimeout(resolve, wait_ms));
  await profile.kill();
}

/** Opens the browser again after a kill during a submission, and follows it to its receipt. */
async function finishSubmission(run, page) {
  const { portal, draft } = run;
  await page.goto(portal.signInAddress(PERSON, `${draft}/review`));
  const number = await settle(page, { portal, person: PERSON, draft }).catch((error) => error.message);
  const applications = await portal.applications();
  if (applications.length !== 1 || applications[0].number !== number) {
    run.lost += 1;
    console.log(`LOST after kill ${run.kills} (SEED=${run.seed}): receipt ${number}, portal ${JSON.stringify(applications)}`);
  }
}

async function main() {
  const [kills, seed] = [setting("KILLS", 200), seedOf()];
  console.log(`kill test: KILLS=${kills} SEED=${seed}`);
  const server = await startPortal("kill");
  const run = new Run(server, seed);
  const began = Date.now();
  try {
    await killAgainAndAgain(run, kills);
  } catch (error) {
    console.log(`stopped after kill ${run.kills} (SEED=${seed})`);
    throw error;
  } finally {
    server.stop();
    await run.end();
    console.log(`figure kill_saves ${run.typed.shownTimes} saves`);
    console.log(`figure kill_kills ${run.kills} kills`);
    console.log(`figure kill_lost ${run.lost} saves`);
    console.log(`figure kill_cycle ${((Date.now() - began) / run.kills / 1000).toPrecision(3)} s`);
  }
  process.exitCode = run.lost > 0 ? 1 : 0;
}

async function killAgainAndAgain(run, kills) {
  const isOver = timeLimit();
  let profile = await run.open();
  await run.begin(profile.page);
  while (run.kills < kills && !isOver()) {
    const chance = new Chance(run.seed, run.kills);
    const submitting = chance.onceIn(4);
    if (submitting) await killWhileSubmitting(run, profile, chance);
    else await killWhileTyping(run, profile, chance);
    run.kills += 1;
    profile = await run.open();
    if (submitting) {
      await finishSubmission(run, profile.page);
      await run.begin(profile.page);
    } else {
      await run.compare(profile.page);
    }
    if (run.kills % 20 === 0) console.log(`${run.kills} kills, ${run.typed.shownTimes} saves seen, ${run.lost} lost`);
  }
}

await main();
