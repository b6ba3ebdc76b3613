"""How people greet, thank, chat and ask for help. Data only: knows no rule."""

from __future__ import annotations

import re

from bot.intent.wordings import ALL, REST, YOU, YOU_ARE, any_of

GREETING = any_of(
    r"^\W*(?:(?:oh|ok(?:ay)?|well|um+|so)\W+)?(?:hi+|hello+|hallo+|hullo|h+e+y+a?|hiya|yo|howdy|hola|bonjour|"
    "salut|ciao|greetings|sup|good ?(?:morning|evening|day|afternoon)|top of the morning|morning|evening|"
    r"g'day)(?![\w'-])(?! (?:tea|coffee|mug|read|drink|films?|movies?|books?|light|jude|lock|kitty)\b)(?! "
    r"(?:vietnam|kitty|dolly)\b)(?:,? (?:there|again|offtrail|bot|you|all|everyone|friend|mate|buddy|guys|"
    r"folks|team|dear|partner|to you)\b)*",
)
THANKED = (
    r"(?:thanks+|ta(?= very much|\W*$|,)|thanx|thnx|thx+|tnx|tks|tysm|tyvm|ty|thank ?(?:you|u|ya)|cheers|"
    r"merci(?: beaucoup| bien)?|(?:muchas )?gracias|(?:vielen dank|danke|dank je)(?: sch(?:ö|oe?)n| sehr| wel)?|"
    r"(?:muito )?obrigad[oa]|(?:mille )?grazie(?: mille)?|arigatou?|xie ?xie|spasibo|much (?:appreciated|obliged)|(?:really |very much )?appreciate (?:it|that|"
    "this|(?:your|the) help))"
)
THANKS = any_of(
    # "many thanks for all your help", but no "thank-you card" and nothing that "cheers me up"
    rf"\b(?:no,? )?(?:(?:many|big|and|ok|okay|great|perfect|lovely|ah) ){{0,3}}{THANKED}\b(?![ -]+(?:gifts?|"
    r"presents?|cards?|notes?|if|me|us|up|him|them|people)\b)(?: (?:again|anyway|a (?:lot|bunch|ton|million)|"
    "lots|loads|so (?:very )?much|very much|kindly|everyone|mate|man|buddy|bot|dear|heaps|tho(?:ugh)?))*(?:,? "
    r"for (?:the|your|all|that|this|these|those|helping|being|everything)\b[^.!?,;\n]*)?(?:\s+x+\b(?=\W*$))?",
    # praise of the one who answers
    rf"\b{YOU_ARE} (?:(?:just|so|really|such|truly|absolutely) )*(?:an? )?(?:the best|star|legend|life ?saver|"
    "gem|angel|champ|treasure|amazing|awesome|wonderful|brilliant|(?:very |so )?helpful|great help|big help|a "
    r"dear)\b",
    r"\byou(?:'ve| have) been (?:\w+ )?(?:\w+ )?(?:help(?:ful)?|great|wonderful|amazing|kind)\b",
    r"^\W*(?:that (?:was|is) )?(?:a |very |really |super |such a )*(?:great|big|huge|real)? "
    r"?help(?:ful)?(?=\W*(?:$|,))(?<!help me)(?<!\Whelp)",
    r"\b(?:that|this|it|you)(?:'s| is| was|'s been| has been|'re| are| were)(?: all)? "
    r"(?:(?:very|really|so|super) )*(?:useful|helpful|kind(?: of you)?|(?:nice|sweet|good) of you)(?=\W*$|,)",
    # goodbye
    r"\b(?:good)?bye+\b(?:[ -]bye+)?(?! (?:bye|blues|birdie|lenin|kind|love))(?: for now| then)?",
    r"\b(?:see|c) (?:you|ya|u)\b(?: later| soon| around| next time)?|\bcya\b|\bttyl\b|\btake care\b(?! of)",
    r"\b(?:catch|talk to) (?:you|ya|u) (?:later|soon)\b|^\W*(?:laters?|ta|ciao|adios|tata)\W*$",
    r"\bgood ?night\b(?![ -]+(?:stor|film|movie|book|read|tea|and)\w*)|\b(?:night(?:y)?[ -]night|nighty|g'?night|"
    r"sweet dreams|sleep (?:well|tight))(?=\W*$|[,!.])",
    r"\b(?:(?:and )?have (?:a|an) )(?:(?:very|really) )?(?:nice|good|great|lovely|wonderful) (?:day|one|"
    r"evening|night|weekend|time|week|afternoon)\b",
    # nothing more is wanted
    r"\bi(?:'ve| have) (?:got |had |seen )?(?:enough|plenty)(?: for (?:now|today|tonight))?(?=\W*$)",
    r"\b(?:that|this|it) (?:really |totally |just )?(?:helped|helps)(?: me)?(?: (?:a lot|loads|lots|tons|so "
    r"much|heaps))?(?=\W*$|,)",
    r"\byou rock\b|\bwell done(?: bot| you)?(?=\W*$)|\bciao\b(?= for now|\W*$)",
    r"\b(?:that(?:'s| is|'ll be)|this is|just|exactly)(?: exactly| just)? what i (?:needed|was (?:looking for|"
    r"after))\b",
    r"\b(?:good|great|nice|excellent|well done|amazing) (?:job|work|stuff)(?=\W*$|,)",
    r"\bi(?:'ve| have) (?:got )?(?:all|everything|what) i need(?:ed)?(?=\W*$)",
    r"\bthat(?:'s| is|'ll be| will be| would be) (?:all|it|everything|enough)\b(?: from me| i (?:need|"
    r"want)(?:ed)?)?(?: for (?:now|today|tonight))?(?: then)?(?=\W*$)",
    r"\bthat(?:'ll| will| should) do(?: (?:nicely|fine|it|for now))?(?=\W*$)",
    r"\bi(?:'m|m| am) (?:all set|all good|done(?: here)?|off(?: now)?|good(?: now| thanks)?|sorted)(?=\W*$)",
    r"\b(?:i )?(?:got(?:ta| to)|have to|must) (?:go|run|dash)(?: now)?(?=\W*$)|\buntil next time\b",
)
CHITCHAT = any_of(
    rf"\b(?:how|hw) (?:are|r) (?:{YOU}|things|we)\b(?: (?:doing|feeling|today|tonight|keeping|all|by the way|"
    r"btw|then|anyway|this \w+|bot|mate))*",
    r"\b(?:how|hows|how's|how is)(?:'s| is)? (?:it going|life|your day|everything|things|your (?:morning|"
    r"evening|week))\b(?: (?:going|today|so far|with you))*",
    r"\bwhat(?:'?s| is) (?:up|new)(?=\W*$|[,?!.])|\bwass?up\b|\bwhat(?:'ve| have) you been up to\b",
    # what are you?
    rf"\b(?:are|r) {YOU} (?:(?:an?|the|really|actually|even|just|like|still|some|kind of) )*(?:ro)?(?:bot|"
    "human|real|person|robot|machine|ai|computer|alive|sentient|chatgpt|gpt|llm|single|happy|tired|bored|ok|"
    rf"okay|sad|there|awake|conscious|married|lonely|smart|busy)\b{REST}",
    r"\bam i (?:talking|speaking|chatting|typing) (?:to|with) (?:an? )?(?:ro)?(?:bot|human|person|machine|"
    rf"real|ai|computer){ALL}",
    rf"\b(?:what(?:'?s| is)|do {YOU} have an?) (?:your |ur )?(?:name|hobby|hobbies|job|age|zodiac sign|star "
    rf"sign)\b{REST}",
    r"\bwhat(?:'?s| is) (?:your|ur) (?:own |personal )?fav(?:ou?rite)?s?\b[^.!?\n]*",
    r"\bhow old (?:are|r) (?:you|u)\b",
    r"\bwhat (?:did|are|were) (?:you|u) (?:do|doing|up to)(?: (?:today|yesterday|now|tonight|this weekend|"
    r"last night|later|right now))?(?=\W*$)",
    r"\bhow (?:was|is|were) your (?:weekend|day|night|week|holidays?|christmas|morning|evening)\b",
    rf"\bwho (?:are|r) {YOU}\b|\bwho(?:'s)? (?:made|built|created|programmed|trained|owns) {YOU}\b",
    rf"\bwhere (?:are|r|do) {YOU} (?:from|live)\b|\btell me about yourself\b",
    rf"\bdo {YOU} (?:ever |even |actually |really )*(?:sleep|dream|eat|drink|cry|laugh|get (?:tired|bored|"
    "lonely)|love me|like (?:me|being|your|it here|films|movies|books|tea|coffee|music|people|working)|enjoy "
    "(?:your|being|films|movies|books|this)|know (?:siri|alexa|chatgpt|me)|have (?:feelings|friends|emotions|"
    "a (?:name|family|soul|favou?rite|girlfriend|boyfriend|life)|fun|favou?rites)|watch (?:films|movies|tv)|"
    rf"read books|believe in|think (?:i|about me))\b{ALL}",
    # the one who answers, as a person
    r"^\W*(?:(?:(?:ha)+|lol|so|and|but|hey|ok(?:ay)?|well|oh|ah|wow|cool|nice|by the way|btw|just curious|tell me)\W+)*"
    rf"(?:do|did|have|can|would|will|are) {YOU} (?:(?!(?:have|know|recommend|suggest|find|show|sell|stock|got)\b)[\w']+ )"
    rf"(?:[\w']+ ){{0,4}}?(?:yourself|yourselves|personally|in your (?:free|spare) time|for fun|after work)(?=\W*$|,)",
    rf"\b(?:are|r) {YOU} (?:having|enjoying|getting|feeling|doing) (?:(?:a|an|any|your|the|some) )?(?:(?:good|nice|lovely|bad|great|"
    rf"busy|long) )?(?:day|evening|night|morning|week|weekend|time|fun|ok(?:ay)?|well|good|alright|tired|yourself){REST}"
    r"(?:,? (?:robot|bot|mate|buddy|machine|dear|friend))?(?=\W*$|,)",
    rf"\bwhat do {YOU} think (?:of|about) (?:me|us|my \w+|life|love|humans|people|the world|ai|god|"
    rf"politics)\b{ALL}",
    r"\bwhat(?:'s| is| does) (?:the meaning of )?(?:love|life|friendship|happiness)(?: mean)?(?: to "
    r"you)?(?=\W*$)",
    r"\bwhat (?:makes|made) you (?:happy|sad|laugh|angry|tick)\b|\bwhat(?:'s| is) on your mind\b",
    r"\b(?:tell|know|got|crack|say) (?:me |us )?(?:(?:an?|any|another|some|good|funny|bad|more|dad) "
    rf")*(?:jokes?|something funny about yourself|a fun fact|a riddle)\b{ALL}",
    rf"\b(?:nice|good|pleased|lovely|great) to (?:meet|see|talk to|chat with) {YOU}\b",
    rf"\b{YOU_ARE}(?<!\byou) (?:so |really |very |quite |pretty )?(?:funny|hilarious|sweet|cute|smart|clever|"
    r"nice|kind|charming|weird|silly|fun)(?=\W*$|,)",
    rf"\b(?:can|could|shall|let'?s) (?:we )?(?:just )?(?:chat|talk|be (?:friends|buddies))\b(?! about){REST}",
    r"^\W*(?:say|tell me) something (?:nice|sweet|smart|clever|interesting|random|about yourself)\W*$",
    rf"^\W*sing (?:to|for|with) me\b{REST}|\b(?:talk|chat) (?:to|with) me\b{REST}",
    rf"\bare we (?:friends|good|cool)\b{REST}",
    rf"\bcan {YOU} (?:laugh|sing|dance|feel|cry|think|smell|love|dream|swim|cook)\b{REST}",
    rf"\bi (?:really |kinda |kind of )?(?:like|miss|adore) {YOU}(?=\W*$|,)|\bguess what\b{REST}",
    rf"\b{YOU} (?:sound|look|talk) like (?:my|a|an)\b{REST}|\bkeep me company\b",
    r"\bi(?:'m| am|m) (?:so |really |very |kinda |a bit )*(?:bored|lonely|tired|sad|exhausted|stressed|in "
    r"love|drunk|hungry|hungover)(?: (?:today|tonight|now|here|again|right now|and \w+))*(?=\W*$)",
    rf"\bdo {YOU} (?:want|wanna) (?:to )?(?:be|go|hang|marry)\b{REST}|\b(?:will|would) {YOU} marry me\b",
    rf"\bi love {YOU}(?=\W*$|,)",
    r"\bhappy (?:new year|birthday|holidays|friday|monday|sunday|saturday|easter|halloween)(?=\W*$|[,!.])",
    r"^\W*merry christmas(?=\W*$|[,!.])",
)
HELP = any_of(
    r"^\W*(?:(?:can|could) you )?help(?: me| us)?(?: out)?(?: please| pls)?\W*$",
    r"\bi need (?:some |your )?help(?=\W*$)|\bhow it works\b(?=\W*$)",
    r"\bi(?:'m| am) (?:lost|confused|stuck)(?=\W*$|,)(?:,? what now|,? how do(?:es)? \w+ work|,? what do i "
    "do)?",
    r"\b(?:can|could) you (?:please )?(?:explain|tell me) (?:what|how) you (?:do|work|can do)\b",
    rf"\bis there (?:a|an|any) (?:manual|tutorial|guide|help page|instructions?|faq|documentation)\b{REST}",
    rf"\b(?:are|is) there (?:any )?(?:filters?|commands|settings|options|shortcuts)\b{ALL}",
    rf"\b(?:can|do) you only (?:do|know|have|sell|offer|search|cover)\b{REST}",
    rf"\bi (?:don't|do not) (?:understand|get) (?:how (?:this|it|you)|this (?:thing|site|bot|app))\b{ALL}",
    r"^\W*(?:help|menu|commands|instructions|options|manual|faq)\W*$",
    rf"\bwhat(?: else| all)? (?:can|could|do) (?:{YOU}|this \w+|i|we) (?:actually |really |even |possibly |"
    r"all |exactly |usually )*(?:do|ask|say|type|request|search for|be asked)\b(?! for (?:a|an|the|my|dinner|"
    rf"fun))(?!n'?t){ALL}",
    rf"\bwhat(?:'re| are| r)? {YOU} (?:actually |really |even )*(?:good (?:at|for)|able to do|for|capable of|"
    rf"supposed to do|made for)\b{ALL}",
    r"\bwhat(?:'s| is) (?:your|the) (?:purpose|point of (?:you|this))\b",
    r"\bhow (?:does|do|can|should|would|shall|am|to) (?:i |we |one |you )?(?:(?:actually|best|even|supposed "
    r"to|properly) )*(?:use|work|talk to|tell|let|ask|search|start|filter|phrase|operate)\b(?= (?:you|this|it|"
    rf"here|with|things|something|things|for things|know)|\W*$){ALL}",
    r"\bhow (?:does|do) (?:this|it|that|you|these|everything)(?: (?:thing|bot|site|app|chat|page|all))? "
    r"(?:(?:actually|really|even|all|exactly) )*work\b[^.!?\n]*",
    r"\bwhat (?:(?:kinds?|sorts?|types?) of|kinda|sorta) (?:things|questions|requests|stuff|input|commands) (?:can|could|may|"
    rf"do|should|are)\b{ALL}",
    rf"\bwhat (?:should|am) i (?:supposed to )?(?:say|ask|type|write|tell you)\b{ALL}",
    r"\bwhat(?:'s| is) this(?: (?:thing|site|bot|place|page|app|website|chat))?(?: (?:for|about|all about|"
    r"exactly))?(?=\W*$)",
    r"\bwho is this for\b",
    r"\b(?:show|give) me (?:(?:some|an|a few) )?examples?(?= of (?:what|things|requests|questions)|"
    rf"\W*$){REST}",
    r"\bwhat (?:commands?|features?|options|filters|languages?|things) (?:do|can|are|should|could) (?:you|i|"
    rf"there|we)\b{ALL}",
    r"\b(?:explain|show me|tell me|teach me) (?:how )?(?:to use|how (?:to (?:use|talk to)|do i use|does|do)) "
    rf"(?:you|this|it)\b{REST}",
    rf"\bexamples? of (?:what (?:i|you)|requests|questions)\b{REST}",
    r"\bi(?:'m| am|m)? (?:don'?t|do not|dunno|not sure|no idea|am not sure) (?:know )?(?:what|how) (?:to "
    rf"(?:ask|say|use|type|start|do here)|this (?:works|is)|i can (?:ask|say)|you (?:can do|work)){ALL}",
)
# neither wish nor act: taken out where they fill a sentence or lead one in
IDLE = re.compile(
    r"^(?:\W*\b(?:lol+|lmf?ao+|(?:ha){2,}h?|haha+|hehe+|ha|rofl|wow+|omg|o+h+|a+h+|o+o+h+|hm+|um+|uh+|erm?|"
    "er+|aha|yay|yes+|yeah|yep|yup|no|nope|nah|ok(?:ay)?|k|kk|alright|all right|right|cool|nice|fine|good|"
    "great|sure|perfect|awesome|brilliant|wonderful|excellent|lovely|super|fantastic|amazing|well|so|and|"
    "interesting|fair enough|i see|got it|gotcha|understood|makes sense|noted|wtf|what the (?:fuck|hell|heck)|"
    "damn|dang|seriously|really|honestly|come on|c'?mon|stop(?: it)?|wait|hold on|one sec(?:ond)?|sorry|my "
    "bad|oops|whoops|(?:what a |that'?s a )?(?:pity|shame|bummer)|too bad|oh dear|aw+|just kidding|jk|kidding|never ?mind|nvm|me again|it's me(?: again)?|please|pls|anyway|"
    "anyways|whatever|btw|by the way|god|jesus|christ|gosh|quick (?:one|question)|one more thing|what|huh|eh|"
    "x+|sorry about that|that was rude(?: of me)?|just (?:testing|curious|checking)|no worries|no problem|"
    "(?:let me|let us|let's|(?:i|we)(?:(?:'ll| will)?(?: need to| have to| must)|'ll| will|'d better| should)|gotta) (?:think|sleep|mull|chew)(?: (?:about|on))? (?:it|that|this)"
    "(?: over| through| first| a bit| a little| for a (?:bit|while|moment|second))*|let me (?:think|see)|thinking|bot|you know what|(?:just|only) (?:the "
    r")?(?:one|two|three|[123]|these|this)(?=\W*\?))\b)+\W*$",
    re.IGNORECASE,
)
ACKNOWLEDGED = re.compile(
    r"\b(?:ok(?:ay)?|k|alright|all right|cool|nice|fine|good|great|perfect|awesome|brilliant|wonderful|"
    r"excellent|lovely|super|fantastic|amazing|got it|gotcha|understood|makes sense|noted)\b",
    re.IGNORECASE,
)
# how the person is, or the sky: chatter where nothing else is said
MOODS = any_of(
    r"^\W*(?:(?:so|oh|ugh|well|today|man|sorry)\W+)*(?:i(?:'ve| have)? )?(?:just )?(?:had|having|been) "
    "(?:(?:such|quite) )?(?:an? )(?:(?:very|really|super) )?(?:long|hard|rough|bad|great|good|terrible|lovely|"
    r"awful|exhausting|stressful|busy|tough|crazy) (?:day|week|month|night)\b(?: (?:at work|today|here|"
    r"again))*(?=\W*$|[,;])",
    r"^\W*(?:(?:so|oh|ugh|well)\W+)*it(?:'s| is| has) (?:been )?(?:raining|snowing|pouring|so (?:hot|cold|"
    r"late)|freezing|sunny)\b(?: (?:here|outside|today|all day|again|out|over))*(?=\W*$|[,;])",
    r"^\W*nice weather\b[^.!?,\n]*",
    r"^\W*(?:work|school|today) (?:was|is|has been) (?:so |really |very )?(?:exhausting|tiring|awful|hard|"
    r"long|rough|terrible)\b(?: today)?(?=\W*$|[,;])",
)
NO_THANKS = re.compile(r"\bno,? (?:thanks|thank (?:you|u)|thx|ty)\b", re.IGNORECASE)
