// Keys answer questions. They rest in fields one types in, while a character is composed,
// in a dialog, and on a device where they are switched off.

const help = document.querySelector("[data-help]");
const choices = (part) => all(part, "[type=radio], [type=checkbox]");
const press = (selector) => document.querySelector(selector)?.click();

// in a case: of the question with the focus, or of the first with nothing chosen
const choose = (target, number) => {
  const parts = all(form, ".q");
  const isOpen = (part) => choices(part).length && !choices(part).some((each) => each.checked);
  const part = parts.length ? (target.closest(".q") ?? parts.find(isOpen)) : form;
  const chosen = choices(part)[number - 1];
  chosen?.click();
  chosen?.focus();
};

const ACTS = {
  Enter: () => press(".act .btn-primary"),
  f: () => press("[name=flag]"),
  ArrowLeft: () => press(".cells a:has(+ [aria-current])"),
  ArrowRight: () => press(".cells [aria-current] + a"),
  "?": () => help.showModal(),
};

if (help) {
  const box = help.querySelector("input");
  const obey = () => (root.dataset.keys = box.checked ? "on" : "off");
  box.checked = localStorage.keys !== "off";
  box.addEventListener("change", () => (localStorage.keys = obey()));
  obey();
  document.querySelector("[data-open-help]").addEventListener("click", ACTS["?"]);

  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!box.checked || event.isComposing || event.repeat || event.defaultPrevented) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (target.closest("dialog, select, textarea, input:not([type=radio], [type=checkbox])")) return;
    if (key === "Enter" && target.closest("a, button, summary")) return;
    const act = ACTS[key === "F" ? "f" : key];
    if (!act && !/^[1-9]$/.test(key)) return;
    event.preventDefault();
    act ? act() : choose(target, key);
  });
}
