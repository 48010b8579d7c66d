// Tells how far this answer has come, so that a question where people stop can be mended. It names nobody,
// and a lost message is no loss. Only for links: someone signed in is known, and is not followed.

import { page } from "./page.js";

const OFTEN = 15_000;
const asked = new Set();
let last = "";
let told = 0;

// Paths are written without their root and without the turns of repeats.
export function noteQuestion(path) {
  const plain = path.replace(/\[\d+\]/g, "").split("/").slice(2).join("/");
  if (!plain || plain.startsWith("meta")) return;
  last = plain;
  asked.add(plain);
}

export function tellProgress(answer, isSent = false) {
  if (page.way !== "token" || !answer.filling || !navigator.onLine || (!isSent && Date.now() - told < OFTEN)) return;
  told = Date.now();
  const said = { filling: answer.filling, md5: answer.md5, last_question: last, n_answered: asked.size };
  const body = new URLSearchParams(isSent ? { ...said, is_sent: "on" } : said);
  fetch(`${page.key}progress/`, { method: "POST", body, keepalive: true }).catch(() => undefined);
}
