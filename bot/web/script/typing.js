// What a person types while their last words are on the way stays: it is not sent with them, nor emptied with them.
const SENDING_MS = 300; // Gradio reads the box a little after it was sent; what is typed until then is held back
const NATIVE = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
let sent = "";
let held = null; // null when nothing is held back
const typingBox = () => document.querySelector("#ot-box textarea");
const release = () => {
  const words = held;
  held = null;
  if (words) write(typingBox().value + words);
};
const sending = () => {
  sent = typingBox()?.value ?? "";
  if (!sent.trim()) return;
  held ??= "";
  setTimeout(release, SENDING_MS);
};
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest("#ot-box")) sending();
}, true);
document.addEventListener("click", (event) => event.target.closest("#ot-box button") && sending(), true);
document.addEventListener("beforeinput", (event) => {
  if (held === null || !event.cancelable || !event.target.closest("#ot-box")) return;
  event.preventDefault();
  held = event.inputType.startsWith("delete") ? held.slice(0, -1) : held + (event.data ?? "");
}, true);
afterDrawing.push(() => {
  const box = typingBox();
  if (!box || Object.hasOwn(box, "value")) return;
  Object.defineProperty(box, "value", {
    configurable: true,
    get: () => NATIVE.get.call(box),
    set: (words) => {
      const now = NATIVE.get.call(box);
      const since = now.startsWith(sent) ? now.slice(sent.length) : now;
      if (words === "") sent = "";
      if (words !== "" || !since) return NATIVE.set.call(box, words);
      NATIVE.set.call(box, since);
      queueMicrotask(() => box.dispatchEvent(new Event("input", { bubbles: true }))); // Gradio took it for empty
    },
  });
});
