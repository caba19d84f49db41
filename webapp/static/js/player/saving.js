// Every change of an answer is saved on the server at once.

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
    clearTimeout(timer);
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
}
