// Before signing out: says what this device holds that we have not received, for it goes too.

import { answersOf } from "../fill/store.js";

async function count() {
  const known = await indexedDB.databases?.();
  if (known && !known.some(({ name }) => name === "teranga-fill")) return 0;
  const answers = await answersOf(document.body.dataset.user);
  return answers.filter((answer) => answer.state !== "received").length;
}

count().then((n) => {
  if (!n) return;
  const notice = document.getElementById("leaving-unsent");
  notice.querySelector("[data-count]").textContent = n;
  notice.hidden = false;
});
