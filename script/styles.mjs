// Puts the files of style/ together in the order of style/ORDER, without comments, into .run/style.css, which Trunk takes.
// Not minified further: Trunk's minifier drops the order of the layers, and compression takes the rest anyway.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const names = readFileSync("style/ORDER", "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
const css = names
  .map((name) => readFileSync(`style/${name}`, "utf8"))
  .join("\n")
  .replace(/\/\*[\s\S]*?\*\//g, "")
  .split("\n")
  .map((line) => line.trim())
  .filter(Boolean)
  .join("\n");
mkdirSync(".run", { recursive: true });
const target = ".run/style.css";
let before = "";
try {
  before = readFileSync(target, "utf8");
} catch {
  // The first time there is none.
}
// An unchanged file keeps its time, so that a watching build does not start over.
if (before !== css) writeFileSync(target, css);
