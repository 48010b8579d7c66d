// Sentences shown by scripts are written, and translated, in base.html.

/** A fresh copy of the notice kept in <template id="phrase-…">. */
export function phrase(name) {
  const template = document.getElementById(`phrase-${name}`);
  return template.content.firstElementChild.cloneNode(true);
}

export function text(name) {
  return phrase(name).textContent.trim();
}

/** Show a notice at the top of the page's messages, once. */
export function show(name) {
  const messages = document.getElementById("messages");
  messages.querySelector(`[data-phrase="${name}"]`)?.remove();
  const notice = phrase(name);
  notice.dataset.phrase = name;
  messages.prepend(notice);
  return notice;
}
