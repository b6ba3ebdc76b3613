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

// A question that no article answers. A real shop would open its live chat here, and keep the widget from naming
// whom to ask with event.preventDefault().
document.addEventListener("offtrail:hand-over", (event) => {
  const counter = document.getElementById("counter");
  counter.textContent = `A question for the counter: “${event.detail.questions.join("” “")}”`;
  counter.hidden = false;
});

// Only a demo says so: a real shop just has no button then.
document.addEventListener("offtrail:error", (event) => {
  if (document.querySelector("offtrail-chat")) return;
  const away = document.getElementById("away");
  away.textContent = `The assistant is not here: ${event.detail.detail || event.detail.kind}`;
  away.hidden = false;
});
