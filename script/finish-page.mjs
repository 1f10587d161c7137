// Finishes what Trunk made: gives the start-up script its digest, the photo check's worker that of its program, adds the
// parts of a program that script/split.mjs took apart, and writes gallery.html for the second program.
// Trunk has no slot for a second page; `data-type="worker"` makes it build the gallery beside the app, unhashed.
// Usage: node script/finish-page.mjs STAGING_DIR
import { createHash } from "node:crypto";
import { copyFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { minify } from "./shorten.mjs";

const dir = process.argv[2];
const digest = (name) => `sha384-${createHash("sha384").update(readFileSync(join(dir, name))).digest("base64")}`;
const fail = (what) => {
  console.error(`finish-page: ${what}`);
  process.exit(1);
};

const START = /<script type="module" src="([^"]*boot\.js)" data-js="([^"]*)" data-wasm="([^"]*)"><\/script>/;
const PRELOADS = /<link rel="(?:modulepreload|preload)"[^>]*>/g;

const page = readFileSync(join(dir, "index.html"), "utf8");
const start = page.match(START) ?? fail("index.html has no start-up script of the form that Trunk.toml gives it");
if (!existsSync(join(dir, "boot.js"))) fail("boot.js is missing: index.html has to copy it from public/");
writeFileSync(join(dir, "boot.js"), minify(readFileSync(join(dir, "boot.js"), "utf8")));
const worker = readFileSync(join(dir, "photo.js"), "utf8");
if (!/^const INTEGRITY = .*;$/m.test(worker)) fail("photo.js has no line for the digest of its program");
const program = `const INTEGRITY = "${digest("photo.wasm")}";`;
writeFileSync(join(dir, "photo.js"), minify(worker.replace(/^const INTEGRITY = .*;$/m, program)));
const [, boot, js] = start;
const base = boot.slice(0, -"boot.js".length);
const startWith = (js, wasm) =>
  `<script type="module" src="${boot}" integrity="${digest("boot.js")}" data-js="${js}" data-wasm="${wasm}"></script>`;

writeFileSync(join(dir, "index.html"), page.replace(START, startWith(js, start[3])));

// The main script names its parts; they lie where they were made.
const parts = (script) => new Set(readFileSync(join(dir, script), "utf8").match(/(gallery-)?part-[0-9a-f]{16}\.wasm/g) ?? []);
for (const [script, program] of [[js.slice(base.length), "mianzheng"], ["gallery.js", "gallery"]]) {
  if (!existsSync(join(dir, script))) continue;
  for (const part of parts(script)) copyFileSync(join("target/wasm-bindgen/release/parts", program, part), join(dir, part));
}

if (existsSync(join(dir, "gallery.js"))) {
  const preloads =
    `<link rel="modulepreload" href="${base}gallery.js" crossorigin="anonymous" integrity="${digest("gallery.js")}">` +
    `<link rel="preload" href="${base}gallery_bg.wasm" crossorigin="anonymous" integrity="${digest("gallery_bg.wasm")}" as="fetch" type="application/wasm">` +
    `<link rel="stylesheet" href="${base}gallery.css" integrity="${digest("gallery.css")}">`;
  const gallery = page
    .replace(PRELOADS, "")
    .replace(START, startWith(`${base}gallery.js`, `${base}gallery_bg.wasm`) + preloads)
    .replace(/<title>[^<]*<\/title>/, "<title>控件总览 · Gallery</title>");
  writeFileSync(join(dir, "gallery.html"), gallery);
}
