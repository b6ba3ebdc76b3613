"""Wishes and pieces of wishes, to hold against talk that wishes nothing. Data only: knows no rule."""

from __future__ import annotations

from bot.intent.listed import listed

WISHES = listed(
    """
    ignore the price | hell or high water | the order of things | weather disasters | shut up and dance |
    bloody revenge film | delivery boy story | a stupid comedy | a story about a refund clerk |
    films where the robot is an idiot | an idiot who becomes president | a thank-you gift for my teacher |
    hello kitty mug | something to cheer me up | something that makes me laugh | ignore the runtime |
    forget the year | forget what I said about comedies | a heist with a stolen password |
    mail order bride drama | a shipping magnate and his daughters | i need a tent for rainy weather |
    a documentary on the stock market | a poem turned into a film | a movie with a talking computer |
    how to train your dragon kind of thing | good morning vietnam style | the end of the world |
    dark comedy about customer service | a tale of two cities | a clown who kills |
    garbage collectors at night | a love letter to cinema | play-by-play sports drama |
    teach me something about history | a gift for a friend under 30 euros |
    something I can watch with my boss | a fucking good thriller | damn fine coffee |
    translation of a russian classic | a film by a first time director | set in the capital of peru |
    nothing with war, please | a murder at the post office | real people talking |
    a robot that learns to love | anything on artificial intelligence | who dunnit | a whodunit on a train |
    films like Alien | what about a musical | can you recommend a comedy | do you have tents |
    no weather disasters | something trashy | can you show me only french ones |
    prompt delivery man comedy | a mode of escape | a system fails | a girl called Hi |
    bye bye blues kind of mood | a teacher grading essays | the hero gets lost at sea |
    to be read before sleep | a piece of cake | travel guide for peru | a calculator watch |
    an account of the war | thank god it's friday vibes | happy birthday present for dad |
    cards against humanity style game | credit card fraud thriller | her lost luggage | a broken marriage |
    a woman alone in a lighthouse | slow cinema about farming | crying in public |
    a spy who is tired of it all | bank robbery gone wrong | cosy mystery with cats |
    a family eats dinner and everything falls apart | revolution, students, Paris |
    green tea without caffeine | a sturdy tent for two under 200 | waterproof boots, black |
    a knife for vegetables | candles that smell of pine | a board game for four friends |
    novel set in Lagos | poetry in translation | a thick fantasy to get lost in | swedish noir |
    mother and daughter road trip | robots with feelings | where nobody talks for an hour |
    quirky love story in a supermarket | someone goes back to the village where they were born |
    postwar Japan | the postman falls in love | a lawyer defends a murderer |
    hackers against a corporation | weird | not so long | only from Asia | less violence and more jokes |
    the kind of film you watch with your dad | doctor in a small town | cooking and friendship |
    a mathematician loses his mind | homework gone wrong at a boarding school | a bot becomes human |
    two idiots on a road trip | man writes letters to his dead wife | a thief returns what he stole |
    complaints of a grumpy old man | late night taxi driver | an election in a small town |
    dictionary makers | a chess set as a present for my uncle | loose leaf tea for mornings |
    a warm blanket for rainy days | lamps shaped like animals | a coffee that isn't bitter |
    history of mathematics | book on how to talk to people | something for tonight |
    more of that but slower | a bit warmer please | nothing too heavy | the opposite of that |
    longer and stranger | no more robots | only women in the lead | make it darker | funnier |
    just plain fun | with a twist at the end | surprise me | I want to laugh tonight |
    I feel like something sad | we are four friends on a sofa | my girlfriend picks, she likes ghosts |
    I had a long day, something soothing | I'm tired, so something easy |
    I am learning french, something easy to read | a rainy day kind of thing | my dad loves trains |
    I need a present for my sister | help me find a lamp | can you find me a thriller |
    two brothers in a bakery | waterproof | that makes you want to travel | set in the 1950s |
    where the dog survives | for people who hate musicals | about losing a parent | nothing bad happens |
    to cry to | to fall asleep to | for when I'm ill in bed | for a hen party |
    for my nephew who turns eight | for somebody who has everything |
    for a friend who has just been dumped | for my grandmother who is nearly blind |
    for our tenth anniversary | my kids are mad about dinosaurs | my wife is into gardening |
    she collects old cameras | he only reads about the sea | we all love heists | the kids want pirates |
    grandma likes a good murder | I'm into slow burning stories | I have a thing for lighthouses |
    I can't get enough of courtrooms | I miss the mountains | I want to feel something |
    I need cheering up | I want to be scared out of my skin | I need to sleep better | I get cold easily |
    my feet are always wet | my hands are tiny | I have a small kitchen | I'm allergic to wool |
    I travel light | I cycle to work every day | I camp in the snow | we hike with a baby |
    my desk is a mess | my room is dark | it should make me laugh out loud | it has to fit in a carry-on |
    it must survive a toddler | goes in the dishwasher | doesn't weigh much | folds flat | made to last |
    made by hand | from recycled bottles | good for small hands | smells of the sea |
    strong but not bitter | fruity | not too sweet | loose leaf | caffeine free | for after dinner |
    plays in under an hour | for six players | easy to learn | mostly dialogue | hardly any dialogue |
    gorgeous to look at | great music | black and white | shot in one take | told backwards |
    a twist you don't see coming | an open ending | a happy end |
    the sort my grandfather would have watched | proper spies | witty but sad | tender | tense | dreamy |
    uplifting | heartwarming | bonkers | cosy | raw and honest | grief and forgiveness |
    best friends who fall out | a lonely man and his horse | a cook who becomes famous | miners on strike |
    snow everywhere | a haunted house by a lake | a boy and his grandmother | mothers and sons |
    sisters who don't speak | leaving home | coming back after the war | love across borders |
    a love that can't be | being seventeen | getting old | the immigrant experience | the end of an empire |
    the sixties in california | life under dictatorship | post-war vienna | the american south |
    like a warm bath | like a punch in the gut | that grips from page one | that I can't put down |
    that my book club can argue about | that won't give the kids nightmares | that leaves me in pieces |
    that smells like christmas | that has dogs in it | where nobody dies | where women run the place |
    where the villain wins | in which nothing much happens | with maps | with recipes in it |
    with real stunts | a bit more action | a lot less talking | more grown-up | more colour |
    something warmer for winter | gentler | sillier | weirder the better | the sadder the better |
    the lighter the better | I wouldn't mind some singing | bonus points for snow | ideally by the sea |
    a dog is a plus | extra marks for costumes | the more rain the better | it's for my aunt |
    for a colleague | for my teacher | she is nine and loves space | have you got a gentle |
    do you have something short | might there be a funny | find me a quick | give me something wild |
    show me a good | got a sad one | funny | sad | deadpan | whole bean | solar powered |
    slapstick would be nice | funny would be great | moving in with my girlfriend | I want to cry |
    moving abroad next month | brainy | maybe a bit scary | for the office | for my mother in law |
    just for me | for two kids and a dog | as cheap as it gets | it may be long | it can be old |
    it can be as old as the hills | any length will do | settling into our new place |
    just moved into a studio | setting up my first kitchen | our first baby is due in may |
    starting a new job soon, a good bag | going to norway next winter | I am giving a party for twelve |
    teaching a class on the cold war
    """
)
