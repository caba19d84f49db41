// Keeps an attempt usable without network: its pages come from the network while there is one, and
// from this device when there is none. What is kept is thrown away with the receipt.

const PATIENCE = 5000; // milliseconds for the network where there is a kept page
const PAGE = /\/attempts\/([\w-]{22})\/(\d+|review)$/;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const kept = async (request) => {
  const found = await caches.match(request, { ignoreSearch: true, ignoreVary: true });
  if (!found) return null;
  const text = (await found.text()).replace("<html ", "<html data-cached ");
  return new Response(text, { headers: found.headers });
};

const fresh = async (request, attempt) => {
  const reply = await fetch(request);
  const name = `attempt-${attempt}`;
  if (reply.ok && (await caches.has(name))) {
    const copy = reply.clone();
    await (await caches.open(name)).put(request.url, copy);
  }
  return reply;
};

const pageOf = async (request, attempt) => {
  const network = fresh(request, attempt);
  const late = new Promise((resolve) => { setTimeout(resolve, PATIENCE); });
  const first = await Promise.race([network, late.then(() => kept(request))]).catch(() => null);
  return first ?? (await kept(request)) ?? network;
};

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const page = PAGE.exec(pathname);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && page) event.respondWith(pageOf(request, page[1]));
  else if (pathname.startsWith("/static/")) {
    event.respondWith(caches.match(request).then((found) => found ?? fetch(request)));
  }
});
