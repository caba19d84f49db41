// The script is here: the sheet shows .live, and hides what that replaces, .still.

const root = document.documentElement;
root.dataset.live = "";

const all = (part, selector) => [...(part?.querySelectorAll(selector) ?? [])];

// fill in the words of the status line behind a list
const tell = (list, words) => {
  const line = list.nextElementSibling;
  line.textContent = line.dataset.say.replace(/{(\w+)}/g, (_, name) => words[name]);
};
