/* What was understood, as chips that can be changed. Knows nothing of what comes of a change. */

function showUnderstood(chips) {
	const made = list(chips, MOST.chips).filter((chip) => chip && text(chip.label)).map(chipOf);
	refill(ui.chips, ...(made.length ? [el("span", { class: "soft" }, say.understood), ...made] : []));
}

/** A statement; it opens where more can be done with it than to take it back. */
function chipOf({ key, label, edits }) {
	const name = text(label), change = (said, how) => turn(said, "edit", { key, ...how });
	const changes = list(edits, MOST.edits).flatMap((edit) => {
		const after = text(edit?.label), numbers = list(edit?.numbers, 2).filter(Number.isFinite);
		if (numbers.length) return numbering(name, numbers, (set, said) => change(said, { change: edit.change, numbers: set }));
		return after ? button("reply", "", () => change("✎ " + after, { change: edit.change }), after) : [];
	});
	const back = (how, ...words) => button(how, say.takeBack + name, () => change("✕ " + name, { change: "take_back" }), ...words);
	if (!changes.length) return back("chip", name + " ✕");
	return el("details", { class: "chip", name: "chip" }, el("summary", { dir: "auto" }, name), div("replies", ...changes, back("reply", "✕ " + name)));
}

/** Boxes for other numbers, sent with Enter or the button. */
function numbering(name, numbers, send) {
	const boxes = numbers.map((value) => el("input", { type: "number", step: "any", value, "aria-label": name }));
	const press = () => {
		const set = boxes.map((box) => box.valueAsNumber);
		if (set.every(Number.isFinite)) send(set, `✎ ${name} → ${set.join(" – ")}`);
	};
	boxes.forEach((box) => box.addEventListener("keydown", (event) => event.key === "Enter" && press()));
	return [...boxes, button("reply", say.send, press, "→")];
}
