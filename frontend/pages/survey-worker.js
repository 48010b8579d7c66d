// Keeps the filling pages and their files, so that they open without a line. It answers only for those
// pages; answers and questionnaires are kept by the page itself.

const NAME = "teranga-fill-";
const { home, files } = self.release;
const CACHE = NAME + hash(files.join());
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll([...files, home]))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(takeOver());
});

// Pages already kept move to the new release, so that an update never takes one away.
async function takeOver() {
  const cache = await caches.open(CACHE);
  for (const name of await caches.keys()) {
    if (!name.startsWith(NAME) || name === CACHE) continue;
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith(home) && !(await cache.match(request))) {
        await cache.put(request, await old.match(request));
      }
    }
    await caches.delete(name);
  }
  await self.clients.claim();
}

self.addEventListener("message", (event) => {
  if (!event.data?.keep) return;
  const done = caches.open(CACHE).then((cache) => keepPage(cache, event.data.keep));
  event.waitUntil(done.finally(() => event.ports[0]?.postMessage("kept")));
});

async function keepPage(cache, path) {
  if (await cache.match(path)) return;
  await cache.add(path).catch(() => undefined);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate" && url.pathname.startsWith(home)) event.respondWith(openPage(request, url));
  else if (url.pathname.startsWith("/static/") || /\/media\/[0-9a-f]{32}\//.test(url.pathname)) {
    event.respondWith(keptFirst(request));
  }
});

async function openPage(request, url) {
  const cache = await caches.open(CACHE);
  const kept = () => cache.match(url.pathname).then((page) => page ?? cache.match(home));
  try {
    const response = await within(PATIENCE, fetch(request));
    if (response.ok && !response.redirected && isPage(response)) await cache.put(url.pathname, response.clone());
    return response.status >= 500 ? ((await kept()) ?? response) : response;
  } catch {
    return (await kept()) ?? Response.error();
  }
}

const isPage = (response) => response.headers.get("Content-Type")?.startsWith("text/html");

async function keptFirst(request) {
  const kept = await caches.match(request);
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) (await caches.open(CACHE)).put(request, response.clone());
  return response;
}

const within = (patience, promise) =>
  Promise.race([
    promise,
    new Promise((_, reject) => setTimeout(() => reject(new Error("no line")), patience)),
  ]);

function hash(text) {
  let sum = 5381;
  for (let place = 0; place < text.length; place += 1) sum = (sum * 33 + text.charCodeAt(place)) >>> 0;
  return sum.toString(36);
}
