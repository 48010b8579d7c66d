// The home of the filling pages: everything this device keeps.

import { openDevice } from "../fill/device.js";
import { openShell } from "../fill/shell.js";
import { find, page } from "../fill/page.js";
import { allForms } from "../fill/store.js";

const resume = (answer) => location.assign(`${answer.key}?answer=${encodeURIComponent(answer.id)}`);

// Without a line, what was opened before can be opened again.
async function listForms() {
  const list = find("fill-open");
  const known = new Set([...list.querySelectorAll("a")].map((link) => link.getAttribute("href")));
  for (const form of await allForms()) {
    if (known.has(form.key)) continue;
    known.add(form.key);
    const link = document.createElement("a");
    link.href = form.key;
    link.textContent = form.title;
    const item = document.createElement("li");
    item.append(link);
    list.append(item);
  }
}

page.key = "";
openDevice({ resume }).then(listForms).then(openShell);
