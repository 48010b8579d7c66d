// The page of codes saves by itself. Each save carries a number of its own and the version it
// started from: sent twice it is applied once; started from an older version it is refused and
// both texts are shown. Without this script the page is plain forms.

import { newKey, Outbox } from "../scripts/outbox.js";
import { phrase, text } from "../scripts/phrases.js";

const QUIET = 700;
const SLOWEST = 30_000;
const page = document.getElementById("coding");
const outbox = new Outbox(`${document.body.dataset.user}:${page.dataset.coding}`);
const line = document.getElementById("coding-line");
const EVIDENCE = ["id", "kind", "title", "reference", "in_force_on", "repealed_on", "quote", "url",
  "language", "source_page", "read_on"];

function html(name) {
  return document.getElementById(`phrase-${name}`).content.cloneNode(true);
}

class CellForm {
  constructor(form) {
    this.form = form;
    this.id = form.dataset.cell;
    this.state = form.querySelector("[data-state]");
    this.version = Number(form.elements.version.value);
    this.inflight = null; // the save on its way, unchanged until it is answered
    this.isDirty = false;
    this.isBlocked = false; // a conflict waits for the coder
    this.wait = 2000;
    form.addEventListener("input", () => this.changed());
    form.addEventListener("change", () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    this.grow();
  }

  read() {
    const { elements } = this.form;
    const rows = [...this.form.querySelectorAll("[data-source]")].map((source) =>
      Object.fromEntries(EVIDENCE.map((name) => [name, source.querySelector(`[name="evidence-${name}"]`).value])),
    );
    return {
      wording: elements.wording.value,
      answer: elements.answer.value,
      implementation: elements.implementation.value,
      confidence: elements.confidence.value,
      note: elements.note.value,
      evidence: rows.filter((row) => EVIDENCE.some((name) => !["id", "kind"].includes(name) && row[name].trim())),
    };
  }

  write(content) {
    const { elements } = this.form;
    for (const name of ["implementation", "confidence", "note"]) elements[name].value = content[name] ?? "";
    if (content.wording) elements.wording.value = content.wording;
    const answer = content.answer || "NC";
    for (const radio of this.form.querySelectorAll('[name="answer"]')) radio.checked = radio.value === answer;
    const sources = [...this.form.querySelectorAll("[data-source]")];
    for (const [position, row] of (content.evidence ?? []).entries()) {
      while (this.form.querySelectorAll("[data-source]").length <= position) this.addSource();
      const source = sources[position] ?? this.form.querySelectorAll("[data-source]")[position];
      for (const name of EVIDENCE) source.querySelector(`[name="evidence-${name}"]`).value = row[name] ?? "";
      source.open = true;
    }
    for (const source of sources.slice((content.evidence ?? []).length)) {
      for (const name of EVIDENCE.slice(2)) source.querySelector(`[name="evidence-${name}"]`).value = "";
    }
    this.grow();
  }

  changed() {
    if (this.isBlocked) return this.keep();
    this.isDirty = true;
    this.keep();
    this.grow();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), QUIET);
  }

  /** There is always one empty row of evidence to write in. */
  grow() {
    const sources = [...this.form.querySelectorAll("[data-source]")];
    const last = sources.at(-1);
    if (last?.querySelector('[name="evidence-title"]').value.trim()) this.addSource();
  }

  addSource() {
    const model = this.form.querySelector("[data-source]:last-of-type");
    const fresh = model.cloneNode(true);
    for (const field of fresh.querySelectorAll("input, textarea")) field.value = "";
    fresh.querySelector('[name="evidence-id"]').value = newKey();
    fresh.querySelector("p")?.remove();
    fresh.querySelector("summary").textContent = text("coding-add");
    fresh.open = false;
    model.after(fresh);
  }

  keep() {
    outbox.keep(this.id, { at: Date.now(), version: this.version, inflight: this.inflight, typed: this.read() });
  }

  restore(entry) {
    this.write(entry.typed);
    this.version = entry.version;
    this.inflight = entry.inflight;
    this.isDirty = true;
    line.replaceChildren(html("coding-restored"));
    this.send();
  }

  async send() {
    clearTimeout(this.timer);
    if (this.isSending || this.isBlocked || !(this.isDirty || this.inflight)) return;
    if (!this.inflight) {
      this.inflight = { key: newKey(), version: this.version, ...this.read() };
      this.isDirty = false;
      this.keep();
    }
    this.isSending = true;
    this.say("coding-saving");
    try {
      const answer = await fetch(this.form.action, {
        method: "POST",
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.form.elements.csrfmiddlewaretoken.value },
        body: JSON.stringify(this.inflight),
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout?.(20_000),
      });
      await this.answered(answer);
    } catch {
      this.later("coding-kept");
    } finally {
      this.isSending = false;
    }
    if (this.isDirty && !this.isBlocked && !this.inflight) this.send();
    else if (isHandingIn && !unsaved()) handIn.submit();
  }

  async answered(answer) {
    if (answer.status === 401 || answer.status === 403) return this.later("coding-session");
    if (answer.status === 429 || answer.status >= 500) return this.later("coding-kept");
    const words = await answer.json();
    this.wait = 2000;
    if (answer.status === 409) return this.conflict(words);
    this.inflight = null;
    if (!answer.ok) {
      isHandingIn = false;
      return this.refused(words.message);
    }
    this.version = words.version;
    this.form.elements.version.value = words.version;
    this.isDirty ? this.keep() : outbox.forget(this.id);
    this.say(words.lacks.length ? "coding-lacks" : "coding-done", words.lacks.join(", "));
    const progress = document.getElementById("coding-progress");
    progress.value = words.n_done;
    progress.parentElement.querySelector(".figure").textContent = `${words.n_done} / ${words.n_cells}`;
    line.textContent = words.wording || text("coding-saved");
  }

  later(name) {
    this.say(name);
    this.keep();
    this.timer = setTimeout(() => this.send(), this.wait);
    this.wait = Math.min(this.wait * 2, SLOWEST);
  }

  refused(message) {
    // What was refused stays typed and kept; the next change tries again.
    this.keep();
    this.say("coding-refused", message);
  }

  conflict(words) {
    this.isBlocked = true;
    this.inflight = null;
    this.version = words.version;
    this.keep();
    const notice = phrase("coding-conflict");
    const level = this.form.querySelector(`[name="answer"][value="${CSS.escape(words.saved.answer)}"]`);
    const theirs = [level?.parentElement.textContent.trim().replace(/\s+/g, " "), words.saved.note,
      ...words.saved.evidence.map((row) => row.title)];
    notice.querySelector(".coding-theirs").textContent = theirs.filter(Boolean).join(" · ");
    notice.querySelector('[data-keep="mine"]').addEventListener("click", () => this.settle(notice, null));
    notice.querySelector('[data-keep="theirs"]').addEventListener("click", () => this.settle(notice, words.saved));
    this.form.querySelector("h2").after(notice);
    this.state.textContent = "";
  }

  settle(notice, saved) {
    notice.remove();
    this.isBlocked = false;
    this.form.elements.version.value = this.version;
    if (saved) {
      this.write(saved);
      this.isDirty = false;
      outbox.forget(this.id);
      this.say("coding-saved");
    } else {
      this.isDirty = true;
      this.send();
    }
    this.form.focus();
  }

  say(name, more = "") {
    this.state.replaceChildren(html(name), more ? ` ${more}` : "");
    this.state.dataset.state = name;
  }
}

const cells = [...page.querySelectorAll("form[data-cell]")].map((form) => new CellForm(form));
const handIn = document.getElementById("hand-in");
let isHandingIn = false;

function unsaved() {
  return cells.find((cell) => cell.isDirty || cell.inflight || cell.isBlocked);
}

if (handIn) {
  page.querySelector(".coding-help").hidden = false;
  outbox.adopt().then((found) => {
    for (const [id, entry] of found) cells.find((cell) => cell.id === id)?.restore(entry);
  });
  window.addEventListener("online", () => cells.forEach((cell) => cell.send()));
  document.addEventListener("visibilitychange", () => cells.forEach((cell) => cell.send()));
  handIn.addEventListener("submit", (event) => {
    // Nothing is handed in while a save is still on its way: it goes once all have arrived.
    const waiting = unsaved();
    if (!waiting) return;
    event.preventDefault();
    isHandingIn = true;
    cells.forEach((cell) => cell.send());
    if (waiting.isBlocked) waiting.form.focus();
  });
}

// Single letters work inside an indicator only, and never where one writes.
page.addEventListener("keydown", (event) => {
  const here = cells.find((cell) => cell.form.contains(event.target));
  const isWriting = event.target.matches("textarea, select, input:not([type=radio])");
  if (!here || isWriting || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  const at = cells.indexOf(here);
  const go = { j: cells[at + 1], k: cells[at - 1], n: unfinishedAfter(at) }[key];
  const answer = /^\d$/.test(key) ? `L${key}` : { a: "NA", r: "NF" }[key];
  const radio = answer && here.form.querySelector(`[name="answer"][value="${answer}"]`);
  if (radio && !radio.matches(":disabled")) {
    radio.checked = true;
    radio.focus();
    here.changed();
  } else if (go) {
    go.form.focus();
    go.form.scrollIntoView({ block: "start" });
  } else return;
  event.preventDefault();
});

function unfinishedAfter(at) {
  const order = [...cells.slice(at + 1), ...cells.slice(0, at)];
  return order.find((cell) => cell.form.elements.answer.value === "NC");
}
