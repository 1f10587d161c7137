// Starts the app: the only script that the page names. It fetches the program with the digests that the page holds, and
// waits while an input method composes in the static search box, because the app then takes the box over. Then it has the
// service worker registered (public/sw.js), and sees to it that a new deployment is taken up between sessions only.
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
  const update = takenUpAtStart();
  const program = fetch(page.wasm, { integrity: integrityOf(page.wasm) });
  const app = await verified(page.js);
  const module = await WebAssembly.compileStreaming(program);
  await composed();
  await update;
  await app.default({ module_or_path: module });
};

const workers = navigator.serviceWorker;
const after = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Nothing may be lost when the page is loaded anew: no form open, no text in the search box, nothing that the app objects to.
const isBusy = () =>
  /^\/(draft|sign-in)\b/.test(location.pathname) ||
  document.querySelector(".search__control:not(:placeholder-shown)") !== null ||
  !dispatchEvent(new Event("mianzheng:may-reload", { cancelable: true }));

// Asks the deployment that waits to take over. It asks the other pages, and refuses when one of them is busy.
const takeOver = (waiting) => {
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data);
  });
  waiting.postMessage({ ask: "take-over" }, [port2]);
  return Promise.race([answered, after(2000)]);
};

// The program is being loaded meanwhile. Once the other deployment has taken over, the page is loaded anew.
const takenUpAtStart = async () => {
  const waiting = (await workers?.getRegistration().catch(() => null))?.waiting;
  if (!waiting || isBusy()) return;
  if (await takeOver(waiting)) await after(3000);
};

const usable = async () => {
  const frame = document.getElementById("frame");
  while (frame?.isConnected)
    await new Promise((resolve) => new MutationObserver(resolve).observe(document.body, { childList: true }));
};

const noteUpdate = (state) => {
  document.documentElement.dataset.update = state;
  dispatchEvent(new Event("mianzheng:update"));
};

const keepOffline = async () => {
  let controlled = workers.controller !== null;
  let wanted = false;
  workers.addEventListener("controllerchange", () => {
    if (!controlled) keepOpenedItems();
    else if (wanted || !isBusy()) location.reload();
    // This page goes on with the files that it began with; they are kept as long as it is open.
    else noteUpdate("ready");
    controlled = true;
  });
  workers.addEventListener("message", ({ data, ports }) => {
    if (data.ask === "how-are-you") ports[0].postMessage({ program: page.js, busy: isBusy() });
  });
  await usable();
  // A terminal that many people use keeps nothing, and has a line of its own.
  if (document.documentElement.dataset.terminal === "kiosk") return keepNothing();
  const registration = await workers.register("/sw.js", { updateViaCache: "none" });
  if (!registration) return;
  workers.controller?.postMessage({ ask: "clean" });
  followUpdates(registration);
  addEventListener("mianzheng:take-update", async () => {
    wanted = true;
    if (!registration.waiting) return location.reload();
    if (await takeOver(registration.waiting)) return;
    wanted = false;
    noteUpdate("refused");
  });
};

const followUpdates = (registration) => {
  const ready = () => registration.waiting && workers.controller && noteUpdate("ready");
  const follow = () => registration.installing?.addEventListener("statechange", ready);
  ready();
  follow();
  registration.addEventListener("updatefound", follow);
  // A page that is never closed asks at most once an hour, when it is looked at again.
  let asked = performance.now();
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || performance.now() - asked < 3_600_000) return;
    asked = performance.now();
    registration.update().catch(() => {});
  });
};

// Also those that were on their way when the worker came: it sees only what is asked for later.
const keepOpenedItems = () => {
  const keep = (entries) => {
    const paths = entries.map(({ name }) => new URL(name).pathname).filter((path) => path.startsWith("/items/"));
    if (paths.length > 0) workers.controller?.postMessage({ ask: "keep-items", paths });
  };
  new PerformanceObserver((list) => keep(list.getEntries())).observe({ type: "resource", buffered: true });
};

const keepNothing = async () => {
  for (const registration of await workers.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
};

// A program that has stopped does nothing any more: that is said, and loading the page anew is offered.
const stopped = document.getElementById("stopped");
const tell = (error) => {
  if (stopped && typeof WebAssembly === "object" && error instanceof WebAssembly.RuntimeError) stopped.hidden = false;
};
addEventListener("error", ({ error }) => tell(error));
addEventListener("unhandledrejection", ({ reason }) => tell(reason));
stopped?.querySelector("button").addEventListener("click", () => location.reload());

start().catch((error) => {
  console.error(error);
  document.getElementById("not-started")?.removeAttribute("hidden");
});
// Without it, everything works as long as there is a network.
if (workers) keepOffline().catch((error) => console.warn("offline start:", error));
