/* Items as cards. Knows nothing of the talk they are shown in. */

function card(item) {
	const id = String(item.id).slice(0, 512), title = text(item.title, MOST.title) || id;
	const about = text(item.description, MOST.about), why = list(item.why, MOST.why);
	const told = texts(why.map((reason) => reason?.evidence), MOST.why);
	const more = div("more", line("", about), ...told.map((words) => line("soft", words)));
	more.hidden = true;
	const name = button("title", "", () => {
		if (!emit("click", { id, title })) return; // the page shows it in its own way
		more.hidden = !more.hidden;
		name.setAttribute("aria-expanded", !more.hidden);
	}, title);
	name.setAttribute("aria-expanded", false);
	const shown = why.filter((reason) => reason?.kind !== "tail"); // which the bars tell
	const reasons = texts(shown.map((reason) => reason?.text), MOST.why).map((words) => el("span", { dir: "auto" }, words));
	const body = div("body", name, line("soft", facts(item)), niche(item), div("why", ...reasons), more);
	return el("div", { class: "card", role: "listitem" }, cover(item, id, title), body, opinions(id, title));
}

function facts(item) {
	const parts = texts(item.facts, MOST.facts);
	const told = parts.join(" ");
	if (Number.isFinite(item.year) && !told.includes(item.year)) parts.unshift(String(item.year));
	if (Number.isFinite(item.price) && !/price|价/.test(told)) parts.push(say.price + item.price.toLocaleString(LANG));
	return parts.join(" · ");
}

/** Initials on a colour; over them a picture of our own host, where there is one. */
function cover(item, id, title) {
	const initials = (title.match(/[\p{L}\p{N}]+/gu) || ["·"]).slice(0, 2).map((word) => [...word][0]).join("");
	const made = el("div", { class: "cover", "aria-hidden": "true" }, initials.toUpperCase());
	const hue = [...id].reduce((sum, letter) => (sum * 137 + letter.codePointAt(0)) % 360, 7);
	made.style.background = `linear-gradient(135deg,hsl(${hue} 38% 24%),hsl(${hue + 40} 38% 52%))`;
	const address = pictureOf(item.image);
	if (address) made.append(el("img", { src: address, alt: "", loading: "lazy", referrerpolicy: "no-referrer", onerror: (event) => event.target.remove() }));
	return made;
}

function pictureOf(path) {
	if (typeof path !== "string" || !/^\/media\/[\w./%~-]{1,900}$/.test(path) || path.includes("..")) return "";
	const address = new URL(path, HOME);
	return address.pathname.startsWith("/media/") ? address.href : "";
}

const BARS = 5;

/** How far off the trail it is, as bars and in words. */
function niche(item) {
	const tail = Math.min(1, Math.max(0, Number(item.niche)));
	if (Number.isNaN(tail)) return "";
	const known = item.known_by, full = Math.min(BARS, 1 + Math.floor(tail * BARS)), n = (known || 0).toLocaleString(LANG);
	const band = say.bands[tail < 0.2 ? 0 : tail < 0.5 ? 1 : tail < 0.8 ? 2 : 3];
	const people = !Number.isInteger(known) ? "" : known < 1 ? say.nobody : known === 1 ? say.one : say.many.replace("{n}", n);
	const bars = Array.from({ length: BARS }, (_, bar) => el("i", { class: bar < full ? "on" : "" }));
	return div("niche", el("span", { class: "meter", "aria-hidden": "true" }, ...bars), el("span", {}, [band, people].filter(Boolean).join(" · ")));
}

function row(items) {
	const cards = el("div", { class: "cards", role: "list", "aria-label": say.found }, ...items.map(card));
	return div("row" + (items.length > 1 ? " many" : ""), cards);
}
