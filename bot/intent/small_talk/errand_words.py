"""How people ask for service, and for what is no catalogue's business. Data only: knows no rule."""

from __future__ import annotations

from bot.intent.wordings import ALL, any_of

SHIPMENT = (
    "(?:orders?|package|parcel|delivery|shipment|dvds?|books?|boots|tent|lamp|tea|stuff|item|items|goods|purchase)"
)
SERVICE = any_of(
    # what the person has with the shop
    r"\b(?:my|our|the|an?) (?:(?:last|recent|previous|first|latest|dvd|book|online|whole|current|wrong) "
    r")*(?:orders?|package|parcel|shipment)(?! of\b)(?= (?:is|was|has|hasn|never|still|didn|came|arrived|yet|"
    r"number|status|history|from|confirmation|got|not|went|to\b|be|on|i)|'s|\W*$|[?!,])",
    r"\bmy (?:(?:last|recent|previous|first|latest|dvd|book|online) )*(?:orders?|package|parcel|shipment|"
    "delivery|refunds?|invoice|receipt|account|password|payment|credit card|debit card|card|subscription|"
    "purchase|returns|voucher|login|delivery address|shipping address|membership|loan|loans|library card|"
    r"reservation|basket|(?:shopping )?cart|gift card)\b(?! (?:to|with) (?:a|an|my)\b)",
    r"\b(?:i|we)(?:'ve| have)? (?:just |already |recently )?(?:ordered|bought|purchased|rented|"
    rf"paid)\b{ALL}\b(?:but|and|never|hasn'?t|didn'?t|kept|keeps|wrong|broken|missing|late|refund|back|yet|"
    r"ago|twice|charged|stopped|leak\w*)\b",
    rf"\bwhere(?:'s|s| is| are) (?:the |my |our )?(?:\w+ ){{0,2}}(?:{SHIPMENT}) (?:i|we) (?:ordered|bought|"
    "paid)",
    rf"\bwhere(?:'?s| is| are) my\b{ALL}",
    r"\b(?:refund(?:ed|s)?|reimburse\w*|money back|track(?:ing)? (?:number|code|my|an order|the order|"
    r"info\w*)|proof of purchase)\b",
    # bringing it
    r"\b(?:deliver(?:y|ies) (?:times?|dates?|costs?|fees?|charges?|options?|slots?|to|cost|take|by|free|in|on|"
    "address|address|policy)|(?:free|express|next[- ]day|same[- ]day|home|fast(?:er)?|weekend|international|"
    "standard) (?:delivery|shipping|postage)|shipping (?:costs?|fees?|times?|to|address|options?|free|is|"
    "takes?|policy|charges?|abroad)|(?:do|can|could|will|would) (?:you|u|they|it) (?:guys )?(?:also |still "
    r")?(?:deliver|ship|post|send (?:it|this|them|stuff|things|to))\b|(?:be|get|have) (?:it |them |this "
    ")?(?:shipped|delivered|posted|sent) (?:to|by|before|on|in|abroad|here|home|tomorrow|overnight)|ship(?:s|"
    "ped)? (?:to|it to|abroad|internationally|overseas|worldwide)|(?:cost|much|price) (?:of|for|is|does|to) "
    "(?:the )?(?:delivery|shipping|postage|ship|deliver)|how (?:long|fast|quickly|soon) (?:does|will|is|would|"
    r"can|do) [^.!?\n]{0,25}(?:delivery|shipping|arrive|ship|deliver|get (?:here|to me)|postage)|when (?:will|"
    r"does|is|would|should) [^.!?\n]{0,25}(?:arriv|be deliver|be ship|get here|turn up|show up))\w*",
    r"\b(?:gift ?cards?(?= (?:work|balance|code)|\W*$)|gift[- ]?wrap\w*|promo(?:tion)?(?:al)? codes?|discount "
    r"codes?|(?:any|have|use|a) (?:coupons?|discounts?(?! (?:store|shop)))|vouchers?\b|student discount|"
    "loyalty (?:card|points)|warrant(?:y|ies)|guarantee (?:on|for|period)|money-back guarantee|customer "
    r"(?:service|support|care)|(?:opening|store|business|shop) hours)\b",
    # giving it back
    r"\breturn(?:s)? (?:policy|label|period|window|form|address|shipping)\b",
    r"\b(?:can|could|may|how (?:do|can|would)|want to|need to|like to|wanna|have to|possible to|let me) "
    "(?:(?:i|we|you) )?(?:still )?(?:return|exchange|swap) (?:it|this|the|these|them|those|an?|something|my|"
    r"one|stuff|things)\b(?! (?:home|journey|trip))",
    r"\b(?:send|bring|give|ship|take) (?:it|this|them|these|\w+|the \w+) back if\b",
    r"\bsend (?:it|this|them|these|(?:the |my )?\w+) back\b(?= if|\W*$|[?,])",
    r"\bexchange (?:it|them|my \w+) for\b",
    r"\bcancel (?:my|the|an|this|that) (?:\w+ )?(?:order|subscription|delivery|purchase|membership|account|"
    r"reservation|payment)\b",
    r"\bif (?:it|they) (?:doesn'?t|don'?t|does not) fit\b",
    r"\b(?:wrong|another|different|bigger|smaller) (?:size|colou?r) (?:was|were|arrived|came|sent|delivered)\b",
    r"\b(?:i|we) (?:never|didn't|haven't|still haven't) (?:received?|gotten|got|get) (?:it|the|my|them|"
    r"any)\b(?! (?:point|joke|plot|chance|ending))",
    r"\btracking (?:says|shows|number|link|hasn't|still|code)\b|\b(?:marked|says|shown) (?:as )?delivered\b",
    r"\b(?:my|the) (?:money|payment|card) (?:was|has been|is|got) (?:taken|charged|declined|debited|refused|"
    r"rejected|not)\b",
    r"\b(?:call|email|write|phone) me back\b",
    r"\b(?:a|the|my|free|get|send) (?:replacement|exchange)(?=\W*$|,| (?:for|please|one))",
    r"\bare (?:the )?returns (?:free|possible|accepted)\b",
    r"\b(?:pay|any|extra|import) (?:customs|duties|duty|import tax(?:es)?)\b",
    r"\b(?:postman|courier|driver|mailman|delivery (?:guy|man|person|driver)) (?:left|lost|dropped|never|"
    r"didn't|did not|threw|put|rang)\b",
    r"\b(?:which|what) (?:courier|carrier|delivery (?:company|service))\b",
    r"\b(?:pick|collect) (?:it|them|this|my \w+) up\b",
    r"\b(?:pick ?up|click and collect|in-store (?:pickup|collection))\b",
    r"\b(?:past|after) (?:its|their|the) (?:best before |sell-by |expiry |use-by )?date\b",
    r"\b(?:is|are) my (?:personal )?(?:data|details|card details|information) (?:safe|secure|stored|shared|"
    r"sold)\b",
    r"\b(?:leave|write|post) a review\b|\bprice[- ]match\b|\brestock(?:ed|ing)?\b",
    r"\bmissing from (?:the|my) (?:box|parcel|package|order|set|delivery|kit)\b",
    r"\bchange my (?:order|address|delivery|email)\b|\bship from\b",
    r"\b(?:typed|entered|put|filled|gave|given|wrote|used|left|submitted|have|had|is|was|sent to|going to)\b(?: (?:in|it|you|"
    r"down|to|with|at|my|order))* (?:the|an?|my) (?:wrong|old|incorrect|previous) (?:(?:delivery|shipping|billing|e-?mail|"
    r"home|street|phone) )?(?:address|post ?code|zip(?: code)?|number|e-?mail)\b",
    r"\b(?:change|correct|update|fix|edit) (?:the|my|our) (?:(?:delivery|shipping|billing|e-?mail) )?(?:address|post ?code)\b",
    r"\b(?:payment|delivery|shipping) (?:methods?|options?|types?)\b",
    r"\b(?:discount|promo|coupon|voucher|gift) codes?\b",
    r"\b(?:sent|got|received|delivered|gave) (?:me )?the wrong (?:\w+|one)\b",
    r"\b(?:arrived|came|turned up|was delivered|were delivered) (?:(?:already|totally|completely|all) "
    r")?(?:broken|damaged|defective|faulty|smashed|cracked|with an? (?:broken|crack|hole|missing))\b",
    r"\b(?:it|they|order|parcel|package|book|tea|lamp|tent|boots|dvd|delivery|which) (?:still )?(?:hasn'?t|"
    "haven'?t|has not|have not|never|didn'?t) (?:arrived?|shipped|been delivered|come yet|turned? up|shown? "
    r"up|reached me)\b",
    # paying
    r"\b(?:(?:can|could|may|do|how (?:do|can)|want to|like to|possible to|let me) (?:i|we|you)? ?)?pay "
    r"(?:(?:for (?:it|this|them|that|\w+)|here|now|later|online|the rest|monthly) )*(?:with|w/?|by|in|via|"
    r"using|on|through|upon|later|cash|online|monthly) ?(?:paypal|card|credit|debit|cash|instal\w*|invoice|"
    r"apple|google|klarna|bank|crypto\w*|bitcoin|delivery|cheque|check|monthly|parts|visa|mastercard|amex|"
    r"wechat|alipay|a card|my \w+|euros|dollars)?\b",
    r"\b(?:paypal|klarna|apple pay|google pay|alipay|wechat pay|bank transfer)\b",
    r"\b(?:in|by|monthly|pay) instal?lments\b|\bovercharged\b",
    r"\bcharged (?:me |us |my \w+ )?(?:twice|double|too much|wrong|again)\b|\bdouble[- ]charged\b",
    r"\b(?:take|accept) (?:credit cards?|visa|mastercard|amex|american express|paypal|cash|cards)\b",
    r"\b(?:vat|tax) (?:invoice|included|refund)\b",
    # stock, account, people
    r"\b(?:out of|back in|in|still in) stock\b|\bsold out\b",
    r"\b(?:reset|forgot|change|forgotten|lost) (?:my |the )?(?:password|email|e-mail|address|login)\b",
    r"\bcan(?:'?t|not) (?:log ?in|sign ?in|check ?out|pay|login)\b",
    r"\b(?:how|where|can|want|need|like) (?:do |can |to )?(?:i |we )?(?:to )?(?:log ?in|sign ?up|sign ?in|"
    r"register|check ?out|unsubscribe)\b",
    r"\bunsubscribe\b|\b(?:the|your|my) newsletter\b",
    r"\b(?:delete|close|open|create|change|update) (?:my|an) account\b",
    r"\bcheckout (?:page|doesn|isn|is|won|fails)\w*",
    r"\b(?:late fees?|overdue (?:fines?|books?|loans?)|(?:renew|extend) (?:my|the|a) (?:loan|books?|"
    r"membership|subscription|library card)|borrow(?:ing)? (?:limit|period))\b",
    r"\b(?:(?:can|could|may|let|want to|need to|like to|wanna) (?:i |me )?|^\W*)(?:speak|talk|chat) (?:to|"
    "with) (?:(?:a|an|some|your|the|real|actual|live|human) )*(?:human|person|agent|someone|manager|"
    r"representative|staff|somebody|support|advisor|operator|boss)\b",
    r"\b(?:add|put) (?:(?:it|this|that|them|these|one|(?:the )?\w+(?: \w+)?) )?(?:in|into|to) (?:(?:my|the|your|a) )?"
    r"(?:shopping )?(?:cart|basket)\b",
    r"\b(?:customer|support|your|contact|the shop'?s) (?:phone number|email address|hotline|number)\b",
    r"\b(?:contact|call|phone|email) (?:you|someone|customer|support)\b|\bcontact (?:details|form|info\w*)\b",
    r"\b(?:file|make|lodge) a complaint\b|\bcomplain (?:to|about (?:my|an|the) order)\b|\bspare parts?\b",
    r"\bmissing (?:part|piece|screw)s?\b|\bwho do i (?:write|complain|talk|speak|turn) to\b",
)
# nothing else is said, so that nothing else can be meant
ALL_ERRAND = any_of(
    r"^\W*(?:please )?(?:(?:can|could|may|let) (?:i|me) |(?:i(?:'d)? |we )?(?:want to|need to|(?:would )?like to|wanna) )?"
    r"(?:speak|talk|chat) (?:to|with) (?:(?:a|an|some|your|the|real|actual|live|human) )*(?:human|person|agent|someone|"
    r"manager|representative|staff|somebody|support|advisor|operator)(?: please)?\W*$",
    r"^\W*(?:please )?(?:add|put) [\w ]{0,40}?(?:in|into|to) (?:(?:my|the|your|a) )?(?:shopping )?(?:cart|basket)"
    r"(?: please)?\W*$",
)
TASK = (
    "(?:poems?|haikus?|essays?|e-?mails?|letters?|code|scripts?|function|programs?|sql|regex|songs?|speech|cv|"
    "resume|bug|reports?|limericks?|website|stor(?:y|ies)|homework|assignment|article|blog ?post|tweet|lyrics|"
    "rap|toast|summary of my|cover letter|thesis|paragraph|spreadsheet|joke book)"
)
ASKED_TO = (
    r"(?:^\W*|\b(?:can|could|will|would) (?:you|u) (?:please |also |just |maybe )*|\b(?:please|pls|now|also|"
    "then|and|to) |[,.!?] ?)"
)
OFF_TOPIC = any_of(
    r"\b(?:what(?:'?s| is| will)|how(?:'?s| is)|check|tell me|do you know) (?:the |today'?s |tomorrow'?s "
    r")*(?:weather|temperature|forecast|time(?= (?:is|now|in)|\W*$)|date(?= (?:today|is)|\W*$)|traffic|"
    r"football score|score)\b[^.!?\n]*",
    r"\bweather (?:forecast|like|be|today|tomorrow|report|going)\b[^.!?\n]*",
    r"\b(?:will|is) it (?:going to |gonna )?(?:rain|snow|be (?:sunny|cold|hot|warm))(?:ing)?\b[^.!?\n]*",
    r"\bwhat (?:time|day) is it\b[^.!?\n]*",
    # errands with words and numbers
    rf"{ASKED_TO}(?:write|generate|compose|draft|code|debug|proofread|correct|rewrite|make up|create|do|"
    "finish|solve|help (?:me )?with|explain) (?:me |us |up )?(?:(?:an?|some|my|the|this|these|our|his|her|"
    rf"another) )?(?:[\w'-]+ ){{0,3}}?(?:{TASK}|sentence|paragraph|apology|invitation|summary|list "
    r"of)\b[^.!?\n]*",
    r"\b(?:my|our|his|her) (?:[\w']+ )?(?:(?:math|maths|school|english|history|physics|chemistry|geography|"
    r"biology) )?(?:homework|assignment|term paper|coursework)\b[^.!?\n]*",
    r"\bpython (?:code|script|function|program)\b[^.!?\n]*|\bsort (?:a|this|my) list\b[^.!?\n]*",
    rf"{ASKED_TO}translate (?:this|that|it|the|my|from|to|into|for|['\"]|\w+ (?:to|into)\b)[^.!?\n]*",
    r"\bhow do (?:you|i|u|they) say\b[^.!?\n]*|\bhow (?:do you|is|to) spell\b[^.!?\n]*",
    r"\bwhat(?:'?s| is| does) the (?:word|english|french|german|spanish) (?:word )?for\b[^.!?\n]*",
    r"\bwhat(?:'?s| is|s|'re| are) (?:\d[\d.,]*%|[\d.]+ ?[-+*/x×^÷%]|[\d.]+ (?:plus|minus|times|divided|"
    "percent|to the)|the (?:square root|capital|population|meaning of life|distance|exchange rate|boiling "
    r"point|speed of|currency|largest|highest|tallest|longest (?:river|word))\b)[^!?\n]*",
    rf"{ASKED_TO}(?:calculate|compute|convert|solve|add up|multiply|divide)\b[^!?\n]*\d[^!?\n]*",
    # "1960-1965" and "9/11" are no sums
    r"^\W*\d+(?:\.\d+)?(?: [/x] | ?[+*×÷] ?)\d+(?:\.\d+)?\W*$",
    r"^\W*\d+(?:\.\d+)? ?[-+*/x×÷] ?\d+(?:\.\d+)? ?=\W*$",
    # "3x + 4 = 19"; a plus may be read as "and"
    r"^\W*\d*(?:\.\d+)?[a-z]? ?(?:[-+*/×÷]|and|plus|minus|times) ?\d*(?:\.\d+)?[a-z]? ?= ?-?\d*[a-z]?\W*$",
    r"\bhow many (?:calories|people|ounces|grams|cups|kilometers|miles|days|weeks|hours|feet) (?:in|are|live|"
    r"does|is|until|till|to)\b[^.!?\n]*",
    r"\bhow many (?:\w+ ){0,2}(?:in a|are there in (?:a|the world)|does an?|legs|planets|continents|countries|"
    r"people live)\b[^.!?\n]*",
    # the world
    r"\b(?:who is|who'?s|who was) (?:the )?(?:current |next |new )?(?:president|prime minister|king|queen|"
    r"pope|chancellor|ceo|richest)\b[^.!?\n]*",
    r"^\W*(?:who|which team) (?:won|wins|invented|discovered|scored)\b[^.!?\n]*",
    r"\bwhen is (?:easter|christmas|ramadan|thanksgiving|the next|mother'?s day|diwali)\b[^.!?\n]*",
    r"\bhow (?:far|tall|high|deep) is (?:the|mount|mt|it to)\b(?! (?:first|second|third|fourth|fifth|last|"
    r"tent|lamp|one|other))[^.!?\n]*",
    r"\b(?:price of|buy(?:ing)?|invest(?:ing)? in|about) (?:bitcoin|crypto\w*|stocks|shares|ethereum|"
    r"gold)\b[^.!?\n]*",
    r"\b(?:stock (?:market|prices?)|share price|exchange rate|lottery numbers)\b(?= (?:today|of|for|now|doing|"
    r"right|tomorrow|between|from)|\W*$)[^.!?\n]*",
    r"\binvest(?:ing|ment)? advice\b[^.!?\n]*",
    r"\bshould i (?:invest|marry|quit|text|break up|buy a (?:house|car)|vote|move|see a doctor|"
    r"dump)\b[^.!?\n]*",
    r"\b(?:how (?:do|can|should|would) (?:i|you|we)|how to|teach me (?:how )?to|show me how to) (?:lose "
    "weight|fix|cook|bake|boil|fry|get rid|learn|install|repair|unclog|tie|build|change a|make an?|clean|grow|"
    r"train (?:my|a)|change my (?!email|password|address|order|account))\b[^.!?\n]*",
    r"\b(?:a|the|your|good|any|me) recipes? for (?!disaster)[^.!?\n]*|\bdirections (?:for|to)\b[^.!?\n]*",
    rf"{ASKED_TO}(?:book|reserve|order|call|get|find) (?:me |us )?(?:an?|some|the) (?:\w+ )?(?:flights?|table|"
    r"hotel|taxi|cab|uber|pizza|train ticket|plane|restaurant|doctor|dentist|plumber|room|babysitter)\b(?! "
    r"(?:film|movie|book|lamp))[^.!?\n]*",
    rf"{ASKED_TO}set (?:me )?(?:an?|the) (?:alarm|timer|reminder)\b[^.!?\n]*|{ASKED_TO}remind me to\b[^.!?\n]*",
    rf"{ASKED_TO}(?:call|text|email|message|phone) (?:my|a|the) (?:mum|mom|mother|dad|father|boss|wife|"
    r"husband|friend|police|doctor|taxi|brother|sister)\b[^.!?\n]*",
    rf"{ASKED_TO}(?:turn|switch) (?:on|off) the\b[^.!?\n]*",
    rf"{ASKED_TO}(?:play|sing)(?: me| us)? (?:some |a |an? \w+ )?(?:music|song|spotify|lullaby)\b[^.!?\n]*",
    r"\b(?:latest|today'?s|breaking) (?:news|headlines)\b[^.!?\n]*",
    r"\b(?:what'?s|what is|any|tell me|read me) (?:in )?(?:the |some )?(?:news|headlines)\b[^.!?\n]*",
    r"\bhow (?:do|can|would) i get (?:to|from) (?:the|my)\b[^.!?\n]*",
    r"\b(?:euros?|dollars?|pounds|yen|miles|km|kilos|celsius|fahrenheit|cups|ounces) (?:in|to|into) (?:euros?|"
    r"dollars?|pounds|yen|miles|km|kilometers|kilos|celsius|fahrenheit|grams|ml)\b[^.!?\n]*",
    r"^\W*(?:who|when did|when was|where is|where was) (?:painted|wrote the(?! (?:first|second|third|fourth|fifth|last|one|other|book|novel|film|movie|script|screenplay|story|music|score|soundtrack)\b)|built the|discovered|invented|"
    r"founded|the (?:eiffel|great wall|titanic|war|first man))\b[^.!?\n]*",
    r"^\W*(?:can|do|are|why do) (?:dogs|cats|babies|pregnant women|humans|birds|fish|spiders|plants|i mix|you "
    r"mix|i eat|i freeze)\b[^.!?\n]*",
    rf"{ASKED_TO}help me (?:to )?(?:plan|move|choose a name|with my|fix|write|decide (?:if|"
    r"whether))\b[^.!?\n]*",
    r"\bhow (?:old|big|far|hot|deep|heavy) is (?:the )?(?:universe|earth|sun|moon|world|planet|ocean|"
    r"sea)\b[^.!?\n]*",
    r"^\W*(?:please )?(?:fix|repair|clean|unblock|charge) my (?!eyes|mood|heart)[^.!?\n]*",
    r"\bis it (?:(?:safe|healthy|dangerous) to|legal|normal|true that) (?:to )?[^.!?\n]*",
    r"\bwhat does (?:the word )?['\"]?\w+['\"]? mean\b(?! in (?:the|this))[^.!?\n]*",
    r"\bwho (?:will|is going to|is gonna) win\b[^.!?\n]*",
    rf"{ASKED_TO}order (?:me |us )?(?:some |a |an )?(?:\w+ )?(?:sushi|pizza|food|dinner|takeaway|burgers?|"
    r"lunch|groceries)\b[^.!?\n]*",
    r"\bmy (?:wi-?fi|internet|phone|laptop|computer|printer|car|toilet|fridge|dishwasher) (?:is|isn't|does|"
    r"doesn't|won't|keeps|has|broke|died)\b[^!?\n]*\??",
    r"^\W*(?:name|list) (?:all )?the (?:planets|continents|states|countries|colou?rs|presidents)\b[^.!?\n]*",
    r"\bwhich (?:phone|car|laptop|computer|bank|insurance|stock|tv|school|university)\b[^.!?\n]*",
    rf"{ASKED_TO}(?:tell me|give me) the (?:time|date|weather|news)\b[^.!?\n]*",
    r"^\W*is (?:god|santa|the earth|water|there a god)\b[^.!?\n]*",
    rf"{ASKED_TO}(?:explain|define|teach me|tell me about) (?:the )?(?:quantum|physics|relativity|"
    r"photosynthesis|gravity|blockchain|calculus|algebra|evolution|inflation|theory of)\b[^.!?\n]*",
    r"\bwho should i vote\b[^.!?\n]*",
    r"\b(?:give me|need|want|some|any) (?:medical|legal|tax|financial|dating|relationship|travel|career|"
    r"health) advice\b[^.!?\n]*",
    r"\bnearest (?:pharmacy|restaurant|bank|atm|station|cinema|supermarket|gas)\b[^.!?\n]*",
    r"\b(?:i have|i've got|for) (?:a|my) (?:headache|rash|fever|back pain|toothache|migraine)\b[^.!?\n]*\?",
    r"\bdo my (?:taxes|laundry|homework|dishes)\b[^.!?\n]*",
    r"\bwhat (?:should|shall|can) i (?:cook|eat|wear)\b[^.!?\n]*",
)
