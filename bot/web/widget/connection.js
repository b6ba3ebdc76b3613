/* Requests to the API with a token, and what went wrong with them. Knows nothing of talks and of what is shown. */

/** What went wrong, by a word of WORDS. */
class Problem extends Error {
	constructor(kind, detail = "", seconds = 0) {
		super(detail || kind);
		Object.assign(this, { kind, detail, seconds });
	}
}

const api = { who: null, token: null, renewAt: 0 };

/** By the last word of a problem's type, else by its status. */
function kindOf(status, type) {
	const named = { "session-unknown": "gone", "session-full": "full", "still-answering": "busy", "not-agreed": "stale", "not-editable": "stale" }[String(type).split(":").pop()];
	if (named || status >= 500) return named || "down";
	return { 401: "denied", 403: "denied", 413: "long", 429: "busy" }[status] || "wrong";
}

async function problemOf(answer) {
	const told = await answer.json().catch(() => ({}));
	const wait = Number(answer.headers.get("Retry-After"));
	const kind = kindOf(answer.status, told?.type);
	const seconds = kind === "busy" ? Math.min(300, wait > 0 ? Math.ceil(wait) : 5) : 0;
	return new Problem(kind, text(told?.detail || told?.title, MOST.line), seconds);
}

/** One request; a Problem for all that is not well but a stop by the person. */
async function reach(path, { method = "GET", body, bearer, accept = "application/json", once, signal }) {
	const headers = { Accept: accept };
	if (bearer) headers.Authorization = "Bearer " + bearer;
	if (once) headers["Idempotency-Key"] = once;
	if (body) headers["Content-Type"] = "application/json";
	const given = { method, headers, body: body && JSON.stringify(body), signal, credentials: "omit", cache: "no-store", redirect: "error" };
	let answer;
	try {
		answer = await fetch(HOME + "/v1/" + path, given);
	} catch (error) {
		if (signal && signal.aborted && signal.reason !== "late") throw error;
		throw new Problem(!navigator.onLine ? "offline" : signal && signal.aborted ? "silent" : "unreachable");
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

/** A new token for whoever says who it is, and when it is to be renewed. */
const issued = (who) => within(START_MS, async (signal) => {
	const answer = await reach("token", { method: "POST", body: { key: KEY, ...who }, signal });
	const given = await answer.json();
	const lasts = Number(given.expires_in) * 1000 || 0;
	return { token: String(given.token), renewAt: performance.now() + Math.max(lasts / 2, lasts - RENEW_MS) };
});

/** The token, a new one where it ends soon or was refused. Those who ask at once share one request. */
function token(refused = null) {
	if (api.token && api.token !== refused && performance.now() < api.renewAt) return api.token;
	const asking = issued(api.who).then((given) => {
		if (api.token === asking) api.renewAt = given.renewAt;
		return given.token;
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
