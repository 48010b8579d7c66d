// One answer being filled: the engine, its draft on the device, its pages and its end.

import { Form } from "enketo-core";
import events from "enketo-core/src/js/event.js";
import { filesNamedIn, openFiles } from "./engine/file-manager.js";
import { withoutHandlers } from "./engine/policy.js";
import { dateAndTime, find, page, show } from "./page.js";
import { currentLanguage, say, speak } from "./phrases.js";
import { noteQuestion, tellProgress } from "./progress.js";
import { announce, queueAnswer } from "./queue.js";
import { keepAnswer } from "./store.js";

const PAUSE = 800;
// A field still being typed in is taken as it is after a longer silence.
const SILENCE = 2500;
let form;
let answer;
let definition;
let timer;
let saving = Promise.resolve();

export function openAnswer(newDefinition, kept) {
  definition = newDefinition;
  answer = kept;
  openFiles(answer?.files ?? [], definition.max_bytes);
  const holder = find("fill-form");
  // Beside the buttons: the engine looks for them next to its form.
  holder.prepend(document.createRange().createContextualFragment(definition.html));
  const element = holder.querySelector("form.or");
  show(find("fill-start"), false);
  show(find("fill-page"), true);
  const language = pickLanguage();
  form = new Form(
    element,
    { modelStr: answer ? definition.model : prefilled(definition.model), instanceStr: answer?.xml ?? null, submitted: false, external: [] },
    { language },
  );
  form.view.$.attr = withoutHandlers(form.view.$);
  const errors = form.init();
  if (errors.length) find("fill-problem").textContent = say("form_error", { reason: errors.join(" ") });
  answer ??= newAnswer();
  listen(element);
  putWords();
  showPlace();
  find("content").focus();
  return form;
}

function pickLanguage() {
  const known = definition.languages.map((language) => language.code);
  return [answer?.language, page.language, currentLanguage()].find((code) => known.includes(code));
}

function newAnswer() {
  return {
    id: form.instanceID,
    key: page.key,
    way: page.way,
    owner: page.owner,
    title: definition.title,
    md5: definition.md5,
    address: page.send,
    // Drawn by the browser for this answer alone: it is not the name under which it is sent.
    filling: crypto.randomUUID?.() ?? "",
    state: "draft",
    startedAt: Date.now(),
    changedAt: Date.now(),
    files: [],
    message: "",
    number: "",
  };
}

function prefilled(model) {
  const values = Object.entries(page.prefill ?? {});
  if (!values.length) return model;
  const parsed = new DOMParser().parseFromString(model, "text/xml");
  const root = parsed.querySelector("instance > *");
  for (const [path, value] of values) {
    const steps = path.split("/");
    const target = steps.reduce((at, step) => at && [...at.children].find((c) => c.localName === step), root);
    if (target && !target.children.length) target.textContent = value;
  }
  return new XMLSerializer().serializeToString(parsed.documentElement);
}

function listen(element) {
  element.addEventListener(events.DataUpdate().type, ({ detail }) => {
    noteQuestion(detail?.fullPath ?? "");
    later();
  });
  element.addEventListener(events.PageFlip().type, showPlace);
  element.addEventListener(events.AddRepeat().type, () => setTimeout(putWords));
  element.addEventListener("submit", (event) => event.preventDefault());
  element.addEventListener(events.ChangeLanguage().type, () => {
    answer.language = form.currentLanguage;
    speak(form.currentLanguage);
    putWords();
    showPlace();
  });
  element.addEventListener(events.ProgressUpdate().type, ({ detail }) => {
    if (!form.pages.active) find("fill-progress").value = detail;
  });
  element.addEventListener("input", () => later(SILENCE));
  // The tab may be closed at once after the last key: what is typed is kept before that.
  window.addEventListener("pagehide", saveNow);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && saveNow());
  find("fill-finish").onclick = finish;
  find("fill-later").onclick = () => saveNow().then(() => location.assign(page.key));
  find("fill-next").addEventListener("click", () => setTimeout(showPlace));
  find("fill-back").addEventListener("click", () => setTimeout(showPlace));
}

// The engine draws a cross and a plus: someone who does not see them is told in words. Its own words
// are in English: ours stand in for them.
function putWords() {
  for (const [kind, phrase] of [[".remove", "repeat_remove"], [".add-repeat-btn", "repeat_add"]]) {
    for (const button of document.querySelectorAll(`form.or ${kind}`)) {
      button.setAttribute("aria-label", say(phrase));
    }
  }
  // Messages of a question for which the form has none of its own.
  for (const element of document.querySelectorAll("form.or [data-i18n]")) {
    element.textContent = say(`engine.${element.dataset.i18n}`);
  }
}

// The engine takes an answer in when its field is left; a telephone may be put away before that.
function takeWhatIsTyped() {
  const field = document.activeElement;
  if (field?.matches("form.or input:not([type=radio], [type=checkbox], [type=file]), form.or textarea")) {
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function later(pause = PAUSE) {
  clearTimeout(timer);
  find("fill-saved").textContent = say("saving");
  timer = setTimeout(saveNow, pause);
  // An answer may open or close pages; the engine does so just after it takes the answer in.
  setTimeout(showPlace, 50);
}

// Drafts keep what has become irrelevant: an answer changed back finds its details again.
export function saveNow() {
  clearTimeout(timer);
  if (!form || answer.state !== "draft") return saving;
  takeWhatIsTyped();
  clearTimeout(timer);
  saving = saving.then(async () => {
    const xml = form.getDataStr({ irrelevant: true });
    answer = { ...answer, ...described(xml), xml, changedAt: Date.now() };
    try {
      await keepAnswer(answer);
      tellProgress(answer);
      find("fill-saved").textContent = say("saved", { time: dateAndTime(answer.changedAt, currentLanguage()) });
      find("fill-saved").dataset.saved = answer.changedAt;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      find("fill-saved").textContent = say("not_saved");
    }
  });
  return saving;
}

function described(xml) {
  return { name: form.instanceName || firstWords(), files: filesNamedIn(xml) };
}

function firstWords() {
  const field = [...document.querySelectorAll('form.or input[type="text"]')].find(
    (input) => input.value && !input.readOnly && !input.classList.contains("ignore"),
  );
  return field?.value.slice(0, 80) ?? "";
}

async function finish() {
  const problem = find("fill-problem");
  problem.textContent = "";
  const isValid = await form.validate();
  if (!isValid) {
    const n = document.querySelectorAll("form.or .invalid-required, form.or .invalid-constraint").length;
    problem.textContent = say("check_answers", { n });
    showPlace();
    return;
  }
  form.view.html.dispatchEvent(events.BeforeSave());
  await saving;
  const xml = form.getDataStr({ irrelevant: false });
  answer = { ...answer, ...described(xml), xml, changedAt: Date.now() };
  await keepAnswer(answer);
  await queueAnswer(answer.id);
  tellProgress(answer, true);
  answer.state = "to_send";
  show(find("fill-page"), false);
  show(find("fill-start"), true);
  find("fill-form").querySelector("form.or").remove();
  form = null;
  announce();
  document.dispatchEvent(new CustomEvent("answer-finished"));
}

function showPlace() {
  if (!form) return;
  const { active, activePages, current } = form.pages;
  const isPaged = active && activePages.length > 1;
  const place = activePages.indexOf(current);
  const isLast = !isPaged || place === activePages.length - 1;
  show(find("fill-back"), isPaged && place > 0);
  show(find("fill-next"), !isLast);
  show(find("fill-finish"), isLast);
  if (isPaged) find("fill-progress").value = Math.round((100 * place) / activePages.length);
  find("fill-place").textContent = isPaged
    ? say("progress", { page: place + 1, pages: activePages.length })
    : "";
}
