// Weighs what a first visit loads: brotli at quality 11, as a server would send it. The lists follow from the built page;
// tests/e2e/weight.spec.mjs holds them against what a real browser asks for.
// Usage: node script/figures.mjs DIST
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { compress, filesBelow } from "./compress.mjs";

const text = (dist, name) => readFileSync(join(dist, name), "utf8");

/** The files of this site that a page names: stylesheet, program, start-up script, settings, index, icon. */
export function homeFiles(dist) {
  const named = [...text(dist, "index.html").matchAll(/(?:href|src|data-js|data-wasm)="\/([^"#?]+)"/g)];
  return [...new Set(["index.html", ...named.map(([, name]) => name)])].filter((name) => existsSync(join(dist, name)));
}

/** The parts that a page of the program needs, in the order of src/pages/routes.rs; none where it is one file. */
export function partFiles(dist, ...parts) {
  const script = text(dist, "index.html").match(/data-js="\/([^"]+)"/)[1];
  const table = text(dist, script).match(/JSON\.parse\((['"`])(\{"\w+":\["part-.*?\})\1\)/);
  return table ? [...new Set(parts.flatMap((part) => JSON.parse(table[2])[part]))] : [];
}

/** The parts of the program on the way from the home page to the first step: the guide, signing in, the consent. */
export const START_PARTS = ["guide", "begin"];

/** What starting an item adds: its parts of the program, and its definition in the version that the index offers. */
export function startFiles(dist, code) {
  const item = JSON.parse(text(dist, "items/index.json")).items.find((item) => item.code === code);
  return [...partFiles(dist, ...START_PARTS), `items/${code}/${item.version}.json`];
}

/** The code of the item whose definition is the largest. */
function largest(dist) {
  const { items } = JSON.parse(text(dist, "items/index.json"));
  if (items.length === 0) throw new Error(`${dist} holds no item: was the pack built?`);
  const size = ({ code }) => statSync(join(dist, startFiles(dist, code).at(-1))).size;
  return items.reduce((one, other) => (size(other) > size(one) ? other : one)).code;
}

function print(dist) {
  const program = readdirSync(dist).filter((name) => /^(mianzheng-.*|part-.*)\.wasm$/.test(name));
  const total = (names) =>
    names.reduce((sum, name) => {
      const size = compress(readFileSync(join(dist, name))).length;
      console.log(`figure-file ${name} ${size}`);
      return sum + size;
    }, 0);
  const home = total(homeFiles(dist));
  const start = total(startFiles(dist, largest(dist)));
  const first = [...homeFiles(dist), ...startFiles(dist, largest(dist))];
  const later = total(program.filter((name) => !first.includes(name)));
  console.log(`figure home_brotli ${home} bytes`);
  console.log(`figure first_visit_brotli ${home + start} bytes`);
  // Loaded by whoever chooses a photograph; no part of a first visit.
  console.log(`figure photo_check_brotli ${total(["photo.js", "photo.wasm"])} bytes`);
  // Fetched when the page is usable, with the files that it keeps: all of these are there already.
  console.log(`figure service_worker_brotli ${compress(readFileSync(join(dist, "sw.js"))).length} bytes`);
  // Fetched in the background: no page waits for it that a first visit up to the first step sees.
  console.log(`figure later_brotli ${later} bytes`);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) print(process.argv[2]);
