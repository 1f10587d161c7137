// The index of a county with all its 2,150 items, made by the item tool as a site makes its own: every name becomes an
// item that asks for nothing. Made once, and anew when the names or the tool change.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const path = (name) => fileURLToPath(new URL(`../../../${name}`, import.meta.url));
const TOOL = path("target/native/items");
const NAMES = path("tests/core/data/catalogue-names.txt");
const SHARED = path("tests/core/data/small-pack/shared");
const PACK = path(".run/county");
const OUT = path(".run/county-packed");

const item = (name, number) => ({
  format: 1,
  code: `369999-county-${number}`,
  portal_code: String(number),
  version: 1,
  name: { zh: name, en: "Item" },
  plain_name: { zh: name.replace(/（.*）$/, ""), en: "Item" },
  department: "minzheng",
  audience: ["person"],
  task: "public_service",
  themes: [],
  keywords: [],
  who: [],
  time: { promised: "at_once" },
  fee: "free",
  result: { name: { zh: "结果", en: "Result" }, delivery: { zh: "当场", en: "At once" } },
  steps: [],
  basis: [],
  contact: { phone: "12345", hours: { zh: "工作日", en: "Working days" } },
  situations: [],
  sources: [],
  documents: [],
  pages: [],
  checks: [],
  commitments: [],
  declaration: { zh: "属实", en: "True" },
});

/** The text of `items/index.json`. */
export function countyIndex() {
  const made = `${OUT}/index.json`;
  const newest = Math.max(statSync(TOOL).mtimeMs, statSync(NAMES).mtimeMs);
  if (!existsSync(made) || statSync(made).mtimeMs < newest) {
    rmSync(PACK, { recursive: true, force: true });
    mkdirSync(`${PACK}/minzheng`, { recursive: true });
    cpSync(SHARED, `${PACK}/shared`, { recursive: true });
    const names = readFileSync(NAMES, "utf8").split("\n").filter(Boolean);
    names.forEach((name, ix) => writeFileSync(`${PACK}/minzheng/${ix}.json`, JSON.stringify(item(name, ix))));
    execFileSync(TOOL, ["--pack", PACK, "pack", OUT]);
  }
  return readFileSync(made, "utf8");
}
