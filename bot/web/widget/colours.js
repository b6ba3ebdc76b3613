/* Colours that can be read on each other. Knows nothing of what is painted with them. */

const light = ([r, g, b]) => [r, g, b].map((part) => part / 255).reduce((sum, part, place) =>
	sum + [0.2126, 0.7152, 0.0722][place] * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4), 0);

function contrast(one, other) {
	const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
	return (high + 0.05) / (low + 0.05);
}

/** The accent as marks and words: moved towards black or white until it can be read on a surface. */
function readable(accent, surface) {
	const end = light(surface) > 0.5 ? 0 : 255;
	for (let part = 0; part < 1; part += 0.05) {
		const mixed = accent.map((value) => Math.round(value + (end - value) * part));
		if (contrast(mixed, surface) >= 4.6) return mixed;
	}
	return [end, end, end];
}

// --- the panel

const SURFACES = { light: [244, 243, 239], dark: [39, 37, 34] }; // --soft, the one nearer to the accent
