// Every change goes to the device first, then in order to the server; the page says that an answer
// is on the server only when the server has said so.

const status = document.querySelector("[data-save]");
const bar = status?.closest(".act") ?? status;
let csrf = document.querySelector('meta[name="csrf-token"]').content;
let tries = 0;
let timer = 0;

const say = (kind, fields) => {
  const [before, after] = words(status, kind, { time: "|", ...fields }).split("|");
  const strong = document.createElement("b");
  strong.textContent = fields?.at ?? "";
  status.replaceChildren(before, ...(after === undefined ? [] : [strong, after]));
  if (!/^sav/.test(kind) || /off|fail|full/.test(bar.dataset.state)) speak(status.textContent);
  bar.dataset.state = kind;
};
const show = (name, isShown = true) => {
  const part = document.querySelector(`[data-${name}]`);
  if (part) part.hidden = !isShown;
};

const ask = (method, path, body, headers = {}) =>
  fetch(`${attempts}/${path}`, {
    method,
    headers: { Accept: "application/json", "X-CSRFToken": csrf, ...headers },
    body,
    signal: AbortSignal.timeout(20000),
  });

// Ask how the attempt stands; null where the person has to sign in again.
const learn = async () => {
  const reply = await ask("GET", `${attempt}/state`);
  if (!reply.ok) return null;
  const told = await reply.json();
  if (told.person !== person) return null;
  csrf = told.csrf;
  learnTime(told.now);
  return told;
};

const send = (record) => {
  if (!record.position) {
    return ask("POST", `${record.attempt}/hand-in`, null, { "Idempotency-Key": record.key });
  }
  const { seq, chosen_at } = record;
  return ask("PUT", `${record.attempt}/${record.position}`,
    JSON.stringify({ seq, chosen_at, answer: answer(record.fields) }),
    { "Content-Type": "application/json" });
};

// What the server's reply means for a record: true to go on with the next one.
const settle = async (record, reply) => {
  const isMine = record.attempt === attempt;
  const isHere = form && isMine && record.position === Number(form.dataset.position);
  if (reply.ok) {
    const told = await reply.json();
    await note(record, { sent: true });
    if (told.next) {
      await forget(record.attempt);
      if (isMine) location.assign(told.next);
    } else if (told.is_late) say("late");
    else {
      if (isMine) {
        learnTime(told.saved_at);
        moveEnd(told);
      }
      if (isHere && !told.is_newest) giveWay(told.seq);
      else if (isHere) say("saved", { at: timeOfDay(told.saved_at) });
    }
    return true;
  }
  const { message } = await reply.json().catch(() => ({}));
  if (reply.status === 409 || reply.status === 404) {
    await note(record, { sent: true, refused: true });
    if (isMine) {
      say("refused", { message });
      show("copy");
    }
    return true;
  }
  if (reply.status === 422) { // no answer yet, or not a whole one
    await note(record, { sent: true });
    if (isHere) say("refused", { message });
    return true;
  }
  const left = (await unsent()).length;
  say(reply.status === 507 ? "full" : "failed", { n: left, code: reply.status });
  return false;
};

// Send what this device holds, the oldest first, one tab at a time; true when nothing is left.
const drainAll = async () => {
  for (let renewed = false; ;) {
    const [record] = await unsent();
    if (!record) return true;
    let reply;
    try {
      reply = await send(record);
      if (reply.status === 400 || reply.status === 401) {
        if (renewed || !(await learn())) {
          say("signedOut");
          show("enter");
          return false;
        }
        renewed = true;
        continue;
      }
    } catch {
      say("offline", { n: (await unsent()).length });
      show("skip");
      break;
    }
    if (!(await settle(record, reply))) break;
    renewed = false;
    tries = 0;
  }
  clearTimeout(timer);
  timer = setTimeout(drain, Math.min(60e3, 1e3 * 2 ** tries) * (0.5 + Math.random() / 2));
  tries += 1;
  return false;
};
const drain = async () => {
  const waiting = (await unsent()).length;
  const wasOff = bar.dataset.state === "offline";
  const isDone = await (navigator.locks?.request("callboard", drainAll) ?? drainAll());
  if (isDone && wasOff && waiting) say("back", { n: waiting });
  if (isDone) show("skip", false);
  return isDone;
};

const newRecord = (position, fields) => ({
  person, attempt, position, tab, sent: false,
  chosen_at: new Date(serverNow()).toISOString(), order: Date.now(), ...fields,
});

// Another tab or device holds a later answer: this page only reads, until its person says otherwise.
let seq = 0;
let written = Promise.resolve(true);
let waits = 0;
const giveWay = (newest) => {
  say("stale");
  form.inert = true;
  seq = Math.max(seq, newest);
  show("mine");
};

const save = () => {
  clearTimeout(waits);
  waits = 0;
  seq += 1;
  form.elements.seq.value = seq + 1;
  say("saving");
  const record = newRecord(Number(form.dataset.position), { seq, fields: given() });
  written = keep(record)
    .then((later) => later && giveWay(later))
    .catch(() => settleWithoutStore(record));
  written.then(drain);
};

// A browser that lets a page keep nothing still saves while there is network.
const settleWithoutStore = async (record) => {
  const reply = await send(record).catch(() => null);
  if (reply?.ok) say("saved", { at: timeOfDay((await reply.json()).saved_at) });
  else say("failed", { n: 1, code: reply?.status ?? "" });
};

if (form && status) {
  seq = Number(form.dataset.seq);
  form.addEventListener("change", save);
  form.addEventListener("input", (event) => {
    if (!event.target.matches('input[type="text"], input:not([type]), textarea')) return;
    clearTimeout(waits);
    waits = setTimeout(save, 400);
  });
  addEventListener("pagehide", () => waits && save());
  document.querySelector("[data-mine]")?.addEventListener("click", () => {
    form.inert = false;
    show("mine", false);
    save();
  });
  document.querySelector("[data-copy]")?.addEventListener("click", () =>
    navigator.clipboard.writeText(given().map(([, value]) => value).join("\n")));
}
