/* What the person thinks of items, by buttons. Knows nothing of why they are shown. */

const held = new Map(); // item id -> opinion, as the server last told
const judging = []; // { id, opinion } pressed and not answered yet, oldest first
let judged = Promise.resolve(); // one after the other: what was pressed last holds

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

const opinionOf = (id) => (judging.filter((one) => one.id === id).at(-1) || { opinion: held.get(id) }).opinion;

/** Shows on buttons what is thought of their items. */
function press(acts = ui.log.querySelectorAll(".act")) {
	for (const act of acts) act.setAttribute("aria-pressed", opinionOf(act.means[0]) === act.means[1]);
}

function opine(told) {
	held.clear();
	for (const [id, opinion] of Object.entries(told || {})) held.set(id, opinion);
	press();
}

/** Presses an opinion, or takes it back; shown at once, and gone again where the server did not take it. */
function judge(id, opinion) {
	const one = { id, opinion: opinionOf(id) === opinion ? null : opinion, session: talk.session };
	judging.push(one);
	press();
	judged = judged.then(() => sent(one));
}

async function sent(one) {
	const { id, opinion, session } = one, body = { session, item: id, opinion };
	let told = null, problem = null;
	try {
		if (!session) throw new Problem("gone");
		told = await within(CALL_MS, async (signal) => (await call("feedback", { method: "POST", body, signal })).json()) || {};
		emit("feedback", { id, opinion });
	} catch (error) {
		problem = error;
	}
	if (!judging.includes(one)) return; // a new talk was begun
	judging.splice(judging.indexOf(one), 1);
	if (told) opine(told.pressed);
	else press();
	if (problem) tell(problem);
}
