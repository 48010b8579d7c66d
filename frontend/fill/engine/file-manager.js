// Files of the answer being filled: those just chosen are in the page, earlier ones in the device's store.

import { dataUriToBlobSync, getFilename } from "enketo-core/src/js/utils.js";
import { say } from "../phrases.js";

const FALLBACK_LIMIT = 10_000_000;
const kept = new Map();
let limit = FALLBACK_LIMIT;

export function openFiles(files, maxBytes) {
  kept.clear();
  for (const file of files) kept.set(file.name, file.blob);
  limit = maxBytes || FALLBACK_LIMIT;
}

// Everything the answer names, newly chosen or kept from before.
export function filesNamedIn(xml) {
  for (const file of manager.getCurrentFiles()) kept.set(file.name, file);
  const named = new Set([...xml.matchAll(/>([^<>]+)</g)].map((found) => unescape(found[1].trim())));
  return [...kept].filter(([name]) => named.has(name)).map(([name, blob]) => ({ name, blob }));
}

const unescape = (text) =>
  text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

const manager = {
  init: async () => true,
  isWaitingForPermissions: () => false,
  isTooLarge: (file) => file?.size > limit,
  getMaxSizeReadable: () => `${Math.round(limit / 1_000_000)} MB`,

  async getFileUrl(subject) {
    if (!subject) return null;
    if (typeof subject === "string") {
      if (subject.startsWith("/")) return subject;
      const blob = kept.get(subject);
      if (!blob) throw new Error(say("engine.filepicker.notFound", { existing: subject }));
      return URL.createObjectURL(blob);
    }
    if (manager.isTooLarge(subject)) {
      throw new Error(
        say("engine.filepicker.toolargeerror", { maxSize: manager.getMaxSizeReadable() }),
      );
    }
    return URL.createObjectURL(subject);
  },

  getObjectUrl: (subject) => manager.getFileUrl(subject),
  urlToBlob: async (url) => (await fetch(url)).blob(),

  getCurrentFiles() {
    const files = [];
    const fields = document.querySelectorAll(
      'form.or input[type="file"]:not(.ignore), form.or input[type="text"][data-drawing="true"]',
    );
    for (const field of fields) {
      const chosen = field.type === "file" ? field.files[0] : drawing(field);
      if (!chosen?.name) continue;
      const name = getFilename(chosen, field.dataset.filenamePostfix);
      const content = field.dataset.resizedDataURI
        ? dataUriToBlobSync(field.dataset.resizedDataURI)
        : chosen;
      const blob = new Blob([content], { type: content.type });
      blob.name = name;
      files.push(blob);
    }
    return files;
  },
};

function drawing(field) {
  if (!field.value || !field.dataset.cache) return null;
  const blob = dataUriToBlobSync(field.dataset.cache);
  blob.name = field.value;
  return blob;
}

export default manager;
