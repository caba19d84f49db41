// The player: every change of an answer is saved on the server at once; keys answer questions;
// steps move up and down. Without this file the form does the same, one button press later.

const form = document.querySelector("[data-answer]");
const status = document.querySelector("[data-save]");

if (form && status) {
  const csrf = document.querySelector('meta[name="csrf-token"]').content;
  let seq = Number(form.dataset.seq);
  let saving = Promise.resolve();
  let timer = 0;

  const say = (kind, time = "") => {
    status.replaceChildren(status.dataset[kind], time ? " " : "");
    if (time) {
      const strong = document.createElement("b");
      strong.textContent = time;
      status.append(strong);
    }
  };

  // answer, answer.2, answer.2.k7f … as nested objects of lists, like the form sends them
  const answer = () => {
    const tree = {};
    for (const [name, value] of new FormData(form)) {
      const path = name.split(".");
      if (path[0] !== "answer") continue;
      let branch = tree;
      for (const step of path.slice(0, -1)) branch = branch[step] ??= {};
      (branch[path.at(-1)] ??= []).push(value);
    }
    return tree.answer ?? null;
  };

  const send = async (body, tries = 0) => {
    let reply;
    try {
      reply = await fetch(form.action, {
        method: "PUT",
        headers: { "Content-Type": "application/json", "X-CSRFToken": csrf, Accept: "application/json" },
        body: JSON.stringify(body),
      });
    } catch {
      reply = null;
    }
    if (reply?.ok) {
      const saved = await reply.json();
      if (!saved.is_newest && saved.seq > body.seq) return say("stale");
      const time = new Date(saved.saved_at).toLocaleTimeString("en-GB", { timeZone: "Asia/Taipei" });
      return say("saved", time);
    }
    if (reply?.status === 401) return say("signedOut");
    if (reply && reply.status < 500) return undefined; // the form says why when it is sent
    say("failed");
    await new Promise((resolve) => setTimeout(resolve, Math.min(1000 * 2 ** tries, 30000)));
    return body.seq === seq ? send(body, tries + 1) : undefined;
  };

  const save = () => {
    seq += 1;
    form.elements.seq.value = seq + 1;
    const body = { seq, answer: answer() };
    say("saving");
    saving = saving.then(() => send(body));
  };

  form.addEventListener("change", save);
  form.addEventListener("input", (event) => {
    if (!event.target.matches('input[type="text"], input:not([type]), textarea')) return;
    clearTimeout(timer);
    timer = setTimeout(save, 600);
  });

  // steps: buttons move a row, the place fields follow the order of the rows
  for (const list of form.querySelectorAll("[data-ordering]")) {
    list.querySelectorAll("[data-live]").forEach((part) => part.removeAttribute("hidden"));
    const renumber = () => {
      [...list.querySelectorAll("[data-step]")].forEach((row, index) => {
        const place = row.querySelector("select, input");
        place.value = String(index + 1);
      });
    };
    list.addEventListener("click", (event) => {
      const button = event.target.closest("[data-move]");
      if (!button) return;
      event.preventDefault();
      const row = button.closest("[data-step]");
      const up = button.dataset.move === "up";
      const other = up ? row.previousElementSibling : row.nextElementSibling;
      if (!other?.matches("[data-step]")) return;
      if (up) other.before(row);
      else other.after(row);
      renumber();
      button.focus();
      save();
    });
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches('input:not([type="radio"], [type="checkbox"]), select, textarea, button, a')) return;
    const options = form.querySelectorAll('input[type="radio"], input[type="checkbox"]');
    const chosen = options[Number(event.key) - 1];
    if (/^[1-9]$/.test(event.key) && chosen) {
      chosen.click();
      chosen.focus();
    } else if (event.key === "Enter") {
      event.preventDefault();
      saving.then(() => form.requestSubmit());
    } else if (event.key.toLowerCase() === "f") {
      document.querySelector('[name="flag"]')?.click();
    } else if (event.key === "ArrowLeft" && !event.target.matches("input")) {
      document.querySelector('.act [name="go"]')?.click();
    }
  });
}
