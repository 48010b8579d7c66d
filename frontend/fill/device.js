// The list of what this device keeps, with its state in words, and what one may do with each line.

import { backupFile, restore } from "./backup.js";
import { dateAndTime, find, page, show } from "./page.js";
import { currentLanguage, say } from "./phrases.js";
import { announce, onChange, queueAnswer, sendAll } from "./queue.js";
import { answersOf, forgetAnswer } from "./store.js";

export async function openDevice({ resume }) {
  show(find("fill-device"), true);
  onChange(() => draw(resume));
  find("fill-send").addEventListener("click", () => sendAll(page).then(announce));
  find("fill-backup").addEventListener("click", () => backupFile(page.owner));
  find("fill-restore").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    event.target.value = "";
    if (!file) return;
    const n = await restore(file, page.owner).catch(() => null);
    find("fill-storage").textContent = n === null ? say("restore_failed") : say("restored", { n });
    announce();
  });
  await draw(resume);
  await sayStorage();
}

async function sayStorage() {
  const kept = (await navigator.storage?.persisted?.()) || (await navigator.storage?.persist?.());
  find("fill-storage").textContent = say(kept ? "protected" : "not_protected");
  find("fill-storage").dataset.protected = Boolean(kept);
}

async function draw(resume) {
  const answers = await answersOf(page.owner);
  const isOurs = (answer) => !page.key || answer.key === page.key;
  const shown = answers.filter(isOurs);
  find("fill-answers").replaceChildren(...shown.map((answer) => line(answer, resume)));
  show(find("fill-none"), shown.length === 0);
  show(find("fill-backup"), shown.some((answer) => answer.state !== "received"));
  show(find("fill-send"), shown.some((answer) => answer.state === "to_send"));
}

function line(answer, resume) {
  const item = document.createElement("li");
  item.dataset.state = answer.state;
  item.dataset.id = answer.id;
  item.append(
    words("strong", answer.name || say("unnamed")),
    words("span", stateInWords(answer), "fill-state"),
    words("small", say("changed", { time: dateAndTime(answer.changedAt, currentLanguage()) })),
  );
  if (!page.key) item.append(words("small", answer.title));
  const acts = document.createElement("p");
  acts.className = "fill-actions";
  if (answer.state === "draft") acts.append(act("resume", () => resume(answer)));
  if (answer.state === "refused") {
    acts.append(act("try_again", () => queueAnswer(answer.id).then(() => sendAll(page))));
    acts.append(act("resume", () => resume(answer)));
  }
  acts.append(act("delete", () => remove(answer), "button-plain"));
  item.append(acts);
  return item;
}

export function stateInWords(answer) {
  if (answer.state === "received" && !answer.number) return say("state_set_aside");
  if (answer.state === "to_send" && answer.message) {
    return `${say("state_to_send")} · ${answer.message === "sign_in" ? say("sign_in") : answer.message}`;
  }
  return say(`state_${answer.state}`, { number: answer.number, reason: answer.message });
}

async function remove(answer) {
  const question = answer.state === "received" ? "delete_received" : "delete_sure";
  if (!window.confirm(say(question))) return;
  await forgetAnswer(answer.id);
  announce();
}

function words(tag, text, className = "") {
  const element = document.createElement(tag);
  element.textContent = text;
  element.className = className;
  return element;
}

function act(phrase, gesture, className = "") {
  const button = words("button", say(phrase), `button button-small ${className || "button-quiet"}`);
  button.type = "button";
  button.addEventListener("click", gesture);
  return button;
}
