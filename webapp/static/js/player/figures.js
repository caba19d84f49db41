// A figure not typed plainly is shown as the server reads it: quizzes/items/numbers.py.

const folded = (text) =>
  text
    .replace(/[！-～]/g, (wide) => String.fromCharCode(wide.charCodeAt() - 0xfee0))
    .replace(/。/g, ".")
    .replace(/−/g, "-")
    .replace(/(\d)\s+(?=\d)/g, "$1,")
    .replace(/\s/g, "");

const figure = (text, unit) => {
  const parts =
    /^(?:NT\$|\$)?([+-]?)(?:NT\$|\$)?((?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})?(?:\.\d{1,12})?)(\D{0,8})$/i.exec(text);
  if (!parts?.[2]) return NaN;
  const [, sign, digits, suffix] = parts;
  let power = 0;
  if (!unit.startsWith(suffix)) {
    power = { "%": -2, 千: 3, 萬: 4, 億: 8 }[suffix[0]];
    const rest = power ? suffix.slice(1) : suffix;
    if (!["", "元", "元整", unit, `元${unit}`].includes(rest)) return NaN;
  }
  return Number(`${sign}${digits.replaceAll(",", "")}e${power ?? 0}`);
};

for (const box of all(form, "[data-figure]")) {
  const input = box.querySelector("input");
  const line = box.nextElementSibling;
  const unit = folded(box.textContent);
  const say = (isDone) => {
    const typed = input.value.trim();
    const n = figure(folded(typed), unit);
    let said = typed && isDone ? line.dataset.unread : "";
    if (!isNaN(n)) said = /^-?[\d,.]+$/.test(typed) ? "" : line.dataset.read.replace("{n}", n.toLocaleString("en", { maximumFractionDigits: 14 }));
    if (line.textContent !== said) line.textContent = said;
  };
  let timer;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(say, 600);
  });
  input.addEventListener("change", () => say(true));
  say(true);
}
