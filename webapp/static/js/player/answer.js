// The form of the question and what it holds. The parts of this folder are joined into one module,
// in the order that webapp/kit/static_files.py names: they share their names.
// Without them the form does the same, one button press later.

const form = document.querySelector("[data-answer]");

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

// tell the part that saves that the answer is another one
const changed = () => form.dispatchEvent(new Event("change", { bubbles: true }));
