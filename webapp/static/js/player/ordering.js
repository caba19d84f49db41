// Steps: a grip drags a row, buttons and arrow keys move it; the place fields follow the rows.

for (const list of all(form, "[data-ordering]")) {
  const place = (row) => {
    const rows = [...list.children];
    rows.forEach((each, index) => {
      const [up, down] = all(each, "[data-move]");
      each.querySelector("select").value = index + 1;
      up.setAttribute("aria-disabled", !index);
      down.setAttribute("aria-disabled", each === list.lastElementChild);
    });
    list.dataset.placed = "";
    const step = row.querySelector(".v").textContent;
    tell(list, { step, n: rows.indexOf(row) + 1, all: rows.length });
    changed();
  };

  // the other row moves: this one keeps the focus and the pointer
  const pass = (row, other, isDown) => {
    const from = other.offsetTop;
    if (isDown) row.before(other);
    else row.after(other);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    other.animate({ translate: [`0 ${from - other.offsetTop}px`, "0"] }, 140);
  };
  const shift = (button, isDown) => {
    const row = button?.closest("[data-step]");
    const other = isDown ? row?.nextElementSibling : row?.previousElementSibling;
    if (!other) return;
    pass(row, other, isDown);
    place(row);
  };

  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-move]");
    shift(button, button?.dataset.move === "down");
  });
  list.addEventListener("keydown", (event) => {
    if (!/^Arrow(Up|Down)$/.test(event.key)) return;
    event.preventDefault();
    shift(event.target, event.key === "ArrowDown");
  });

  form.addEventListener("restored", () => {
    const at = (row) => row.querySelector("select").value;
    if (at(list.firstElementChild)) list.append(...[...list.children].sort((a, b) => at(a) - at(b)));
  });

  drag(list, "[data-grip]", (grip) => {
    const row = grip.closest("[data-step]");
    const before = [...list.children];
    const from = row.offsetTop;
    const middle = (other) => other?.offsetTop + other?.offsetHeight / 2;
    row.dataset.held = "";
    return {
      move(_, y) {
        const top = from + y;
        while (top < middle(row.previousElementSibling)) pass(row, row.previousElementSibling);
        while (top + row.offsetHeight > middle(row.nextElementSibling)) pass(row, row.nextElementSibling, true);
        row.style.translate = `0 ${top - row.offsetTop}px`;
      },
      drop(isKept) {
        row.style.translate = "";
        delete row.dataset.held;
        if (!isKept) list.append(...before);
        else if (list.children[before.indexOf(row)] !== row) place(row);
      },
    };
  });
}
