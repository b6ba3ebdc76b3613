// Menus close as menus do.
const MENU = "#ot-top .ot-menu[open], #ot-agreed details[open]";
const close = (kept) => {
  for (const menu of document.querySelectorAll(MENU)) if (!menu.contains(kept)) menu.open = false;
};
document.addEventListener("click", (event) => close(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  document.activeElement.closest(MENU)?.querySelector("summary").focus();
  close(null);
});
