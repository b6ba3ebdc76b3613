/* The talk of an earlier page, and an empty one. Knows nothing of how it went. */

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

function forget() {
	talk.session = "";
	kept("");
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
	ui.log.replaceChildren(div("turn", line("hello", say.greeting)));
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
		list(told.turns, Infinity).slice(1 - MOST.turns).forEach((past) => wait.before(remembered(past)));
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

/** A turn of long ago; without parts nothing is known of quotations in it. */
function remembered(past) {
	const parts = laid(past.utterance);
	showItems(parts, past);
	const state = { pieces: [], whole: "", waiting: true }; // painted at once, below
	const told = Array.isArray(past.parts) && past.parts.length ? past.parts : [past];
	told.forEach((part) => part && typeof part.text === "string" && add(state, { piece: part.text, source: part.source }));
	show(parts.words, state.pieces);
	if (past.end === "stopped") ended(parts, say.stopped);
	return parts.whole;
}
