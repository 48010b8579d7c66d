// A lost line or an ended session gets a courteous sentence; what was typed stays in place.

import { show } from "./phrases.js";

const ANSWERS = { 401: "session-ended", 403: "refused", 429: "too-many", 503: "pause" };

function isWhereItWasSent({ xhr, requestConfig }) {
  const sent = new URL(requestConfig.path, location.href);
  return new URL(xhr.responseURL).pathname === sent.pathname;
}

export function explainFailures() {
  document.addEventListener("htmx:sendError", () => show("connection-lost"));
  document.addEventListener("htmx:timeout", () => show("connection-lost"));
  document.addEventListener("htmx:responseError", ({ detail }) => {
    show(ANSWERS[detail.xhr.status] ?? "failed");
  });
  document.addEventListener("htmx:beforeSwap", ({ detail }) => {
    // Another page came than the one asked for (the sign-in page): say so, swap nothing.
    const wholePage = /^\s*<!doctype html/i.test(detail.serverResponse);
    if (wholePage && !(detail.boosted && isWhereItWasSent(detail))) {
      detail.shouldSwap = false;
      show("session-ended");
    }
  });
  window.addEventListener("online", () => {
    document.querySelector('[data-phrase="connection-lost"]')?.remove();
  });
}
