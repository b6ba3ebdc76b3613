/* What the widget says by itself, in both languages. Knows nothing of who says it when. */

const WORDS = {
	en: {
		name: "Offtrail", open: "Open the chat", close: "Close", fresh: "New talk", send: "Send", stop: "Stop",
		greeting: "Tell me in your own words what you are looking for. I look beyond what everybody knows.",
		ask: "What are you looking for?", understood: "Understood", takeBack: "Take back: ", stopped: "Stopped.", unsent: "Not sent.",
		like: "I like it", dislike: "Not for me", seen: "I know it already", more: "More like this",
		moreSaid: "More like ", found: "What I found", price: "price ", again: "Try again",
		bands: ["well known", "less known", "niche", "hidden"],
		nobody: "known by nobody yet", one: "known by 1 person", many: "known by {n} people",
		lost: "I could not find that.", help: ["", " can help."],
		offline: "You seem to be offline. What you wrote is kept, and I go on once you are connected.",
		unreachable: "I can't be reached just now. Try again in a moment.",
		down: "Something went wrong on my side. Try again in a moment.",
		cut: "The connection broke off in the middle.",
		silent: "Nothing has come for a while, so I stopped waiting.",
		busy: "That was a lot at once. You can try again in {n} s.",
		wait: "That was a lot at once. I go on by myself in {n} s.",
		denied: "This page may not talk to me any more. Reload it, please.",
		long: "That is too long for me. Say it in a few sentences.",
		gone: "Our earlier talk is gone. Ask again and we start a new one.",
		full: "This talk has become too long to go on with. A new one begins from here.",
		stale: "That changed meanwhile. This is how it stands now.", wrong: "That could not be done.",
	},
	zh: {
		name: "Offtrail", open: "打开对话", close: "关闭", fresh: "新对话", send: "发送", stop: "停止",
		greeting: "用你自己的话说说想找什么。我会去找大家不常注意到的好东西。",
		ask: "你想找什么？", understood: "已理解", takeBack: "撤回：", stopped: "已停止。", unsent: "未发送。",
		like: "喜欢", dislike: "不适合我", seen: "已经知道", more: "找相似的",
		moreSaid: "更多类似：", found: "找到的结果", price: "价格 ", again: "重试",
		bands: ["广为人知", "较少人知", "小众", "冷门"],
		nobody: "还没有人知道", one: "1 人知道", many: "{n} 人知道",
		lost: "这个我没有找到。", help: ["可以联系：", ""],
		offline: "你好像没有联网。你写的内容还在，连上网络后会自动继续。",
		unreachable: "暂时连接不上，请稍后重试。", down: "我这边出了点问题，请稍后重试。",
		cut: "连接中途断开了。", silent: "好一会儿没有回应，我不再等了。",
		busy: "一下子太多了，{n} 秒后可以重试。", wait: "一下子太多了，{n} 秒后自动继续。",
		denied: "这个页面已不能与我对话，请刷新页面。", long: "太长了，请用几句话说。",
		gone: "之前的对话已经不在了，再问一次就会开始新的对话。",
		full: "这次对话太长，无法继续了。可以从这里开始新的对话。", stale: "这一项已经变了，现在是这样。", wrong: "没能完成。",
	},
};
const asked = script.dataset.lang || "auto";
const spoken = asked === "auto" ? document.documentElement.lang || navigator.language || "en" : asked;
const LANG = /^zh\b/i.test(spoken) ? "zh" : "en";
const say = WORDS[LANG];
