// The map of organisations: outlines of our own, groups made by the server, nothing from elsewhere.
// Without this script the list beside it says the same.

import * as L from "leaflet/dist/leaflet-src.esm.js";

const AFRICA = [[-2, -18], [37, 16]];
const MAX_ZOOM = 12;

function start(frame) {
  const words = frame.dataset;
  let asked = 0;
  const touch = window.matchMedia("(pointer: coarse)").matches;
  const map = L.map(frame, {
    attributionControl: false,
    maxZoom: MAX_ZOOM,
    minZoom: 2,
    worldCopyJump: true,
    preferCanvas: true,
    // The page scrolls under one finger and under the wheel; two fingers and the buttons move the map.
    scrollWheelZoom: false,
    dragging: !touch,
    zoomControl: false,
    zoomAnimation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
  });
  L.control.zoom({ zoomInTitle: words.zoomIn, zoomOutTitle: words.zoomOut }).addTo(map);
  frame.hidden = false;
  if (touch) frame.classList.add("map-touch");
  drawLand(map, words.land);
  const groups = L.layerGroup().addTo(map);
  let shown = read();
  fit(map, shown);
  draw(map, groups, shown.clusters, words);
  if (map.getZoom() !== shown.zoom) refresh();

  async function refresh() {
    const turn = ++asked;
    const box = map.getBounds().pad(0.3);
    const address = new URL(words.clusters, location.href);
    address.search = shown.asked;
    address.searchParams.set("zoom", map.getZoom());
    address.searchParams.set("box", [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((side) => side.toFixed(2)).join());
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && turn === asked) draw(map, groups, (await answer.json()).clusters, words);
    } catch {
      // The line is cut: what is drawn stays.
    }
  }
  map.on("moveend", refresh);
  followFilter((found) => {
    shown = found;
    fit(map, shown);
    draw(map, groups, shown.clusters, words);
    if (map.getZoom() !== shown.zoom) refresh();
  });
  document.body.addEventListener("click", (event) => {
    const place = event.target.closest("[data-point]");
    if (!place) return;
    event.preventDefault();
    map.setView(place.dataset.point.split(","), Math.max(map.getZoom(), 9));
    frame.scrollIntoView({ block: "nearest" });
    frame.focus({ preventScroll: true });
  });
}

// What is chosen is applied at once; without this script the button of the form does the same.
function followFilter(show) {
  const form = document.querySelector(".map-page form.filter");
  let turn = 0;
  form?.addEventListener("change", async () => {
    const mine = ++turn;
    const asked = [...new FormData(form)].filter(([, value]) => value);
    const address = new URL(location.pathname, location.href);
    address.search = new URLSearchParams(asked);
    try {
      const answer = await fetch(address);
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const results = page.getElementById("map-results");
      if (!results || mine !== turn) return;
      document.getElementById("map-results").replaceWith(results);
      document.getElementById("map-said").textContent = results.querySelector("strong").textContent;
      history.replaceState(null, "", address);
      show(read());
    } catch {
      // The line is cut: what is shown stays, and the button still works.
    }
  });
}

function read() {
  const held = document.getElementById("map-found");
  return held && JSON.parse(held.textContent);
}

function fit(map, { box }) {
  map.fitBounds(box ?? AFRICA, { padding: [24, 24], maxZoom: 9, animate: false });
}

async function drawLand(map, address) {
  const answer = await fetch(address);
  const { neutral, countries } = await answer.json();
  const style = getComputedStyle(document.documentElement);
  const [border, land] = ["--map-border", "--map-none"].map((name) => style.getPropertyValue(name).trim());
  const pane = map.createPane("land");
  pane.style.zIndex = 250;
  const renderer = L.canvas({ pane: "land", padding: 0.5 });
  for (const [code, parts] of Object.entries(countries)) {
    const isOpen = neutral.includes(code);
    L.polygon(parts.map((part) => part.map(corners)), {
      renderer,
      pane: "land",
      interactive: false,
      weight: 1,
      color: border,
      dashArray: isOpen ? "3 3" : undefined,
      fillColor: land,
      fillOpacity: isOpen ? 0.5 : 1,
    }).addTo(map);
  }
}

function corners(steps) {
  const line = [];
  let [x, y] = [0, 0];
  for (let k = 0; k < steps.length; k += 2) {
    x += steps[k];
    y += steps[k + 1];
    line.push([y / 100, x / 100]);
  }
  return line;
}

function draw(map, groups, clusters, words) {
  groups.clearLayers();
  for (const [latitude, longitude, n, isOnePlace, named] of clusters) {
    const label = n === 1 ? named[0][1] : words.several.replace("%s", n);
    const marker = L.marker([latitude, longitude], { icon: icon(n, named), title: label, alt: label, riseOnHover: true });
    if (isOnePlace) marker.bindPopup(() => list(n, named, words), { maxWidth: 320 });
    else marker.on("click", () => closer(map, latitude, longitude));
    marker.on("add", () => marker.getElement()?.setAttribute("aria-label", label));
    groups.addLayer(marker);
  }
}

function closer(map, latitude, longitude) {
  map.setView([latitude, longitude], Math.min(map.getZoom() + 2, MAX_ZOOM));
}

function icon(n, named) {
  const size = n === 1 ? 22 : Math.round(30 + 7 * Math.log10(n) * 1.6);
  const isFictitious = n === 1 && named[0][2];
  const mark = n === 1 ? "pin" : n < 10 ? "few" : n < 100 ? "some" : "many";
  return L.divIcon({
    className: `cluster cluster-${mark}${isFictitious ? " cluster-fictitious" : ""}`,
    html: n === 1 ? "" : Object.assign(document.createElement("span"), { textContent: short(n) }),
    iconSize: [size, size],
  });
}

const compact = new Intl.NumberFormat(document.documentElement.lang, { notation: "compact" });
const short = (n) => compact.format(n);

function list(n, named, words) {
  const box = document.createElement("div");
  const items = document.createElement("ul");
  items.className = "plain";
  for (const [pk, title, isFictitious, precision] of named) {
    const link = Object.assign(document.createElement("a"), { textContent: title, href: words.page.replace(/0{8}(-0{4}){3}-0{12}/, pk) });
    link.dir = "auto";
    const item = document.createElement("li");
    item.append(link);
    if (isFictitious) item.append(" ", Object.assign(document.createElement("span"), { className: "badge", textContent: words.fictitious }));
    if (n === 1) item.append(Object.assign(document.createElement("p"), { className: "small soft", textContent: words[precision] }));
    items.append(item);
  }
  box.append(items);
  if (n > named.length) {
    box.append(Object.assign(document.createElement("p"), { className: "small soft", textContent: words.others.replace("%s", n - named.length) }));
  }
  return box;
}

const frame = document.getElementById("organisation-map");
if (frame) start(frame);
