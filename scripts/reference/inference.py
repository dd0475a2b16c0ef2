"""Reference values of the statistics by numpy and scipy: test/fixtures/inference/reference.json.

    python3 scripts/reference/inference.py

Not needed to run or test the project; the fixture is kept in the repository.
"""

import itertools
import json
import math
import pathlib

import numpy as np
import scipy
from scipy import stats

OUT = pathlib.Path(__file__).parents[2] / "test/fixtures/inference/reference.json"
rng = np.random.default_rng(20260)


def exact_flips(d):
    n = len(d)
    signs = np.array(list(itertools.product([1, -1], repeat=n)))
    sums = np.abs(signs @ d)
    return float(np.mean(sums >= abs(d.sum()) - 1e-12 * np.abs(d).sum()))


def paired(d):
    d = np.asarray(d, dtype=float)
    n = len(d)
    out = {"differences": d.tolist(), "n": n, "mean": float(d.mean())}
    if n >= 6:
        se = stats.sem(d)
        reach = stats.t.ppf(0.975, n - 1) * se
        low, high = d.mean() - reach, d.mean() + reach
        out |= {"low": float(low), "high": float(high)}
        out["detectable"] = float((stats.t.ppf(0.975, n - 1) + stats.t.ppf(0.8, n - 1)) * se)
        if n <= 16:
            out["p"] = exact_flips(d)
        else:  # the sampled p lies near the exact one of a very fine sample
            flips = rng.choice([1, -1], size=(400_000, n))
            out["pNear"] = float(np.mean(np.abs(flips @ d) >= abs(d.sum())))
    return out


def pointing(cues, countries, questions, missing, effect, per_country=1):
    positions = rng.uniform(0, 1, size=(countries, questions))
    positions[rng.uniform(size=positions.shape) < missing] = np.nan
    own = [c for c in range(cues // per_country) for _ in range(per_country)]
    z = (positions - np.nanmean(positions, axis=0)) / np.nanstd(positions, axis=0)
    shifts = rng.normal(size=(cues, questions)) + effect * np.nan_to_num(z[own])
    shifts[rng.uniform(size=shifts.shape) < missing] = np.nan
    t = shifts / np.sqrt(np.nanmean(shifts**2, axis=0)) if cues >= 8 else shifts
    cosine = np.empty((cues, countries))
    for x in range(cues):
        for c in range(countries):
            both = ~np.isnan(t[x]) & ~np.isnan(z[c])
            a, b = t[x][both], z[c][both]
            cosine[x, c] = a @ b / np.sqrt((a @ a) * (b @ b))

    def percentile(row, c):
        others = np.delete(row, c)
        return float(((others < row[c]) + 0.5 * (others == row[c])).mean())

    k = cues // per_country
    table = np.array(
        [
            [np.mean([percentile(cosine[x], c) for x in range(cues) if own[x] == s]) for c in range(k)]
            for s in range(k)
        ]
    )
    observed = np.trace(table) / k
    if k < 5:
        p = None
    elif k <= 7:
        sums = [sum(table[i, j] for i, j in enumerate(order)) for order in itertools.permutations(range(k))]
        p = float(np.mean(np.array(sums) >= observed * k - 1e-12 * k))
    else:
        sums = [table[np.arange(k), rng.permutation(k)].sum() for _ in range(200_000)]
        p = float(np.mean(np.array(sums) >= observed * k - 1e-12 * k))
    nulls = lambda m: [[None if math.isnan(v) else float(v) for v in row] for row in m]
    return {
        "shifts": nulls(shifts),
        "positions": nulls(positions),
        "own": own,
        "cosine": cosine.tolist(),
        "percentile": [percentile(cosine[x], own[x]) for x in range(cues)],
        "meanPercentile": float(observed),
        "p": p,
        "exact": k <= 7,
    }


def adjusted(p):
    known = [v for v in p if v is not None]
    found = iter(stats.false_discovery_control(known, method="bh").tolist())
    return {"p": p, "adjusted": [None if v is None else next(found) for v in p]}


def cells(figures):
    """Every cell tested by one or two units; coloured by adjusted p, detectable at that level."""

    def p_of(units):
        if any(len(d) < 6 for d in units):
            return None
        if len({float(np.sign(np.mean(d))) for d in units}) > 1:
            return 1.0
        return max(exact_flips(np.asarray(d)) for d in units)

    ps = [p_of(units) for units in figures]
    found = adjusted(ps)["adjusted"]
    clear = [a is not None and a < 0.05 for a in found]
    tests, coloured = sum(p is not None for p in ps), sum(clear)
    out = []
    for units, p, a, c in zip(figures, ps, found, clear):
        level = 0.05 * (coloured if c else coloured + 1) / tests
        detectable = too_few = None
        if p is not None:
            detectable = max(
                (stats.t.ppf(1 - level / 2, len(d) - 1) + stats.t.ppf(0.8, len(d) - 1)) * stats.sem(d)
                for d in units
            )
            too_few = not c and max(2 / 2 ** len(d) for d in units) >= level
        out.append(
            {
                "units": [np.asarray(d).tolist() for d in units],
                "p": p,
                "adjusted": a,
                "clear": c,
                "tooFew": True if p is None else too_few,
                "detectable": None if detectable is None else float(detectable),
            }
        )
    return out


def correlation(n, level):
    t = stats.t.ppf(1 - level / 2, n - 2) + stats.t.ppf(0.8, n - 2)
    return {"n": n, "level": level, "r": float(t / math.sqrt(n - 2 + t * t))}


def clusters(countries, questions, effect):
    """Whole countries and questions drawn with replacement, very often."""
    first = rng.normal(0, 1, (countries, 1)) + rng.normal(0, 1, (1, questions)) + rng.normal(0, 1, (countries, questions))
    second = first + effect + rng.normal(0, 0.5, (countries, 1)) + rng.normal(0, 0.5, (1, questions))
    times = 100_000
    v = rng.multinomial(countries, [1 / countries] * countries, times) / countries
    w = rng.multinomial(questions, [1 / questions] * questions, times) / questions
    a, b = ((v @ m * w).sum(axis=1) for m in (first, second))
    d = b - a
    ends = lambda x: np.percentile(x, [2.5, 97.5]).tolist()
    p = min(1.0, 2 * (1 + min((d <= 0).sum(), (d >= 0).sum())) / (times + 1))
    return {
        "first": first.tolist(),
        "second": second.tolist(),
        "firstEnds": ends(a),
        "secondEnds": ends(b),
        "differenceEnds": ends(d),
        "se": float(d.std(ddof=1)),
        "p": float(p),
    }


reference = {
    "made": f"numpy {np.__version__}, scipy {scipy.__version__}",
    "t": [
        {"share": s, "df": df, "t": float(stats.t.ppf(s, df)), "cdf": float(stats.t.cdf(1.3, df))}
        for df in (1, 2, 5, 9, 24, 59, 250)
        for s in (0.025, 0.2, 0.8, 0.975, 0.999)
    ],
    "paired": [
        paired(d)
        for d in (
            [0.1, -0.2, 0.4],
            rng.normal(0.3, 1, 6),
            np.round(rng.normal(0, 1, 8), 1),
            rng.standard_t(3, 12),
            rng.normal(0.5, 1, 16),
            rng.normal(0.3, 1, 25),
            rng.normal(0.05, 0.1, 60),
            [0.0] * 7,
        )
    ],
    "pointing": [
        pointing(6, 30, 20, 0.1, 0.5),
        pointing(10, 40, 25, 0.05, 0.4),
        pointing(12, 30, 18, 0.0, 0.3, per_country=2),
        pointing(4, 26, 10, 0.0, 1.0),
    ],
    "adjust": [adjusted([0.01, None, 0.04, 0.03, 0.2, 0.9]), adjusted([0.5]), adjusted([0.04] * 4)],
    "cells": [
        cells([[rng.normal(m, 1, n)] for m, n in ((2, 12), (0, 12), (1.5, 6), (0.3, 16), (2, 10))]),
        cells([[rng.normal(m, 1, 14), rng.normal(k, 1, 8)] for m, k in ((2, 2), (2, 0), (0, 2), (2, -2))]),
        cells([[rng.normal(0, 1, n)] for n in (3, 6, 8, 9)]),
    ],
    "correlation": [correlation(25, 0.05), correlation(60, 0.05), correlation(92, 0.01)],
    "clusters": [clusters(16, 20, 0.1), clusters(15, 15, 0.5)],
}
OUT.parent.mkdir(parents=True, exist_ok=True)
OUT.write_text(json.dumps(reference) + "\n")
