// A month or a year instead of a day: the answer stays a date, its first day.

import Widget from "enketo-core/src/js/widget.js";

class Month extends Widget {
  static get selector() {
    return '.or-appearance-month-year input[type="date"], .or-appearance-year input[type="date"]';
  }

  _init() {
    this.isYear = this.question.classList.contains("or-appearance-year");
    this.field = document.createElement("input");
    this.field.className = "ignore widget";
    this.field.type = this.isYear ? "number" : "month";
    if (this.isYear) this.field.inputMode = "numeric";
    else this.field.placeholder = "2020-12";
    this.field.readOnly = this.element.readOnly;
    this.element.classList.add("hide");
    this.element.after(this.field);
    this.value = this.originalInputValue;
    this.field.addEventListener("change", () => {
      this.originalInputValue = this.value;
    });
  }

  get value() {
    const text = this.field.value.trim();
    if (!text) return "";
    return this.isYear ? `${text.padStart(4, "0")}-01-01` : `${text}-01`;
  }

  set value(date) {
    this.field.value = date ? date.slice(0, this.isYear ? 4 : 7) : "";
  }

  update() {
    this.value = this.originalInputValue;
  }
}

export default Month;
