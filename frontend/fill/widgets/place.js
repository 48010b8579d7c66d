// A position, or a list of them: measured by the device or typed. No map is fetched from anyone.

import Widget from "enketo-core/src/js/widget.js";
import { say } from "../phrases.js";

const PATIENCE = 30_000;

class Place extends Widget {
  static get selector() {
    return [
      '.question input[data-type-xml="geopoint"]',
      '.question input[data-type-xml="geotrace"]',
      '.question input[data-type-xml="geoshape"]',
    ].join(",");
  }

  _init() {
    this.isPoint = this.element.dataset.typeXml === "geopoint";
    this.element.classList.add("hide");
    this.box = document.createElement("div");
    this.box.className = "widget place";
    this.list = this._add(document.createElement("ol"), "place-points");
    this.latitude = this._field(say("latitude"), -90, 90);
    this.longitude = this._field(say("longitude"), -180, 180);
    this._button(say(this.isPoint ? "place_take" : "place_add"), () => this._measure());
    if (!this.isPoint) this._button(say("place_add_typed"), () => this._addTyped());
    this._button(say("place_clear"), () => this._set([]), "button-plain");
    this.state = this._add(document.createElement("p"), "place-state");
    this.state.setAttribute("role", "status");
    this.element.after(this.box);
    this.value = this.originalInputValue;
  }

  _add(element, className) {
    element.className = className;
    this.box.append(element);
    return element;
  }

  _field(name, least, most) {
    const field = document.createElement("input");
    field.className = "ignore";
    Object.assign(field, { type: "number", step: "any", min: least, max: most, inputMode: "decimal" });
    field.readOnly = this.element.readOnly;
    field.setAttribute("aria-label", name);
    field.placeholder = name;
    if (this.isPoint) field.addEventListener("change", () => this._typed());
    this.box.append(field);
    return field;
  }

  _button(words, act, className = "") {
    if (this.element.readOnly) return;
    const button = this._add(document.createElement("button"), `button button-small ${className || "button-quiet"}`);
    button.type = "button";
    button.textContent = words;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      act();
    });
  }

  _measure() {
    if (!navigator.geolocation) {
      this.state.textContent = say("place_unavailable");
      return;
    }
    this.state.textContent = say("place_waiting");
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        const point = [coords.latitude, coords.longitude, coords.altitude ?? 0, coords.accuracy ?? 0];
        const written = point.map((number) => Number(number.toFixed(6))).join(" ");
        this._set(this.isPoint ? [written] : [...this.points, written]);
        this.state.textContent = say("place_found", { metres: Math.round(coords.accuracy) });
      },
      () => {
        this.state.textContent = say("place_failed");
      },
      { enableHighAccuracy: true, timeout: PATIENCE, maximumAge: 0 },
    );
  }

  _typed() {
    const [latitude, longitude] = [this.latitude.value, this.longitude.value];
    if (latitude === "" && longitude === "") this._set([]);
    else if (latitude !== "" && longitude !== "") this._set([`${latitude} ${longitude} 0 0`]);
  }

  _addTyped() {
    const [latitude, longitude] = [this.latitude.value, this.longitude.value];
    if (latitude !== "" && longitude !== "") this._set([...this.points, `${latitude} ${longitude} 0 0`]);
  }

  _set(points) {
    this.originalInputValue = points.join(";");
    this.value = points.join(";");
    this.state.textContent = "";
  }

  get points() {
    return (this.originalInputValue || "").split(";").map((p) => p.trim()).filter(Boolean);
  }

  get value() {
    return this.originalInputValue;
  }

  set value(text) {
    const points = (text || "").split(";").map((p) => p.trim()).filter(Boolean);
    const last = (points.at(-1) ?? "").split(" ");
    if (this.isPoint) [this.latitude.value, this.longitude.value] = [last[0] ?? "", last[1] ?? ""];
    else {
      this.list.replaceChildren(
        ...points.map((point) => {
          const line = document.createElement("li");
          line.textContent = point.split(" ").slice(0, 2).join(", ");
          return line;
        }),
      );
    }
  }

  update() {
    this.value = this.originalInputValue;
  }
}

export default Place;
