// Going on: to another question at once, since the answer is kept; to the next step of a check or
// to the end when the server has everything. And the pages of this attempt, kept for later.

const moveEnd = (told) => {
  if (clock && told.deadline_at && Date.parse(told.deadline_at) !== ends) {
    ends = Date.parse(told.deadline_at);
    speak(words(clock, "moved", { time: timeOfDay(ends) }));
  }
  if (told.is_paused !== ("paused" in page.dataset) || told.state === "handed_in") location.reload();
};

const sendForm = async (pressed) => {
  const body = new FormData(form, pressed?.name ? pressed : undefined);
  const reply = await ask("POST", new URL(form.action).pathname.slice(attempts.length + 1), body);
  if (reply.status === 422) return form.submit(); // the page itself says what is to be mended
  if (!reply.ok) return say("refused", { message: (await reply.json().catch(() => ({}))).message });
  const { next } = await reply.json();
  if (next.endsWith("/result")) await forget(attempt);
  return location.assign(next);
};

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const pressed = event.submitter;
  if (waits) save();
  await written;
  const target = pressed?.dataset.to ?? form.dataset.next;
  if (target && pressed?.name !== "flag") return location.assign(target);
  if (!(await drain())) return undefined;
  return sendForm(pressed).catch(() => say("offline", { n: 0 }));
});

// A link away waits until the answer is kept.
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!form || !link || event.ctrlKey || event.metaKey || event.shiftKey || link.hash) return;
  event.preventDefault();
  if (waits) save();
  written.finally(() => location.assign(link.href));
});

const handIn = document.querySelector("#hand-in");
handIn?.addEventListener("submit", async (event) => {
  event.preventDefault();
  say("sending");
  await keep(newRecord(0, { seq: 1, key: handIn.elements.key.value, order: Infinity }))
    .then(drain)
    .catch(() => handIn.submit());
});

const open = async () => {
  const kept = await recordsOf(attempt);
  for (const each of kept) {
    document.querySelector(`[data-cell="${each.position}"]`)?.classList.add("done");
    if (each.position === Number(form?.dataset.position) && each.seq > seq && !each.refused) {
      seq = each.seq;
      form.elements.seq.value = seq + 1;
      restore(each.fields);
    }
  }
  await drain();
};

// The pages of the attempt, kept so that a reload without network shows them.
const keepPages = async () => {
  const policy = globalThis.trustedTypes?.createPolicy("callboard", { createScriptURL: (url) => url });
  const worker = `${attempts}/worker.js`;
  await navigator.serviceWorker.register(policy ? policy.createScriptURL(worker) : worker);
  const cache = await caches.open(pagesOf(attempt));
  const sheets = [...document.querySelectorAll('link[rel="stylesheet"], script[src]')];
  const wanted = [location.href, ...sheets.map((each) => each.href ?? each.src),
    ...page.dataset.pages.split(" ").filter(Boolean)];
  for (const url of wanted) {
    if (await cache.match(url)) continue;
    const reply = await fetch(url);
    if (reply.ok && !reply.redirected) await cache.put(url, reply);
  }
};

if (page && status) {
  open().catch(() => {});
  addEventListener("online", drain);
  document.addEventListener("visibilitychange", () => document.hidden || drain());
  const look = () => learn().then((told) => told && moveEnd(told)).catch(() => {});
  if (clock || "paused" in page.dataset) setInterval(look, "paused" in page.dataset ? 5e3 : 30e3);
  if (clock && !serverZero) look();
  document.addEventListener("timeover", async () => {
    say("ended");
    if (await drain()) location.assign(`${attempts}/${attempt}/result`);
  });
  if (navigator.serviceWorker) addEventListener("load", () => setTimeout(() => keepPages().catch(() => {}), 1500));
}
