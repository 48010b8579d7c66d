// An order to give, with two buttons a line: works with a thumb, a keyboard and a screen reader.

import Widget from "enketo-core/src/js/widget.js";
import { say } from "../phrases.js";

class Rank extends Widget {
  static get selector() {
    return ".question input.rank";
  }

  static get list() {
    return true;
  }

  _init() {
    this.element.classList.add("hide");
    this.wrapper = this.element.nextElementSibling;
    this.wrapper.classList.add("widget", "rank");
    this.wrapper.setAttribute("role", "list");
    this.wrapper.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-step]");
      if (!button) return;
      event.preventDefault();
      this._move(button.closest("label"), Number(button.dataset.step));
      button.focus();
    });
    this.value = this.originalInputValue;
  }

  get items() {
    return [...this.wrapper.querySelectorAll(":scope > label:not(.itemset-template)")];
  }

  get value() {
    return this.items.map((item) => item.querySelector("input").value).join(" ");
  }

  set value(order) {
    const places = order ? order.split(" ") : [];
    const byValue = new Map(this.items.map((item) => [item.querySelector("input").value, item]));
    for (const value of places) if (byValue.has(value)) this.wrapper.append(byValue.get(value));
    for (const item of this.items) this._equip(item);
    this.wrapper.classList.toggle("is-untouched", !order);
  }

  _equip(item) {
    item.setAttribute("role", "listitem");
    if (item.querySelector("button") || this.props.readonly) return;
    for (const [step, phrase, sign] of [[-1, "move_up", "↑"], [1, "move_down", "↓"]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.dataset.step = step;
      button.textContent = sign;
      button.setAttribute("aria-label", `${say(phrase)} ${item.textContent.trim()}`);
      item.append(button);
    }
  }

  _move(item, step) {
    const items = this.items;
    const target = items[items.indexOf(item) + step];
    if (target && step < 0) target.before(item);
    else if (target) target.after(item);
    this.wrapper.classList.remove("is-untouched");
    this.originalInputValue = this.value;
  }

  update() {
    this.value = this.originalInputValue;
  }
}

export default Rank;
