// The test that specs about the service worker start from, and what they wait for.
import { Deployment } from "./deployment.mjs";
import { Portal } from "./portal.mjs";
import { expect, test as base } from "./test.mjs";

/** As `test`, against a deployment of its own and with service workers. */
export const test = base.extend({
  serviceWorkers: "allow",
  deployment: async ({}, use, info) => {
    const deployment = new Deployment(info.outputPath("deployment"));
    await deployment.start();
    await use(deployment);
    await deployment.stop();
  },
  baseURL: async ({ deployment }, use) => use(deployment.address),
  portal: async ({ deployment, scope }, use) => use(new Portal(deployment.address, scope)),
});

/** Waits until everything is kept that a start without a network needs, and the page is under the worker's care. */
export async function keptOffline(page) {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (!navigator.serviceWorker.controller)
      await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  });
}

/** The addresses that stand in the caches, by cache. */
export const cached = (page) =>
  page.evaluate(async () => {
    const found = {};
    for (const name of await caches.keys())
      found[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname);
    return found;
  });

/** Waits until an item that was opened is kept. */
export async function keptItem(page, code) {
  await expect
    .poll(async () => ((await cached(page))["mianzheng-items"] ?? []).some((name) => name.includes(code)))
    .toBe(true);
}

export { expect };
