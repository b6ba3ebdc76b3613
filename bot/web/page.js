// What Gradio leaves undone for keyboards, screen readers and people who read while more is being written.
(() => {
  // After Send, Stop, an example or a quick reply, focus goes back to where the person writes.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("#ot-box button, #ot-chat .example, #ot-chat .option, .ot-redo button, .ot-act.ot-more")) return;
    setTimeout(() => document.querySelector("#ot-box textarea")?.focus({ preventScroll: true }), 60);
  });

  // A new request moves to the top once there is enough below it. From then on nothing moves by itself, except
  // for who has gone down to the end: they stay at the end while it grows.
  let requests = 0;
  let rising = null;
  let following = false;
  let placed = -1; // where this script scrolled to, to tell its own scrolling from the person's
  const talk = () => document.querySelector("#ot-chat .bubble-wrap");
  const scroll = (to) => {
    const box = talk();
    box.scrollTop = to;
    placed = box.scrollTop;
  };
  const settle = () => {
    const rows = document.querySelectorAll("#ot-chat .user-row");
    if (rows.length !== requests) {
      rising = rows[rows.length - 1] ?? null;
      following = false;
    }
    requests = rows.length;
    const box = talk();
    if (box && rising) {
      scroll(box.scrollTop + rising.getBoundingClientRect().top - box.getBoundingClientRect().top - 6);
      if (box.scrollHeight - box.scrollTop - box.clientHeight > 1) rising = null;
    } else if (box && following) scroll(box.scrollHeight);
  };
  document.addEventListener("scroll", (event) => {
    const box = talk();
    if (event.target !== box || Math.abs(box.scrollTop - placed) < 2) return;
    rising = null;
    following = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
  }, true);

  // Gradio labels each message with its source, tags and all; without the label its text is read.
  const unlabel = () => {
    for (const message of document.querySelectorAll("#ot-chat [data-testid][aria-label]")) message.removeAttribute("aria-label");
  };

  // What is agreed: each chip says what pressing it does, in the language of the chips. The last one may vanish under
  // the focus: then it goes to the one before it, and to the box where there is none.
  let chipped = false;
  document.addEventListener("focusin", (event) => {
    chipped = Boolean(event.target.closest("#ot-agreed"));
  });
  document.addEventListener("click", (event) => {
    // The second click of a double click would hit the chip that has taken the place of the first.
    if (event.detail > 1 && event.target.closest("#ot-agreed button")) event.stopPropagation();
  }, true);
  const named = (element, name) => {
    if (element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name); // seen by the observer below
  };
  const name = () => {
    const bar = document.querySelector("#ot-agreed");
    if (!bar) return;
    const label = bar.querySelector(".label").textContent.trim();
    const chips = [...bar.querySelectorAll(".gallery-item")];
    bar.setAttribute("role", "group");
    named(bar, label);
    for (const chip of chips) named(chip, (label.endsWith("：") ? "撤回：" : "Take back: ") + chip.textContent.trim());
    if (chipped && document.activeElement === document.body) {
      (chips[chips.length - 1] ?? document.querySelector("#ot-box textarea"))?.focus({ preventScroll: true });
    }
  };

  // Buttons on cards and under a request. What is pressed stands in #ot-kept, as the server keeps it.
  let signals = 0;
  const signal = (box, told) => {
    const field = document.querySelector(`#${box} textarea, #${box} input`);
    if (!field) return;
    field.value = JSON.stringify({ ...told, at: ++signals }); // the same twice is two signals
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#ot-chat .ot-act, #ot-chat .ot-redo button");
    if (!button) return;
    const item = decodeURIComponent(button.value);
    if (button.name === "more") signal("ot-go-on", { do: "more", item });
    else if (button.name === "again") signal("ot-go-on", { do: "again" });
    else if (button.name === "edit") {
      const box = document.querySelector("#ot-box textarea");
      box.value = button.closest(".ot-redo").previousElementSibling.innerText;
      box.dispatchEvent(new Event("input", { bubbles: true }));
    } else signal("ot-press", { do: button.getAttribute("aria-pressed") === "true" ? "none" : button.name, item });
  });
  const mark = () => {
    const kept = new Map();
    for (const one of document.querySelectorAll("#ot-kept i")) kept.set(one.title, one.className);
    for (const button of document.querySelectorAll("#ot-chat .ot-act:not(.ot-more)")) {
      const pressed = String(kept.get(button.value) === `ot-${button.name}`);
      if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
    }
  };
  // The menu closes as menus do.
  const close = (kept) => {
    const menu = document.querySelector("#ot-top .ot-menu[open]");
    if (menu && !menu.contains(kept)) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    if (document.activeElement.closest("#ot-top .ot-menu")) document.querySelector("#ot-top .ot-menu > summary").focus();
    close(null);
  });

  // The language of the page's own words, for screen readers.
  const tongue = () => {
    const lang = document.querySelector("#ot-top [lang]")?.lang;
    if (lang && document.documentElement.lang !== lang) document.documentElement.lang = lang;
  };

  new MutationObserver(() => {
    unlabel();
    mark();
    tongue();
    name();
    settle();
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label"] });
})();
