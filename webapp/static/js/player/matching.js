// Pairs: the field of a prompt is the answer. A choice is dragged to its prompt, or pressed before it.

for (const pairs of all(form, "[data-pairs]")) {
  const bank = pairs.previousElementSibling;
  const rows = [...pairs.children];
  const field = (row) => row.querySelector("select");
  const rowAt = (place) => rows.find((row) => row.contains(place));
  let picked = null;

  const show = () => {
    for (const row of rows) row.toggleAttribute("data-paired", field(row).value);
    for (const chip of bank.children) {
      chip.toggleAttribute("data-used", rows.some((row) => field(row).value === chip.dataset.choice));
      chip.toggleAttribute("data-picked", chip === picked);
    }
    pairs.toggleAttribute("data-armed", picked);
  };
  const pick = (chip) => {
    picked = chip === picked ? null : chip;
    show();
  };
  const pair = (row, choice) => {
    field(row).value = choice;
    pick(null);
    const [prompt, chosen] = [row.querySelector("label"), field(row).selectedOptions[0]];
    tell(pairs, { prompt: prompt.textContent, choice: chosen.textContent });
    changed();
  };

  pairs.addEventListener("change", show);
  form.addEventListener("restored", show);
  pairs.addEventListener("click", (event) => {
    const row = rowAt(event.target);
    const isApart = event.target.closest("[data-apart]");
    if (!isApart && !picked) return;
    event.preventDefault();
    pair(row, isApart ? "" : picked.dataset.choice);
    if (isApart) field(row).focus();
  });

  drag(bank, "[data-choice]", (chip) => {
    let over;
    const mark = (row) => {
      over?.removeAttribute("data-over");
      over = row;
      over?.setAttribute("data-over", "");
    };
    chip.dataset.held = "";
    return {
      move(x, y, at) {
        chip.style.translate = `${x}px ${y}px`;
        mark(rowAt(document.elementFromPoint(at.clientX, at.clientY)));
      },
      drop(isKept, isMoved) {
        const row = over;
        mark();
        chip.style.translate = "";
        delete chip.dataset.held;
        if (isKept && !isMoved) pick(chip);
        else if (isKept && row) pair(row, chip.dataset.choice);
      },
    };
  });
  show();
}
