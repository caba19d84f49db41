// The form of the question and what it holds. The parts of this folder are joined into one module,
// in the order that webapp/kit/static_files.py names: they share their names.
// Without them the forms do the same, one button press later.

const form = document.querySelector("[data-answer]");
const isAnswer = (name) => name.split(".")[0] === "answer";
const given = () => [...new FormData(form)].filter(([name]) => isAnswer(name));

// answer, answer.2, answer.2.k7f … as nested objects of lists, like the form sends them
const answer = (fields) => {
  const tree = {};
  for (const [name, value] of fields) {
    const path = name.split(".");
    let branch = tree;
    for (const step of path.slice(0, -1)) branch = branch[step] ??= {};
    (branch[path.at(-1)] ??= []).push(value);
  }
  return tree.answer ?? null;
};

// put an answer that this device kept back into the form
const restore = (fields) => {
  const left = fields.map(String);
  for (const field of form.elements) {
    if (!isAnswer(field.name ?? "")) continue;
    const at = left.indexOf(String([field.name, field.value]));
    if (/radio|checkbox/.test(field.type)) field.checked = at >= 0;
    else field.value = fields.find(([name]) => name === field.name)?.[1] ?? "";
  }
  form.dispatchEvent(new Event("restored"));
};

// tell the part that saves that the answer is another one
const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));
