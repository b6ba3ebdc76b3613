// Where the talk is scrolled to.
// A new request moves to the top once there is enough below it. From then on nothing moves by itself, except for who
// has gone down to the end: they stay at the end while it grows.
let requests = 0;
let rising = null;
let following = false;
let placed = -1; // where this script scrolled to, to tell its own scrolling from the person's
const talkBox = () => document.querySelector("#ot-chat .bubble-wrap");
const scrollTalk = (to) => {
  const box = talkBox();
  box.scrollTop = to;
  placed = box.scrollTop;
};
const settle = () => {
  const rows = document.querySelectorAll("#ot-chat .user-row");
  if (rows.length !== requests) {
    rising = rows[rows.length - 1] ?? null;
    following = false;
  }
  requests = rows.length;
  const box = talkBox();
  if (box && rising) {
    scrollTalk(box.scrollTop + rising.getBoundingClientRect().top - box.getBoundingClientRect().top - 6);
    if (box.scrollHeight - box.scrollTop - box.clientHeight > 1) rising = null;
  } else if (box && following) scrollTalk(box.scrollHeight);
};
document.addEventListener("scroll", (event) => {
  const box = talkBox();
  if (event.target !== box || Math.abs(box.scrollTop - placed) < 2) return;
  rising = null;
  following = box.scrollHeight - box.scrollTop - box.clientHeight < 24;
}, true);
afterDrawing.push(settle);
