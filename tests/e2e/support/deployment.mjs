// A deployment of a test's own: a copy of the built app that may be changed, and a portal over it that can be stopped.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { worker } from "../../../script/service-worker.mjs";

const path = (name) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const DIST = path(process.env.E2E_DIST ?? "dist");
const BINARY = path(process.env.E2E_PORTAL ?? "target/native/portal");

export class Deployment {
  #portal;
  #port = 0;

  constructor(folder) {
    this.dist = join(folder, "dist");
    this.database = join(folder, "portal.sqlite");
    mkdirSync(folder, { recursive: true });
    // What stands compressed beside a file would be served in the place of a changed one.
    cpSync(DIST, this.dist, { recursive: true, filter: (name) => !/\.br$|\/gallery[^/]*$/.test(name) });
    this.list();
  }

  /** Starts the portal, at the address that it had before. */
  async start() {
    const files = ["--db", this.database, "--dist", this.dist, "--pack", join(this.dist, "items")];
    const listen = ["--listen", `127.0.0.1:${this.#port}`, "--quiet"];
    this.#portal = spawn(BINARY, [...listen, ...files], { stdio: ["ignore", "pipe", "inherit"] });
    for await (const line of createInterface({ input: this.#portal.stdout })) {
      const [, port] = line.match(/^http:\/\/127\.0\.0\.1:(\d+)/) ?? [];
      if (!port) continue;
      this.#port = Number(port);
      this.address = `http://127.0.0.1:${port}`;
      break;
    }
  }

  /** Ends the portal: nothing answers any more. */
  async stop() {
    const ended = once(this.#portal, "exit");
    // Nothing is sent to a process that has ended, and nothing waited for.
    if (this.#portal.kill("SIGKILL")) await ended;
  }

  /** Writes the worker's list for the files as they are now. */
  list() {
    writeFileSync(join(this.dist, "sw.js"), worker(this.dist));
  }

  text(name) {
    return readFileSync(join(this.dist, name), "utf8");
  }

  write(name, text) {
    writeFileSync(join(this.dist, name), text);
  }

  remove(name) {
    rmSync(join(this.dist, name));
  }

  /** Another deployment: another program, whose pages say `window.deployment`, and another name in the index. */
  deploy(name) {
    const [old] = readdirSync(this.dist).filter((name) => /^mianzheng-[0-9a-f]+\.js$/.test(name));
    const text = `globalThis.deployment = ${JSON.stringify(name)};\n${this.text(old)}`;
    const digest = (text) => `sha384-${createHash("sha384").update(text).digest("base64")}`;
    const next = `mianzheng-${createHash("sha256").update(text).digest("hex").slice(0, 16)}.js`;
    const page = this.text("index.html").replaceAll(digest(this.text(old)), digest(text)).replaceAll(old, next);
    renameSync(join(this.dist, old), join(this.dist, next));
    this.write(next, text);
    this.write("index.html", page);
    this.write("items/index.json", this.text("items/index.json").replace(/"plain_name":\{"zh":"[^"]*"/, `"plain_name":{"zh":"${name}"`));
    this.list();
  }
}
