// What stands in the box outlives a reload, by hand or by a connection that was lost, in this window alone.
const DRAFT = "offtrail-draft";
let draft = sessionStorage.getItem(DRAFT);
const redraft = () => {
  if (!draft || !document.querySelector("#ot-box textarea")) return;
  const words = draft;
  draft = null;
  sessionStorage.removeItem(DRAFT);
  write(words);
};
addEventListener("pagehide", () => {
  const words = document.querySelector("#ot-box textarea")?.value;
  if (words && !leaving) sessionStorage.setItem(DRAFT, words);
});
let leaving = false;
document.addEventListener("submit", (event) => (leaving ||= event.target.method === "post")); // a new talk, or one forgotten
afterDrawing.push(redraft);
