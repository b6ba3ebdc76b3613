"""Words around a wish that wish nothing, and words that say a wish is coming. Data only: knows no rules."""

from __future__ import annotations

from bot.intent.patterns import spoken

THINGS = (
    """
    something|anything|someone|stuff|things?|ones?|films?|movies?|flicks?|pictures?|books?|items?|products?|titles?
""".strip()
    + "|options?|picks?"
)
ASKING_YOU = """
    recommend|suggest|show|find|give|help|have|know|got|get|tell|see|sell|stock|carry|offer|think|point|pick|do|look|search
"""

# turns of speech in which somebody asks
PHRASES = spoken(rf"""
    (i|we)('m| am|'re| are| was| were|'ve| have been)?( really| just| also| still| actually| currently| kind of| kinda| always| probably| only)* (want|wanna|need|like|love|looking|searching|after|hoping|hunting|fancy|prefer|mean|guess|think|feel like|in the mood|craving|would like|would love|would prefer|thinking)( to| for| of| about| a| an| it| that| something| anything| some| watching| reading| see| watch| read| find| buy| get| have| know| is)*
    (absolutely|really|totally|so|just) (love|like|adore)
    i('d| would)( really| rather| also)? (like|love|prefer|want|appreciate|go for|say|take)( to| for| a| an| it| that| something| some| see| watch| read| have)*
    (can|could|would|will|do|did|have|may) (you|u|i|we)( guys)?( please| maybe| possibly| also)*( ({ASKING_YOU.strip()}))*( me| us| of| for| to| with| out)*
    (could|can|may|might) there be( a| an| some)?
    (please )?help( me| us)? (choose|choosing|pick|picking|find|finding|decide|deciding)( on)?( a| an| the)?
    (please )?(recommend|suggest|show|find|give|get|bring|pick|tell|help|send|hit|list|try|look(ing)? for|search(ing)? for)( me| us| of| with| for| out)*
    (is|are) there( a| an| any| some)?
    what('s| is| are| do| would| should| about| have)?( you| i| we)?( recommend| suggest| have| got| watch| read| about| get| buy)*
    how about
    who knows( a| an)?
    who('d| would)?( really| also)? (loves?|likes?|enjoys?|adores?|is into)
    (swap|trade|exchange|replace)( it| that| this| them)? (for|with)
    (can|could|would) (it|they|that|this) (be|have)
    (any|some) (ideas?|suggestions?|recommendations?|tips?|recs?|chance)( for| of| please)?
    in the mood for
    (i'm )?up for
    let('?s| us)( not)?( go( for| with)?| try| see| do| have| make (it|that|them|this)| say| keep| be)?
    make (it|that|them)
    (set|keep) it
    it (should|must|has to|needs to|can|could|would|might|may)( be| have| also| really| not| feel)*
    (that|which|who)('s| is| are| has| have| was| were)
    there('s| is| are)
    (just |kind of )?(that |which )?(feels?|feeling) like
    (a |an |some |any |the )?stor(y|ies) (where|about|in which|of|that|set)
    ({THINGS}|a (good |quick |nice )?(watch|read)|kind|kinds|sort|sorts|type|types)( that('s| is)?| which( is)?| like that| of| for me| in which| to (watch|read|buy|see|get))?
    (more like|similar to|in the style of|in the vein of|along the lines of|as long as|on the (more )?(\w+ )?side|when it comes to)
    (instead( of)?|rather than|other than|apart from)
    a (bit|little|lot|touch|tad)( more| of)?
    (bit of|kind of|kinda|sort of|sorta|lots of|plenty of|full of)
    if (possible|you (can|have|got)( it| one| any)?|that'?s (ok|fine|possible))
    for (me|us|now|once|tonight|today|the evening|this evening|tomorrow|a change)
    (this time|by the way|you know|as well|at all|right now|at the moment|these days|of course|no matter what|thank you)
    i (mean|guess|think|suppose|don'?t know|dunno|swear|said|told you)
    (doesn'?t|does not|don'?t|do not) (have to|need to)
    (must be|made|released|has to be|needs? to be)
""")

# whoever says this wishes
WANTING = spoken(r"""
    (i|we)('d| would| really| just| also| now| do| still| actually| only)* (want|need|like|love|prefer|fancy|crave|wish|hope)
    (i'?m|we'?re|i was|we were)( really| now| actually| just)* (looking|searching|after|hunting|craving|hoping for|thinking (of|about)|in (the )?mood)
    (looking for|in the mood)
    (she|he|they)( also| really)? (wants?|needs?)
    (recommend|suggest|show me|find me|give me|help me (choose|pick|find))
    (it|which|that|there|they) (should|must|has to|have to|needs? to)
    (something|anything|so i need|feel like)
    (is|are|could|can) there (be )?(an?|any|some)
    (do|have|has) (you|anyone)( guys)? (have|got|know|sell|stock|carry)
    any(one)? (good|more|other)
    what('s| is) (a|some) (good|nice|great)
    (what|which \w+) (do|should|could|can|shall|would) (i|we|you) (read|watch|see|get|buy|try|suggest|recommend)
    (a good|who knows|(can|could) (it|they|that|this) (be|have))
""")

# said beside a wish, or instead of one
ASIDES = spoken(r"""
    ((that |it )?makes sense|worth a (try|shot|go|look)|fair enough|never ?mind|my (mistake|bad))
    ((just|only) (kidding|joking)|kidding|in that case|on reflection|surprise me|can'?t decide|you (choose|decide|pick))
    (good (lord|god|grief)|oh (my )?(god|lord|dear)|my god)
    ((right )?up my (street|alley)|my (street|alley)|nothing (beats?|tops)|(made|makes) my head (hurt|spin)|my kind of (thing|film|book)|the sound of|by heart|at home)
    on (dvd|blu-?ray|the shelf|my shelf|tv|netflix|kindle)
    (last|this|next|every) (week|year|month|night|time|minute|weekend)
    ((like |about )?\d+ times|ten times|a (hundred|thousand|million) times|so far|all day|right away|for sure|long time)
    have a (nice|good|great|lovely) \w+
    or (whatever|something|so|both|similar|the like)
    (in )?what(so)?ever (form|way|kind|sort)
    as (possible|usual|ever|before)
    ((all|either) the same|if anything|if (that|it|one) exists|i'?m afraid|to be honest|come to think of it)
    (to (pick|choose) from|to look at|from here on|for (a start|example|instance|good)|for both( of (us|them))?)
    no (offence|offense|worries|problem|rush|idea( what i (want|like))?)
    any (kind|sort|type|decade|country|language|genre|brand|length|year)( at all)?
    (forget|scrap|scratch|skip|drop) (that|it|this|them)
    (a clue|wrong (chat|window|person)|(would )?suits? (me|us)|i'?m good)
    (a )?(big |huge |massive )?,?\s*fan
    (oh|hey|come on|thanks|cheers|yo),? man
    (bonus|extra|brownie) points( for| if)?
    (even better|the (more|less|merrier)|the better)
    (way |far |a bit |much |bit |just )*too (complicated|long|much|obvious|expensive|old|new|weird|famous|silly|boring|many|loud|heavy)( for (me|us|tonight|now|him|her|them))?(?=\W*$)
    would be (nice|lovely|great|perfect|a plus|good|ideal|cool|fine|welcome|fun)
    (will do|goes|it exists|i don'?t (mind|care)( which| what)?|don'?t care|can'?t wait|good luck|what do you think)
    (that one please|me again|not (fussy|picky|bothered|sure|bad)|out loud|you know what|how (nice|lovely|funny|odd|weird))
    (bored me|got on my nerves|wrecked me|blew me away|get (me|us) in the mood)
    the (mood|tone|idea|style|direction|vibe|feel|length|price) (is|are) (right|good|great|fine|perfect|spot on)
""")

# said of items on screen: no wish
PRAISE = spoken(r"""
    ((so|very|really|absolutely|quite|awfully|just|pretty|too|oh|ah|looks?|sounds?|seems?|it|and|was|is|a)\W+)*(hilarious|brilliant|lovely|beautiful|gorgeous|terrible|awful|cute|ace|clever|wonderful|amazing|stunning|horrible|complicated|interesting|fantastic|superb|adorable|great|sweet|perfect|impressive|sold|nice|cool|star|original|tempting|delightful|charming|look|looks|sound|sounds|hold|big fan|fan|absolutely|right|stuff|exactly|mm|yum|yes|nope)(\W+(stuff|one|it|that|then|too|indeed|choice|pick|idea|fan|original))*
""")

# "with the kids": told beside, and yet what the pick is for
COMPANY = spoken(r"""
    with (my |our |the |some |two |three |four |a )*(kids?|children|toddlers?|teens?|teenagers?|parents|family|mum|mom|dad|gran|grandma|grandpa|wife|husband|partner|girlfriend|boyfriend|friends?|sister|brother|son|daughter|niece|nephew)
""")

_LOOSE = """
    a about actually after again ah ahead all already alright also although am an and any anyhow anymore
    anything anyway apparently are as at aw bah basically be because been before being best better bit bot bro
    but by can cheapish cheers come cool cos could cuz d damn dear decent definitely did differently do does
    doing done dont dude each eh either else em enough er even ever every everything exactly exist extremely
    fairly fancy favourite feel feeling few film films find fine for found frankly friend from genuinely get
    gimme give go god going gonna good gosh got great guess ha had hah haha happen has have having he hello help
    her here hey hi him his hm hmm hmmm hola honestly hopefully how huh i ideally ideas idk if im in instead
    into is isn it item items its itself ive just keep kidding kind kinda know lah last least less let like
    likes literally little ll lol looking lord lot lots loved loves luckily m made make many mate maybe me mean
    mine mm mmm more most mostly movie movies much must my myself nah need needs never new next nice no nope
    normally not nothing now obviously of off oh ok okay on once one ones only ooh oooh or other others
    otherwise our out over own perfect perhaps pff please pls plz possible possibly prefer preferably pretty
    probably properly quick quite rather re real really recommend recommendation recommendations right rude s
    sadly said same say see seems seriously set she should show similar simply since slightly so some somebody
    somehow someone something sometimes somewhat soon sorry sort sorta still stuff such suggest suggestion
    suggestions sure t ta take tell than thank thanks that the their them then there these they thing things
    think this those though thx title titles to today together tonight too totally truly try type u ugh uh um
    umm until up upon ur us use usually ve very via wait wanna want wanted wants was watch watching way we
    welcome well were what whatever when where whether which whichever while who whose why will wish with within
    without won worth would wow x xx ya yea yeah yep yes yet yikes yo you your yours yup
"""
LOOSE = frozenset(_LOOSE.split())  # at the ends of a piece they say nothing
