// One command, `npm run build`: style sheet, script, fonts, icons and country outlines
// into the static folder of the platform. Takes a second or two.

import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { build } from "esbuild";
import { copyEmblem, iconSprite } from "./build/icons.mjs";
import { dayAndNight } from "./build/themes.mjs";
import { copySheets, engineParts } from "./build/xforms.mjs";
import { landOutlines, worldOutlines } from "./build/world.mjs";

const OUT = new URL("../src/teranga/static/teranga/", import.meta.url).pathname;
// Phones of 2021 and their browsers: nesting and newer syntax are lowered for them.
const TARGET = ["chrome90", "firefox90", "safari14.1"];

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT, { recursive: true });

// What only some pages load: each file of pages/ is a bundle of its own.
const pages = (await readdir("pages").catch(() => [])).map((name) => `pages/${name}`);

await Promise.all([
  build({
    entryPoints: pages,
    outdir: OUT,
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    legalComments: "none",
    logLevel: "warning",
    assetNames: "assets/[name]",
    loader: { ".png": "file", ".svg": "file" },
    alias: engineParts,
  }),
  build({
    entryPoints: ["styles/app.css"],
    outfile: `${OUT}app.css`,
    bundle: true,
    minify: true,
    target: TARGET,
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    plugins: [dayAndNight],
    logLevel: "warning",
  }),
  build({
    entryPoints: ["scripts/app.js"],
    outfile: `${OUT}app.js`,
    bundle: true,
    minify: true,
    format: "iife",
    target: TARGET,
    legalComments: "none",
    logLevel: "warning",
  }),
  writeFile(`${OUT}icons.svg`, await iconSprite()),
  copyEmblem(OUT),
  copySheets(OUT),
  writeFile(`${OUT}world.json`, JSON.stringify(worldOutlines())),
  writeFile(`${OUT}land.json`, JSON.stringify(landOutlines())),
]);
