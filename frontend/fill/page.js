// What the server says of this page, and small gestures shared by both pages.

export const page = JSON.parse(document.getElementById("fill-settings").textContent);
page.tokenAddress = page.token;

export const find = (id) => document.getElementById(id);

export function show(element, isShown) {
  if (element) element.hidden = !isShown;
}

export const dateAndTime = (moment, language) =>
  new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" }).format(moment);
