// The map of organisations: outlines of our own, groups made by the server, nothing from elsewhere.
// The page holds a picture of its first view; the map opens behind it, the same, then takes its place.
// Without this script the picture stays, and the list beside it says the same.

import * as L from "leaflet/dist/leaflet-src.esm.js";

// The closest at which the server parts groups.
const MAX_ZOOM = 12;
// The same as in the style sheet of the picture.
const wide = window.matchMedia("(min-width: 40em) and (min-height: 40em)");

async function start(frame) {
  const words = frame.dataset;
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
  if (touch) frame.classList.add("map-touch");
  const groups = L.layerGroup().addTo(map);
  let found = read();
  let asked = 0;
  let drawn;
  let isShowingList = false;
  // A map that moves to show a whole list must not draw anew the mark which the list belongs to.
  map.on("autopanstart", () => (isShowingList = true));
  map.on("moveend", () => {
    if (!isShowingList) refresh();
    isShowingList = false;
  });
  open();
  followFilter(() => {
    found = read();
    open();
  });
  document.body.addEventListener("click", (event) => {
    const place = event.target.closest("[data-point]");
    if (!place) return;
    event.preventDefault();
    map.setView(place.dataset.point.split(","), Math.max(map.getZoom(), 9));
    frame.scrollIntoView({ block: "nearest" });
    frame.focus({ preventScroll: true });
  });
  await drawLand(map, words.land);
  frame.previousElementSibling.remove();
  frame.inert = false;

  function open() {
    const { centre, zoom } = opening();
    map.setView(centre, zoom, { animate: false });
  }

  function opening() {
    return wide.matches ? found.wide : found.narrow;
  }

  // The page holds all groups of the zoom at which the map opens; the server makes those of others.
  async function refresh() {
    const turn = ++asked;
    const { zoom, clusters } = opening();
    if (map.getZoom() === zoom) return show(clusters);
    const box = map.getBounds().pad(0.3);
    const address = new URL(words.clusters, location.href);
    address.search = found.asked;
    address.searchParams.set("zoom", map.getZoom());
    address.searchParams.set("box", [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()].map((side) => side.toFixed(2)).join());
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok && turn === asked) show((await answer.json()).clusters);
    } catch {
      // The line is cut: what is drawn stays.
    }
  }

  function show(clusters) {
    if (clusters !== drawn) draw(map, groups, clusters, words);
    drawn = clusters;
  }
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
      show();
    } catch {
      // The line is cut: what is shown stays, and the button still works.
    }
  });
}

function read() {
  const held = document.getElementById("map-found");
  return held && JSON.parse(held.textContent);
}

/** Answers once the outlines are painted. */
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
  await new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)));
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
  for (const [latitude, longitude, n, size, label, isOnePlace, named] of clusters) {
    const title = n === 1 ? named[0][1] : words.several.replace("%s", n);
    const icon = L.divIcon({ className: mark(n, named), html: label, iconSize: [size, size] });
    const marker = L.marker([latitude, longitude], { icon, title, alt: title, riseOnHover: true });
    if (isOnePlace) marker.bindPopup(() => list(n, named, words), { maxWidth: 320 });
    else marker.on("click", () => closer(map, latitude, longitude));
    marker.on("add", () => marker.getElement()?.setAttribute("aria-label", title));
    groups.addLayer(marker);
  }
}

function closer(map, latitude, longitude) {
  map.setView([latitude, longitude], Math.min(map.getZoom() + 2, MAX_ZOOM));
}

function mark(n, named) {
  if (n > 1) return "cluster";
  return named[0][2] ? "cluster cluster-fictitious" : "cluster cluster-one";
}

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
