/* The button and the chat around the talk, unseen until asked for. Knows nothing of what is said in it. */

/** Builds everything, unseen. */
function build() {
	const narrow = matchMedia("(max-width:479px),(max-width:959px) and (max-height:479px)"), night = matchMedia("(prefers-color-scheme:dark)");
	const rtl = [document.documentElement, document.body].some((one) => one && getComputedStyle(one).direction === "rtl");
	const host = document.createElement("offtrail-chat");
	const root = host.attachShadow({ mode: "closed" });
	const sheets = [new CSSStyleSheet(), new CSSStyleSheet()];
	sheets[0].replaceSync(LOOKS);
	root.adoptedStyleSheets = sheets;

	const log = el("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": say.name, tabindex: "0" });
	const chips = el("div", { class: "chips", role: "group", "aria-label": say.understood });
	const box = el("textarea", { rows: "1", maxlength: String(MOST.utterance), placeholder: say.ask, "aria-label": say.ask, dir: "auto", enterkeyhint: "send" });
	const go = button("go", say.send, () => {
		if (talk.running) halt();
		else submit();
		box.focus();
	});
	const panel = el("div", { class: "panel", role: "dialog", "aria-label": say.name, hidden: true },
		div("top", el("h2", {}, say.name),
			button("", say.fresh, () => (reset(), box.focus()), icon("fresh")), button("", say.close, close, icon("close"))),
		log, chips, div("write", box, go));
	const launch = button("launch", say.open, toggle, icon("talk"));
	launch.setAttribute("aria-expanded", false);
	const all = el("section", { class: "all", "aria-label": say.name, lang: LANG === "zh" ? "zh-CN" : "en", dir: rtl ? "rtl" : "ltr" }, panel, launch);
	all.classList.toggle("left", script.dataset.position === "left");
	root.append(all);

	let theme = "auto", back = null;

	function colours() {
		const dark = theme === "dark" || (theme === "auto" && night.matches);
		all.classList.toggle("dark", dark);
		const accent = rgb(script.dataset.accent || "") || [0, 187, 102];
		const on = contrast(accent, [255, 255, 255]) >= 4.5 ? "#fff" : "#000"; // one of the two always is
		sheets[1].replaceSync(`.all{--accent:rgb(${accent});--on:${on};--mark:rgb(${readable(accent, SURFACES[dark ? "dark" : "light"])})}`);
	}

	/** Numbers of a colour as CSS writes it: only these go into a sheet. */
	function rgb(colour) {
		const probe = el("span");
		probe.style.color = colour;
		if (!probe.style.color) return null;
		all.append(probe);
		const [, ...parts] = /^rgba?\((\d+), (\d+), (\d+)/.exec(getComputedStyle(probe).color) || [];
		probe.remove();
		return parts.length ? parts.map(Number) : null;
	}

	function grow() {
		box.style.height = "auto";
		box.style.height = Math.min(130, box.scrollHeight + 2) + "px";
	}

	function submit() {
		const said = box.value.trim();
		if (!said) return;
		box.value = "";
		grow();
		turn(said, "chat", { utterance: said });
	}

	const busy = (is) => {
		log.setAttribute("aria-busy", is); // a screen reader tells the answer once, when it is whole
		go.setAttribute("aria-label", is ? say.stop : say.send);
		go.replaceChildren(icon(is ? "stop" : "send"));
	};

	box.addEventListener("input", grow);
	box.addEventListener("keydown", (event) => {
		if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return; // an input method is at work
		event.preventDefault();
		submit();
	});
	panel.addEventListener("keydown", (event) => {
		if (event.key === "Escape" && !event.isComposing) close();
		if (event.key === "Tab" && narrow.matches) keepFocus(event);
	});
	for (const name of ["keydown", "keyup", "keypress"]) panel.addEventListener(name, (event) => event.stopPropagation()); // the page's shortcuts

	/** On a phone the chat is all there is to see, so Tab stays in it. */
	function keepFocus(event) {
		const stops = [...panel.querySelectorAll("button, textarea, [tabindex='0']")].filter((one) => !one.disabled && one.tabIndex >= 0 && one.offsetParent);
		const [first, last] = [stops[0], stops[stops.length - 1]];
		if (root.activeElement !== (event.shiftKey ? first : last)) return;
		event.preventDefault();
		(event.shiftKey ? last : first).focus();
	}

	const modal = () => {
		all.classList.toggle("narrow", narrow.matches);
		panel.setAttribute("aria-modal", narrow.matches);
	};
	narrow.addEventListener("change", modal);
	night.addEventListener("change", colours);

	function seen(is) {
		if (is) back = document.activeElement === host ? null : document.activeElement;
		panel.hidden = !is;
		all.classList.toggle("open", is);
		launch.setAttribute("aria-expanded", is);
		launch.setAttribute("aria-label", is ? say.close : say.open);
		launch.replaceChildren(icon(is ? "close" : "talk"));
		if (is) box.focus();
		else if (back && back !== document.body && back.isConnected) back.focus();
		else launch.focus();
		}

	/** Keeps the newest turn in sight from its top, unless the person is reading further up. */
	let pinned = true;
	const top = () => Math.min(log.scrollHeight - log.clientHeight, log.lastElementChild.offsetTop - log.offsetTop - 12);
	log.addEventListener("scroll", () => (pinned = log.scrollTop > top() - 60));
	const bottom = (always = false) => {
		if (always) pinned = true;
		if (pinned) log.scrollTop = top();
	};

	busy(false);
	modal();
	const setTheme = (name) => {
		theme = ["light", "dark"].includes(name) ? name : "auto";
		colours();
	};
	return { host, log, chips, box, busy, bottom, seen, setTheme, isOpen: () => !panel.hidden };
}
