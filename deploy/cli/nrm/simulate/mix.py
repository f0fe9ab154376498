"""How likely each combination is, so that every published table of two dimensions comes out right.

Tables of two dimensions do not say how all five go together. Iterative proportional fitting gives the
distribution that agrees with each of them and assumes nothing beyond: weights are scaled to one table after
another until none of them moves any more.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from nrm.simulate.figures import AGE, EXPLOITATION, GENDER, NATIONALITY, RESPONDER, Figures, Pair

DIMENSIONS = (AGE, RESPONDER, NATIONALITY, EXPLOITATION, GENDER)
ROUNDS = 12

Cell = tuple[str, ...]
Weights = dict[Cell, float]


def mix_of(figures: Figures) -> Weights:
    weights = dict.fromkeys(_possible(figures), 1.0)
    for _ in range(ROUNDS):
        for dimensions, table in figures.tables.items():
            _scale(weights, _places(dimensions), table)
    return weights


def _possible(figures: Figures) -> Iterator[Cell]:
    """All combinations that no table counts as never seen."""
    tables = [(*_places(dimensions), table) for dimensions, table in figures.tables.items()]
    for cell in product(*(_categories(figures, dimension) for dimension in DIMENSIONS)):
        if all(table.get((cell[one], cell[other])) for one, other, table in tables):
            yield cell


def _categories(figures: Figures, dimension: str) -> list[str]:
    place, table = next(
        (dimensions.index(dimension), table)
        for dimensions, table in figures.tables.items()
        if dimension in dimensions
    )
    return list(dict.fromkeys(pair[place] for pair in table))


def _places(dimensions: Pair) -> tuple[int, int]:
    return DIMENSIONS.index(dimensions[0]), DIMENSIONS.index(dimensions[1])


def _scale(weights: Weights, places: tuple[int, int], table: Mapping[Pair, int]) -> None:
    one, other = places
    sums: dict[Pair, float] = {}
    for cell, weight in weights.items():
        pair = (cell[one], cell[other])
        sums[pair] = sums.get(pair, 0.0) + weight
    for cell in weights:
        pair = (cell[one], cell[other])
        weights[cell] *= table[pair] / sums[pair]
