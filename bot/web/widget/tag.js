/* What the script tag asks for, and the bounds of everything. Knows nothing of talks.
 *
 *   <script src="https://HOST/widget.js" async data-key="pk_..." data-lang="auto|en|zh" data-theme="auto|light|dark"
 *           data-position="right|left" data-accent="#0b6"></script>
 *
 * The files of this folder are joined to one closed function by bot/web/embedded.py, which names their order; what
 * one of them declares the others see, the page nothing. A comment stands on lines of its own or behind the code.
 *
 * Whatever a server, a catalogue or a model says is text and becomes text nodes only; the one address taken from
 * it, of a picture, must be on HOST under /media/. Styles are constructed sheets, so that a page may forbid inline
 * scripts and styles. The root is closed, cookies are never sent, the token stays in memory. Of the page's policy
 * it needs: script-src HOST; connect-src HOST; img-src HOST (without it covers are drawn instead of pictures).
 */

const script = document.currentScript;
if (!script || Object.hasOwn(window, "offtrail")) return; // loaded twice: the first one stays

const HOME = new URL(script.src).origin;
const KEY = script.dataset.key || "";
const ID = /^[\w-]{8,64}$/; // of a session
const MOST = {
	turns: 200, cards: 20, chips: 30, edits: 6, replies: 8, notes: 6, facts: 6, why: 6, questions: 5, // shown
	utterance: 4000, text: 20000, title: 160, label: 120, line: 300, about: 600, event: 400000, // characters
};
const START_MS = 10000, CALL_MS = 20000, RENEW_MS = 30000;
const SILENCE_MS = 40000; // the server says something every 15 seconds, if only that it is still there
const WAIT_SECONDS = 30; // a longer pause is left to the person
