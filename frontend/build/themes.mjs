// Lowers light-dark(a, b) in the style sheets: older phones do not know the function.
// A declaration that holds a pair is written three times: by day, by the system's night,
// and by the reader's own choice of night. Paper is always printed by day.

import { readFile } from "node:fs/promises";

const PAIR = /light-dark\(([^,()]+),\s*([^()]+?)\)/g;
const COMMENT = /\/\*[\s\S]*?\*\//g;
const ROOT = /:root\s*\{([^}]*)\}/g;

function lower(commented) {
  const css = commented.replace(COMMENT, "");
  const night = [];
  const day = css.replace(ROOT, (rule, declarations) => {
    for (const declaration of declarations.split(";")) {
      if (declaration.includes("light-dark(")) night.push(declaration.trim().replace(PAIR, "$2"));
    }
    return rule.replace(PAIR, "$1");
  });
  const dark = night.join(";");
  return `${day.replace(":root {", ":root { color-scheme: light;")}
@media screen and (prefers-color-scheme: dark) {
  :root:not([data-theme="light"]) { color-scheme: dark; ${dark} }
}
@media screen {
  :root[data-theme="dark"] { color-scheme: dark; ${dark} }
}`;
}

export const dayAndNight = {
  name: "day-and-night",
  setup(bundler) {
    bundler.onLoad({ filter: /(tokens|domains)\.css$/ }, async ({ path }) => ({
      contents: lower(await readFile(path, "utf8")),
      loader: "css",
    }));
  },
};
