// Buttons on cards and under a request. What is pressed stands in #ot-kept, as the server keeps it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("#ot-chat .ot-act, #ot-chat .ot-redo button");
  if (!button) return;
  const item = decodeURIComponent(button.value);
  if (button.name === "more") signal("ot-go-on", { do: "more", item });
  else if (button.name === "again") signal("ot-go-on", { do: "again" });
  else if (button.name === "edit") {
    write(button.closest(".ot-redo").previousElementSibling.innerText);
  } else signal("ot-press", { do: button.getAttribute("aria-pressed") === "true" ? "none" : button.name, item });
});
const markPressed = () => {
  const kept = new Map();
  for (const one of document.querySelectorAll("#ot-kept i")) kept.set(one.title, one.className);
  for (const button of document.querySelectorAll("#ot-chat .ot-act:not(.ot-more)")) {
    const pressed = String(kept.get(button.value) === `ot-${button.name}`);
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
};
afterDrawing.push(markPressed);
