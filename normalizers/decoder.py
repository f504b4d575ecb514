"""Beam search over a lattice of candidate words, scored by channel and language model.

A lattice is a row of nodes; an arc leads from one node to a later one and carries word ids. Word arcs cover one piece,
joins two, terms several; a glued piece is an arc with more than one word. One search runs through a whole stretch of
lines, so that context crosses commas and line ends.
"""

from __future__ import annotations

from typing import NamedTuple

from normalizers.language_model import MASK, LanguageModel

CONTEXT_MASK = (1 << 48) - 1


class Arc(NamedTuple):
    """``words`` for the pieces from its node to node ``end``; ``cost`` is the channel's log-probability."""

    end: int
    words: tuple[int, ...]
    cost: float


class Choice(NamedTuple):
    """One arc of the best path and where the path stood."""

    start: int
    arc: Arc
    context: int  # of the language model before the arc


# (score, packed context, previous hypothesis or None, node it came from, arc)
Hypothesis = tuple[float, int, "Hypothesis | None", int, "Arc | None"]


def search(
    model: LanguageModel, lattice: list[list[Arc]], *, context: int = 0, width: int = 8, slack: float = 10.0
) -> list[Choice]:
    """The best path. ``lattice[i]``: arcs that leave node i (every node must be left by a one-node arc)."""
    beams: list[dict[int, Hypothesis]] = [{} for _ in range(len(lattice) + 1)]
    beams[0][context] = (0.0, context, None, 0, None)
    state_of = model.state
    logp1 = model.logp1
    for node, arcs in enumerate(lattice):
        hypotheses = list(beams[node].values())
        beams[node] = {}
        if len(hypotheses) > 1:
            hypotheses.sort(reverse=True, key=_score)
            floor = hypotheses[0][0] - slack
            hypotheses = [h for h in hypotheses[:width] if h[0] >= floor]
        seen = set()
        for hypothesis in hypotheses:
            score, before = hypothesis[0], hypothesis[1]
            same, three, two, one, back3, back2, back1 = state_of(before)
            if same in seen:
                continue
            seen.add(same)
            shifted = (before << 16) & CONTEXT_MASK
            for arc in arcs:
                end, words, cost = arc
                if len(words) == 1:
                    word = words[0]
                    logp = three.get(word)
                    if logp is None:
                        logp = two.get(word)
                        if logp is not None:
                            logp += back3
                        else:
                            logp = one.get(word)
                            logp = logp + back2 if logp is not None else logp1[word] + back1
                    total = score + cost + logp
                    after = shifted | word
                else:
                    total, after = score + cost, before
                    for word in words:
                        total += model.score(after, word)
                        after = ((after << 16) | word) & CONTEXT_MASK
                beam = beams[end]
                old = beam.get(after)
                if old is None or total > old[0]:
                    beam[after] = (total, after, hypothesis, node, arc)
    if not beams[-1]:
        return []
    last: Hypothesis | None = max(beams[-1].values(), key=_score)
    path: list[Choice] = []
    while last is not None and last[4] is not None:
        previous = last[2]
        path.append(Choice(last[3], last[4], previous[1] if previous else context))
        last = previous
    path.reverse()
    return path


def _score(hypothesis: Hypothesis) -> float:
    return hypothesis[0]


def margin(model: LanguageModel, path: list[Choice], at: int, rivals: list[Arc]) -> float:
    """By how much (natural log) the chosen arc beats the best rival over the same pieces, neighbours held fast."""
    chosen = path[at]
    following: list[int] = []
    for later in path[at + 1 : at + 3]:
        following.extend(later.arc.words)
    following = following[:2]

    def total(arc: Arc) -> float:
        context, score = chosen.context, arc.cost
        for word in (*arc.words, *following):
            score += model.score(context, word)
            context = ((context << 16) | word) & CONTEXT_MASK
        return score

    own = total(chosen.arc)
    best = max((total(arc) for arc in rivals if arc.words != chosen.arc.words), default=own - 20.0)
    return own - best


__all__ = ["CONTEXT_MASK", "MASK", "Arc", "Choice", "margin", "search"]
