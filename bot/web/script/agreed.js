// The focus among the chips of what is agreed.
// Once a chip is changed it may vanish under the focus: then that goes to the one in its place, and to the box where
// none is left. The second click of a double click would hit what lies under the menu that closed.
const openers = () => [...document.querySelectorAll("#ot-agreed summary")];
let placeOfFocus = -1;
let chosen = false;
document.addEventListener("focusin", (event) => {
  placeOfFocus = openers().indexOf(event.target.closest("#ot-agreed details")?.querySelector("summary"));
});
document.addEventListener("click", (event) => {
  if (event.detail > 1 && chosen) {
    event.stopPropagation();
    event.preventDefault();
  } else chosen = Boolean(event.target.closest("#ot-agreed .ot-edits button"));
}, true);
const keepFocus = () => {
  if (placeOfFocus < 0 || document.activeElement !== document.body) return;
  (openers()[placeOfFocus] ?? openers().at(-1) ?? document.querySelector("#ot-box textarea"))?.focus({ preventScroll: true });
};
afterDrawing.push(keepFocus);

const nameChips = () => {
  const bar = document.querySelector("#ot-agreed .ot-chips");
  if (!bar) return;
  bar.setAttribute("role", "group");
  named(bar, bar.firstElementChild.textContent.trim());
  for (const menu of bar.querySelectorAll(".ot-edits")) {
    menu.setAttribute("role", "group");
    named(menu, menu.previousElementSibling.textContent.trim());
    for (const field of menu.querySelectorAll("input")) named(field, field.title);
  }
};
afterDrawing.push(nameChips);

document.addEventListener("click", (event) => {
  const button = event.target.closest("#ot-agreed .ot-edits button");
  if (!button) return;
  const fields = button.name === "number" ? [...button.parentElement.querySelectorAll("input")] : [];
  const numbers = fields.map((field) => field.valueAsNumber);
  if (fields.every((field) => field.reportValidity()) && numbers.every(Number.isFinite)) signal("ot-go-on", { do: button.name, key: button.value, numbers });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("#ot-agreed input")) {
    event.target.parentElement.querySelector("button").click();
  }
});
