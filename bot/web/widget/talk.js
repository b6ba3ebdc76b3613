/* One turn after the other, as their events come. Knows nothing of the panel around it. */

const talk = { session: "", number: 0, era: 0, asking: null, running: null, restoring: null };

/** One thing said, and room for what comes of it. */
function laid(said) {
	const parts = Object.fromEntries(["found", "words", "hand", "replies", "foot"].map((name) => [name, div(name)]));
	const whole = div("turn", said ? line("said", text(said, MOST.utterance)) : "", ...Object.values(parts));
	return { ...parts, whole };
}

/** The same at the end of the talk; what could be pressed in earlier turns goes. */
function place(said) {
	const parts = laid(said);
	ui.log.querySelectorAll(".replies, .foot").forEach((old) => refill(old));
	ui.log.append(parts.whole);
	while (ui.log.children.length > MOST.turns) ui.log.firstElementChild.remove();
	ui.bottom(true);
	return parts;
}

function showItems(parts, told) {
	const items = list(told.items, MOST.cards).filter((item) => item && (item.id || item.id === 0));
	parts.found.replaceChildren(...texts(told.notes, MOST.notes).map((note) => line("note", note)));
	if (items.length) parts.found.append(row(items));
	return items;
}

function showReplies(parts, told) {
	const made = texts(told.replies, MOST.replies).map((reply) => button("reply", "", () => turn(reply, "chat", { utterance: reply }), reply));
	parts.replies.append(line("question", text(told.text, MOST.line)), ...made);
}

/** Says one thing and shows the answer as it comes; what became of it: answered, stopped, overtaken or failed. */
function turn(said, path, body, before = null) {
	const asked = path + JSON.stringify(body);
	if (talk.asking && talk.asking.asked === asked) return talk.asking.outcome; // pressed once more while it is answered
	const asking = { asked };
	talk.asking = asking;
	asking.outcome = answered(said, path, body, before).finally(() => {
		if (talk.asking === asking) talk.asking = null;
	});
	return asking.outcome;
}

/** What is still running is stopped first. */
async function answered(said, path, body, before) {
	const parts = place(said), era = talk.era;
	parts.words.append(dots());
	ui.busy(true);
	await talk.restoring;
	if (era !== talk.era) return "overtaken"; // by a new talk, or by somebody else's
	const number = ++talk.number;
	if (talk.running && !talk.session) await talk.running.named; // else what was said first would be in no talk
	await halt();
	if (number !== talk.number) {
		parts.words.replaceChildren();
		ended(parts, say.unsent);
		return "overtaken";
	}
	const state = { parts, era, pieces: [], whole: "", ended: "", waiting: false };
	const request = requested(body, before, era);
	const retry = () => {
		refill(parts.whole);
		parts.whole.remove();
		turn(said, path, body, request);
	};
	emit("message", { role: "user", text: said });
	return run(state, path, request, { chat: path === "chat", again: Boolean(before), retry, anew: () => turn(said, path, body) });
}

/** What is sent; said again in the same talk it is the same, so that the server does not do it twice. */
function requested(body, before, era) {
	const session = before && before.body.session;
	if (before && before.era === era && (!session || session === talk.session)) return before;
	const once = Array.from(crypto.getRandomValues(new Uint32Array(4)), (part) => part.toString(36)).join("-");
	return { body: talk.session ? { session: talk.session, ...body } : body, once, era };
}

async function run(state, path, request, asked) {
	const control = new AbortController();
	let finish;
	const over = new Promise((resolve) => (finish = resolve));
	const named = Promise.race([over, new Promise((resolve) => (state.named = resolve))]);
	talk.running = { control, over, named };
	ui.busy(true);
	try {
		if (!talk.session && !asked.chat) throw new Problem("gone"); // the card or statement is of a talk that is
		await stream(path, request, control, (name, told) => take(state, name, told));
		state.ended ||= "stopped"; // a new talk was begun
		if (asked.again && state.ended === "stopped") state.parts.foot.append(button("reply", "", asked.anew, say.again)); // the cut had stopped it
	} catch (error) {
		const mine = control.signal.aborted && control.signal.reason !== "late";
		state.ended = mine ? "stopped" : "failed";
		if (mine) ended(state.parts, say.stopped);
		else failed(state, error, asked);
	} finally {
		paint(state);
		undotted(state);
		if (talk.running.control === control) {
			talk.running = null;
			ui.busy(false);
		}
		if (state.ended !== "failed") emit("message", { role: "bot", text: state.whole });
		finish();
		ui.bottom();
	}
	return state.ended;
}

/** One event of a turn; true after the last. */
function take(state, name, told) {
	if (state.era !== talk.era) return true; // a new talk was begun
	if (ID.test(told.session || "") && told.session !== talk.session) kept((talk.session = told.session));
	if (talk.session) state.named();
	if (name === "picks") {
		const items = showItems(state.parts, told);
		showUnderstood(told.understood);
		if (items.length) emit("recommend", { items: items.map((item) => ({ id: String(item.id), title: text(item.title, MOST.title) })) });
	} else if (name === "text" && typeof told.piece === "string") add(state, told);
	else if (name === "asked") showReplies(state.parts, told);
	else if (name === "error") throw new Problem(kindOf(Number(told.status) || 500, told.type), text(told.detail, MOST.line), 0);
	else if (name === "done") {
		state.ended = told.end === "stopped" ? "stopped" : "answered";
		if (told.understood) showUnderstood(told.understood);
		if (told.hand_over) handOver(state.parts, told.hand_over);
		if (state.ended === "stopped") ended(state.parts, say.stopped);
	}
	ui.bottom();
	return Boolean(state.ended);
}

const cut = (words) => (words.length > MOST.text ? words.slice(0, MOST.text - 1) + "…" : words);

/** A piece of the answer; what is quoted from one source stays together. */
function add(state, told) {
	const source = text(told.source, MOST.line), last = state.pieces.at(-1);
	const whole = cut(state.whole + cut(told.piece)), words = whole.slice(state.whole.length);
	state.whole = whole;
	if (!words || (source && isName(words.trim(), source))) return;
	if (last && last.source === source) last.words += words;
	else state.pieces.push({ source, words });
	if (state.waiting) return;
	state.waiting = true;
	setTimeout(() => paint(state), 40); // not requestAnimationFrame: it sleeps in a tab behind
}

/** "(From: source)", which stands below a quotation anyway. */
const isName = (words, source) => /^[(（].*[)）]$/.test(words) && words.includes(source) && words.length < source.length + 20;

function paint(state) {
	state.waiting = false;
	if (!state.pieces.length) return;
	undotted(state);
	show(state.parts.words, state.pieces);
	ui.bottom();
}

const undotted = ({ parts }) => parts.words.querySelectorAll(".dots").forEach((made) => made.remove());
const ended = (parts, how) => parts.foot.before(line("soft", how));

/** Stops what is being said, and waits until it has. */
async function halt() {
	if (!talk.running) return;
	const { control, over } = talk.running;
	control.abort("stop");
	await over;
}
