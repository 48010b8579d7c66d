// Country outlines, projected once (Equal Earth) and keyed by ISO 3166-1 alpha-3.
// Editorial decisions on contested borders: docs/decisions/0004-country-outlines.md.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoArea, geoCentroid, geoEqualEarth, geoPath } from "d3-geo";
import iso from "iso-3166-1";
import { feature } from "topojson-client";
import { followUnitedNations } from "./borders.mjs";

const require = createRequire(import.meta.url);
const WIDTH = 1000;
const POINT_RADIUS = 2.5;
const ANTARCTICA = "ATA";
// Their status is open: drawn hatched, attached to no State.
const NEUTRAL = ["ESH", "XKX"];

function readAtlas(scale) {
  const atlas = JSON.parse(readFileSync(require.resolve(`world-atlas/countries-${scale}.json`)));
  return feature(atlas, atlas.objects.countries).features;
}

function read(scale) {
  const countries = new Map();
  const uncoded = new Map();
  for (const country of readAtlas(scale)) {
    const known = country.id && iso.whereNumeric(country.id);
    if (!known) uncoded.set(country.properties.name, country);
    else if (known.alpha3 !== ANTARCTICA) countries.set(known.alpha3, country);
  }
  return { countries, uncoded };
}

const round = (value) => Math.round(value * 10) / 10;

/** The largest part of a country: its label belongs there, not in the sea between islands. */
function mainland(country) {
  const { type, coordinates } = country.geometry;
  if (type === "Polygon") return country;
  const parts = coordinates.map((ring) => ({ type: "Polygon", coordinates: ring }));
  return parts.reduce((best, part) => (geoArea(part) > geoArea(best) ? part : best));
}

function outline(country, path) {
  const [x, y] = path.centroid(mainland(country));
  const [[left, top], [right, bottom]] = path.bounds(country);
  return {
    d: path(country),
    label: [round(x), round(y)],
    box: [round(left), round(top), round(right - left), round(bottom - top)],
  };
}

/** A State too small to be drawn stays reachable as a point on its largest island. */
function point(country, projection) {
  const [x, y] = projection(geoCentroid(mainland(country))).map(round);
  const r = POINT_RADIUS;
  return { point: [x, y], label: [x, y], box: [x - r, y - r, 2 * r, 2 * r].map(round) };
}

function views(countries, regions) {
  const fitted = {};
  for (const [name, { codes, margin }] of Object.entries(regions)) {
    const boxes = codes.map((code) => countries[code].box);
    const left = Math.min(...boxes.map(([x]) => x)) - margin;
    const top = Math.min(...boxes.map(([, y]) => y)) - margin;
    const right = Math.max(...boxes.map(([x, , width]) => x + width)) + margin;
    const bottom = Math.max(...boxes.map(([, y, , height]) => y + height)) + margin;
    fitted[name] = [left, top, right - left, bottom - top].map(round);
  }
  return fitted;
}

/** Degrees × 100, each corner as the step from the one before: half the weight of GeoJSON. */
function steps(ring) {
  const corners = ring.map(([longitude, latitude]) => [Math.round(longitude * 100), Math.round(latitude * 100)]);
  // A ring that crosses the date line goes on beyond 180° instead of coming back across the map.
  const short = (step) => (step > 18000 ? step - 36000 : step < -18000 ? step + 36000 : step);
  return corners.flatMap(([x, y], k) => (k ? [short(x - corners[k - 1][0]), y - corners[k - 1][1]] : [x, y]));
}

/** The same outlines in degrees, for maps that zoom: `{code: [[ring, hole…], …]}`. */
export function landOutlines() {
  const { countries, uncoded } = read("110m");
  followUnitedNations(countries, uncoded);
  const land = {};
  for (const [code, { geometry }] of countries) {
    const parts = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    land[code] = parts.map((part) => part.map(steps));
  }
  return { neutral: NEUTRAL, countries: land };
}

export function worldOutlines() {
  const { countries: large, uncoded } = read("110m");
  const { countries: small } = read("50m");
  followUnitedNations(large, uncoded);
  const projection = geoEqualEarth().fitWidth(WIDTH, {
    type: "FeatureCollection",
    features: [...large.values()],
  });
  const path = geoPath(projection).digits(1);

  const countries = {};
  for (const [code, country] of large) countries[code] = outline(country, path);
  for (const [code, country] of small) {
    if (!countries[code]) countries[code] = point(country, projection);
  }
  for (const code of NEUTRAL) countries[code].neutral = true;

  const height = round(path.bounds({ type: "FeatureCollection", features: [...large.values()] })[1][1]);
  const regions = JSON.parse(readFileSync(new URL("regions.json", import.meta.url)));
  return {
    projection: "Equal Earth",
    views: { world: [0, 0, WIDTH, height], ...views(countries, regions) },
    countries: Object.fromEntries(Object.entries(countries).sort()),
  };
}

