// The page's words in each language of the site, so that the language changes without a line.

const all = JSON.parse(document.getElementById("fill-phrases")?.textContent ?? "{}");
let language = document.documentElement.lang || "fr";

export const languages = () => Object.keys(all);
export const currentLanguage = () => language;

export function speak(code) {
  if (!all[code]) return;
  language = code;
  document.documentElement.lang = code;
  document.documentElement.dir = code === "ar" ? "rtl" : "ltr";
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = say(element.dataset.say);
  }
  document.dispatchEvent(new CustomEvent("language-changed"));
}

export function say(key, values = {}) {
  const phrase = all[language]?.[key] ?? all.fr?.[key] ?? key;
  return phrase.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}
