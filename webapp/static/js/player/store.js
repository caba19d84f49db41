// What this device keeps until the server has it: one record for each question of each person,
// written to disk before anything is sent. Position 0 is the hand-in.

const page = document.querySelector("[data-attempt]");
const { person, attempt } = page.dataset;
const attempts = location.pathname.replace(/\/attempts\/.*/, "/attempts");
const tab = crypto.getRandomValues(new Uint32Array(1))[0];
const pagesOf = (id) => `attempt-${id}`;

const opened = new Promise((resolve, reject) => {
  const asked = indexedDB.open("callboard", 1);
  asked.onupgradeneeded = () =>
    asked.result.createObjectStore("answers", { keyPath: ["person", "attempt", "position"] });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

// run one transaction; what `act` returns is a request whose result is the outcome
const inStore = async (mode, act) => {
  const database = await opened;
  return new Promise((resolve, reject) => {
    const transaction = database.transaction("answers", mode, { durability: "strict" });
    const request = act(transaction.objectStore("answers"));
    transaction.oncomplete = () => resolve(request?.result);
    transaction.onabort = transaction.onerror = () => reject(transaction.error);
  });
};

const keyOf = (record) => [record.person, record.attempt, record.position];
const mineIn = (id) => IDBKeyRange.bound([person, id], [person, id, []]);
const recordsOf = (id) => inStore("readonly", (store) => store.getAll(mineIn(id)));
const unsent = async () => {
  const all = await inStore("readonly", (store) =>
    store.getAll(IDBKeyRange.bound([person], [person, []])));
  return all.filter((each) => !each.sent).sort((a, b) => a.order - b.order);
};

// keep a record; where another tab of this device has kept a later answer, return its seq, else 0
const keep = async (record) => {
  let later = 0;
  await inStore("readwrite", (store) => {
    const held = store.get(keyOf(record));
    held.onsuccess = () => {
      const other = held.result;
      if (!other || other.tab === record.tab || other.seq < record.seq) store.put(record);
      else later = other.seq;
    };
  });
  return later;
};

// note what became of a record, unless a later answer has taken its place
const note = (record, fields) =>
  inStore("readwrite", (store) => {
    const held = store.get(keyOf(record));
    held.onsuccess = () => {
      if (held.result?.seq === record.seq) store.put({ ...held.result, ...fields });
    };
  });

const forget = async (id) => {
  await inStore("readwrite", (store) => store.delete(mineIn(id)));
  await globalThis.caches?.delete(pagesOf(id));
};
