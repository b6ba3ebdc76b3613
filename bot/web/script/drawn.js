// Gradio draws anew as it likes: after each change the parts of this script put right what it left undone.
const afterDrawing = []; // functions; what they change themselves is drawing too
new MutationObserver(() => {
  for (const act of afterDrawing) act();
}).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label"] });
