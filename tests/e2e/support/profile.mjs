// A browser that is closed, or killed, and opened again: its profile stays on disk between the two.
import { chromium } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";

/** Opens the browser of the profile that lies in `folder`; it complains to `complaints`. */
export async function openProfile(folder, complaints, info) {
  const profile = await launchProfile(folder, info.project.use);
  await complaints.hear(profile.context);
  return profile;
}

/** Opens the browser of a profile with the settings of a Playwright project. */
export async function launchProfile(folder, { launchOptions, serviceWorkers, ...use }) {
  const { baseURL, locale, timezoneId, viewport } = use;
  const settings = { ...launchOptions, baseURL, locale, timezoneId, viewport, serviceWorkers };
  const context = await chromium.launchPersistentContext(folder, settings);
  const group = groupOf(browserOf(folder));
  const page = context.pages()[0] ?? (await context.newPage());
  return { context, page, kill: () => kill(context, group) };
}

/** Ends the browser of a profile, with the processes of its pages, as a power cut would: nothing more is written. */
async function kill(context, group) {
  const closed = new Promise((resolve) => context.once("close", resolve));
  process.kill(-group, "SIGKILL");
  await closed;
}

/** The group of a process; Playwright gives each browser one of its own. */
function groupOf(id) {
  const words = readFileSync(`/proc/${id}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return Number(words[2]);
}

/** The browser's own process: the one of this profile that is no process of a page. */
function browserOf(folder) {
  for (const id of readdirSync("/proc").filter((name) => /^\d+$/.test(name))) {
    const words = commandLine(id);
    if (words.includes(`--user-data-dir=${folder}`) && !words.some((word) => word.startsWith("--type=")))
      return Number(id);
  }
  throw new Error(`no browser runs with the profile ${folder}`);
}

function commandLine(id) {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
