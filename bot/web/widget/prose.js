/* Words as paragraphs, lists and quotations that grow. Knows nothing of where they come from. */

/** Paragraphs and lists of a text: [{ list, lines }]. */
function blocks(whole) {
	const made = [];
	let last = null;
	for (const line of whole.split("\n")) {
		const listed = /^\s*[-*] +/.exec(line);
		if (!line.trim()) last = null;
		else if (last && last.list === Boolean(listed)) last.lines.push(listed ? line.slice(listed[0].length) : line);
		else made.push((last = { list: Boolean(listed), lines: [listed ? line.slice(listed[0].length) : line] }));
	}
	return made;
}

/** **bold** and plain words. */
function inline(line) {
	return line.split(/\*\*(.+?)\*\*/).map((part, place) => (place % 2 ? el("strong", {}, part) : part));
}

/** A paragraph or a list. */
function nodeOf(block) {
	if (block.list) return el("ul", { dir: "auto" }, ...block.lines.map((words) => el("li", {}, ...inline(words))));
	return line("", ...inline(block.lines.join(" ")));
}

/** What somebody else wrote, with the place where it stands. */
function quotation(made, source) {
	const caption = el("figcaption", { class: "soft", dir: "auto" }, source);
	return el("figure", { class: "quote" }, el("blockquote", { dir: "auto" }, ...made), caption);
}

/** Shows pieces that grow, [{ source, words }]; a source of "" is no quotation. What stays the same stays the same node. */
function show(place, pieces) {
	const wanted = pieces.flatMap(({ source, words }) => {
		const made = blocks(words);
		return source && made.length ? [{ source, made }] : made.map((block) => ({ source: "", made: [block] }));
	});
	wanted.forEach(({ source, made }, number) => {
		const same = JSON.stringify([source, made]), now = place.children[number];
		if (now && now.told === same) return;
		const nodes = made.map(nodeOf), shown = source ? quotation(nodes, source) : nodes[0];
		shown.told = same;
		if (now) now.replaceWith(shown);
		else place.append(shown);
	});
}
