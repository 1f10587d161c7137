// The device's storage as another program, an older release or a person with a tool would treat it.

const NAME = "mianzheng";

/** Opens another page of the site, of which nothing is running. For a picture alone Chromium asks for an icon of its own. */
export async function quietPage(context, complaints) {
  complaints.expect(/favicon\.ico/);
  const page = await context.newPage();
  await page.goto("/icon.svg");
  return page;
}

/** Reads the records of a store of the app's database, clears it, or harms one record, over a connection of its own. */
export function inStore(page, store, step, ...words) {
  return page.evaluate(
    async ([name, store, step, words]) => {
      const settled = (request) =>
        new Promise((resolve, reject) => {
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
      const database = await settled(indexedDB.open(name));
      const transaction = database.transaction(store, "readwrite");
      const done = new Promise((resolve) => (transaction.oncomplete = resolve));
      const steps = {
        records: async (store) => settled(store.getAll()),
        clear: async (store) => settled(store.clear()),
        harm: async (store, id) => {
          const record = await settled(store.get(id));
          record.cipher[record.cipher.length - 1] ^= 1;
          await settled(store.put(record, id));
        },
      };
      const found = await steps[step](transaction.objectStore(store), ...words);
      await done;
      database.close();
      return found;
    },
    [NAME, store, step, words],
  );
}

/** The database as version 1 of it was. The page holds it open and lets go for nobody. */
export const holdVersionOne = (page) =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name, 1);
        request.onupgradeneeded = () => {
          for (const store of ["drafts", "applications", "meta"]) request.result.createObjectStore(store);
          request.result.createObjectStore("attachments").createIndex("draft", "draft");
        };
        request.onsuccess = () => resolve((window.held = request.result) && undefined);
        request.onerror = () => reject(request.error);
      }),
    NAME,
  );

/** A newer release opens the database. Answers when it has it. */
export const openNextVersion = (page) =>
  page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name, 1000);
        request.onsuccess = () => resolve(request.result.close());
        request.onerror = () => reject(request.error);
      }),
    NAME,
  );
