// What a person types while their last words are on the way stays: it is not sent with them, nor emptied with them.
const SENDING_MS = 300; // Gradio reads the box a little after it was sent; it hears only then of what is typed meanwhile
const NATIVE = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value");
let sent = "";
let unheard = 0; // a timer, 0 when Gradio hears what is typed
const typingBox = () => document.querySelector("#ot-box textarea");
const hear = () => {
  clearTimeout(unheard);
  unheard = 0;
  typingBox()?.dispatchEvent(new Event("input", { bubbles: true }));
};
const sending = () => {
  if (unheard) hear();
  sent = typingBox()?.value ?? "";
  if (sent.trim()) unheard = setTimeout(hear, SENDING_MS);
};
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.target.closest("#ot-box")) sending();
}, true);
addEventListener("click", (event) => event.target.closest("#ot-box button") && sending(), true);
addEventListener("input", (event) => {
  if (unheard && event.isTrusted && event.target.closest("#ot-box")) event.stopImmediatePropagation();
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
