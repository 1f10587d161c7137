// Weighs what a first visit loads: brotli at quality 11, as a server would send it. The list follows from the built
// page itself; a file that the app asks for by name at its start is listed in STARTS_WITH.
// Usage: node script/figures.mjs DIST
import { existsSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { compress, filesBelow } from "./compress.mjs";

const dist = process.argv[2];
const STARTS_WITH = ["config.json", "items/index.json"];

const weigh = (name) => compress(readFileSync(join(dist, name))).length;
const inDist = (href) => relative("/", href);

const page = readFileSync(join(dist, "index.html"), "utf8");
const named = [...page.matchAll(/(?:href|src|data-js|data-wasm)="([^"#?]+)"/g)]
  .map(([, href]) => href)
  .filter((href) => href.startsWith("/") && href !== "/")
  .map(inDist);
const home = [...new Set(["index.html", ...named, ...STARTS_WITH.filter((name) => existsSync(join(dist, name)))])];

// Starting an item adds its definition, what the pack shares between items, and code that is loaded on demand.
const loose = filesBelow(dist).filter((name) => !home.includes(name));
const isDefinition = (name) => /^items\/[^/]+\/[^/]+\.json$/.test(name);
const bySize = (a, b) => statSync(join(dist, b)).size - statSync(join(dist, a)).size;
const largest = loose.filter(isDefinition).sort(bySize).slice(0, 1);
const shared = loose.filter((name) => /^items\/[^/]+\.json$/.test(name));
const chunks = loose.filter((name) => /\.(js|wasm)$/.test(name) && !name.startsWith("gallery"));
const start = [...largest, ...shared, ...chunks];
if (largest.length === 0) throw new Error(`${dist} holds no item: was the pack built?`);

const total = (names) =>
  names.reduce((sum, name) => {
    const size = weigh(name);
    console.log(`figure-file ${name} ${size}`);
    return sum + size;
  }, 0);

const homeTotal = total(home);
const startTotal = total(start);
console.log(`figure home_brotli ${homeTotal} bytes`);
console.log(`figure first_visit_brotli ${homeTotal + startTotal} bytes`);
