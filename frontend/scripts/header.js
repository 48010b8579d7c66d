// Menu, drop-downs, theme and the "/" key.

import { show } from "./phrases.js";

const THEMES = new Set(["light", "dark"]);

function openMenu() {
  const toggle = document.querySelector(".menu-toggle");
  const menu = document.getElementById("site-menu");
  if (!toggle) return;
  toggle.setAttribute("role", "button");
  toggle.setAttribute("aria-expanded", "false");
  toggle.setAttribute("aria-controls", menu.id);
  const flip = (event) => {
    event.preventDefault();
    const open = menu.classList.toggle("open");
    toggle.setAttribute("aria-expanded", String(open));
  };
  toggle.addEventListener("click", flip);
  toggle.addEventListener("keydown", (event) => event.key === " " && flip(event));
}

function closeDropdowns(event) {
  for (const dropdown of document.querySelectorAll("details.dropdown[open]")) {
    const escaped = event.key === "Escape";
    if (escaped) dropdown.querySelector("summary").focus();
    if (escaped || (event.type === "click" && !dropdown.contains(event.target))) dropdown.open = false;
  }
}

/** The choice shows at once; the form still goes to the server, which remembers it. */
function switchTheme() {
  for (const form of document.querySelectorAll("form[data-theme-form]")) {
    form.addEventListener("submit", (event) => {
      if (!event.submitter) return;
      const { value } = event.submitter;
      event.preventDefault();
      if (THEMES.has(value)) document.documentElement.dataset.theme = value;
      else delete document.documentElement.dataset.theme;
      for (const button of form.querySelectorAll("button")) {
        button.setAttribute("aria-pressed", String(button === event.submitter));
      }
      const body = new FormData(form);
      body.set("theme", value);
      fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => show("connection-lost"));
    });
  }
}

function goToSearch(event) {
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const search = [...document.querySelectorAll("input[type=search]")].find((input) => input.offsetParent);
  if (!search) return;
  event.preventDefault();
  search.focus();
}

export function enhanceHeader() {
  openMenu();
  switchTheme();
  document.addEventListener("click", closeDropdowns);
  document.addEventListener("keydown", closeDropdowns);
  document.addEventListener("keydown", goToSearch);
}
