/* Tells the page what happens. Knows nothing of what the page makes of it. */

const EVENTS = ["ready", "open", "close", "message", "recommend", "click", "feedback", "hand-over", "error"];

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
