// Writing an item: the preview follows what is typed, rows come and go without a new page, and the
// checks speak when a field is left. The server renders everything; this file only puts it in place.

const TYPING_PAUSE = 400;
let form = document.getElementById("item");

// A parsed page without scripts; innerHTML is refused by the policy of the platform.
function post(url, button) {
  const body = new FormData(form);
  if (button?.name) body.set(button.name, button.value);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    request.responseType = "document";
    request.onload = () =>
      request.response && request.status < 400 ? resolve(request.response) : reject(request.status);
    request.onerror = () => reject(0);
    request.send(body);
  });
}

function take(target, source) {
  target.replaceChildren(...[...source.childNodes].map((node) => document.adoptNode(node)));
}

let newest = 0;

async function renew(withRemarks) {
  const turn = (newest += 1);
  let page;
  try {
    page = await post(form.dataset.previewUrl);
  } catch {
    return;
  }
  if (turn !== newest) return;
  take(document.getElementById("preview"), page.getElementById("preview"));
  document.getElementById("checks").replaceWith(document.adoptNode(page.getElementById("checks")));
  if (withRemarks) renewRemarks(page);
}

function renewRemarks(page) {
  for (const place of document.querySelectorAll("[data-said]")) {
    if (place.contains(document.activeElement)) continue;
    const remarks = [...page.querySelectorAll("[data-remark]")].filter(
      (remark) => remark.dataset.remark === place.dataset.said,
    );
    place.replaceChildren(...remarks.flatMap((remark) => [...remark.childNodes]));
  }
}

// A row is added, removed or moved, or the kind changes: the server draws the fields anew.
async function turn(button) {
  const scrolled = document.querySelector(".ed-side")?.scrollTop ?? 0;
  let page;
  try {
    page = await post(form.action, button);
  } catch {
    form.requestSubmit(button.type === "submit" ? button : undefined);
    return;
  }
  newest += 1;
  const drawn = page.getElementById("ed");
  document.getElementById("ed").replaceWith(document.adoptNode(drawn));
  prepare();
  document.querySelector(".ed-side").scrollTop = scrolled;
  const goOnAt = drawn.dataset.goOnAt || button.dataset.goOnAt;
  if (goOnAt) document.getElementById(goOnAt)?.focus();
  change();
}

function show(face) {
  const page = document.getElementById("ed");
  page.dataset.face = face;
  page.querySelector('input[name="face"]').value = face;
  for (const button of page.querySelectorAll("[data-face-button]")) {
    if (button.dataset.faceButton === face) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

let isChanged = false;

function change() {
  if (isChanged) return;
  isChanged = true;
  const status = document.querySelector("[data-status]");
  status?.replaceChildren(status.dataset.changed);
}

function prepare() {
  document.querySelectorAll("[data-with-script]").forEach((part) => part.removeAttribute("hidden"));
  for (const select of document.querySelectorAll("[data-turns]")) {
    select.addEventListener("change", () =>
      turn({ name: "do", value: "refresh", dataset: { goOnAt: select.id } }),
    );
  }
}

if (form) {
  let timer = 0;
  document.documentElement.classList.add("scripted");
  prepare();
  document.addEventListener("input", (event) => {
    if (event.target.form !== form) return;
    change();
    clearTimeout(timer);
    timer = setTimeout(() => renew(false), TYPING_PAUSE);
  });
  document.addEventListener("change", (event) => {
    if (event.target.form !== form || event.target.matches("[data-turns]")) return;
    clearTimeout(timer);
    renew(true);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button || button.form !== form) return;
    if (button.dataset.faceButton) {
      event.preventDefault();
      show(button.dataset.faceButton);
    } else if ("turn" in button.dataset) {
      event.preventDefault();
      if (button.getAttribute("aria-disabled") !== "true") turn(button);
    }
  });
  form.addEventListener("submit", () => {
    isChanged = false;
  });
  window.addEventListener("beforeunload", (event) => {
    if (isChanged) event.preventDefault();
  });
}
