// Where the atlas draws what is, these outlines follow the usage of the United Nations.
// The rule and each case: docs/decisions/0004-country-outlines.md.

import { geoContains } from "d3-geo";

const CRIMEA = [34.3, 45.2];

const polygons = ({ geometry: { type, coordinates } }) => (type === "Polygon" ? [coordinates] : coordinates);
const reshaped = (country, parts) => ({
  ...country,
  geometry: { type: "MultiPolygon", coordinates: parts },
});

/** Join two rings along the edges they share: such an edge runs once each way and cancels out. */
function joinRings(one, other) {
  const next = new Map();
  const edges = [one, other].flatMap((ring) => ring.slice(1).map((end, k) => [ring[k], end]));
  const directed = new Set(edges.map(([start, end]) => `${start}>${end}`));
  for (const [start, end] of edges) {
    if (!directed.has(`${end}>${start}`)) next.set(String(start), end);
  }
  const first = next.values().next().value;
  const joined = [first];
  let position = next.get(String(first));
  while (String(position) !== String(first)) {
    joined.push(position);
    position = next.get(String(position));
  }
  return [...joined, first];
}

function join(country, added) {
  const [neighbour, ...apart] = polygons(country).sort(
    ([a], [b]) => sharedPoints(b, added) - sharedPoints(a, added),
  );
  if (sharedPoints(neighbour[0], added) < 2) return reshaped(country, [neighbour, ...apart, [added]]);
  return reshaped(country, [[joinRings(neighbour[0], added), ...neighbour.slice(1)], ...apart]);
}

function sharedPoints(ring, other) {
  const known = new Set(other.map(String));
  return ring.filter((position) => known.has(String(position))).length;
}

/** The part of a ring on one side of a parallel. */
function cut(ring, latitude, isInside) {
  const kept = [];
  const keep = (position) => String(position) !== String(kept.at(-1)) && kept.push(position);
  ring.slice(1).forEach((end, k) => {
    const start = ring[k];
    if (isInside(start[1])) keep(start);
    if (isInside(start[1]) !== isInside(end[1])) {
      const share = (latitude - start[1]) / (end[1] - start[1]);
      keep(share === 0 ? start : share === 1 ? end : [start[0] + share * (end[0] - start[0]), latitude]);
    }
  });
  return String(kept[0]) === String(kept.at(-1)) ? kept : [...kept, kept[0]];
}

function drawWesternSahara(countries) {
  const [inland] = polygons(countries.get("ESH"))[0];
  const [morocco] = polygons(countries.get("MAR"))[0];
  const parallel = Math.max(...inland.map(([, latitude]) => latitude));
  const coast = cut(morocco, parallel, (latitude) => latitude < parallel);
  countries.set("ESH", join(countries.get("ESH"), coast));
  countries.set("MAR", reshaped(countries.get("MAR"), [[cut(morocco, parallel, (latitude) => latitude >= parallel)]]));
}

function drawUkraine(countries) {
  const isCrimea = (part) => geoContains({ type: "Polygon", coordinates: part }, CRIMEA);
  const russia = polygons(countries.get("RUS"));
  countries.set("UKR", join(countries.get("UKR"), russia.find(isCrimea)[0]));
  countries.set("RUS", reshaped(countries.get("RUS"), russia.filter((part) => !isCrimea(part))));
}

/** `countries` by code; `uncoded` are the atlas's outlines without a code, by name. */
export function followUnitedNations(countries, uncoded) {
  drawWesternSahara(countries);
  drawUkraine(countries);
  countries.set("SOM", join(countries.get("SOM"), polygons(uncoded.get("Somaliland"))[0][0]));
  countries.set("CYP", join(countries.get("CYP"), polygons(uncoded.get("N. Cyprus"))[0][0]));
  countries.set("XKX", uncoded.get("Kosovo"));
}
