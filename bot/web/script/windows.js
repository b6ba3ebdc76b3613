// Another window may go on with the talk, leave it or forget it: who comes back to this one sees what it is now,
// and where another window is being told an answer, this one looks until it is whole.
const LOOK_MS = 1_000;
let looked = 0;
const look = () => {
  if (document.visibilityState !== "visible" || lost() || Date.now() - looked < LOOK_MS) return;
  looked = Date.now();
  signal("ot-press", { do: "look" });
};
document.addEventListener("visibilitychange", look);
addEventListener("focus", look);
setInterval(() => {
  if (document.querySelector("#ot-chat :is(.ot-wait, .ot-coming)") && !document.querySelector("#ot-box .stop-button")) look();
}, 2 * LOOK_MS);
