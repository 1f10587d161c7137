// The service worker: after one visit the app starts without a network, and a page never mixes two deployments.
//
// A deployment is one cache, filled whole or not at all from the list below, each file held to its digest. A new one is
// filled beside it and waits; it takes over when no page is open, or when a page asks and all others say that they are
// idle (public/boot.js). The portal's answers are never touched. script/service-worker.mjs writes the list.
const BUILD = { id: "", files: {} };

const CACHE = `mianzheng-${BUILD.id}`;
/** Items that were opened, over all deployments: what stands under the address of a version never changes. */
const ITEMS = "mianzheng-items";
const ITEM = /^\/items\/[^/]+\/\d+\.json$/;
/** What a site sets without building: in no list, because it has no digest. */
const SETTINGS = "/config.json";
const NOT_OURS = /^\/(api|_reference)\//;
const ANSWER_MS = 1_000;

self.addEventListener("install", (event) => event.waitUntil(install()));
// A first visit is taken over at once, so that what it opens is kept; nothing else may wait here, pages wait for it.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function install() {
  const cache = await caches.open(CACHE);
  const files = Object.entries(BUILD.files).map(([path, integrity]) => keep(cache, path, integrity));
  const done = await Promise.allSettled([...files, keep(cache, SETTINGS)]);
  const failed = done.find(({ status }) => status === "rejected");
  if (!failed) return caches.open(ITEMS);
  await caches.delete(CACHE);
  throw failed.reason;
}

async function keep(cache, path, integrity = "") {
  // Asked for anew: a stale copy on the way would not fit its digest for as long as it is kept there.
  const response = await fetch(path, { cache: "no-cache", integrity });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  await cache.put(path, response);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin || NOT_OURS.test(pathname)) return;
  if (request.mode === "navigate") {
    // As the server does: an address that names no file is a page of the app.
    if (!/\.[^/]*$/.test(pathname)) event.respondWith(own("/index.html", request));
  } else if (pathname in BUILD.files) event.respondWith(own(pathname, request));
  else if (pathname === SETTINGS) event.respondWith(settings(event));
  else if (ITEM.test(pathname)) event.respondWith(item(request));
  else event.respondWith(another(request));
});

const own = async (path, request) => (await kept(CACHE, path)) ?? fetch(request);

// What a kiosk has dropped is not begun anew by the worker of a page that was opened before.
const kept = (cacheName, path) => caches.match(path, { cacheName });
const add = async (name, path, response) => (await caches.has(name)) && (await caches.open(name)).put(path, response);

/** A page that was open when another deployment took over may still want a file of its own. */
async function another(request) {
  return (await caches.match(request.url)) ?? fetch(request);
}

/** As they were last known, and asked for meanwhile: a change is in force at the start after the next. */
async function settings(event) {
  const asked = fetch(event.request).then(async (response) => {
    if (isJson(response)) await add(CACHE, SETTINGS, response.clone());
    return response;
  });
  const known = await kept(CACHE, SETTINGS);
  if (!known) return asked;
  event.waitUntil(asked.catch(() => {}));
  return known;
}

async function item(request) {
  const known = await kept(ITEMS, request.url);
  if (known) return known;
  const response = await fetch(request);
  // A full device must not cost the item that is just being opened.
  if (isJson(response)) await add(ITEMS, request.url, response.clone()).catch(() => {});
  return response;
}

const isJson = (response) => response.ok && /json/.test(response.headers.get("Content-Type") ?? "");

// What pages say stays as it is for good: the page and the worker can be of two deployments.
self.addEventListener("message", (event) => {
  const { data, source, ports } = event;
  if (data.ask === "take-over") event.waitUntil(takeOver(source, ports[0]));
  if (data.ask === "keep-items") event.waitUntil(keepItems(data.paths));
  if (data.ask === "clean") event.waitUntil(clean());
});

/** All others have to say that they are idle; who does not answer is not. */
async function takeOver(asker, port) {
  const others = (await pages()).filter(({ id }) => id !== asker.id);
  const answers = await Promise.all(others.map(askPage));
  const free = answers.every((answer) => answer?.busy === false);
  port.postMessage(free);
  if (free) await self.skipWaiting();
}

/** What was opened before this worker was there. */
const keepItems = (paths) => Promise.all(paths.filter((path) => ITEM.test(path)).map((path) => item(new Request(path))));

/** Drops older deployments once no page runs on one of them. */
async function clean() {
  const others = (await caches.keys()).filter((name) => name.startsWith("mianzheng-") && ![CACHE, ITEMS].includes(name));
  // One of these may be the next one's.
  if (others.length === 0 || registration.installing || registration.waiting) return;
  const answers = await Promise.all((await pages()).map(askPage));
  if (answers.every((answer) => answer?.program in BUILD.files)) await Promise.all(others.map((name) => caches.delete(name)));
}

const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

/** `{ program, busy }`, or nothing when the page does not answer. */
function askPage(page) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, ANSWER_MS);
    page.postMessage({ ask: "how-are-you" }, [port2]);
  });
}
