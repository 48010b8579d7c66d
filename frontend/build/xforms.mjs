// The style sheets that lay an XForm out for the engine of the browser, from the engine's own package
// (Apache-2.0): the server applies them, so that it never needs Node.

import { copyFile, mkdir, writeFile } from "node:fs/promises";

const PACKAGE = new URL("../node_modules/enketo-transformer/", import.meta.url);
const SHEETS = { "form.xsl": "openrosa2html5form", "model.xsl": "openrosa2xmlmodel" };

export async function copySheets(out) {
  const folder = `${out}xforms/`;
  await mkdir(folder, { recursive: true });
  for (const [name, source] of Object.entries(SHEETS)) {
    const sheet = await import(new URL(`dist/enketo-transformer/xsl/${source}.xsl.js`, PACKAGE));
    await writeFile(folder + name, sheet.default);
  }
  await copyFile(new URL("LICENSE", PACKAGE), `${folder}LICENSE`);
}
