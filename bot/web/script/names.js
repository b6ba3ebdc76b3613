// What screen readers hear. Gradio labels each message with its source, tags and all, and examples in English;
// without the label their text is read. What needs a name gets it in the language of the page.
const named = (element, name) => {
  if (element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name); // else this would never end, see drawn.js
};
const chinese = () => document.querySelector("#ot-top [lang]")?.lang === "zh";
const relabel = () => {
  const wrong = "#ot-chat [data-testid][aria-label], #ot-chat .example[aria-label], #ot-chat .option[aria-label]";
  for (const one of document.querySelectorAll(wrong)) one.removeAttribute("aria-label");
  const names = [
    ["#ot-chat [role=log]", chinese() ? "对话" : "Talk"],
    ["#ot-dial input[type=range]", document.querySelector("#ot-dial label")?.textContent.trim()],
    ["#ot-box textarea", document.querySelector("#ot-box [data-testid=block-info]")?.textContent.trim()],
  ];
  for (const [where, label] of names) {
    const found = document.querySelector(where);
    if (found && label) named(found, label);
  }
  document.querySelector("#ot-chat .examples")?.setAttribute("role", "group"); // of buttons, and no list
  document.querySelector("#ot-box textarea")?.setAttribute("dir", "auto"); // Gradio says "ltr"
};
afterDrawing.push(relabel);

// The language of the page's own words, for screen readers.
const tellLanguage = () => {
  const lang = document.querySelector("#ot-top [lang]")?.lang;
  if (lang && document.documentElement.lang !== lang) document.documentElement.lang = lang;
};
afterDrawing.push(tellLanguage);
