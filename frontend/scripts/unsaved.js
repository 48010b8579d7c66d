// A changed form asks before the visitor leaves it; the question itself is the browser's.

const changed = new Set();

function question(event) {
  for (const form of changed) if (!form.isConnected) changed.delete(form);
  if (changed.size > 0) event.preventDefault();
}

export function warnBeforeLeaving(root) {
  for (const form of root.querySelectorAll("form[data-warn-unsaved]")) {
    form.addEventListener("input", () => changed.add(form));
    form.addEventListener("submit", () => changed.delete(form));
  }
}

window.addEventListener("beforeunload", question);
