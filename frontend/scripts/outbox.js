// What is typed stays on the device until the platform says it has it: through a cut line, a
// closed tab, a dead battery. Each kept entry belongs to one tab; a tab that closed leaves its
// entries to the next one that opens the page.

const PREFIX = "teranga-outbox";

/** A number nobody else drew, also where the platform is served without encryption. */
export function newKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

const tab = newKey();

// A lock lives as long as its tab: whoever holds none is gone.
const isAlive = navigator.locks
  ? (() => {
      navigator.locks.request(`${PREFIX}:${tab}`, () => new Promise(() => {}));
      return async () => {
        const { held } = await navigator.locks.query();
        return new Set(held.map((lock) => lock.name.slice(PREFIX.length + 1)));
      };
    })()
  : async () => new Set();

export class Outbox {
  constructor(scope) {
    this.scope = `${PREFIX}:${scope}:`;
  }

  #name(item, owner) {
    return `${this.scope}${item}:${owner}`;
  }

  keep(item, entry) {
    try {
      localStorage.setItem(this.#name(item, tab), JSON.stringify(entry));
    } catch {
      // A full or forbidden store: the page still holds it, and still sends it.
    }
  }

  forget(item) {
    localStorage.removeItem(this.#name(item, tab));
  }

  /** Take over what closed tabs left: a list of [item, entry], the oldest first. */
  async adopt() {
    const living = await isAlive();
    const found = [];
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(this.scope)) continue;
      const [item, owner] = name.slice(this.scope.length).split(":");
      if (owner === tab || living.has(owner)) continue;
      const entry = JSON.parse(localStorage.getItem(name));
      localStorage.removeItem(name);
      this.keep(item, entry);
      found.push([item, entry]);
    }
    return found.sort((a, b) => a[1].at - b[1].at);
  }
}
