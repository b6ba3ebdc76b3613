/* Reads server-sent events. Knows nothing of what they mean. */

/** Posts a turn and reads its server-sent events: take(name, data) of each, until it says true. */
async function stream(path, { body, once }, control, take) {
	let timer;
	const listen = () => {
		clearTimeout(timer);
		timer = setTimeout(() => control.abort("late"), SILENCE_MS);
	};
	listen();
	try {
		const answer = await call(path, { method: "POST", body, once, accept: "text/event-stream", signal: control.signal });
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
		throw new Problem(!navigator.onLine ? "offline" : control.signal.aborted ? "silent" : "cut");
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
