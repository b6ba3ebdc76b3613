"""First names that are no other word, for names that no record has. Data only: knows no rules."""

from __future__ import annotations

_NAMES = """
    aaron abbas adam adrian agnes ahmed akira alain alan albert alejandro alex alexander alexandra alfonso alfred
    alice alicia alison amanda amy ana anders andre andrea andrei andrew andy angela angelina anna anne annette
    anthony antonio ariana arnold arthur audrey barbara ben benedict benicio benjamin bernardo bettina bob bong
    brad bradley brendan brenda brian brigitte bruce bryan carlos carol caroline cary catherine cate charles
    charlie charlize charlotte chris christian christina christopher claire claude claudia clint colin connie
    daniel darren dave david deborah denis denzel diane diego dmitri donald dorothy dustin dwayne eddie edgar
    edward elena elizabeth ella ellen emily emma emmanuelle enrique eric erik ethan eugene eva evelyn federico
    felicity fernando francesca francis francois frances fritz gabriel gary george gerard giuseppe gloria greta
    guillermo gwyneth halle hannah hans harrison harvey heath heather helen helena henry hideo hugh hugo ian
    ingmar ingrid isabella isabelle ivan jackie jacob jacques jake james jamie jane janet jason javier jean
    jeanne jeff jeffrey jennifer jeremy jerry jesse jessica jim joan joaquin joe joel johann john johnny jonathan
    jorge jose josef joseph joshua juan jude judi judy julia julian julianne julie juliette kate katharine
    kathryn katie keanu keira ken kenneth kevin kirsten klaus kristen kurt lars laura lauren laurence leonardo
    liam linda liv louis luc luca lucas luis lukas luke maggie marcello marco margaret margot maria marilyn
    mario marion marlon martin mary mathieu matt matthew megan mel meryl michael michel michelle miguel mike
    mila milos monica morgan natalie nathan nicholas nick nicolas nicole nikita noah nora octavia olga oliver
    olivia orson oscar owen pablo pamela patricia patrick paul paula pedro penelope peter philip pierre quentin
    rachel ralph raymond rebecca reese renee ricardo richard ridley robert roberto robin roger roland roman
    ron ronald russell ryan salma samuel sandra sara sarah scarlett sean sergei sergio shirley sidney sigourney
    simon simone sofia sophia sophie spike stanley stephen steve steven sue susan sylvester takeshi taylor
    terrence terry theo thomas tilda tim timothy tina tobias tom tommy tony ursula uma vanessa vera vincent
    viola vladimir walter wendy werner wes whoopi william winona wolfgang woody yasujiro yuri yvonne zoe
"""
GIVEN_NAMES = frozenset(_NAMES.split())
