"""Prose for synthetic stories: sentences are made once from a seed, and combined differently for each story."""

from __future__ import annotations

from random import Random

_SUBJECTS = """the harbour board|the council|a spokesman|the ferry company|the school's governors|two witnesses|
    the lighthouse keeper|the minister|the union|a panel of engineers|the oldest member|her successor|
    the regatta's committee|the coastguard|the market's traders|an independent report|the crew|
    the hospital's trustees|the new owners|residents"""
_VERBS = """said|confirmed|denied|had warned|will decide|reported|expects|wrote to members|agreed in principle|
    voted narrowly|repeated on Tuesday|found|admitted|promised|asked the court to rule|told this newspaper"""
_OBJECTS = """that the repairs would take until spring|a budget of two million|the timetable for the winter|
    no further delay|the terms of the lease|an inquiry into the accident|that the figures were wrong|
    every letter since 1987|the old customs house|a ban on night landings|what the storm had left|
    plans for forty new houses|the price of a season ticket|that nobody had been told|
    an offer from a rival bidder|the names of those on board"""
_CIRCUMSTANCES = """after a long night of talks|before the tide turned|in front of a full gallery|
    for the third time this year|with one abstention|despite the weather|at the end of the quay|
    as the first boats came in|without giving reasons|on the morning of the vote|under the rules of 1911|
    in a letter to the paper"""
_REMARKS = """It's late, but it isn't too late|We don't know yet, and we won't guess|That's the end of it|
    Nobody asked us|You can't run a port on promises|The sea doesn't read minutes"""
_HEADLINE_STARTS = """Harbour board|Council|Ferry company|Union|Minister|Coastguard|School|Traders|Engineers|
    Court|Hospital|Lighthouse"""
_HEADLINE_ENDS = """delays the vote on the pier|finds a hole in the budget|reopens the quay after the storm|
    loses a case over nets|plans a winter timetable|warns of a dry spring|counts seals at low water|
    sells the customs house|opens the books of 1911|rejects an offer for the dock|moves the Sunday market|
    wins praise for a rescue"""
SUBHEADS = (
    "What happens next",
    "How it came to this",
    "The figures",
    "A second opinion",
    "On the quay",
    "The other side",
)


def _choices(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.split("|"))


class Prose:
    """A stock of sentences, the same for the same seed; links lead to ``addresses``."""

    def __init__(self, seed: int, addresses: tuple[str, ...], size: int = 3000) -> None:
        random = Random(seed)
        self._subjects, self._verbs = _choices(_SUBJECTS), _choices(_VERBS)
        self._objects, self._circumstances = _choices(_OBJECTS), _choices(_CIRCUMSTANCES)
        self._remarks = _choices(_REMARKS)
        self._starts, self._ends = _choices(_HEADLINE_STARTS), _choices(_HEADLINE_ENDS)
        self._addresses = addresses
        self.sentences = tuple(self._sentence(random) for _ in range(size))
        self.plain_sentences = tuple(self._clause(random) + "." for _ in range(size // 10))
        lengths = [len(sentence.split()) for sentence in self.sentences]
        self.words_per_sentence = sum(lengths) / len(lengths)

    def headline(self, random: Random) -> str:
        """Return a headline."""
        return f"{random.choice(self._starts)} {random.choice(self._ends)}"

    def teaser(self, random: Random) -> str:
        """Return a sentence without markup."""
        return random.choice(self.plain_sentences)

    def _clause(self, random: Random) -> str:
        parts = (self._subjects, self._verbs, self._objects, self._circumstances)
        clause = " ".join(random.choice(part) for part in parts)
        return clause[0].upper() + clause[1:]

    def _sentence(self, random: Random) -> str:
        clause = self._clause(random)
        kind = random.randrange(24)
        if kind == 0:
            return f"{clause}, [a report of {random.randrange(1990, 2024)} says]({random.choice(self._addresses)})."
        if kind == 1:
            return f"{clause}, as [the minutes](https://records.example/minutes/{random.randrange(9999)}) show."
        if kind == 2:
            return f"{clause}: *a first*, in the words of the chair."
        if kind == 3:
            return f"**{random.randrange(2, 90)} per cent** of those asked agreed. {clause}."
        if kind in (4, 5, 6):
            return f'"{random.choice(self._remarks)}," {random.choice(self._subjects)} said. {clause}.'
        if kind == 7:
            return f"{clause} – and {random.choice(self._subjects)} {random.choice(self._verbs)} {self._end(random)}."
        return f"{clause}, and {random.choice(self._subjects)} {random.choice(self._verbs)} {self._end(random)}."

    def _end(self, random: Random) -> str:
        return random.choice(self._objects)
