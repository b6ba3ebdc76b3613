/* What the page may call, and the start. Knows nothing of how it is done. */

let ui = null, ready = false, wanted = false, dead = false;

function open() {
	wanted = true;
	if (!ready || (ui.isOpen() && ui.host.isConnected)) return;
	attach();
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

/** Says something in the person's name; what became of it, as turn() says, or absent where the widget is not shown. */
async function send(words) {
	const said = typeof words === "string" ? words.trim() : "";
	if (!said || said.length > MOST.utterance) throw new TypeError(`offtrail.send: needs 1 to ${MOST.utterance} characters, got ${said.length || typeof words}`);
	await starting;
	if (dead) return "absent";
	open();
	return turn(said, "chat", { utterance: said });
}

let named = null; // the last call of identify: it counts, whichever is answered first

/** Whose talk it is: the user's id and the HMAC that the shop's server made of it. True where it is theirs at the end. */
async function identify(user, hmac) {
	const mine = { who: user ? { user: String(user), user_hmac: String(hmac) } : null };
	named = mine;
	mine.over = became(mine);
	for (let last = null; last !== named; ) await (last = named).over;
	return !dead && JSON.stringify(api.who) === JSON.stringify(mine.who);
}

/** Nothing changes before the server has taken it, nor where somebody else was named meanwhile. */
async function became(mine) {
	await starting;
	if (dead) return;
	try {
		const { token, renewAt } = await issued(mine.who);
		if (named !== mine) return;
		Object.assign(api, { who: mine.who, token: Promise.resolve(token), renewAt });
	} catch (error) {
		if (named === mine) warn("identify was refused", error);
		return;
	}
	clear();
	talk.restoring = ui.isOpen() ? restore() : null;
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

/** Not in the body: there a transform would move what is fixed. A page that makes itself anew may have thrown it out. */
const attach = () => ui.host.isConnected || document.documentElement.append(ui.host);

/** Shows the button once the server has let this page in; otherwise nothing is left of it but a warning. */
async function start() {
	try {
		await token();
		if (document.readyState === "loading") await new Promise((go) => document.addEventListener("DOMContentLoaded", go, { once: true }));
		ui = build();
		attach();
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
