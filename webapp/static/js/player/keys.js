// Keys answer questions: 1–9 choose, Enter confirms, F flags, arrows change the question.

document.addEventListener("keydown", (event) => {
  if (!form || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('input:not([type="radio"], [type="checkbox"]), select, textarea, button, a')) return;
  const options = form.querySelectorAll('input[type="radio"], input[type="checkbox"]');
  const chosen = options[Number(event.key) - 1];
  if (/^[1-9]$/.test(event.key) && chosen) {
    chosen.click();
    chosen.focus();
  } else if (event.key === "Enter") {
    event.preventDefault();
    form.requestSubmit();
  } else if (event.key.toLowerCase() === "f") {
    document.querySelector('[name="flag"]')?.click();
  } else if (event.key === "ArrowLeft" && !event.target.matches("input")) {
    document.querySelector('.act [name="go"]')?.click();
  }
});
