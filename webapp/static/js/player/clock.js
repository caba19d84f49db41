// The time that is left, by the server's clock: the device's own clock is never asked.
// A page that was kept for times without network does not know the server's time until it is told.

const clock = document.querySelector("[data-deadline]");
const spoken = document.querySelector("[data-spoken]"); // read out once, politely
let serverZero = 0; // the server's time when performance.now() was 0; 0 where it is not known
let ends = 0;

const learnTime = (now) => { serverZero = Date.parse(now) - performance.now(); };
if (page && !("cached" in document.documentElement.dataset)) {
  const [arrived] = performance.getEntriesByType("navigation");
  serverZero = Date.parse(page.dataset.now) - (arrived?.responseStart ?? 0);
}
const serverNow = () => (serverZero ? serverZero + performance.now() : Date.now());
const timeOfDay = (moment) =>
  new Date(moment).toLocaleTimeString("en-GB", { timeZone: "Asia/Taipei" });
const words = (element, kind, fields = {}) =>
  element.dataset[kind].replace(/\{(\w+)\}/g, (_, name) => fields[name] ?? "");
const speak = (text) => { spoken.textContent = text; };

if (clock) {
  const shown = clock.querySelector("[data-left]");
  const whole = Date.parse(clock.dataset.deadline) - Date.parse(clock.dataset.started);
  const marks = [[whole / 2, "half"], [300e3, "five"], [60e3, "one"]];
  const left = () => Math.max(0, ends - serverNow());
  const inWords = (ms) =>
    words(clock, ms < 60e3 ? "seconds" : "minutes", { n: Math.ceil(ms / (ms < 60e3 ? 1e3 : 60e3)) });
  ends = Date.parse(clock.dataset.deadline);
  let before = serverZero ? left() : Infinity;

  clock.addEventListener("click", () => {
    clock.classList.toggle("off");
    speak(inWords(left()));
  });
  const tick = () => {
    clock.hidden = !serverZero;
    if (!serverZero) return;
    const now = left();
    const seconds = Math.ceil(now / 1e3);
    shown.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    clock.classList.toggle("low", now <= 300e3);
    for (const [at] of marks) {
      if (before > at && now <= at && now > 0 && before < Infinity) speak(inWords(now));
    }
    if (before > 0 && now === 0) document.dispatchEvent(new Event("timeover"));
    before = now;
  };
  tick();
  setInterval(tick, 500);
}
