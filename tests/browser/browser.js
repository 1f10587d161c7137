// What the tests do to a browser behind the store's back: a second tab, a full disk, a lost connection.
// Every function that changes the browser returns one that undoes it. A test that fails never gets to call it (a panic
// in WebAssembly ends without clean-up), so the next one begins with `undoAll`.

const changes = new Set();

function change(undo) {
  const once = () => { if (changes.delete(once)) undo(); };
  changes.add(once);
  return once;
}

export const undoAll = () => [...changes].reverse().forEach((undo) => undo());

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

// Runs one transaction over a connection of its own, as another program would.
async function besides(database, mode, store, step) {
  const connection = await settled(indexedDB.open(database));
  try {
    const transaction = connection.transaction(store, mode);
    return await settled(step(transaction.objectStore(store)));
  } finally {
    connection.close();
  }
}

export const rawGet = (database, store, key) => besides(database, "readonly", store, (found) => found.get(key));
export const rawKeys = (database, store) => besides(database, "readonly", store, (found) => found.getAllKeys());
export const rawPut = (database, store, key, value) =>
  besides(database, "readwrite", store, (found) => found.put(value, key));

// Opens a version, or deletes all; answers whether somebody had to be waited for.
export const rawUpgrade = (database, version) => unlessBlocked(indexedDB.open(database, version));
export const rawDelete = (database) => unlessBlocked(indexedDB.deleteDatabase(database));

async function unlessBlocked(request) {
  const blocked = new Promise((resolve) => {
    request.onblocked = () => resolve(true);
  });
  const done = settled(request).then((connection) => {
    connection?.close();
    return false;
  });
  return Promise.race([blocked, done]);
}

export const rawRemove = (database, store, key) => besides(database, "readwrite", store, (found) => found.delete(key));

// The database as version 1 of it was: without a store of keys, and with records that anybody can read.
export async function versionOne(database, records) {
  const request = indexedDB.open(database, 1);
  request.onupgradeneeded = () => {
    for (const name of ["drafts", "applications", "meta"]) request.result.createObjectStore(name);
    request.result.createObjectStore("attachments").createIndex("draft", "draft");
  };
  const connection = await settled(request);
  for (const [store, key, record] of records) {
    await settled(connection.transaction(store, "readwrite").objectStore(store).put(record, key));
  }
  connection.close();
}

// A tab that holds the database open whatever it is asked. The undoing closes it.
export async function impoliteTab(database) {
  const connection = await settled(indexedDB.open(database));
  return change(() => connection.close());
}

// A tab whose transaction over a store does not end before the undoing.
export async function busyTab(database, store) {
  const connection = await settled(indexedDB.open(database));
  const held = connection.transaction(store, "readwrite").objectStore(store);
  let busy = true;
  const goOn = () => { if (busy) { held.get("nothing").onsuccess = goOn; } };
  goOn();
  return change(() => { busy = false; connection.close(); });
}

function replace(object, name, make) {
  const descriptor = Object.getOwnPropertyDescriptor(object, name);
  Object.defineProperty(object, name, { configurable: true, writable: true, value: make(object[name]) });
  return change(() => {
    if (descriptor) Object.defineProperty(object, name, descriptor);
    else delete object[name];
  });
}

// Long waits take a tenth of their time.
export const hurry = () =>
  replace(globalThis, "setTimeout", (original) => (task, delay, ...rest) =>
    original(task, delay >= 1000 ? delay / 10 : delay, ...rest));

// A disk that is full at the commit: the transaction only says `abort`, and `error` says why.
export const fullDisk = () =>
  replace(IDBTransaction.prototype, "commit", () => function () {
    Object.defineProperty(this, "error", { value: new DOMException("full", "QuotaExceededError") });
    this.abort();
  });

// Commits happen, and nobody hears of it.
export const silentCommits = () =>
  replace(IDBTransaction.prototype, "commit", (original) => function () {
    this.oncomplete = null;
    original.call(this);
  });

// The program as its next release: it opens version 3.
export const nextRelease = () =>
  replace(IDBFactory.prototype, "open", (original) => function (name) {
    return original.call(this, name, 3);
  });

// A browser that stores no key, as Safari does in its lockdown mode and Firefox in a private window.
export const keyRefused = () =>
  replace(IDBObjectStore.prototype, "put", (original) => function (value, ...key) {
    if (value?.key instanceof CryptoKey) throw new DOMException("no keys here", "DataCloneError");
    return original.call(this, value, ...key);
  });

// An upgrade that fails in the middle.
export const failedUpgrade = () =>
  replace(IDBDatabase.prototype, "createObjectStore", () => () => {
    throw new DOMException("no", "UnknownError");
  });

// The connection is cut off in the middle of the next transaction that writes.
export function cutOffOnce() {
  const undo = replace(IDBTransaction.prototype, "commit", (original) => function () {
    if (this.mode === "readonly") return original.call(this);
    undo();
    Object.defineProperty(this, "error", { value: new DOMException("closed", "AbortError") });
    this.abort();
    this.db.close();
  });
  return undo;
}

export const withoutIndexedDb = () => replace(globalThis, "indexedDB", () => undefined);

export const deniedIndexedDb = () =>
  replace(IDBFactory.prototype, "open", () => () => {
    throw new DOMException("denied", "SecurityError");
  });

export const withoutSubtle = () => replace(crypto, "subtle", () => undefined);

const seen = { connections: [], transactions: [] };

// Keeps what is opened and begun from now on.
export function watch() {
  seen.connections = [];
  seen.transactions = [];
  const undoOpen = replace(IDBFactory.prototype, "open", (original) => function (...words) {
    const request = original.apply(this, words);
    request.addEventListener("success", () => seen.connections.push(request.result));
    return request;
  });
  const undoBegin = replace(IDBDatabase.prototype, "transaction", (original) => function (...words) {
    const transaction = original.apply(this, words);
    const entry = { mode: transaction.mode, durability: transaction.durability, completed: false };
    transaction.addEventListener("complete", () => { entry.completed = true; });
    seen.transactions.push(entry);
    return transaction;
  });
  return () => { undoOpen(); undoBegin(); };
}

export const transactions = () =>
  seen.transactions.map(({ mode, durability, completed }) => `${mode} ${durability} ${completed ? "done" : "open"}`).join();

export const connectionCount = () => seen.connections.length;

// The browser ends the last connection and says so, or without a word as iOS does to a page in the background.
export const endConnection = () => seen.connections.at(-1).dispatchEvent(new Event("close"));
export const loseConnection = () => seen.connections.at(-1).close();
