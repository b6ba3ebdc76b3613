"""What people say of an item, here "it": by what they think of it, and what is none. Data only: knows no rule."""

from __future__ import annotations

from bot.intent.listed import listed
from bot.messages import Act

OPINIONS: dict[Act, tuple[str, ...]] = {
    "like": listed(
        """
        it slaps | it is fire | it = perfection | it gives me goosebumps every time | it floored me |
        hell yes to it | it is the dog's bollocks | it will do very nicely |
        it made me weep like a baby, in a good way | it is top tier | I could live inside it |
        it is a keeper | sold! it is mine | it is just what the doctor ordered | it speaks to me |
        it is right up my street | it carried me through a hard winter |
        we wore it out, that's how good it is | it changed my life | it rewired my brain |
        it is peak cinema | it is a hoot | my kids go wild for it | the whole family adores it |
        it is worth every penny | my husband would melt at it | it hits different | it is goated |
        absolute banger, it | it never gets old | it is a work of art | it is my comfort blanket |
        it ticks the boxes | I'd marry it | it has the best ending ever |
        it was the best night at the pictures I ever had | it broke me and I thank it |
        I am obsessed with it | it lives in my head rent free | it knocked my socks off | it cracks me up |
        it takes the cake | it tugs at the heartstrings | I am smitten with it | it is growing on me |
        count me in for it | it, yes please | okay it wins | can't beat it | it rules | it is a solid ten |
        five stars for it | it is quite something | not bad at all, it | it isn't half bad |
        it does look rather fetching | it tempts me | my wallet is already open for it |
        it goes on the list | nothing comes near it | it is better than chocolate |
        now it is what I call a proper story | my mother would be over the moon with it |
        I have a soft spot for it | it has a lot going for it | it is the bee's knees | it is lit |
        it looks dope | wow, it | drooling over it | it calls my name |
        it kept me up all night, could not stop | it was well worth the money | it is a joy to hold |
        it never let me down in ten years | it puts a spring in my step | long live it |
        a hundred times yes to it | it stays with you for days | it left me speechless | bring it on |
        it scared the living daylights out of me, brilliant | it had the whole theatre in stitches |
        chapeau, it | it would make his day | it suits us down to the ground |
        it is really speaking to my inner child | it sounds right up her alley |
        it is charming, I must say | it really moved me | love at first sight with it |
        I wouldn't part with it for the world | I cheered at the end of it | it earns a place on my shelf |
        it nails it | I think it might be the winner | it does it for me | let us go with it | loved it |
        I love it | it is great | it looks lovely | it sounds good to me | what a film it was |
        I'll take it | it please | it then | yes it | it, ha, hilarious | great fun, it |
        it is exactly my kind of thing | give me it | wonderful stuff, it | I worship every minute of it |
        it wrecked me, so good
        """
    ),
    "dislike": listed(
        """
        it is a snooze | it put the whole sofa to sleep | it is a crime against taste |
        I want those two hours back from it | it can get in the bin | it makes my skin crawl |
        it is not fit for a dog | I'd rather watch paint dry than it |
        it went straight to the charity shop | over my dead body, it | it is utter tosh | yikes, it |
        it is cringe | it is mid | it flopped hard | nah not it | it grates on me | it is all hype |
        it tried my patience | I threw it across the room | it made me want to leave the house |
        no way am I paying that for it | it costs an arm and a leg, no | it fell apart in a week |
        it is an eyesore | it smells like wet dog | it tastes of dishwater |
        it gives me the creeps, and not the good ones | it is too twee for words |
        I never got past the first chapter of it | it lost me halfway through | it is pretentious twaddle |
        it drags on and on | it went on for a hundred years | it is a bore | zzz, it | it = no | bin it |
        keep it far from me | spare me it | god no, not it again | please not it | you can keep it |
        it can stay on the shelf | it is nothing to write home about |
        I would not touch it with a barge pole | I wouldn't be seen dead with it | it ruined my evening |
        it is a waste of paper | it turns my stomach | it made me queasy | it traumatised my kids |
        it is way too dark for us | it is a bit much | it is not my bag | it isn't really us |
        swipe left on it | it broke after two days | it has aged terribly | it feels cheap |
        I sent it back the same day | my dad would throw it out of the window |
        she would roll her eyes at it | everyone raves about it but I don't get it |
        I can't get on with it | it rubs me the wrong way | it is soulless | I nodded off twice in it |
        it is as exciting as a tax form | oh great, it, just what nobody wanted |
        wow, another masterpiece of boredom, it | it, thrilling, I nearly stayed awake |
        who buys it, honestly | what were they thinking with it | it is a joke, right |
        it looks like my gran's curtains | it weighs a ton, no thanks | it is bigger than my flat |
        take it off the list | strike it | lose it | skip it, please | too sad for me, it |
        it depressed me for a week | it irritates me | it lacks any charm | I had higher hopes for it |
        it let us all down | it gave me nightmares, never again | I gave up on it at page thirty |
        my eyes, my poor eyes, it | one star for it | a big fat no to it | it was painful to sit through |
        it leaks | it stinks | it bombed with my kids | the children cried all through it | rather not it |
        I'm not mad about it | it doesn't appeal | I'll give it a miss | it is not quite the ticket |
        I've gone off it | it has lost its shine for me | it isn't my scene | hated it | it was boring |
        it is terrible | I can't stand it | she would hate it | it was awful | no thanks, not it |
        it disappointed me | I had it once and hated it
        """
    ),
    "seen": listed(
        """
        I could quote it in my sleep | I've got it in three editions | it is in my bag right now |
        been there, done it | it: done | it: tick | it is on my wall already |
        my flatmate has it, so I know it | my copy of it is falling apart | we did it in english class |
        just finished it on the train | I know every word of it | we drink it every morning |
        it lives in my garage | I grew up with it | my dad showed it to me when I was ten |
        got it for christmas | I inherited it from my aunt | I was given it for my birthday |
        the library lent me it in spring | read it twice, lent it out, never got it back |
        that was our first date, it | it was on telly on sunday and we sat through it |
        I caught it on a plane | old news, it | it is old hat to me | yawn, know it inside out |
        it again? three times already | it I've ticked off | crossed it off ages ago |
        I had one of it, lost it on a train | I wore mine out | mine is still going strong, it |
        ordered it already last year | it is sitting on my desk | I'm wearing it |
        it's in the cupboard, half empty | there's a tin of it in the kitchen | I am halfway through it |
        I'm reading it right now | it sits by my bed | we go back a long way, it and me |
        it and I are old friends | I met it in my student days | I still have the ticket for it |
        my kids make me put it on every weekend | on repeat in our house, it | seen to death, it |
        binged it | I must have sat through it a dozen times | we played it to bits |
        it I know from school | been through it cover to cover | I translated a chapter of it once |
        I reviewed it for the school paper | I taught it for twenty years |
        I was in the audience when it opened | my wife dragged me to it in 1994 | my ex took me to it |
        my gran read it to us | it has been brewing in my pot all week |
        it travelled with me through Spain | I camped in it | I've cooked with it since march |
        I own it in blue | I have its twin at home | no need, it is in the drawer |
        somebody gave us it already | everyone in my family has it | that's the one we've got, it |
        it is what I have now | I've only just put it down | I know how it ends | seen it |
        I have already seen it | already read it | I own it | I've got it | watched it last month |
        seen both | I know it by heart | had it once | saw it when it came out | he's already got it |
        it and it I have read
        """
    ),
}
# questions, requests and mentions
NEUTRAL = listed(
    """
    it | and it | or it | what about it | is it any good | who made it | why it | is it sad |
    is it suitable for a six year old | does it come in green | would it fit in a backpack |
    like it but with more jokes | something in the manner of it | in the vein of it | the opposite of it |
    as long as it but lighter | a cheaper version of it | darker than it | not as heavy as it |
    shorter than it | with the mood of it | similar to it, from another country | put it next to the other |
    how does it compare | the woman who plays the mother in it | what year did it come out |
    what is it about | what language is it in | has it got subtitles | how heavy is it | does it end well |
    is it the same brand | can it go in the dishwasher | remind me what it was | why did you show me it |
    what made you think of it | it was the one with the boat | I meant it | no opinion on it |
    I don't know it | haven't seen it | I have not read it yet | a friend mentioned it |
    my sister told me about it | they say it is long | somebody at work talks about it |
    it is from the sixties, right | it is french, isn't it | set in the same town as it |
    the book it is based on | instead of it | apart from it | besides it | after it | before it |
    it with a happy end | it for grown-ups | it for a smaller budget | a present that goes with it |
    to watch after it | three more like it | keep it in mind | back to it | let me think about it |
    maybe it, maybe not | who would like it | I wonder about it | could it be returned |
    do you still have it | is it in stock | when does it arrive | I ordered it and it has not come |
    where can I see it | how do I get it | only films by him | anything else with her |
    more by that writer | what else from that brand | stuff by the same woman | others with that actor |
    films from where it was made | only things from that maker | leave it out of it |
    keep it under an hour | keep it coming | make it shorter | I take back what I said about it |
    forget it | in terms of length | he likes dogs | she must be up early |
    my husband thinks he knows best | it should be easy to read | it must fit in my bag |
    it has to be warm | I need it for a trip | it is for my aunt | something else that feels like it |
    it's raining again | that was quick | undo that | scratch that | I take that back | I take it all back |
    never mind what I said | strike the last thing I said | oh forget I said anything | that was a slip |
    not that, the other thing | let's begin from nothing | throw it all out, we begin again |
    go back a step | ignore my last message | back to how it was | could I have that in red |
    do you have it in a smaller size | can I get two of them
    """
)
