/* Questions that no article answers go to people. Knows nothing of who they are but one line. */

const MAIL = /^[\w.+-]{1,64}@[a-z\d-]{1,63}(\.[a-z\d-]{1,63}){1,5}$/i;
const PHONE = /^\+?[\d ()./-]{5,30}$/;

const HAND = "offtrail-hand"; // kept under this name: whether the page took the last question over

/** Says who can help, unless the page takes the matter in hand, with a live chat of its own for example. */
function handOver(parts, told) {
	const questions = texts(told.questions, MOST.questions), contact = text(told.contact, MOST.line);
	if (!questions.length) return;
	const mine = emit("hand-over", { questions, contact, session: talk.session });
	kept(mine ? "" : "page", HAND);
	if (mine) helped(parts, told);
}

function helped(parts, told) {
	const contact = text(told?.contact, MOST.line), [before, after] = say.help;
	if (contact) parts.hand.append(line("lost", say.lost), line("", before, linked(contact), after));
}

/** The contact; a link where it is nothing but a mail address or a phone number. */
function linked(contact) {
	const digits = contact.replace(/[^\d+]/g, "");
	const address = MAIL.test(contact) ? "mailto:" + contact : PHONE.test(contact) && digits.length > 4 ? "tel:" + digits : "";
	return address ? el("a", { href: address }, contact) : contact;
}
