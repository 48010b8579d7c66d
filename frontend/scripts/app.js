// Every page works without this file; it only saves the visitor time and typing.

import htmx from "htmx.org";
import { keepDrafts } from "./drafts.js";
import { enhanceMaps } from "./maps.js";
import { explainFailures } from "./failures.js";
import { enhanceHeader } from "./header.js";
import { offerCopies } from "./copies.js";
import { warnBeforeLeaving } from "./unsaved.js";

// Extensions and the console look for it there.
window.htmx = htmx;

explainFailures();
enhanceHeader();
offerCopies();

htmx.onLoad((root) => {
  enhanceMaps(root);
  keepDrafts(root);
  warnBeforeLeaving(root);
});
