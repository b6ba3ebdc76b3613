"""How people type -> how it is written. Data only: knows nothing of rules. No written form is itself a key."""

from __future__ import annotations

_SHORT = """
    smth smthg smthn smthng sth sthg smt somethin somethng somthing smthing sumthin sumthing sumthn: something
    nuffin nothin nuthin nuthing: nothing
    anythin anythng: anything
    u ya yu: you
    ur yer: your
    r: are
    pls plz plss plse pleas pleez: please
    thx tnx thanx thnx: thanks
    ty: thank you
    tysm: thank you so much
    im: i'm
    ive: i've
    id: i'd
    dont dnt donot: don't
    doesnt dosnt dosent: doesn't
    didnt: didn't
    isnt: isn't
    arent: aren't
    wasnt: wasn't
    cant: can't
    couldnt: couldn't
    wont: won't
    wouldnt: wouldn't
    havent havnt: haven't
    hasnt: hasn't
    shouldnt: shouldn't
    mustnt: mustn't
    neednt: needn't
    whats wats wots: what's
    whos: who's
    wheres: where's
    hows: how's
    thats dats: that's
    theres: there's
    theyre: they're
    youre: you're
    hes: he's
    shes: she's
    wat wot wht: what
    ths dis: this
    teh: the
    gimme gimmie: give me
    lemme: let me
    wanna wana: want to
    gonna: going to
    gotta: got to
    whatcha watcha: what have you
    em: them
    tho: though
    thru: through
    lil: little
    bc cuz coz cos becuz becos: because
    bout abt: about
    b4: before
    ppl: people
    sry soz: sorry
    prolly probs: probably
    def defo: definitely
    rec reccomend recomend recommand recommed: recommend
    recs reccs: recommendations
    movei moive movi: movie
    movis moveis: movies
    dunno: don't know
    idk: i don't know
    idc: i don't care
    alot: a lot
    tmrw tmr 2moro: tomorrow
    tonite 2nite 2night: tonight
    whatevr whatev watever: whatever
    cheep chep: cheap
    gr8: great
    gud goood: good
    luv lov: love
    fav fave: favourite
    vids flix: films
    brit: british
    doc: documentary
    docs: documentaries
    documentry documentery documentarys: documentary
    horor horro horrer horrour: horror
    comdy commedy comedie: comedy
    comedys commedies: comedies
    thiller thriler: thriller
    westren: western
    novle: novel
    storys: stories
    boardgame: board game
    boardgames: board games
    ninties ninetys: nineties
    eightys: eighties
    wether: whether
    okey okie kk k: ok
    ok'd: allowed
"""
SHORT: dict[str, str] = {
    typed: written.strip()
    for typeds, _, written in (line.partition(":") for line in _SHORT.strip().splitlines())
    for typed in typeds.split()
}
# of words with a stretched letter those that have it twice: "gooood" is good, "sooo" is so
_DOUBLED = """
    all ball bee been beer between bloody boo book books boot boots boring call carry cheer cheese cheesy
    coffee cool creep creepy deep eerie feel feeling feels feet fell foot free freezing full funny geek good
    goofy green greet hall happy hell hello hill hood hook in indeed keep kill killer knee less look looking
    loose lovely mad meet miss mommy mood moody moon need nerdy pass peep pool poor pretty queen really room
    school scoop see seek seen silly sleep sleepy smooth soon sorry speed spooky spoon street sweet tall teen
    tell thrill thriller too tool tree tv uncanny week weekend weep well wheel witty wood yummy
"""
DOUBLED = frozenset(_DOUBLED.split())
