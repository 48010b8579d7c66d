// Sends what waits, one answer after the other, and believes nothing but the server's own receipt.

import { answersOf, changeAnswer, findAnswer } from "./store.js";

const LOCK = "teranga-fill-send";
const RETRY_DELAY = 30_000;
const listeners = new Set();
let timer;

export const onChange = (listener) => listeners.add(listener);
export const announce = () => listeners.forEach((listener) => listener());

export async function queueAnswer(id) {
  await changeAnswer(id, { state: "to_send", message: "", changedAt: Date.now() });
  announce();
}

// One tab sends at a time; a second caller returns at once. The server would recognise a repetition anyway.
export async function sendAll(page) {
  if (!navigator.locks) return sendWaiting(page);
  return navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock && sendWaiting(page));
}

async function sendWaiting(page) {
  clearTimeout(timer);
  const waiting = (await answersOf(page.owner))
    .filter((answer) => answer.state === "to_send")
    .sort((a, b) => a.changedAt - b.changedAt);
  for (const answer of waiting) {
    if (!navigator.onLine) break;
    if (!(await sendOne(answer, page))) {
      timer = setTimeout(() => sendAll(page), RETRY_DELAY);
      break;
    }
  }
}

// Resolves to false when the line failed: what follows would fail as well.
async function sendOne(answer, page) {
  let response;
  try {
    const current = await findAnswer(answer.id);
    if (current?.state !== "to_send") return true;
    const { token, owner } = await whoIsThere(page);
    // Someone else may have signed in meanwhile: an answer never leaves under another name.
    if (answer.way === "member" && owner !== answer.owner) {
      await changeAnswer(answer.id, { message: "sign_in" });
      announce();
      return true;
    }
    response = await fetch(answer.address, {
      method: "POST",
      body: bodyOf(current),
      headers: { "X-OpenRosa-Version": "1.0", "X-CSRFToken": token },
      credentials: "same-origin",
      redirect: "manual",
    });
  } catch (error) {
    // No line, or something between us that speaks in our place.
    if (!(error instanceof TypeError || error instanceof SyntaxError)) throw error;
    return false;
  }
  await note(answer, response);
  announce();
  return response.status < 500;
}

function bodyOf(answer) {
  const body = new FormData();
  body.append("xml_submission_file", new Blob([answer.xml], { type: "text/xml" }), "answer.xml");
  for (const file of answer.files) body.append(file.name, file.blob, file.name);
  return body;
}

// The token of the page may be days old: a fresh one is asked for just before sending.
async function whoIsThere(page) {
  const fresh = await fetch(page.tokenAddress, { credentials: "same-origin", cache: "no-store" });
  if (!fresh.ok) throw new TypeError(String(fresh.status));
  return fresh.json();
}

// Only 201 and 202 of our own server are receipts; a portal that answers 200 to everything is none.
async function note(answer, response) {
  const outcome = response.headers.get("X-Teranga-Outcome");
  const message = await messageOf(response);
  if ((response.status === 201 || response.status === 202) && outcome) {
    await changeAnswer(answer.id, {
      state: "received",
      number: response.headers.get("X-Teranga-Number") ?? "",
      outcome,
      message,
      receivedAt: Date.now(),
      files: [],
      xml: "",
    });
  } else if (response.status === 0 || response.status === 401 || response.status === 403) {
    await changeAnswer(answer.id, { state: "to_send", message: "sign_in" });
  } else if (response.status >= 400 && response.status < 500) {
    await changeAnswer(answer.id, { state: "refused", message: message || String(response.status) });
  }
}

async function messageOf(response) {
  const text = await response.text().catch(() => "");
  const parsed = new DOMParser().parseFromString(text, "text/xml");
  return parsed.getElementsByTagName("message")[0]?.textContent ?? "";
}
