/* Offtrail on other people's pages: a button, a chat, cards. Knows the HTTP API alone, nothing of the page it is on.
 *
 *   <script src="https://HOST/widget.js" async data-key="pk_..." data-lang="auto|en|zh" data-theme="auto|light|dark"
 *           data-position="right|left" data-accent="#0b6"></script>
 *
 * Whatever a server, a catalogue or a model says is text and becomes text nodes only; the one address taken from
 * it, of a picture, must be on HOST under /media/. Styles are constructed sheets, so that a page may forbid inline
 * scripts and styles. The root is closed, cookies are never sent, the token stays in memory. Of the page's policy
 * it needs: script-src HOST; connect-src HOST; img-src HOST (without it covers are drawn instead of pictures).
 */
(() => {
"use strict";
const script = document.currentScript;
if (!script || Object.hasOwn(window, "offtrail")) return; // loaded twice: the first one stays

const HOME = new URL(script.src).origin;
const KEY = script.dataset.key || "";
const EVENTS = ["ready", "open", "close", "message", "recommend", "click", "feedback", "error"];
const ID = /^[\w-]{8,64}$/; // of a session
const MOST = {
	turns: 200, cards: 12, chips: 30, replies: 8, notes: 6, facts: 6, why: 6, // shown
	utterance: 4000, text: 20000, title: 160, label: 120, about: 600, event: 400000, // characters
};
const START_MS = 10000, CALL_MS = 20000, SILENCE_MS = 90000, RENEW_MS = 30000;
const BARS = 5;

// --- words

const WORDS = {
	en: {
		name: "Offtrail", open: "Open the chat", close: "Close", fresh: "New talk", send: "Send", stop: "Stop",
		greeting: "Tell me in your own words what you are looking for. I look beyond what everybody knows.",
		ask: "What are you looking for?", understood: "Understood", takeBack: "Take back: ", stopped: "Stopped.",
		like: "I like it", dislike: "Not for me", seen: "I know it already", more: "More like this",
		moreSaid: "More like ", found: "What I found",
		bands: ["well known", "less known", "niche", "hidden"], nobody: "known by nobody yet", one: "known by 1 person", many: "known by {n} people", price: "price ", again: "Try again",
		offline: "You seem to be offline. What you wrote is kept; try again once you are connected.",
		unreachable: "I can't be reached just now. Try again in a moment.",
		down: "Something went wrong on my side. Try again in a moment.",
		cut: "The connection broke off in the middle.", busy: "That was a lot at once. You can try again in {n} s.",
		denied: "This page may not talk to me any more. Reload it, please.", long: "That is too long for me. Say it in a few sentences.",
		gone: "Our earlier talk is gone. Ask again and we start a new one.", wrong: "That could not be done.",
	},
	zh: {
		name: "Offtrail", open: "打开对话", close: "关闭", fresh: "新对话", send: "发送", stop: "停止",
		greeting: "用你自己的话说说想找什么。我会去找大家不常注意到的好东西。",
		ask: "你想找什么？", understood: "已理解", takeBack: "撤回：", stopped: "已停止。",
		like: "喜欢", dislike: "不适合我", seen: "已经知道", more: "找相似的",
		moreSaid: "更多类似：", found: "找到的结果",
		bands: ["广为人知", "较少人知", "小众", "冷门"], nobody: "还没有人知道", one: "1 人知道", many: "{n} 人知道", price: "价格 ", again: "重试",
		offline: "你好像没有联网。你写的内容还在，连上网络后请重试。",
		unreachable: "暂时连接不上，请稍后重试。", down: "我这边出了点问题，请稍后重试。",
		cut: "连接中途断开了。", busy: "一下子太多了，{n} 秒后可以重试。",
		denied: "这个页面已不能与我对话，请刷新页面。", long: "太长了，请用几句话说。",
		gone: "之前的对话已经不在了，再问一次就会开始新的对话。", wrong: "没能完成。",
	},
};
const asked = script.dataset.lang || "auto";
const spoken = asked === "auto" ? document.documentElement.lang || navigator.language || "en" : asked;
const LANG = /^zh\b/i.test(spoken) ? "zh" : "en";
const say = WORDS[LANG];

// --- small things

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

const button = (name, label, onclick, ...children) =>
	el("button", { type: "button", class: name, "aria-label": label || null, onclick }, ...children);

const ICONS = { // paths in a square of 24
	talk: "M4 5h16v11H9l-5 4z", close: "M6 6l12 12M18 6L6 18", fresh: "M12 5v14M5 12h14", send: "M4 12h15M13 6l6 6-6 6",
	stop: "M7 7h10v10H7z", like: "M7 11v9H4v-9zM7 11l4-8c2 0 3 1 2 3l-1 4h7l-2 10H7",
	dislike: "M7 13V4H4v9zM7 13l4 8c2 0 3-1 2-3l-1-4h7L17 4H7", seen: "M5 13l4 4L19 7",
};

const icon = (name) => el("svg", { viewBox: "0 0 24 24", "aria-hidden": "true", class: name }, el("path", { d: ICONS[name] }));
const div = (name, ...children) => el("div", { class: name }, ...children);
const line = (name, ...words) => el("p", { class: name, dir: "auto" }, ...words);

/** Text of anything a server sent: one line, of a bounded length; "" of what is no text. */
function text(value, most = MOST.label) {
	if (typeof value !== "string" && typeof value !== "number") return "";
	const line = String(value).slice(0, 4 * most).replace(/\s+/g, " ").trim();
	return line.length > most ? line.slice(0, most - 1) + "…" : line;
}

const list = (value, most) => (Array.isArray(value) ? value.slice(0, most) : []);
const texts = (value, most) => list(value, most).map((one) => text(one, 300)).filter(Boolean);

const listeners = new Map(EVENTS.map((name) => [name, new Set()]));

/** Tells the page; false where it took the matter in hand (preventDefault). */
function emit(name, detail = {}) {
	for (const listener of listeners.get(name)) {
		try {
			listener(detail);
		} catch (error) {
			console.error("offtrail: a listener of the page failed", error);
		}
	}
	return document.dispatchEvent(new CustomEvent("offtrail:" + name, { detail, cancelable: true }));
}

function warn(what, error) {
	console.warn(`offtrail: ${what} (${error.message})`);
	emit("error", { kind: error.kind || "down", detail: error.detail || "" });
}

// --- what stays over a reload

const memory = new Map(); // where the page's storage is shut

/** The session, after it was set where one is given; "" for none. */
function kept(session) {
	const name = "offtrail:" + KEY + (api.who ? ":" + api.who.user : "");
	if (session !== undefined) memory.set(name, session);
	try {
		if (session !== undefined) localStorage.setItem(name, session);
		return localStorage.getItem(name) || "";
	} catch {
		return memory.get(name) || "";
	}
}

// --- the API

/** What went wrong, by a word of WORDS. */
class Problem extends Error {
	constructor(kind, detail = "", seconds = 0) {
		super(detail || kind);
		Object.assign(this, { kind, detail, seconds });
	}
}

const api = { who: null, token: null, renewAt: 0 };

function kindOf(status) {
	if (status >= 500) return "down";
	return { 401: "denied", 403: "denied", 413: "long", 429: "busy" }[status] || "wrong";
}

async function problemOf(answer) {
	const told = await answer.json().catch(() => ({}));
	const wait = Number(answer.headers.get("Retry-After"));
	const seconds = answer.status === 429 ? Math.min(300, wait > 0 ? Math.ceil(wait) : 5) : 0;
	const kind = String(told?.type).endsWith("session-unknown") ? "gone" : kindOf(answer.status);
	return new Problem(kind, text(told?.detail || told?.title, 300), seconds);
}

/** One request; a Problem for all that is not well but a stop by the person. */
async function reach(path, { method = "GET", body, bearer, accept = "application/json", signal }) {
	const headers = { Accept: accept };
	if (bearer) headers.Authorization = "Bearer " + bearer;
	if (body) headers["Content-Type"] = "application/json";
	const given = { method, headers, body: body && JSON.stringify(body), signal, credentials: "omit", cache: "no-store", redirect: "error" };
	let answer;
	try {
		answer = await fetch(HOME + "/v1/" + path, given);
	} catch (error) {
		if (signal && signal.aborted && signal.reason !== "late") throw error;
		throw new Problem(navigator.onLine ? "unreachable" : "offline");
	}
	if (!answer.ok) throw await problemOf(answer);
	return answer;
}

/** Runs `work` with a signal that ends it after a while. */
async function within(milliseconds, work) {
	const control = new AbortController();
	const timer = setTimeout(() => control.abort("late"), milliseconds);
	try {
		return await work(control.signal);
	} catch (error) {
		throw error instanceof Problem ? error : new Problem("down", String(error));
	} finally {
		clearTimeout(timer);
	}
}

/** The token, a new one where it ends soon or was refused. Those who ask at once share one request. */
function token(refused = null) {
	if (api.token && api.token !== refused && performance.now() < api.renewAt) return api.token;
	const asking = within(START_MS, async (signal) => {
		const answer = await reach("token", { method: "POST", body: { key: KEY, ...api.who }, signal });
		const given = await answer.json();
		const lasts = Number(given.expires_in) * 1000 || 0;
		if (api.token === asking) api.renewAt = performance.now() + Math.max(lasts / 2, lasts - RENEW_MS);
		return String(given.token);
	});
	asking.catch(() => {
		if (api.token === asking) api.token = null;
	});
	api.renewAt = Infinity; // until it is known
	api.token = asking;
	return asking;
}

/** A request with a token; where it is refused, once more with a new one. */
async function call(path, options = {}) {
	const first = token();
	const bearer = await first;
	try {
		return await reach(path, { ...options, bearer });
	} catch (error) {
		if (error.kind !== "denied") throw error;
		return reach(path, { ...options, bearer: await token(first) });
	}
}

/** Posts and reads server-sent events: take(name, data) of each, until it says true. */
async function stream(path, body, control, take) {
	let timer;
	const listen = () => {
		clearTimeout(timer);
		timer = setTimeout(() => control.abort("late"), SILENCE_MS);
	};
	listen();
	try {
		const answer = await call(path, { method: "POST", body, accept: "text/event-stream", signal: control.signal });
		const reader = answer.body.getReader();
		const decoder = new TextDecoder();
		for (let rest = ""; ;) {
			const { done, value } = await reader.read();
			if (done) throw new Problem("cut");
			listen();
			const parts = (rest + decoder.decode(value, { stream: true })).split(/\r?\n\r?\n/);
			rest = parts.pop();
			if (rest.length > MOST.event) throw new Problem("cut");
			if (parts.some((part) => take(...eventOf(part)))) return void reader.cancel().catch(() => {});
		}
	} catch (error) {
		if (error instanceof Problem || (control.signal.aborted && control.signal.reason !== "late")) throw error;
		throw new Problem(navigator.onLine ? "cut" : "offline");
	} finally {
		clearTimeout(timer);
	}
}

function eventOf(part) {
	let name = "message", data = "";
	for (const line of part.split(/\r?\n/)) {
		const [, field, value] = /^(\w+): ?(.*)$/s.exec(line) || [];
		if (field === "event") name = value;
		if (field === "data") data += value;
	}
	try {
		return [name, (data && JSON.parse(data)) || {}];
	} catch {
		throw new Problem("cut");
	}
}

// --- words as nodes

/** Paragraphs and lists of a text: [{ list, lines }]. */
function blocks(whole) {
	const made = [];
	let last = null;
	for (const line of whole.split("\n")) {
		const listed = /^\s*[-*] +/.exec(line);
		if (!line.trim()) last = null;
		else if (last && last.list === Boolean(listed)) last.lines.push(listed ? line.slice(listed[0].length) : line);
		else made.push((last = { list: Boolean(listed), lines: [listed ? line.slice(listed[0].length) : line] }));
	}
	return made;
}

/** **bold** and plain words. */
function inline(line) {
	return line.split(/\*\*(.+?)\*\*/).map((part, place) => (place % 2 ? el("strong", {}, part) : part));
}

/** Shows a text that grows: blocks that stay the same stay the same nodes. */
function show(place, whole) {
	blocks(whole).forEach((block, number) => {
		const same = block.list + block.lines.join("\n"), now = place.children[number];
		if (now && now.told === same) return;
		const made = block.list
			? el("ul", { dir: "auto" }, ...block.lines.map((line) => el("li", {}, ...inline(line))))
			: line("", ...inline(block.lines.join(" ")));
		made.told = same;
		if (now) now.replaceWith(made);
		else place.append(made);
	});
}

// --- cards

const pressed = new Map(); // item id -> opinion

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
	const reasons = texts(why.map((reason) => reason?.text), MOST.why).map((words) => el("span", { dir: "auto" }, words));
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

/** How far off the trail it is, as bars and in words. */
function niche(item) {
	const tail = Math.min(1, Math.max(0, Number(item.niche)));
	if (Number.isNaN(tail)) return "";
	const known = item.known_by, full = Math.min(BARS, 1 + Math.floor(tail * BARS));
	const band = say.bands[tail < 0.2 ? 0 : tail < 0.5 ? 1 : tail < 0.8 ? 2 : 3];
	const people = !Number.isInteger(known) ? "" : known < 1 ? say.nobody : known === 1 ? say.one : say.many.replace("{n}", known.toLocaleString(LANG));
	const bars = Array.from({ length: BARS }, (_, bar) => el("i", { class: bar < full ? "on" : "" }));
	return div("niche", el("span", { class: "meter", "aria-hidden": "true" }, ...bars), el("span", {}, [band, people].filter(Boolean).join(" · ")));
}

function opinions(id, title) {
	const acts = ["like", "dislike", "seen"].map((opinion) => {
		const made = button("act", `${say[opinion]}: ${title}`, () => judge(id, opinion), icon(opinion));
		made.title = say[opinion];
		made.means = [id, opinion];
		return made;
	});
	press(acts);
	const more = button("again", `${say.more}: ${title}`, () => turn(say.moreSaid + title, "more-like", { item: id }), say.more);
	return div("acts", ...acts, more);
}

/** Shows on buttons what is thought of their items. */
function press(acts = ui.log.querySelectorAll(".act")) {
	for (const act of acts) act.setAttribute("aria-pressed", pressed.get(act.means[0]) === act.means[1]);
}

function opine(told) {
	pressed.clear();
	for (const [id, opinion] of Object.entries(told || {})) pressed.set(id, opinion);
	press();
}

/** Presses an opinion, or takes it back; shown at once, and undone where the server did not take it. */
async function judge(id, opinion) {
	const before = pressed.get(id), now = before === opinion ? null : opinion;
	pressed.set(id, now);
	press();
	try {
		const answer = await within(CALL_MS, (signal) => call("feedback", { method: "POST", body: { session: talk.session, item: id, opinion: now }, signal }));
		opine((await answer.json()).pressed);
		emit("feedback", { id, opinion: now });
	} catch (error) {
		pressed.set(id, before);
		press();
		tell(error);
	}
}

function row(items) {
	const cards = el("div", { class: "cards", role: "list", "aria-label": say.found }, ...items.map(card));
	return div("row" + (items.length > 1 ? " many" : ""), cards);
}

// --- the talk

const talk = { session: "", number: 0, running: null, restoring: null };

/** One turn on the page: what was said, cards, words and what is left to press. */
function place(said) {
	const parts = Object.fromEntries(["found", "words", "replies", "foot"].map((name) => [name, div(name)]));
	const whole = div("turn", said ? line("said", text(said, MOST.utterance)) : "", parts.found, parts.words, parts.replies, parts.foot);
	ui.log.querySelectorAll(".replies, .foot").forEach((old) => old.replaceChildren());
	ui.log.append(whole);
	while (ui.log.children.length > MOST.turns) ui.log.firstElementChild.remove();
	ui.bottom(true);
	return { ...parts, whole };
}

function showItems(parts, told) {
	const items = list(told.items, MOST.cards).filter((item) => item && (item.id || item.id === 0));
	parts.found.replaceChildren(...texts(told.notes, MOST.notes).map((note) => line("note", note)));
	if (items.length) parts.found.append(row(items));
	return items;
}

function showUnderstood(chips) {
	const made = list(chips, MOST.chips).filter((chip) => chip && text(chip.label)).map((chip) => button("chip", say.takeBack + text(chip.label), () => turn("✕ " + text(chip.label), "take-back", { key: chip.key }), text(chip.label) + " ✕"));
	ui.chips.replaceChildren(...(made.length ? [el("span", { class: "soft" }, say.understood), ...made] : []));
}

function showReplies(parts, told) {
	parts.replies.append(line("question", text(told.text, 300)), ...texts(told.replies, MOST.replies).map((reply) => button("reply", "", () => turn(reply, "chat", { utterance: reply }), reply)));
}

/** Says one thing and shows the answer as it comes. What is still running is stopped first. */
async function turn(said, path, body) {
	await talk.restoring;
	const number = ++talk.number;
	await halt();
	if (number !== talk.number) return; // another was faster
	const parts = place(said);
	parts.words.append(el("p", { class: "dots", "aria-hidden": "true" }, el("i"), el("i"), el("i")));
	const control = new AbortController();
	let finish;
	talk.running = { control, over: new Promise((resolve) => (finish = resolve)) };
	ui.busy(true);
	emit("message", { role: "user", text: said });
	const state = { parts, whole: "", ended: "", waiting: false };
	try {
		await stream(path, talk.session ? { session: talk.session, ...body } : body, control, (name, told) => take(state, number, name, told));
	} catch (error) {
		failed(state, error, error.kind === "gone" && path !== "chat" ? null : () => (parts.whole.remove(), turn(said, path, body)), control);
	} finally {
		paint(state);
		parts.words.querySelectorAll(".dots").forEach((dots) => dots.remove());
		if (number === talk.number || talk.running?.control === control) {
			talk.running = null;
			ui.busy(false);
		}
		if (state.ended) emit("message", { role: "bot", text: state.whole });
		finish();
		ui.bottom();
	}
}

/** One event of a turn; true after the last. */
function take(state, number, name, told) {
	if (number !== talk.number) return true; // a new talk was begun
	if (ID.test(told.session || "") && told.session !== talk.session) kept((talk.session = told.session));
	if (name === "picks") {
		const items = showItems(state.parts, told);
		showUnderstood(told.understood);
		if (items.length) emit("recommend", { items: items.map((item) => ({ id: String(item.id), title: text(item.title, MOST.title) })) });
	} else if (name === "text" && typeof told.piece === "string") {
		state.whole = cut(state.whole + cut(told.piece));
		later(state);
	} else if (name === "asked") showReplies(state.parts, told);
	else if (name === "error") throw new Problem(kindOf(Number(told.status) || 500), text(told.detail, 300), 0);
	else if (name === "done") {
		state.ended = told.end === "stopped" ? "stopped" : "end";
		if (told.understood) showUnderstood(told.understood);
		if (state.ended === "stopped") stopped(state);
	}
	ui.bottom();
	return Boolean(state.ended);
}

const cut = (words) => (words.length > MOST.text ? words.slice(0, MOST.text - 1) + "…" : words);

function later(state) {
	if (state.waiting) return;
	state.waiting = true;
	setTimeout(() => paint(state), 40); // not requestAnimationFrame: it sleeps in a tab behind
}

function paint(state) {
	state.waiting = false;
	if (!state.whole) return;
	state.parts.words.querySelectorAll(".dots").forEach((dots) => dots.remove());
	show(state.parts.words, state.whole);
	ui.bottom();
}

const stopped = ({ parts }) => parts.whole.append(line("soft", say.stopped));

function failed(state, error, again, control) {
	if (control.signal.aborted && control.signal.reason !== "late") {
		state.ended = "stopped";
		stopped(state);
		return;
	}
	if (error.kind === "gone") forget();
	tell(error, state.parts.foot, again);
}

/** What went wrong, in plain words; with a button where trying again may help. */
function tell(error, place = null, again = null) {
	const kind = error.kind || "down";
	const detail = kind === "wrong" && error.detail ? " " + error.detail : "";
	emit("error", { kind, detail: error.detail || "" });
	const problem = line("problem", say[kind].replace("{n}", error.seconds || 5) + detail);
	const where = place || div("foot");
	if (!place) {
		ui.log.querySelectorAll(".turn > .lone").forEach((old) => old.parentNode.remove());
		ui.log.append(div("turn", where));
		where.classList.add("lone");
	}
	where.append(problem);
	if (again && !["denied", "long"].includes(kind)) {
		const retry = button("reply", "", again, say.again);
		retry.disabled = error.seconds > 0;
		setTimeout(() => (retry.disabled = false), error.seconds * 1000);
		where.append(retry);
	}
	ui.bottom();
}

/** Stops what is being said, and waits until it has. */
async function halt() {
	if (!talk.running) return;
	const { control, over } = talk.running;
	control.abort("stop");
	await over;
}

function forget() {
	talk.session = "";
	kept("");
}

/** An empty talk. */
function clear() {
	talk.number++;
	halt();
	talk.session = "";
	pressed.clear();
	showUnderstood([]);
	ui.busy(false);
	ui.log.replaceChildren(div("turn", line("hello", say.greeting)));
}

/** The talk of an earlier page, once. One that is gone is forgotten. */
async function restore() {
	clear();
	const number = talk.number, session = kept();
	if (!ID.test(session)) return;
	talk.session = session;
	try {
		const told = await within(CALL_MS, async (signal) => (await call("sessions/" + session, { signal })).json());
		if (number !== talk.number) return; // a new talk was begun meanwhile
		opine(told.pressed);
		for (const past of list(told.turns, Infinity).slice(1 - MOST.turns)) {
			const parts = place(past.utterance);
			showItems(parts, past);
			show(parts.words, cut(typeof past.text === "string" ? past.text : ""));
			if (past.end === "stopped") stopped({ parts });
		}
		showUnderstood(told.understood);
		ui.bottom(true);
	} catch (error) {
		if (number !== talk.number) return;
		if (error.kind === "gone" || error.kind === "wrong") return void forget();
		tell(error, null, () => (talk.restoring = restore()));
	}
}

// --- looks

const LOOKS = `
:host{all:initial!important;display:block!important;position:fixed!important;right:0!important;bottom:0!important;
 width:0!important;height:0!important;z-index:2147483000!important;direction:ltr!important}
.all,.all *{box-sizing:border-box}
.all{--bg:#fff;--soft:#f4f3ef;--line:#dfdcd4;--ink:#22201c;--dim:#625d54;--warn:#96380f;--shade:#0003;color-scheme:light;
 font:15px/1.5 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;
 color:var(--ink);text-align:start;-webkit-text-size-adjust:100%}
.all.dark{--bg:#1b1a18;--soft:#272522;--line:#403d38;--ink:#efece6;--dim:#aca598;--warn:#f0a27c;--shade:#000a;color-scheme:dark}
[hidden]{display:none!important}
.top button:hover,.act:hover,.again:hover,.reply:hover{background:var(--soft)}
p,ul{margin:0;padding:0}
p:empty,.why:empty{display:none}
button,textarea{font:inherit;color:inherit;background:none;border:0;margin:0;padding:0;letter-spacing:normal}
button{cursor:pointer}
button:disabled{opacity:.6;cursor:default}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}
svg{width:20px;height:20px;fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round;stroke-linejoin:round;display:block}
svg.stop{fill:currentColor}
.launch,.go,.act,.top button{display:grid;place-items:center}
.launch,.go,.said,button.act[aria-pressed=true]{background:var(--accent);color:var(--on)}
.launch,.go,.dots i{border-radius:50%}
.launch{position:fixed;bottom:20px;right:20px;width:58px;height:58px;box-shadow:0 6px 22px var(--shade);transition:transform .15s}
.launch:hover{transform:scale(1.06)}
.launch svg{width:27px;height:27px}
.left .launch{right:auto;left:20px}
.panel{position:fixed;bottom:92px;right:20px;width:400px;height:min(680px,calc(100dvh - 112px));max-width:calc(100vw - 40px);display:flex;
 flex-direction:column;background:var(--bg);border:1px solid var(--line);border-radius:18px;overflow:hidden;box-shadow:0 18px 56px var(--shade);
 animation:rise .18s ease-out}
.left .panel{right:auto;left:20px}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
.top{display:flex;align-items:center;gap:4px;padding:12px 12px 12px 18px;border-bottom:1px solid var(--line)}
.top h2{flex:1;margin:0;font-size:16px;font-weight:700;letter-spacing:-.01em;display:flex;align-items:center;gap:9px}
.top h2::before{content:"";width:10px;height:10px;border-radius:50%;background:var(--accent)}
.top button{width:36px;height:36px;border-radius:10px;color:var(--dim)}
.log{flex:1;overflow:hidden auto;overscroll-behavior:contain;padding:16px;display:flex;flex-direction:column;gap:18px;scrollbar-width:thin}
.turn{display:flex;flex-direction:column;gap:10px;min-width:0;overflow-wrap:anywhere}
.turn>div:empty{display:none}
.said{align-self:flex-end;max-width:85%;padding:8px 14px;border-radius:16px;border-end-end-radius:5px;white-space:pre-wrap}
.hello{background:var(--soft);padding:10px 14px;border-radius:16px;border-end-start-radius:5px;max-width:92%;align-self:flex-start}
.words{display:flex;flex-direction:column;gap:8px}
.words ul{padding-inline-start:20px}
.dots{display:flex;gap:5px;padding:6px 2px}
.dots i{width:7px;height:7px;background:var(--dim);animation:beat 1.1s infinite}
.dots i:nth-child(2){animation-delay:.15s}.dots i:nth-child(3){animation-delay:.3s}
@keyframes beat{0%,60%,to{opacity:.25}30%{opacity:1}}
.note{background:var(--soft);border-inline-start:3px solid var(--mark);padding:7px 11px;border-radius:6px;font-size:13.5px;margin-bottom:8px}
.row{position:relative;margin:0 -16px}
.cards{display:flex;gap:10px;overflow-x:auto;padding:3px 16px 10px;scroll-snap-type:x proximity;scroll-padding:16px;overscroll-behavior-x:contain;scrollbar-width:thin}
.card{flex:0 0 250px;display:flex;flex-direction:column;border:1px solid var(--line);border-radius:14px;overflow:hidden;scroll-snap-align:start;background:var(--bg)}
.row:not(.many) .card{flex-basis:100%}
.cover{position:relative;height:96px;flex:none;display:flex;align-items:flex-end;padding:8px 12px;font-size:30px;font-weight:800;letter-spacing:-.02em;line-height:1;color:#fffc;overflow:hidden}
.cover img{position:absolute;inset:0;width:100%;height:100%;object-fit:cover}
.body{flex:1;padding:10px 12px 4px;display:flex;flex-direction:column;gap:5px}
.title{font-weight:650;line-height:1.3;text-align:start;border-radius:4px;overflow-wrap:anywhere}
.soft{color:var(--dim);font-size:13px;line-height:1.45}
.niche{display:flex;align-items:center;gap:8px;font-size:12.5px;color:var(--dim);line-height:1.35}
.meter{display:inline-flex;gap:2px;flex:none}
.meter i{width:5px;height:13px;border-radius:2px;background:var(--line)}
.meter i.on{background:var(--mark)}
.why{display:flex;flex-wrap:wrap;gap:4px}
.why span{background:var(--soft);border-radius:999px;padding:1px 9px;font-size:12.5px}
.more{display:flex;flex-direction:column;gap:5px;font-size:13.5px}
.acts{display:flex;align-items:center;gap:2px;padding:4px 8px 8px}
.act{width:34px;height:34px;border-radius:10px;color:var(--dim)}
.act svg{width:18px;height:18px}
.again{margin-inline-start:auto;white-space:nowrap;font-size:13px;font-weight:600;color:var(--mark);padding:6px 6px;border-radius:8px}
.replies,.foot{display:flex;flex-wrap:wrap;gap:8px;align-items:center}
.question,.problem{flex-basis:100%;font-weight:600}
.problem{color:var(--warn)}
.reply{border:1px solid var(--mark);color:var(--mark);border-radius:999px;padding:5px 14px;font-size:14px;max-width:100%;text-align:start}
.chips{display:flex;flex-wrap:wrap;gap:6px;align-items:center;padding:8px 14px 0;max-height:86px;overflow:auto}
.chips:empty{display:none}
.chip{background:var(--soft);border-radius:999px;padding:2px 10px;font-size:13px;border:1px solid var(--line);max-width:100%;overflow-wrap:anywhere;text-align:start}
.chip:hover{border-color:var(--mark)}
.write{display:flex;align-items:flex-end;gap:8px;padding:10px 12px 12px}
.write textarea{flex:1;min-width:0;resize:none;height:42px;max-height:130px;padding:9px 14px;border:1px solid var(--line);border-radius:21px;background:var(--soft);outline-offset:0}
.write textarea::placeholder{color:var(--dim);opacity:1}
.go{width:42px;height:42px;flex:none}
@media (max-width:479px){
 .all.open .launch{display:none}
 .panel,.left .panel{inset:0;width:100vw;max-width:none;height:100dvh;border:0;border-radius:0}
 .write textarea{font-size:16px}
}
@media (prefers-reduced-motion:reduce){*,*::before{animation:none!important;transition:none!important;scroll-behavior:auto!important}}`;

const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).reduce((sum, part, place) =>
	sum + [0.2126, 0.7152, 0.0722][place] * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4), 0);

function contrast(one, other) {
	const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

/** The accent as marks and words: moved towards black or white until it can be read on a surface. */
function readable(accent, surface) {
	const end = light(surface) > 0.5 ? 0 : 255;
	for (let part = 0; part < 1; part += 0.05) {
		const mixed = accent.map((value) => Math.round(value + (end - value) * part));
		if (contrast(mixed, surface) >= 4.6) return mixed;
	}
	return [end, end, end];
}

// --- the panel

const SURFACES = { light: [244, 243, 239], dark: [39, 37, 34] }; // --soft, the one nearer to the accent

/** Builds everything, unseen. */
function build() {
	const narrow = matchMedia("(max-width:479px)"), night = matchMedia("(prefers-color-scheme:dark)");
	const rtl = getComputedStyle(document.documentElement).direction === "rtl" || (document.body && getComputedStyle(document.body).direction === "rtl");
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
		log.setAttribute("aria-busy", String(is)); // a screen reader tells the answer once, when it is whole
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
	for (const name of ["keydown", "keyup"]) panel.addEventListener(name, (event) => event.stopPropagation()); // the page's shortcuts

	/** On a phone the chat is all there is to see, so Tab stays in it. */
	function keepFocus(event) {
		const stops = [...panel.querySelectorAll("button, textarea, [tabindex='0']")].filter((one) => !one.disabled && one.tabIndex >= 0 && one.offsetParent);
		const [first, last] = [stops[0], stops[stops.length - 1]];
		if (root.activeElement !== (event.shiftKey ? first : last)) return;
		event.preventDefault();
		(event.shiftKey ? last : first).focus();
	}

	const modal = () => (narrow.matches ? panel.setAttribute("aria-modal", "true") : panel.removeAttribute("aria-modal"));
	narrow.addEventListener("change", modal);
	night.addEventListener("change", colours);

	function seen(is) {
		if (is) back = document.activeElement === host ? null : document.activeElement;
		panel.hidden = !is;
		all.classList.toggle("open", is);
		launch.setAttribute("aria-expanded", String(is));
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

// --- for the page

let ui = null, ready = false, wanted = false, dead = false;

function open() {
	wanted = true;
	if (!ready || ui.isOpen()) return;
	ui.seen(true);
	talk.restoring ||= restore();
	emit("open");
}

function close() {
	wanted = false;
	if (!ready || !ui.isOpen()) return;
	ui.seen(false);
	emit("close");
}

const toggle = () => ((ready ? ui.isOpen() : wanted) ? close() : open());

function reset() {
	if (!ui) return;
	clear();
	forget();
	talk.restoring = Promise.resolve();
}

/** Says something in the person's name; false where it could not be said. */
async function send(words) {
	const said = typeof words === "string" ? words.trim() : "";
	if (!said || said.length > MOST.utterance) throw new TypeError(`offtrail.send: needs 1 to ${MOST.utterance} characters, got ${said.length || typeof words}`);
	await starting;
	if (dead) return false;
	open();
	turn(said, "chat", { utterance: said });
	return true;
}

/** Whose talk it is: the user's id and the HMAC that the shop's server made of it. False where it was not taken. */
async function identify(user, hmac) {
	await starting;
	if (dead) return false;
	const before = api.who;
	api.who = user ? { user: String(user), user_hmac: String(hmac) } : null;
	api.token = null;
	try {
		await token();
	} catch (error) {
		api.who = before;
		api.token = null;
		warn("identify was refused", error);
		return false;
	}
	clear();
	talk.restoring = ui.isOpen() ? restore() : null;
	return true;
}

function on(name, listener) {
	if (!listeners.has(name) || typeof listener !== "function") throw new TypeError(`offtrail.on: needs one of ${EVENTS.join(", ")} and a function, got ${String(name)}`);
	listeners.get(name).add(listener);
	return () => listeners.get(name).delete(listener);
}

let themed = script.dataset.theme || "auto";
const setTheme = (name) => {
	themed = name;
	if (ui) ui.setTheme(name);
};

// --- start

/** Shows the button once the server has let this page in; otherwise nothing is left of it but a warning. */
async function start() {
	try {
		await token();
		if (document.readyState === "loading") await new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }));
		ui = build();
		document.documentElement.append(ui.host); // not in the body: there a transform would move what is fixed
		ui.setTheme(themed);
		ready = true;
	} catch (error) {
		dead = true;
		if (ui) ui.host.remove();
		warn("not shown on this page", error);
		return;
	}
	emit("ready", { lang: LANG });
	if (wanted) open();
}

const face = { open, close, toggle, send, identify, reset, setTheme, on };
Object.defineProperty(window, "offtrail", { value: Object.freeze(face) });
const starting = start();
})();
