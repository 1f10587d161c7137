// Joint applications that are there in a moment: a portal that offers the test item with parts, and a submission by the
// contract instead of a walk through the form.
import { createHash, randomUUID } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Deployment } from "./deployment.mjs";
import { picture } from "./picture.mjs";
import { test as quiet } from "./test.mjs";

const ITEM = "369999-test-003";
const PACK = fileURLToPath(new URL("../../portal/tests/pack", import.meta.url));

/** Who applies; the contract is signed with this name. */
export const PERSON = "p-ligui";
export const NAME = "李桂英";

/** A flat in town: all three, nothing to be dug up. */
const FLAT = {
  applicant_type: { choice: "resident" },
  utilities: { choices: ["water", "power", "gas"] },
  business: { choice: "new" },
  site_region: { region: { code: "369999001001", name: "某地" } },
  site_detail: { text: "滨河路1号" },
  digging: { choice: "no" },
  power_voltage: { choice: "v220" },
  power_capacity: { number: "8" },
  kitchen: { choice: "closed" },
};

/** Journeys against a portal of their own, which is there for one worker. */
export const test = quiet.extend({
  joint: [
    async ({}, use) => {
      const folder = mkdtempSync(join(tmpdir(), "joint-"));
      const deployment = new Deployment(folder);
      cpSync(join(PACK, ITEM), join(deployment.dist, "items", ITEM), { recursive: true });
      await deployment.start();
      await use(deployment.address);
      await deployment.stop();
      rmSync(folder, { recursive: true });
    },
    { scope: "worker" },
  ],
  baseURL: async ({ joint }, use) => use(joint),
});

export { expect } from "./test.mjs";

/** Somebody at the contract, without a browser. */
export class Contract {
  constructor(portal, token) {
    this.portal = portal;
    this.token = token;
  }

  static async signIn(portal, person = PERSON) {
    const contract = new Contract(portal, "");
    const { token } = await contract.ask("POST", "/sign-in/ticket", { ticket: `ticket-${person}@${portal.scope}` });
    return new Contract(portal, token);
  }

  async ask(method, path, body, headers = {}) {
    const response = await fetch(`${this.portal.address}/api/v1${path}`, {
      method,
      headers: { Authorization: `Bearer ${this.token}`, "Content-Type": "application/json", ...headers },
      body: Buffer.isBuffer(body) ? body : body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  async attach() {
    const bytes = picture();
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const headers = { "Content-Type": "image/png", "X-File-Name": "meter.png", "X-Content-SHA256": sha256 };
    const stored = await this.ask("POST", "/attachments", bytes, headers);
    return { id: "here", name: "meter.png", media_type: "image/png", size_bytes: bytes.length, sha256, uploaded: stored.id };
  }

  /** Submits the flat with other answers; `null` takes one off. Answers the number. */
  async apply(other = {}) {
    const answers = Object.entries({ ...FLAT, ...other }).filter(([, value]) => value !== null);
    const answer = ([question, value]) => ({ question, label: question, value, shown: "", provenance: { from: "citizen" } });
    const files = [await this.attach()];
    const document = { document: "meter_photo", name: "照片", waiver: "none", became: "handed_in", files };
    const { now } = await this.ask("GET", "/time");
    const payload = {
      format: 1,
      item: { code: ITEM, portal_code: "369999test003", version: 1, name: "测试联合报装" },
      made_at: now,
      terminal: "phone",
      parts: Object.fromEntries(answers).utilities.choices,
      pages: [{ id: "all", title: "all", answers: answers.map(answer) }],
      documents: [document],
      commitments: [],
      declaration: "属实",
    };
    const receipt = await this.ask("POST", "/applications", payload, { "Idempotency-Key": randomUUID() });
    return receipt.number;
  }

  read(number) {
    return this.ask("GET", `/applications/${number}`);
  }

  async slot(byVideo = false) {
    const { slots } = await this.ask("GET", "/survey-slots");
    return slots.find((slot) => slot.by_video === byVideo).id;
  }

  async book(number, slot) {
    return this.ask("PUT", `/applications/${number}/survey`, { slot: slot ?? (await this.slot()) });
  }

  async acceptPlans(number) {
    for (const part of (await this.read(number)).parts.filter((part) => part.asks === "answer_plan"))
      await this.ask("POST", `/applications/${number}/parts/${part.id}/plan/acceptance`, { plan: part.plan.id });
  }
}

/** Opens the page of an application, or of what follows it, as the one who applied. */
export async function open(page, portal, number, what = "") {
  await page.goto(portal.signInAddress(PERSON, `/applications/${number}${what && `/${what}`}`));
}
