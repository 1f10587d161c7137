// A browser that is closed and opened again, as a person does: its profile stays on disk between the two.
import { chromium } from "@playwright/test";

/** Opens the browser of the profile that lies in `folder`; it complains to `complaints`. */
export async function openProfile(folder, complaints, info) {
  const { launchOptions, baseURL, locale, timezoneId, viewport } = info.project.use;
  const context = await chromium.launchPersistentContext(folder, { ...launchOptions, baseURL, locale, timezoneId, viewport });
  await complaints.hear(context);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}
