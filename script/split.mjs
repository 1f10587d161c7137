// What Trunk calls in the place of wasm-bindgen when it builds for release: the program is taken apart where `later!` in
// src/pages/routes.rs says so. The main part goes through wasm-bindgen and on to Trunk; the others are optimised here, named
// by their content, and left in `parts/` beside wasm-bindgen's output, where script/finish-page.mjs takes them from. The
// loader becomes a part of the main script, so that the digest of that script in index.html covers the digests of all parts.
// Usage: as wasm-bindgen: node script/split.mjs --target=web --out-dir=DIR --out-name=NAME [OPTIONS] INPUT.wasm
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { minify, shorten, withoutUnusedClasses } from "./shorten.mjs";

const here = join(import.meta.dirname, "split");
// Without this folder, so that the real one is found.
const PATH = process.env.PATH.split(delimiter).filter((folder) => folder !== here).join(delimiter);
const run = (command, ...args) => execFileSync(command, args, { stdio: "inherit", env: { ...process.env, PATH } });
// What the compiler takes for granted, and no more: wasm-opt does not find it written in a part.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"];

const digest = (kind, encoding, bytes) => createHash(kind).update(bytes).digest(encoding);
const fail = (what) => {
  console.error(`split: ${what}`);
  process.exit(1);
};

/** Which files each part needs, in the order in which they are started: read from the splitter's own loader. */
function partsOf(loader) {
  const file = (text) => text.match(/new URL\("\.\/([^"]+)"/)?.[1];
  const chunks = new Map([...loader.matchAll(/const (__chunk_\d+) = makeLoad\(([\s\S]*?)\n, \[\]\);/g)].map(([, name, text]) => [name, file(text)]));
  const parts = [...loader.matchAll(/export const __wasm_split_load_(\w+) = wrapAsyncCb\(makeLoad\(([\s\S]*?), \[([^\]]*)\]\)\);/g)];
  return new Map(
    parts.map(([, name, text, deps]) => {
      const needed = deps.split(",").map((dep) => dep.trim()).filter(Boolean).map((dep) => chunks.get(dep) ?? fail(`${name} needs ${dep}`));
      return [name, [...needed, file(text)].filter(Boolean)];
    }),
  );
}

/** Optimises a part and gives it a name after its content. */
function finish(work, parts, name, prefix) {
  const out = join(work, `${name}.opt`);
  run("wasm-opt", "-Oz", ...FEATURES.map((feature) => `--enable-${feature}`), join(work, name), "-o", out);
  const bytes = readFileSync(out);
  const named = `${prefix}part-${digest("sha256", "hex", bytes).slice(0, 16)}.wasm`;
  writeFileSync(join(parts, named), bytes);
  return { named, integrity: `sha384-${digest("sha384", "base64", bytes)}` };
}

/** The loader: what the main part imports, one function a part. A part that did not come is asked for again, twice. */
const loader = (parts, integrity) => `
const parts = JSON.parse(${JSON.stringify(JSON.stringify(parts))});
const partDigests = ${JSON.stringify(integrity)};
const started = {};
const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
async function fetchPart(name) {
    for (const wait of [500, 2000, 0]) {
        try {
            const response = await fetch(new URL(name, import.meta.url), { integrity: partDigests[name] });
            if (!response.ok) throw new Error(name + ": " + response.status);
            return response;
        } catch (error) {
            if (wait === 0) throw error;
            await rest(wait);
        }
    }
}
function startPart(name, before) {
    // Its failure is told by whoever waits for it below; before that it is nobody's surprise.
    before?.catch(() => {});
    started[name] ??= (async () => {
        const module = WebAssembly.compileStreaming(fetchPart(name));
        module.catch(() => {});
        await before;
        await WebAssembly.instantiate(await module, { __wasm_split: wasm });
    })().catch((error) => {
        delete started[name];
        throw error;
    });
    return started[name];
}
const load = (part) => async (callback, argument) => {
    let there = false;
    try {
        const names = [...parts[part]];
        const last = names.pop();
        await startPart(last, Promise.all(names.map((name) => startPart(name))));
        there = true;
    } catch (error) {
        // The browser itself tells of what the network did.
        if (!(error instanceof TypeError)) console.warn(error);
    }
    wasm.__indirect_function_table.get(callback)(argument, there);
};
`;

/** Puts the loader into the main script, in the place of the imports that name it. */
function withLoader(script, code, names) {
  const functions = names.map((name) => `__wasm_split_load_${name}: load("${name}")`).join(", ");
  return script
    .replace(/import \* as \w+ from "\.\/__wasm_split\.js";?\n/g, "")
    .replace(/"\.\/__wasm_split\.js": \w+/g, `"./__wasm_split.js": loaders`)
    .replace("function __wbg_get_imports() {", () => `${code}const loaders = { ${functions} };\n\nfunction __wbg_get_imports() {`);
}

const args = process.argv.slice(2);
const option = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
const input = args.find((arg) => arg.endsWith(".wasm"));
if (!input) {
  run("wasm-bindgen", ...args);
  process.exit(0);
}

const [outDir, outName] = [option("out-dir"), option("out-name")];
const work = mkdtempSync(join(tmpdir(), "split-"));
run("wasm-split-cli", input, work, `--out-name=${outName}`);
run("wasm-bindgen", ...args.filter((arg) => arg !== input), "--keep-lld-exports", "--no-demangle", join(work, `${outName}.wasm`));

const parts = join(outDir, "parts", outName);
// What belongs to the gallery is named so: no citizen's device keeps it.
const prefix = outName === "gallery" ? "gallery-" : "";
rmSync(parts, { recursive: true, force: true });
mkdirSync(parts, { recursive: true });
const script = join(outDir, `${outName}.js`);
let written = readFileSync(script, "utf8");
if (written.includes("./__wasm_split.js")) {
  const needed = partsOf(readFileSync(join(work, "__wasm_split.js"), "utf8"));
  const files = Object.fromEntries([...new Set([...needed.values()].flat())].map((name) => [name, finish(work, parts, name, prefix)]));
  const named = Object.fromEntries([...needed].map(([part, names]) => [part, names.map((name) => files[name].named)]));
  const integrity = Object.fromEntries(Object.values(files).map(({ named, integrity }) => [named, integrity]));
  written = withLoader(written, loader(named, integrity), [...needed.keys()]);
}
const program = join(outDir, `${outName}_bg.wasm`);
const [shorter, names] = shorten(...withoutUnusedClasses(readFileSync(program), written));
writeFileSync(program, shorter);
writeFileSync(script, minify(names));
if (process.env.SPLIT_KEEP) execFileSync("cp", ["-r", work, process.env.SPLIT_KEEP]);
rmSync(work, { recursive: true, force: true });
