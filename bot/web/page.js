// What Gradio leaves undone for keyboards, screen readers and people who read while more is being written.
(() => {
  const LOOK_MS = 1_000;
  const SILENT_MS = 45_000; // the server sends a sign of life every 15 s

  // A stream that breaks is noticed by Gradio, which tries until the server is there and then loads the page anew.
  // One that a proxy ends cleanly, or that falls silent, it would wait on for ever: here these break too.
  // A page that is left breaks its streams itself: that is no loss to tell of.
  let left = 0;
  addEventListener("beforeunload", () => (left = Date.now()));
  const lost = () => document.documentElement.classList.contains("ot-cut");
  const lose = (error) => {
    if (error.name !== "AbortError" && Date.now() - left > 3_000) document.documentElement.classList.add("ot-cut");
  };
  const fetched = window.fetch;
  const heard = (answer) => {
    const reader = answer.body.getReader();
    const decoder = new TextDecoder();
    let tail = "";
    const next = async (out) => {
      let timer;
      const silence = new Promise((_, fail) => {
        timer = setTimeout(() => fail(new TypeError("the stream fell silent")), SILENT_MS);
      });
      try {
        const { done, value } = await Promise.race([reader.read(), silence]);
        if (done && !tail.includes('"msg":"close_stream"')) throw new TypeError("the stream was cut");
        if (done) return out.close();
        tail = (tail + decoder.decode(value, { stream: true })).slice(-1_000);
        out.enqueue(value);
      } catch (error) {
        lose(error);
        reader.cancel().catch(() => {});
        out.error(error);
      } finally {
        clearTimeout(timer);
      }
    };
    return new Response(new ReadableStream({ pull: next, cancel: (why) => reader.cancel(why) }), answer);
  };
  window.fetch = async (what, how) => {
    const path = new URL(what.url ?? what, location).pathname;
    if (!path.includes("/queue/")) return fetched(what, how);
    try {
      const answer = await fetched(what, how);
      return path.endsWith("/queue/data") && answer.ok ? heard(answer) : answer;
    } catch (error) {
      lose(error);
      throw error;
    }
  };

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

  // Gradio labels each message with its source, tags and all, and examples in English; without the label their text
  // is read. What needs a name gets it in the language of the page.
  const named = (element, name) => {
    if (element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name); // seen by the observer below
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

  // What is agreed. Once a chip is changed it may vanish under the focus: then that goes to the one in its place, and
  // to the box where none is left. The second click of a double click would hit what lies under the menu that closed.
  const openers = () => [...document.querySelectorAll("#ot-agreed summary")];
  let place = -1;
  let chosen = false;
  document.addEventListener("focusin", (event) => {
    place = openers().indexOf(event.target.closest("#ot-agreed details")?.querySelector("summary"));
  });
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && chosen) {
      event.stopPropagation();
      event.preventDefault();
    } else chosen = Boolean(event.target.closest("#ot-agreed .ot-edits button"));
  }, true);
  const refocus = () => {
    if (place < 0 || document.activeElement !== document.body) return;
    (openers()[place] ?? openers().at(-1) ?? document.querySelector("#ot-box textarea"))?.focus({ preventScroll: true });
  };
  const name = () => {
    const bar = document.querySelector("#ot-agreed .ot-chips");
    if (!bar) return;
    bar.setAttribute("role", "group");
    named(bar, bar.firstElementChild.textContent.trim());
    for (const menu of bar.querySelectorAll(".ot-edits")) {
      menu.setAttribute("role", "group");
      named(menu, menu.previousElementSibling.textContent.trim());
      for (const field of menu.querySelectorAll("input")) named(field, field.title);
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#ot-agreed .ot-edits button");
    if (!button) return;
    const fields = button.name === "number" ? [...button.parentElement.querySelectorAll("input")] : [];
    const numbers = fields.map((field) => field.valueAsNumber);
    if (fields.every((field) => field.reportValidity()) && numbers.every(Number.isFinite)) signal("ot-go-on", { do: button.name, key: button.value, numbers });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches("#ot-agreed input")) {
      event.target.parentElement.querySelector("button").click();
    }
  });

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
      write(button.closest(".ot-redo").previousElementSibling.innerText);
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
  // Another window may go on with the talk, leave it or forget it: who comes back to this one sees what it is now,
  // and where another window is being told an answer, this one looks until it is whole.
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

  // What stands in the box outlives a reload, by hand or by a connection that was lost, in this window alone.
  const DRAFT = "offtrail-draft";
  const write = (words) => {
    const box = document.querySelector("#ot-box textarea");
    box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  };
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

  // Menus close as menus do.
  const MENU = "#ot-top .ot-menu[open], #ot-agreed details[open]";
  const close = (kept) => {
    for (const menu of document.querySelectorAll(MENU)) if (!menu.contains(kept)) menu.open = false;
  };
  document.addEventListener("click", (event) => close(event.target));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.activeElement.closest(MENU)?.querySelector("summary").focus();
    close(null);
  });

  // The language of the page's own words, for screen readers.
  const tongue = () => {
    const lang = document.querySelector("#ot-top [lang]")?.lang;
    if (lang && document.documentElement.lang !== lang) document.documentElement.lang = lang;
  };

  new MutationObserver(() => {
    relabel();
    mark();
    tongue();
    name();
    refocus();
    settle();
    redraft();
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributeFilter: ["aria-label"] });
})();
