// The page as an application: it opens without a line, says whether there is one, sends when it is back.

import { find, page, show } from "./page.js";
import { say } from "./phrases.js";
import { announce, sendAll } from "./queue.js";

const OFTEN = 60_000;

export async function openShell() {
  sayLine();
  document.addEventListener("language-changed", sayLine);
  for (const event of ["online", "offline"]) {
    window.addEventListener(event, () => {
      sayLine();
      send();
    });
  }
  document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && send());
  setInterval(send, OFTEN);
  offerInstallation();
  await registerWorker();
  await send();
}

export const send = () => sendAll(page).then(announce);

export function sayLine() {
  const line = find("fill-line");
  line.textContent = say(navigator.onLine ? "online" : "offline");
  line.dataset.line = navigator.onLine ? "on" : "off";
}

async function registerWorker() {
  if (!navigator.serviceWorker) return;
  try {
    await navigator.serviceWorker.register(page.worker, { scope: page.home });
    const { active } = await navigator.serviceWorker.ready;
    await asked(active, { keep: location.pathname });
    const ready = find("fill-ready");
    if (ready) ready.textContent = say("ready_offline");
    document.body.dataset.ready = "offline";
  } catch (error) {
    // A private window may refuse workers: the page still fills and sends while it is open.
    if (!(error instanceof DOMException) && !(error instanceof TypeError)) throw error;
  }
}

const asked = (worker, message) =>
  new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = resolve;
    worker.postMessage(message, [channel.port2]);
  });

function offerInstallation() {
  window.addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    const button = find("fill-install");
    show(button, true);
    button?.addEventListener("click", () => event.prompt(), { once: true });
  });
}
