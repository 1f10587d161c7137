// Starts the app: the only script that the page names. It fetches the program with the digests that the page holds, and
// waits while an input method composes in the static search box, because the app then takes the box over.
const page = document.querySelector("script[data-js]").dataset;
const integrityOf = (href) => document.querySelector(`link[href="${href}"][integrity]`)?.integrity ?? "";

// A plain import() would run a file whose digest does not fit: Chromium then fetches it again without the digest.
const verified = (src) =>
  new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.type = "module";
    script.crossOrigin = "anonymous";
    script.integrity = integrityOf(src);
    script.src = src;
    script.onload = () => resolve(import(src));
    script.onerror = () => reject(new Error(`${src} could not be loaded`));
    document.head.append(script);
  });

let composing = false;
const box = document.getElementById("q");
box?.addEventListener("compositionstart", () => {
  composing = true;
});
const composed = () =>
  composing ? new Promise((resolve) => box.addEventListener("compositionend", resolve, { once: true })) : null;

// Browsers from before 2022 (Chrome 96, Safari 16) do not know the kind of program this is.
const knowsReferenceTypes = () =>
  WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 111]));

const start = async () => {
  if (typeof WebAssembly !== "object" || !knowsReferenceTypes()) throw new Error("browser too old");
  const program = fetch(page.wasm, { integrity: integrityOf(page.wasm) });
  const app = await verified(page.js);
  const module = await WebAssembly.compileStreaming(program);
  await composed();
  await app.default({ module_or_path: module });
};

start().catch((error) => {
  console.error(error);
  document.getElementById("not-started")?.removeAttribute("hidden");
});
