// Waiting for a quiz to open: the attempt is prepared now, at a moment of chance so that a class does
// not ask all at once, and started when the server's time has come.

const waiting = document.querySelector("[data-waiting]");
const token = document.querySelector('meta[name="csrf-token"]').content;
const SPREAD = 8000; // milliseconds over which a class prepares
const [arrived] = performance.getEntriesByType("navigation");
const zero = Date.parse(waiting.dataset.now) - (arrived?.responseStart ?? 0);
const left = () => Date.parse(waiting.dataset.opens) - (zero + performance.now());
const pause = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

const post = async (url) => {
  for (let tries = 0; ; tries += 1) {
    try {
      const reply = await fetch(url, {
        method: "POST",
        headers: { Accept: "application/json", "X-CSRFToken": token },
      });
      if (reply.ok) return await reply.json();
      if (reply.status < 500 && reply.status !== 409) location.reload();
    } catch { /* no network for a moment: try again */ }
    await pause(Math.min(10000, 500 * 2 ** tries) * (0.5 + Math.random()));
  }
};

if (!waiting.dataset.start) {
  await pause(Math.random() * Math.min(SPREAD, Math.max(0, left() / 2)));
  waiting.dataset.start = (await post(waiting.dataset.prepare)).start;
}
waiting.querySelector("[data-said]").textContent = waiting.dataset.ready;
waiting.querySelector("form").hidden = true;
while (left() > 0) await pause(Math.min(left(), 20000) + 50);
location.assign((await post(waiting.dataset.start)).next);
