// Writes sw.js into a built app: the worker of public/sw.js with the list of what belongs to this build. Everything is
// in the list but what is loaded by few (gallery, items, which are kept when they are opened) and what a site sets itself.
// Usage: node script/service-worker.mjs DIST [--none]; with --none a worker that only takes an earlier one away.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { filesBelow } from "./compress.mjs";
import { minify } from "./shorten.mjs";

const LIST = /^const BUILD = .*;$/m;
const NOT_IN_IT = /^(sw\.js|config\.json|gallery.*|.*\.br|items\/.*\/.*)$/;
const RETIRED = `// An earlier service worker goes, with all that it kept: here every file is fetched anew.
addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(retire()));

async function retire() {
  for (const name of await caches.keys()) await caches.delete(name);
  await registration.unregister();
}
`;

const digest = (bytes) => `sha256-${createHash("sha256").update(bytes).digest("base64")}`;

/** The worker's text for a built app. The same files give the same text. */
export function worker(dist) {
  const names = filesBelow(dist).filter((name) => !NOT_IN_IT.test(name)).sort();
  const files = Object.fromEntries(names.map((name) => [`/${name}`, digest(readFileSync(join(dist, name)))]));
  const id = createHash("sha256").update(JSON.stringify(files)).digest("hex").slice(0, 16);
  const source = readFileSync(join(import.meta.dirname, "../public/sw.js"), "utf8");
  if (!LIST.test(source)) throw new Error("public/sw.js has no line for the list");
  return minify(source.replace(LIST, () => `const BUILD = ${JSON.stringify({ id, files })};`));
}

if (process.argv[1] === import.meta.filename) {
  const [dist, none] = process.argv.slice(2);
  writeFileSync(join(dist, "sw.js"), none === "--none" ? RETIRED : worker(dist));
}
