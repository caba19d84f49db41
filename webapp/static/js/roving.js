// Tables with one cell in the tab order: arrows, Home and End move it, Enter opens the cell's link.

function grid(table) {
  return [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("td.c > a")]);
}

function target(cells, row, column, key) {
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  if (key === "Home") return cells[row][0];
  if (key === "End") return cells[row].at(-1);
  if (!(key in steps)) return null;
  const [down, right] = steps[key];
  return cells[row + down]?.[column + right] ?? null;
}

export function rove(table) {
  const cells = grid(table);
  let current = cells[0]?.[0];
  if (!current) return;
  current.tabIndex = 0;
  table.addEventListener("keydown", (event) => {
    const row = cells.findIndex((line) => line.includes(event.target));
    if (row < 0) return;
    const next = target(cells, row, cells[row].indexOf(event.target), event.key);
    if (!next) return;
    event.preventDefault();
    current.tabIndex = -1;
    current = next;
    current.tabIndex = 0;
    current.focus();
  });
}

document.querySelectorAll("table[data-roving]").forEach(rove);
