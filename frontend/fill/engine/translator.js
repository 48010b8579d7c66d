// Words of the engine, from the phrases of the page.

import { say } from "../phrases.js";

export const t = (key, options = {}) => say(`engine.${key}`, options);
