/* What went wrong, in plain words, and what helps. Knows nothing of the answer that did not come. */

/** A turn failed; what helps is to say it again, in a new talk where the old one is gone or full.

 * A change of what is no longer agreed came from another window: then the talk is read anew. */
function failed({ parts }, error, { chat, again, retry }) {
	if (error.kind === "stale") return void (talk.restoring = restore()).then(() => tell(error));
	const fresh = () => {
		reset();
		if (chat) retry();
	};
	const remedy = error.kind === "full" ? fresh : error.kind === "gone" && !chat ? null : retry;
	tell(error, parts.foot, remedy, again);
}

/** Tells of a problem.

 * Without a place it stands at the end of the talk, once. With something that may help there is a button for it; what
 * is sure to help after a short while, or when the network is back, is done without a press, where it has not been
 * yet (`again`) and nothing else was said meanwhile. */
function tell(error, place = null, remedy = null, again = false) {
	const kind = error.kind || "down", seconds = error.seconds || 0;
	const waits = Boolean(remedy) && kind === "busy" && !again && seconds <= WAIT_SECONDS;
	const detail = kind === "wrong" && error.detail ? " " + error.detail : "";
	if (kind === "gone") forget();
	emit("error", { kind, detail: error.detail || "" });
	const where = place || alone();
	where.append(line("problem", say[waits ? "wait" : kind].replace("{n}", seconds || 5) + detail));
	if (remedy && !["denied", "long"].includes(kind)) where.append(helping(remedy, kind, seconds, waits));
	ui.bottom(!place);
}

function helping(remedy, kind, seconds, waits) {
	const made = button("reply", "", remedy, kind === "full" ? say.fresh : say.again);
	const byItself = () => made.isConnected && remedy();
	made.disabled = seconds > 0;
	setTimeout(() => (waits ? byItself() : (made.disabled = false)), seconds * 1000);
	if (kind === "offline") addEventListener("online", byItself, { once: true });
	return made;
}

function alone() {
	ui.log.querySelectorAll(".turn > .lone").forEach((old) => old.parentNode.remove());
	const where = div("foot lone");
	ui.log.append(div("turn", where));
	return where;
}
