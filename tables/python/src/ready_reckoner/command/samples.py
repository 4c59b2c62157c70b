"""Rows with the steps of their charges, for people who check a run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from ready_reckoner.book import Book
from ready_reckoner.command.totals import quoted

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


@dataclass(frozen=True)
class Sampling:
    """Explains the first rows of each rule in a partition."""

    book: Book
    count: int
    rule_id: str | None
    has_prior: bool
    minor_units: bool

    def __call__(self, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        """Each explanation is a text in JSON, beside the name of its rule."""
        explained: Counter[str] = Counter()
        for batch in batches:
            found = [
                (rule, self._explain(batch, row)) for rule, row in self._chosen(batch, explained)
            ]
            names = pa.array([rule for rule, _ in found], pa.string())
            texts = pa.array([text for _, text in found], pa.string())
            yield pa.RecordBatch.from_arrays([names, texts], names=["rule", "text"])

    def _chosen(self, batch: pa.RecordBatch, explained: Counter[str]) -> list[tuple[str, int]]:
        one = self.rule_id
        keys = batch.column("rule").to_pylist() if one is None else [one] * batch.num_rows
        chosen = []
        for row, rule in enumerate(keys):
            if rule in self.book.rules and explained[rule] < self.count:
                explained[rule] += 1
                chosen.append((rule, row))
        return chosen

    def _explain(self, batch: pa.RecordBatch, row: int) -> str:
        one = batch.slice(row, 1)
        prior = one.column("prior") if self.has_prior else None
        told = self.book.explain(
            one.column("amount"),
            one.column("rule") if self.rule_id is None else None,
            rule=self.rule_id,
            prior=prior,
            minor_units=self.minor_units,
        )
        told.setdefault("amount", _text(one.column("amount")))
        if prior is not None and prior[0].is_valid:
            told["prior"] = _text(prior)
        return json.dumps(told, ensure_ascii=False)


def _text(column: pa.Array) -> str | None:
    value = column[0].as_py()
    return None if value is None else format(value, "f" if pa.types.is_decimal(column.type) else "")


def samples(df: DataFrame, options: Any, book: Book) -> str:  # noqa: ANN401 (the command's words)
    """The lines of the file of explanations, by rule."""
    from pyspark.sql import functions as F  # noqa: N812

    asked = {"amount": options.amount, "rule": options.rule, "prior": options.prior}
    given = {role: name for role, name in asked.items() if name is not None}
    columns = [F.col(quoted(name)).alias(role) for role, name in given.items()]
    sampling = Sampling(
        book, options.explain_sample, options.rule_id, "prior" in given, options.minor_units
    )
    kept: dict[str, list[str]] = {}
    for row in df.select(*columns).mapInArrow(sampling, "rule string, text string").collect():
        lines = kept.setdefault(row["rule"], [])
        if len(lines) < options.explain_sample:
            lines.append(row["text"])
    return "".join(f"{line}\n" for rule in sorted(kept) for line in kept[rule])
