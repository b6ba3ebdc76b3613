"""Talk around a wish that wishes nothing. Data only: knows no rule."""

from __future__ import annotations

from bot.intent.listed import listed

CHATTER = listed(
    """
    long story | sorry for the rambling | don't ask | you know how it is | my phone is dying |
    typing with one hand | bear with me | please be gentle | forgive my english |
    I am not good with computers | my grandson set this up for me | first time doing this |
    my daughter says I should try this | no idea how this thing works | does that help |
    if you get what I mean | take your time | no rush | no pressure | whatever you think |
    you're the expert | I trust you | surprise me, I am in your hands | go on then | hit me |
    let's see what you've got | let's go | ready when you are | over to you | your move |
    show me what you can do | hang on, somebody's at the door | back in a minute | one sec |
    right, where was I | sorry, the dog was barking | the baby just woke up | got to run, my bus is here |
    dinner is burning | my boss is coming | battery at two percent | wifi is rubbish in here |
    I'm on a train | I'm in bed with the flu | it's two in the morning here | can't sleep again |
    it has been a long week | what a day | monday mornings, am I right | work is killing me |
    exams are over at last | I failed my driving test today | I got the job | we moved house last month |
    my knees aren't what they used to be | I turned sixty in may | I'm a nurse on night shift |
    I teach in a primary school | I drive a lorry for a living | I retired two years ago |
    my late wife and I had season tickets | we met there in 1968 | those were the days |
    they don't make them like that any more | back in my day it was a shilling |
    the cinema was torn down for a car park | I was an usherette in my youth |
    I used to work in a bookshop | my brother lives in Lisbon | my husband never agrees with me |
    my mother has opinions about everything | my flatmate thinks he's a critic |
    the kids won't stop arguing | my son rolls his eyes at me | grandpa is snoring next to me |
    the cat is on the keyboard | the neighbours are drilling again | my sister is laughing at me |
    my friend made me download this | everybody at the office talks about you |
    my teacher told us to use this | a colleague swears by this site | heard good things about you |
    you did well last time | not bad for a robot | you're getting warmer | you're getting the hang of it |
    we're getting somewhere | now we're talking | that's more like it | could be worse | fair enough |
    makes sense | good point | touché | I stand corrected | my mistake | I misspoke | silly me |
    ignore that, wrong window | scrap what my brother wrote | he grabbed the keyboard |
    autocorrect strikes again | that's a lot to take in | so many choices | decisions, decisions |
    I can never decide | I'm hopeless at choosing | my head is spinning | I'm overthinking this |
    let me think | let me sleep on it | I'll ask my wife | we argued about it all evening |
    we could not agree on anything | as usual | story of my life | such is life | c'est la vie |
    it is what it is | whatever floats your boat | honestly | no offence | just saying | not gonna lie |
    swear to god | cross my heart | on my mum's life | pinky promise | mark my words | between you and me |
    off the record | oh dear | oh my goodness | good grief | for crying out loud | for heaven's sake |
    are you kidding me | come on | really now | is that all | is that the best you can do | that's it? |
    you call that a choice | you clearly weren't listening | did you even read what I wrote |
    read the room | try harder | bless you | bless your heart | you're a star | you legend | I owe you one |
    I'll tell my friends | kisses from Naples | warm regards, Edith | yours sincerely | sent from my phone |
    greetings from a rainy Hamburg | hope you're well | I'm showing my age | I sound like my mother |
    I'm such a nerd | guilty as charged | don't judge me | laugh all you want | I know, I know |
    call me old fashioned | sue me | I said what I said | I have no patience left | I'm easily distracted |
    I have the attention span of a goldfish | I cried for three days | I was a mess |
    my therapist will hear of this | I need a drink | pass the tissues | everyone has seen it but me |
    I live under a rock | I never have time for anything | I only ever see the same three things |
    we watch too much telly | I spend far too much on this | we're six people and two of them are fussy |
    we've booked the sitter | the popcorn is ready | the kettle is on | pizza is on its way |
    she arrives at seven | his birthday is on friday | the wedding is in june | I leave for Peru tomorrow |
    I lost mine on the bus | the old one fell in a lake | my last one broke | the dog ate it |
    my ex kept it | somebody spilled wine on it | the moths got to it | the zip gave up last winter |
    the cord was chewed through | I read it in one sitting | I saw it with my dad before he died |
    I waited years for that | I queued round the block for it | my copy has coffee stains all over |
    I lent it to a friend and never got it back | my uncle knew him | I met her once in a lift |
    she signed my book | I had his poster over my bed | my mum fancied him something rotten |
    my aunt looked just like her | he's one of a kind | nobody does it better | what a woman | that face |
    those eyes | that voice though | what an ending | I still think about that scene |
    chills, actual chills | the crowd went mad | it does exactly what it says | it said so on the tin |
    you get what you pay for | money doesn't grow on trees | payday is next week | I'm skint till friday |
    daylight robbery | blame my wife | blame the wine | long may it last | touch wood | fingers crossed |
    wish me luck | here goes nothing | third time lucky | better late than never | famous last words |
    the usual suspects | same old same old | as they say in Naples | as any fool knows | if memory serves |
    so they say | or so I hear | make of that what you will | each to his own
    """
)
