// The test that every journey starts from. Each has a scope of its own in the portal, and fails when the page complained:
// an error in the console, an exception nobody caught, or something that the content policy forbade.
import { test as base, expect } from "@playwright/test";
import { randomUUID } from "node:crypto";
import { Portal } from "./portal.mjs";

/** What a page complained about, and what a test that breaks things on purpose expects it to complain about. */
class Complaints {
  #heard = [];
  #expected = [];

  /** Listens to every page of a browser context, those opened later included. */
  async hear(context) {
    await context.addInitScript(() => {
      addEventListener("securitypolicyviolation", (event) => {
        console.error(`content policy: ${event.effectiveDirective} forbids ${event.blockedURI} in ${event.sourceFile}`);
      });
    });
    context.on("console", (message) => {
      if (["error", "warning"].includes(message.type()))
        this.#heard.push(`${message.text()} (${message.location().url})`);
    });
    context.on("weberror", (error) => this.#heard.push(String(error.error())));
  }

  /** A complaint that belongs to what the test does: a refused request is told in the console by Chromium itself. */
  expect(pattern) {
    this.#expected.push(pattern);
  }

  heard() {
    return [...this.#heard];
  }

  unexpected() {
    // Chromium counts the seconds until a preloaded file is used; a busy machine takes longer.
    const expected = [
      /was preloaded using link preload but not used/,
      /Service Worker registration blocked by Playwright/,
      /`integrity` attribute is currently ignored for preload/,
      ...this.#expected,
    ];
    return this.#heard.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)));
  }
}

export const test = base.extend({
  scope: async ({}, use) => {
    await use(`e2e-${randomUUID()}`);
  },
  portal: async ({ baseURL, scope }, use) => {
    const portal = new Portal(baseURL, scope);
    await use(portal);
    await portal.mend();
  },
  complaints: [
    async ({ context }, use) => {
      const complaints = new Complaints();
      await complaints.hear(context);
      await use(complaints);
      expect(complaints.unexpected(), "the page complained about nothing").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
