// Steps: buttons move a row, the place fields follow the order of the rows.

for (const list of form?.querySelectorAll("[data-ordering]") ?? []) {
  list.querySelectorAll("[data-live]").forEach((part) => part.removeAttribute("hidden"));
  const renumber = () => {
    [...list.querySelectorAll("[data-step]")].forEach((row, index) => {
      row.querySelector("select, input").value = String(index + 1);
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
    changed();
  });
}
