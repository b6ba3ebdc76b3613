/* The talk of an earlier page, and an empty one. Knows nothing of how it went. */

const memory = new Map(); // where the page's storage is shut

/** What is kept of this customer, after it was set where something is given; "" for nothing. By itself the session. */
function kept(value, what = "offtrail") {
	const name = what + ":" + KEY + (api.who ? ":" + api.who.user : "");
	if (value !== undefined) memory.set(name, value);
	try {
		if (value) localStorage.setItem(name, value);
		else if (value === "") localStorage.removeItem(name);
		return localStorage.getItem(name) || "";
	} catch {
		return memory.get(name) || "";
	}
}

function forget() {
	talk.session = "";
	kept("");
	showUnderstood([]);
}

/** An empty talk. */
function clear() {
	talk.era++;
	talk.number++;
	talk.asking = null;
	halt();
	talk.session = "";
	judging.length = 0;
	held.clear();
	showUnderstood([]);
	ui.busy(false);
	refill(ui.log, div("turn", line("hello", say.greeting)));
}

/** The talk of an earlier page, once; what is said meanwhile stands below it. One that is gone is forgotten. */
async function restore() {
	clear();
	const number = talk.number, session = kept();
	if (!ID.test(session)) return;
	talk.session = session;
	const wait = div("turn", dots());
	ui.log.append(wait);
	try {
		const told = await within(CALL_MS, async (signal) => (await call("sessions/" + session, { signal })).json());
		if (number !== talk.number) return; // a new talk was begun meanwhile
		list(told.turns, Infinity).slice(1 - MOST.turns).forEach((past, place, all) => wait.before(remembered(past, place === all.length - 1)));
		opine(told.pressed);
		showUnderstood(told.understood);
	} catch (error) {
		if (number !== talk.number) return;
		if (error.kind === "gone" || error.kind === "wrong") return void forget();
		tell(error, null, () => (talk.restoring = restore()));
	} finally {
		wait.remove();
		ui.bottom(true);
	}
}

/** A turn of long ago, with what may be replied to the last; without parts nothing is known of quotations in it. */
function remembered(past, last) {
	const parts = laid(past.utterance);
	showItems(parts, past);
	const state = { pieces: [], whole: "", waiting: true }; // painted at once, below
	const told = Array.isArray(past.parts) && past.parts.length ? past.parts : [past];
	told.forEach((part) => part && typeof part.text === "string" && add(state, { piece: part.text, source: part.source }));
	show(parts.words, state.pieces);
	if (!kept(undefined, HAND)) helped(parts, past.hand_over);
	if (past.end === "stopped") ended(parts, say.stopped);
	if (last && past.question) showReplies(parts, past.question);
	return parts.whole;
}
