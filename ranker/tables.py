"""A comparison of scorers -> lines for a terminal. Knows nothing of how it was measured."""

from __future__ import annotations

from collections.abc import Iterator

from ranker.evaluate import FEW_TARGETS, K, Measured, Report, ScorerReport, SliceReport

BASELINES = ("popularity", "similarity", "item-kNN")


def table(report: Report) -> list[str]:
    """One block a scorer, then whether the first beats each other one; brackets are 95 % intervals over people.

    The columns "x ..." are the NDCG of a scorer over that of a baseline, where the baseline was measured too.
    """
    lines = [f"{report.people:,} people, each asked what came next; the whole catalogue ranked"]
    baselines = [scorer for name in BASELINES for scorer in report.scorers if scorer.name == name]
    for scorer in report.scorers:
        lines += ["", *_block(scorer, baselines)]
    if report.leads:
        lines += ["", *_leads(report)]
    return lines


def _block(scorer: ScorerReport, baselines: list[ScorerReport]) -> Iterator[str]:
    yield scorer.name
    heads = "".join(f"{head:<24}" for head in (f"recall@{K}", f"NDCG@{K}", "MRR"))
    yield f"  {'slice':<9}{'targets':>9}  {heads}{''.join(f'x {other.name:<12}' for other in baselines)}".rstrip()
    for part in scorer.slices:
        yield _slice(part, scorer, baselines).rstrip()
    lists = ", ".join(f"{name}@{K} {_interval(measured)}" for name, measured in scorer.lists.items())
    yield f"  lists: {lists}, coverage@{K} {scorer.coverage:.4f}, Gini {scorer.gini:.4f}"
    bands = ", ".join(f"{band.band} {band.shown:.1%} ({band.liked:.1%}, {band.items:,})" for band in scorer.bands)
    yield f"  share of the places (of the likes, items): {bands}"
    if scorer.warning:
        yield f"  WARNING: {scorer.warning}"


def _slice(part: SliceReport, scorer: ScorerReport, baselines: list[ScorerReport]) -> str:
    start = f"  {part.name:<9}{part.targets:>9,}  "
    if not part.accuracy:
        return f"{start}no target"
    figures = "".join(f"{_interval(part.accuracy[name]):<24}" for name in ("recall", "ndcg", "mrr"))
    ratios = "".join(f"{_ratio(scorer.ndcg(part.name), other.ndcg(part.name)):<14}" for other in baselines)
    return start + figures + ratios + (f"too few targets, under {FEW_TARGETS}" if part.too_few else "")


def _leads(report: Report) -> Iterator[str]:
    first = report.scorers[0].name
    for name, lead in report.leads.items():
        verdict = "better" if lead.low > 0 else "worse" if lead.high < 0 else "no difference proved"
        yield f"{first} less {name}: NDCG@{K} {lead.mean:+.4f} [{lead.low:+.4f}, {lead.high:+.4f}], {verdict}"


def _interval(measured: Measured) -> str:
    return f"{measured.mean:.4f} [{measured.low:.4f}, {measured.high:.4f}]"


def _ratio(ours: float | None, theirs: float | None) -> str:
    return f"{ours / theirs:.2f}" if ours is not None and theirs else "-"
