// Buttons that copy a link or a citation; hidden where the browser cannot copy.

import { text } from "./phrases.js";

export function offerCopies() {
  if (!navigator.clipboard) return;
  document.documentElement.classList.add("can-copy");
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("button[data-copy]");
    if (!button) return;
    await navigator.clipboard.writeText(button.dataset.copy || location.href);
    const label = button.querySelector("[data-copy-label]");
    label.textContent = text("copied");
  });
}
