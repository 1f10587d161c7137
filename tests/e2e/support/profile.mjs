// A browser that is closed, or killed, and opened again: its profile stays on disk between the two.
import { chromium } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";

/** Opens the browser of the profile that lies in `folder`; it complains to `complaints`. */
export async function openProfile(folder, complaints, info) {
  const { launchOptions, baseURL, locale, timezoneId, viewport } = info.project.use;
  const context = await chromium.launchPersistentContext(folder, {
    ...launchOptions,
    baseURL,
    locale,
    timezoneId,
    viewport,
  });
  await complaints.hear(context);
  return { context, page: context.pages()[0] ?? (await context.newPage()), kill: () => kill(context, folder) };
}

/** Ends the browser of a profile as a power cut would: it has no time to write anything. */
async function kill(context, folder) {
  const closed = new Promise((resolve) => context.on("close", resolve));
  process.kill(browserOf(folder), "SIGKILL");
  await closed;
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
