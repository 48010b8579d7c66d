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

const part = (name) => new URL(`../fill/engine/${name}.js`, import.meta.url).pathname;

// Places that the engine leaves to whoever uses it, and the library it can do without.
export const engineParts = {
  "enketo/config": part("config"),
  "enketo/translator": part("translator"),
  "enketo/dialog": part("dialog"),
  "enketo/file-manager": part("file-manager"),
  "enketo/widgets": part("widgets"),
  "enketo/xpath-evaluator-binding": part("xpath"),
  "node-forge": part("forge"),
};
