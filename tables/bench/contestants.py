"""What each contestant makes of a table: SQL by the engine, ours, and Python's `decimal`."""

import json
from decimal import ROUND_HALF_UP, Decimal

import pyarrow as pa

ENDS = (1_000, 5_000, 20_000, 100_000)
PRODUCTS = 40
LOW, HIGH = "5", "2000"


def rates(product):
    """The percentages of a product's five tiers, as texts with two decimals."""
    return [f"{percent + product / 100:.2f}" for percent in (2.5, 2, 1.5, 1, 0.5)]


def book():
    def rule(product):
        tops = [{"upTo": end} for end in ENDS] + [{}]
        listed = [
            {**top, "percentage": rate} for top, rate in zip(tops, rates(product), strict=True)
        ]
        return {"graduated": listed, "minimum": LOW, "maximum": HIGH}

    return json.dumps({"currency": "LKR", "rules": {name(at): rule(at) for at in range(PRODUCTS)}})


def name(product):
    return f"PRODUCT-{product:02}"


def tier_sql(rates):
    """A charge in SQL from five rates, each an expression in percent; exact in decimals."""
    cases, base, low = [], [], 0
    for at, rate in enumerate(rates):
        charge = " + ".join([*base, f"(amount - {low}) * {rate}"])
        cases.append(f"when amount <= {ENDS[at]} then {charge}" if at < 4 else f"else {charge}")
        if at < 4:
            base.append(f"{ENDS[at] - low} * {rate}")
            low = ENDS[at]
    percent = f"(case {' '.join(cases)} end)"
    held = f"round(least(greatest({percent} / 100, {LOW}), {HIGH}), 2)"
    return f"case when amount = 0 then 0 else {held} end"


def decimal_text(rate):
    return f"cast({rate} as decimal(5,2))"


def scan(session, df):
    return df


def sql_one(session, df):
    charge = tier_sql([decimal_text(rate) for rate in rates(0)])
    return df.selectExpr("*", f"cast({charge} as decimal(38,2)) as charge")


def sql_keyed(session, df):
    """A join with the rates, and a CASE over them."""
    columns = {f"r{at}": [Decimal(rates(p)[at]) for p in range(PRODUCTS)] for at in range(5)}
    table = {
        "product": [name(product) for product in range(PRODUCTS)],
        **{key: pa.array(values, pa.decimal128(5, 2)) for key, values in columns.items()},
    }
    joined = df.join(session.createDataFrame(pa.table(table)), "product")
    charge = tier_sql([f"r{at}" for at in range(5)])
    return joined.selectExpr("id", "amount", "product", f"cast({charge} as decimal(38,2)) charge")


def ours_one(session, df):
    from ready_reckoner import Book, spark

    return spark.rate(df, Book(book()), amount="amount", rule_id=name(0))


def ours_keyed(session, df):
    from ready_reckoner import Book, spark

    return spark.rate(df, Book(book()), amount="amount", rule="product")


class Through:
    """Hands batches through and does nothing with them."""

    def __call__(self, batches):
        yield from batches


def empty_map(session, df):
    return df.mapInArrow(Through(), df.schema)


class Constants:
    """Adds the columns that ours adds, with nothing worked out: what the engine takes for them."""

    ROWS = 100_000

    def __call__(self, batches):
        places = pa.scalar(Decimal("1.00"), pa.decimal128(38, 2))
        added = [pa.repeat(places, self.ROWS), pa.nulls(self.ROWS, pa.string())]
        for batch in batches:
            columns = [*batch.columns, *(one.slice(0, batch.num_rows) for one in added)]
            names = [*batch.schema.names, "charge", "refused"]
            yield pa.RecordBatch.from_arrays(columns, names=names)


def constant_map(session, df):
    columns = [f"`{field.name}` {field.dataType.simpleString()}" for field in df.schema.fields]
    schema = ", ".join([*columns, "charge decimal(38,2)", "refused string"])
    return df.mapInArrow(Constants(), schema)


def python_udf(session, df):
    from pyspark.sql.functions import udf

    percent = [Decimal(rate) / 100 for rate in rates(0)]
    cent, low, high = Decimal("0.01"), Decimal(LOW), Decimal(HIGH)

    def charge(amount):
        if amount == 0:
            return Decimal("0.00")
        total, start = Decimal(0), Decimal(0)
        for end, rate in zip([*map(Decimal, ENDS), amount], percent, strict=True):
            if amount > start:
                total += (min(end, amount) - start) * rate
            start = end
        return min(max(total, low), high).quantize(cent, ROUND_HALF_UP)

    return df.withColumn("charge", udf(charge, "decimal(38,2)")(df.amount))


#: How much of the rows each contestant charges.
CONTESTANTS = {
    "scan": (scan, 1),
    "empty_map": (empty_map, 1),
    "constant_map": (constant_map, 1),
    "sql_one": (sql_one, 1),
    "ours_one": (ours_one, 1),
    "sql_keyed": (sql_keyed, 1),
    "ours_keyed": (ours_keyed, 1),
    "python_udf": (python_udf, 0.05),
}
