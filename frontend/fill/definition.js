// The questionnaire itself: from the server when there is a line, and then from this device.

import { page } from "./page.js";
import { findForm, keepForm, tidyForms } from "./store.js";

// Fetches the version in use as soon as the page opens, so that it is there when the line is not.
export async function fetchDefinition(md5 = page.md5) {
  const kept = await findForm(md5);
  if (kept) return kept;
  const response = await fetch(`${page.key}form/${md5}/`, { credentials: "same-origin" });
  if (!response.ok) throw new Error(String(response.status));
  const definition = { ...(await response.json()), key: page.key };
  await keepForm(definition);
  await tidyForms(page.key, page.md5);
  return definition;
}
