/* What a shop may do with the widget: say something for its customer, show a product that was clicked on. */
"use strict";

for (const button of document.querySelectorAll("[data-say]")) {
  button.addEventListener("click", () => window.offtrail && window.offtrail.send(button.dataset.say));
}

// A film that stands in front is shown there; of all others the widget shows more itself.
document.addEventListener("offtrail:click", (event) => {
  const product = document.getElementById(event.detail.id);
  if (!product || !product.matches(".shelf li")) return;
  event.preventDefault();
  document.querySelectorAll(".shown").forEach((other) => other.classList.remove("shown"));
  product.classList.add("shown");
  product.scrollIntoView({ block: "center" });
});

// Only a demo says so: a real shop just has no button then.
document.addEventListener("offtrail:error", (event) => {
  if (document.querySelector("offtrail-chat")) return;
  const away = document.getElementById("away");
  away.textContent = `The assistant is not here: ${event.detail.detail || event.detail.kind}`;
  away.hidden = false;
});
