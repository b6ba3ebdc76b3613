// Notices that the connection is lost, and says so to the page by the class "ot-cut".
//
// A stream that breaks is noticed by Gradio, which tries until the server is there and then loads the page anew.
// One that a proxy ends cleanly, or that falls silent, it would wait on for ever: here these break too.
// A page that is left breaks its streams itself: that is no loss to tell of.
const SILENT_MS = 45_000; // the server sends a sign of life every 15 s
let leftAt = 0;
addEventListener("beforeunload", () => (leftAt = Date.now()));
const lost = () => document.documentElement.classList.contains("ot-cut");
const lose = (error) => {
  if (error.name !== "AbortError" && Date.now() - leftAt > 3_000) document.documentElement.classList.add("ot-cut");
};
const fetched = window.fetch;
const breakable = (answer) => {
  const reader = answer.body.getReader();
  const decoder = new TextDecoder();
  let tail = "";
  const next = async (out) => {
    let timer;
    const silence = new Promise((_, fail) => {
      timer = setTimeout(() => fail(new TypeError("the stream fell silent")), SILENT_MS);
    });
    try {
      const { done, value } = await Promise.race([reader.read(), silence]);
      if (done && !tail.includes('"msg":"close_stream"')) throw new TypeError("the stream was cut");
      if (done) return out.close();
      tail = (tail + decoder.decode(value, { stream: true })).slice(-1_000);
      out.enqueue(value);
    } catch (error) {
      lose(error);
      reader.cancel().catch(() => {});
      out.error(error);
    } finally {
      clearTimeout(timer);
    }
  };
  return new Response(new ReadableStream({ pull: next, cancel: (why) => reader.cancel(why) }), answer);
};
window.fetch = async (what, how) => {
  const path = new URL(what.url ?? what, location).pathname;
  if (!path.includes("/queue/")) return fetched(what, how);
  try {
    const answer = await fetched(what, how);
    return path.endsWith("/queue/data") && answer.ok ? breakable(answer) : answer;
  } catch (error) {
    lose(error);
    throw error;
  }
};
