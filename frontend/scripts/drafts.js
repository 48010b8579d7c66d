// A long form in progress is kept on this device, for this person, and given back with a
// visible notice. Forms marked data-sensitive are never kept; nor are passwords and files.

import { phrase } from "./phrases.js";

const PAUSE = 600;
const DAYS_KEPT = 30;
const NEVER = new Set(["password", "file", "hidden", "submit"]);

const SENT = "draft-sent";

// A visitor who has not signed in may share the device: the draft ends with the window.
const store = () => (document.body.dataset.user ? localStorage : sessionStorage);
const keyOf = (form) => `draft:${document.body.dataset.user}:${form.dataset.draft}`;

function fieldsOf(form) {
  return [...form.elements].filter((field) => field.name && !NEVER.has(field.type));
}

function read(form) {
  return fieldsOf(form).map((field) => {
    if (field.type === "checkbox" || field.type === "radio") return field.checked;
    return field.multiple ? [...field.selectedOptions].map((option) => option.value) : field.value;
  });
}

function write(form, values) {
  fieldsOf(form).forEach((field, position) => {
    const value = values[position];
    if (field.type === "checkbox" || field.type === "radio") field.checked = value;
    else if (field.multiple) for (const option of field.options) option.selected = value.includes(option.value);
    else field.value = value;
  });
}

function save(form) {
  // The names tell whether the form is still the same one when the draft comes back.
  const names = fieldsOf(form).map((field) => field.name).join();
  const draft = JSON.stringify({ at: Date.now(), names, values: read(form) });
  try {
    store().setItem(keyOf(form), draft);
  } catch (error) {
    // A full or forbidden storage must not disturb the typing.
    if (!(error instanceof DOMException)) throw error;
  }
}

function recall(form) {
  const kept = store().getItem(keyOf(form));
  if (kept === null) return null;
  const draft = JSON.parse(kept);
  const young = Date.now() - draft.at < DAYS_KEPT * 86_400_000;
  const same = draft.names === fieldsOf(form).map((field) => field.name).join();
  if (young && same) return draft.values;
  forget(form);
  return null;
}

function forget(form) {
  store().removeItem(keyOf(form));
}

function giveBack(form) {
  // What the server just refused holds the newest words: the draft must not cover them.
  const values = form.querySelector("[aria-invalid]") ? null : recall(form);
  const before = read(form);
  if (values === null || JSON.stringify(values) === JSON.stringify(before)) return;
  write(form, values);
  const notice = phrase("draft-restored");
  notice.querySelector("button").addEventListener("click", () => {
    write(form, before);
    forget(form);
    notice.remove();
  });
  form.prepend(notice);
}

/** Any page without the form, just after it was sent, means that the server received it. */
function forgetReceived() {
  const sent = sessionStorage.getItem(SENT);
  if (sent === null) return;
  const forms = [...document.querySelectorAll("form[data-draft]")];
  if (!forms.some((form) => keyOf(form) === sent)) store().removeItem(sent);
  sessionStorage.removeItem(SENT);
}

function keep(form) {
  let pause;
  giveBack(form);
  form.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(save, PAUSE, form);
  });
  form.addEventListener("submit", () => {
    clearTimeout(pause);
    save(form);
    sessionStorage.setItem(SENT, keyOf(form));
  });
  // A lost line: nothing was received, the draft stays whatever page comes next.
  form.addEventListener("htmx:sendError", () => sessionStorage.removeItem(SENT));
}

export function keepDrafts(root) {
  root.querySelectorAll("form[data-draft]:not([data-sensitive])").forEach(keep);
  forgetReceived();
}
