/* Makes elements, and short texts of whatever was sent. Knows nothing of talks; what it is given becomes text, never HTML. */

/** A new element; "onclick" and the like become listeners, null and false leave an attribute out. */
function el(tag, attributes = {}, ...children) {
	const space = /^(svg|path)$/.test(tag) ? "2000/svg" : "1999/xhtml";
	const made = document.createElementNS("http://www.w3.org/" + space, tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
		else if (value !== null && value !== false) made.setAttribute(name, value === true ? "" : value);
	}
	made.append(...children);
	return made;
}

/** A button that takes a double click for one. */
function button(name, label, press, ...children) {
	const onclick = (event) => event.detail < 2 && press();
	return el("button", { type: "button", class: name, "aria-label": label || null, onclick }, ...children);
}

// Paths in a square of 24.
const ICONS = {
	talk: "M4 5h16v11H9l-5 4z", close: "M6 6l12 12M18 6L6 18", fresh: "M12 5v14M5 12h14", send: "M4 12h15M13 6l6 6-6 6",
	stop: "M7 7h10v10H7z", like: "M7 11v9H4v-9zM7 11l4-8c2 0 3 1 2 3l-1 4h7l-2 10H7",
	dislike: "M7 13V4H4v9zM7 13l4 8c2 0 3-1 2-3l-1-4h7L17 4H7", seen: "M5 13l4 4L19 7",
};

const icon = (name) => el("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: name }, el("path", { d: ICONS[name] }));
const div = (name, ...children) => el("div", { class: name }, ...children);
const line = (name, ...words) => el("p", { class: name, dir: "auto" }, ...words);
const dots = () => el("p", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i"));

/** Other children. Where the focus is in the old ones it goes to the talk, else it would be at the page's start. */
function refill(place, ...made) {
	if (place.matches(":focus-within")) ui.log.focus({ preventScroll: true });
	place.replaceChildren(...made);
}

/** Text of anything a server sent: one line, of a bounded length; "" of what is no text. */
function text(value, most = MOST.label) {
	if (typeof value !== "string" && typeof value !== "number") return "";
	const line = String(value).slice(0, 4 * most).replace(/\s+/g, " ").trim();
	return line.length > most ? line.slice(0, most - 1) + "…" : line;
}

const list = (value, most) => (Array.isArray(value) ? value.slice(0, most) : []);
const texts = (value, most) => list(value, most).map((one) => text(one, MOST.line)).filter(Boolean);
