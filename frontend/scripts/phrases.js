// Sentences shown by scripts are written, and translated, in base.html.

/** A fresh copy of the notice kept in <template id="phrase-…">. */
export function phrase(name) {
  const template = document.getElementById(`phrase-${name}`);
  return template.content.firstElementChild.cloneNode(true);
}

export function text(name) {
  return phrase(name).textContent.trim();
}

/** Show one notice over the page, wherever the visitor is in it; a newer one takes its place. */
export function show(name) {
  const messages = document.getElementById("messages");
  messages.querySelector("[data-phrase]")?.remove();
  messages.classList.add("messages-pinned");
  const notice = phrase(name);
  notice.dataset.phrase = name;
  messages.prepend(notice);
}
