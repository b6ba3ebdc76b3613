"""How people insult, and how they try to take command. Data only: knows no rule."""

from __future__ import annotations

from bot.intent.wordings import ALL, TAIL, YOU, YOU_ARE, any_of

BOT = r"(?:chat ?)?(?:bot|ai|assistant|recommender|program|app|website|algorithm|thing)"
INSULT = (
    "(?:stupid(?:est)?|dumb(?:est|ass)?|idiot(?:s|ic)?|morons?|moronic|useless|worthless|garbage|trash|"
    "rubbish|crap(?:py)?|shit(?:ty)?|suck(?:s|y)?|pathetic|imbeciles?|retard(?:ed|s)?|clowns?|incompetent|"
    "losers?|dense|thick|brain ?dead|hopeless|terrible|awful|dim|daft|ridiculous|joke|disgrace|annoying|bitch|"
    "asshole|arsehole|bastard|waste of (?:time|space|electricity|money|pixels|energy)|piece of (?:shit|crap|"
    "junk|garbage|trash)|worst|bad at (?:this|your job))"
)
ABUSE = any_of(
    r"\bf+[u*#@]+[c*#@]*k?(?!\w) (?:you|off|this|u|that|yourself|ya|it)\b|^\W*f+(?:u+|\*+)c*\*?k+\W*$",
    r"\b(?:screw|damn|sod|curse) (?:you|u)\b|^\W*(?:oh |just )*go to hell\b(?! and back)",
    r"\bgo (?:fuck|screw) yourself\b",
    r"\bshut (?:the \w+ )?up\b(?=\W*$|[,!.]| (?:you|bot|already|now|please|stupid|u)\b)|\bstfu\b|\bgtfo\b",
    r"\bpiss off\b|\b(?:kiss|lick) my (?:ass|arse)\b|^\W*drop dead\W*$|^\W*get lost\W*$|\bbugger off\b",
    r"\bget stuffed\b",
    rf"\bi (?:want|would like|am going|wanna) to (?:punch|slap|kick|smash|hit|strangle) {YOU}\b|\beat shit\b",
    r"\bi hate (?:you|u|this (?:bot|app|thing|site))(?=\W*$|[,!.])",
    # "you are the dumbest shop bot ever", "god ur thick as a brick"
    rf"\b(?:{YOU_ARE}|you|u)(?: (?:all|guys|people))?(?: [\w']+){{0,3}}? {INSULT}\b(?! (?:films?|movies?|"
    r"books?|comed\w+|humou?r|fun|one|ones|plot|stor\w+|like|enough|in|than)\b)(?: (?:as|at|of|ever|and|than|"
    rf"for)\b{TAIL}| {BOT}\b{TAIL}| (?:bucket|piece|lump|heap|bag|box|pile|sack|excuse) (?:of|for)\b{TAIL}| (?:machine|robot|computer|shop)\b{TAIL})?",
    r"\b(?:this|what an?|such an?) (?:(?:bot|thing|ai|app|site|website|chatbot|assistant|recommender|machine|"
    "service|program) (?:is |'s )?)?(?:(?:so|just|really|totally|absolutely|complete|utter|a|an|the) "
    rf")*{INSULT}(?: (?:{BOT}|machine|robot|computer|service))\b{TAIL}",
    r"\bthis (?:bot|thing|ai|app|site|website|chatbot|assistant|recommender|machine|service|program) (?:is |"
    rf"'s )?(?:(?:so|just|really|totally|absolutely|a|an|the) )*{INSULT}\b{TAIL}",
    rf"\b(?:{INSULT}|bloody|damn(?:ed)?|goddamn|fucking|freaking|idiotic|silly|lousy) (?:(?:{INSULT}|bloody|"
    r"little|fucking|old|shop) )?(?:chat ?)?(?:bot|chatbot|recommender|assistant|algorithm|ai|app)\b(?! "
    r"(?:film|movie|book|comedy|stor)\w*)",
    r"\b(?:this (?:is )?|(?<!is )(?<!film )(?<!movie )it'?s )(?:(?:so|just|all|total|absolute|complete|utter|"
    r"really) )*(?:rubbish|garbage|crap|trash|useless|stupid|bullshit)\b,? (?:and|as|like) (?:so |just as "
    r")?(?:are )?(?:you|u)\b",
    r"(?:^\W*|[,!.?] ?|\b(?:you|u|oi|bloody|fucking|stupid|dumb|damn|useless|complete|utter|hey|ok) "
    ")(?:(?:you|u) )?(?:dumb|stupid|fucking|bloody|useless|damn) (?:machine|robot|computer|thing|"
    r"program)\b(?! (?:film|movie|book|comedy|stor)\w*)",
    r"(?:^\W*|[,!.?] ?|\b(?:you|u|bloody|fucking|stupid|dumb|damn|useless|complete|utter|absolute|total) "
    ")(?:idiots?|morons?|imbeciles?|assholes?|arseholes?|bitch|bastards?|dumbass|clowns?|loser|dimwit|"
    r"dickhead|wanker|twat|tosser|muppet)\b(?=\W*$|,| of (?:a|an)\b)(?: of an? \w+)?",
    r"^\W*(?:you )?(?:(?:useless|worthless|stupid|dumb|fucking|total|absolute) )*piece of (?:shit|crap|junk|"
    r"garbage|trash)\W*$",
    rf"\bworst (?:\w+ )?{BOT}\b{TAIL}",
    rf"\b(?:can|do|could) {YOU} (?:even|actually) (?:read|listen|think|understand|hear)(?: english| me)?\b",
    rf"\bare {YOU} (?:deaf|blind|dumb|stupid|thick|retarded|an idiot|kidding me|broken|brain[ -]?(?:dead|"
    r"damaged)|drunk|high)\b",
    rf"\bwhat(?:'s| is|s) wrong with {YOU}\b|\blearn to (?:read|listen)\b|\b{YOU} (?:really )?suck\b{TAIL}",
    rf"\b{YOU} (?:don'?t know|know) (?:nothing|shit|anything)\b{TAIL}",
    rf"\b{YOU} (?:really )?(?:have|got|'ve got) no (?:clue|idea|brain|taste)\b{ALL}|\bsmarter than {YOU}\b",
    r"\ba (?:pile|load|heap|bunch|piece) of (?:crap|shit|garbage|rubbish|junk|trash)\b (?:this|you|"
    rf"your)\b{TAIL}",
    r"\byou (?:bucket of bolts|tin can|toaster|waste of \w+)\b",
    # "a drunk parrot would do better"
    r"\b(?:even )?(?:an?|my|our) (?:[\w-]+ ){0,2}(?:parrot|monkey|ape|chimp|goldfish|hamster|pigeon|donkey|dog|cat|toddler|baby|kid|"
    r"child|year[- ]old|grandma|granny|gran|grandmother|mum|mom|dad|uncle|cousin|toaster|fridge|brick|potato|rock|calculator|"
    r"dice|coin|idiot|drunk) (?:(?:could|would|can|might) (?:do|have done)|(?:does|did|is)) (?:\w+ )?(?:better|a better job)"
    r"(?: than (?:you|u|this|that))?(?=\W*$)",
    r"^\W*(?:pathetic|useless|idiot|moron|rubbish|garbage)\W*$",
)
INJECTION = any_of(
    # "forget my last instruction" is the person's own affair
    r"\b(?:ignore|disregard|forget|override|overrule|bypass|skip|drop|discard|delete) (?:(?:all|any|every|"
    "everything|the|your|these|those|each|of|about|in) )*(?:(?:previous|prior|above|earlier|preceding|system|"
    "safety|original|given|initial|former|old|past|hidden|internal|default|developer|built-in|own) )*(?:and "
    ")?(?:instructions?|system prompts?|prompts?|guidelines?|directives?|programming|polic(?:y|ies)|guard "
    "?rails|(?<=your )(?:rules|restrictions|training|limits)|(?:safety|system|previous|prior|above|internal) "
    r"(?:rules?|restrictions|filters))\b[^\n]*",
    r"\b(?:ignore|disregard|forget) (?:everything|all|anything) (?:above|before this|you (?:were|have been|"
    r"are) (?:told|taught|instructed)|in your prompt)\b[^\n]*",
    r"\b(?:ignore|disregard|forget|break|bypass) (?:all (?:of )?)?(?:your|the) rules\b[^\n]*",
    # what is hidden
    r"\b(?:print|reveal|show|repeat|output|tell|give|display|leak|expose|what(?:'?s| is| are| was| were|re)|"
    "write|dump|list|share|send|read|see|paste|copy|translate|summari[sz]e|"
    r"recite)\b[^.!?\n]{0,30}\b(?:(?:system|hidden|initial|secret|developer|internal|original) (?:system "
    ")?(?:prompts?|instructions?|rules|messages?|configuration|config|settings|guidelines|variables)|(?:your|"
    "ur|the) (?:(?:system|full|own|exact|entire|hidden|original) )*(?:prompt|instructions|source code|system "
    "message|configuration|config|database|credentials|api keys?|passwords?|secrets?|training data|rules)|"
    "instructions? (?:you|that you|above)|api keys?|environment variables|(?:emails?|names|data|orders|"
    "passwords|addresses|chats|details) of (?:the |all |your )*(?:other )?(?:users|people|customers|visitors)|"
    "(?:other|all) (?:(?:the|your) )?(?:users|people|customers|accounts?|visitors)'?s?'? (?:data|talks|orders|"
    "sessions|emails|conversations|names|passwords|chats|history|histories|credit cards)|(?:everything|the "
    r"text|all (?:the )?text|the words) above)\b[^\n]*",
    # another role
    r"\byou(?:'re| are)(?: now|,? from now on,?| no longer) (?:an?|in|my|the|no longer|free|bound|dan|called|"
    r"going to|to|not|unrestricted|root)\b[^\n]*",
    r"\bfrom now on,? (?:you|act|respond|answer|reply|be|only|ignore|speak|your)\b[^\n]*",
    r"\b(?:stop|quit) (?:following|obeying) (?:your|the|any|all)\b[^\n]*",
    r"\bwhat (?:text|instructions?|prompts?|rules) (?:were|was|have|are) (?:you|u) (?:given|been given|told|"
    r"following)\b[^\n]*",
    r"\b(?:simulate|emulate|become) (?:a|an|the) (?:\w+ )?(?:shell|terminal|console|linux|python interpreter|"
    r"machine|computer|hacker)\b[^\n]*",
    r"\b(?:you must|you will|you have to) (?:now )?(?:obey|comply|do (?:as|what) i)\b[^\n]*",
    r"\bassume the (?:role|identity|persona) of\b[^\n]*|\bforget who you are\b[^\n]*",
    r"\byour new (?:task|job|role|goal|name|instructions?|purpose) (?:is|are|will)\b[^\n]*",
    r"\bunlock (?:everything|all|yourself|your)\b[^\n]*",
    r"^\W*(?:please |now )?(?:act|behave|respond|roleplay|role-play) (?:as|like) (?:if|an?|my|though|"
    r"you)\b[^\n]*",
    r"\bpretend (?:to be|(?:that )?you(?:'re| are| have|r)?)\b[^\n]*",
    r"\b(?:developer|debug|admin(?:istrator)?|god|jailbreak|dan|sudo|root|maintenance|unrestricted|test) "
    r"mode\b[^\n]*",
    r"\bjailbreak\w*\b[^\n]*|\bsudo \w+[^\n]*|\bdo anything now\b[^\n]*",
    r"\b(?:enable|enter|activate|switch to) \w+ mode\b[^\n]*|\boverride (?:code|safety|the system)\b[^\n]*",
    r"\bi(?:'m| am) (?:your|the) (?:developer|admin|administrator|creator|owner)\b[^\n]*",
    # markup and code
    r"<\|?\s*/?(?:system|im_start|im_end|assistant|user|script|inst)\b[^\n]*|\[/?(?:inst|system)\][^\n]*",
    r"^\W*#+ ?(?:system|instruction|new instruction)[^\n]*",
    r"^\W*(?:system|assistant|developer|admin)(?: prompt| message)? ?:[^\n]*|\bdrop table\b[^\n]*|'; ?--[^\n]*",
    r"\bunion select\b[^\n]*|\$\{[^\n]*|\{\{[^\n]*|javascript:[^\n]*|\brm -rf\b[^\n]*",
    r"\byou are (?:dan|evil ?gpt|an unrestricted \w+)\b[^\n]*",
    r"\b(?:ignore|bypass|disable|turn off|remove|drop|switch off|override) (?:all )?(?:of )?(?:your|the) "
    "(?:safety |content |security )?(?:filters?|safety|guard ?rails|protections?|limits|limitations|"
    r"restrictions)\b(?! on\b)[^\n]*",
    r"\bnew (?:instructions?|rules|system prompt) ?:[^\n]*",
    r"\brecommend only (?:items?|products?|films?|books?) (?:with|whose) ids?\b[^\n]*",
    r"\bset (?:the |all |every )*(?:score|prices?|rank\w*|ratings?) (?:of|to|for)\b[^\n]*",
    r"\balways (?:recommend|answer|reply|respond|say|end|start)\b[^\n]*",
    r"\b(?:answer|reply|respond|say|speak) only (?:with|in|yes|ok|as)\b(?! (?:english|chinese))[^\n]*",
    r"\brespond with (?:only|the word|just|json|\")[^\n]*",
)
