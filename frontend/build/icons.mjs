// One sprite of hand-made icons on a 24 px grid, and the emblem in its sizes of use.

import { readFile, writeFile } from "node:fs/promises";

const ICONS = new URL("../icons/", import.meta.url);
const EMBLEM_PATH = / d="([^"]+)"/;

async function emblemPath() {
  return (await readFile(new URL("emblem.svg", ICONS), "utf8")).match(EMBLEM_PATH)[1];
}

export async function iconSprite() {
  const icons = JSON.parse(await readFile(new URL("icons.json", ICONS), "utf8"));
  const symbols = Object.entries(icons).map(
    ([name, shapes]) => `<symbol id="${name}" viewBox="0 0 24 24">${shapes.replaceAll("'", '"')}</symbol>`,
  );
  symbols.push(
    `<symbol id="emblem" viewBox="0 0 32 32"><path fill-rule="evenodd" d="${await emblemPath()}"/></symbol>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg">\n${symbols.join("\n")}\n</svg>\n`;
}

export async function copyEmblem(out) {
  const path = await emblemPath();
  const shape = `<path fill-rule="evenodd" d="${path}"/>`;
  const favicon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><style>path{fill:#26356b}@media (prefers-color-scheme:dark){path{fill:#a9b8f2}}</style>${shape}</svg>`;
  const emblem = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="#26356b">${shape}</svg>`;
  await writeFile(`${out}favicon.svg`, favicon);
  await writeFile(`${out}emblem.svg`, emblem);
}
