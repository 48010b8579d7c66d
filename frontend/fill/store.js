// What this device keeps: answers with their files, and the questionnaires they were started with.

const NAME = "teranga-fill";
const VERSION = 1;
let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("answers", { keyPath: "id" });
      request.result.createObjectStore("forms", { keyPath: "md5" });
    };
    request.onsuccess = () => {
      // Another tab removes everything at sign-out: let it.
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
  return opened;
}

// Resolves once the change is on the disk, not merely in the queue of the browser.
async function run(store, mode, act) {
  const base = await database();
  return new Promise((resolve, reject) => {
    const transaction = base.transaction(store, mode, { durability: "strict" });
    const request = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
  });
}

export const keepAnswer = (answer) => run("answers", "readwrite", (store) => store.put(answer));
export const findAnswer = (id) => run("answers", "readonly", (store) => store.get(id));
export const forgetAnswer = (id) => run("answers", "readwrite", (store) => store.delete(id));
export const keepForm = (form) => run("forms", "readwrite", (store) => store.put(form));
export const findForm = (md5) => run("forms", "readonly", (store) => store.get(md5));
export const allForms = () => run("forms", "readonly", (store) => store.getAll());

// Answers of the person now at the device, the latest first.
export async function answersOf(owner) {
  const answers = await run("answers", "readonly", (store) => store.getAll());
  return answers
    .filter((answer) => answer.owner === owner || answer.way === "token")
    .sort((a, b) => b.changedAt - a.changedAt);
}

export async function changeAnswer(id, changes) {
  const answer = await findAnswer(id);
  if (!answer) return null;
  const changed = { ...answer, ...changes };
  await keepAnswer(changed);
  return changed;
}

// A questionnaire is dropped when a newer one is there and no answer needs it any more.
export async function tidyForms(key, md5) {
  const base = await database();
  const [forms, answers] = await Promise.all([
    allForms(),
    run("answers", "readonly", (store) => store.getAll()),
  ]);
  const needed = new Set(answers.filter((a) => a.state !== "received").map((a) => a.md5));
  for (const form of forms) {
    if (form.key === key && form.md5 !== md5 && !needed.has(form.md5)) {
      base.transaction("forms", "readwrite").objectStore("forms").delete(form.md5);
    }
  }
}
