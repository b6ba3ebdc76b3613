// After Send, Stop, an example or a quick reply, focus goes back to where the person writes.
document.addEventListener("click", (event) => {
  if (!event.target.closest("#ot-box button, #ot-chat .example, #ot-chat .option, .ot-redo button, .ot-act.ot-more")) return;
  setTimeout(() => document.querySelector("#ot-box textarea")?.focus({ preventScroll: true }), 60);
});
