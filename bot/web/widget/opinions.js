/* What the person thinks of items, by buttons. Knows nothing of why they are shown. */

const pressed = new Map(); // item id -> opinion

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

const judging = { queue: Promise.resolve(), waiting: 0 }; // one after the other: what was pressed last holds

/** Presses an opinion, or takes it back; shown at once, and undone where the server did not take it. */
function judge(id, opinion) {
	const before = pressed.get(id), now = before === opinion ? null : opinion, session = talk.session;
	pressed.set(id, now);
	press();
	judging.waiting++;
	judging.queue = judging.queue.then(() => judged(session, id, now, before));
}

async function judged(session, id, now, before) {
	const body = { session, item: id, opinion: now };
	try {
		if (!session) throw new Problem("gone");
		const told = await within(CALL_MS, async (signal) => (await call("feedback", { method: "POST", body, signal })).json());
		if (judging.waiting === 1 && session === talk.session) opine(told.pressed);
		emit("feedback", { id, opinion: now });
	} catch (error) {
		if (session !== talk.session) return; // a new talk was begun
		if (pressed.get(id) === now) pressed.set(id, before);
		press();
		tell(error);
	} finally {
		judging.waiting--;
	}
}
