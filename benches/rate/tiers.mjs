// Five graduated tiers with bounds: as a price rule, and as SQL over integers, which are exact.

/** Up to so many cents; in hundredths of a percent of the part inside; in cents, on entering. */
const TIERS = [
  { upTo: 100_000, rate: 200, flat: 100 },
  { upTo: 500_000, rate: 150, flat: 50 },
  { upTo: 2_000_000, rate: 120, flat: 25 },
  { upTo: 10_000_000, rate: 100, flat: 200 },
  { upTo: undefined, rate: 80, flat: 300 },
];
const [MINIMUM, MAXIMUM] = [1_000, 90_000];

export const RULE = {
  graduated: TIERS.map(({ upTo, rate, flat }) => ({
    ...(upTo !== undefined && { upTo: upTo / 100 }),
    percentage: rate / 100,
    flat: flat / 100,
  })),
  minimum: MINIMUM / 100,
  maximum: MAXIMUM / 100,
};

/** The charge of the column `amount`. */
export function chargeSql() {
  const cents = "CAST(amount * 100 AS BIGINT)";
  const parts = TIERS.map(({ upTo, rate, flat }, index) => {
    const lower = index === 0 ? 0 : TIERS[index - 1].upTo;
    const end = upTo === undefined ? cents : `least(${cents}, ${upTo})`;
    const part = `(${end} - ${lower}) * ${rate} + ${flat * 10_000}`;
    return `CASE WHEN ${cents} > ${lower} THEN ${part} ELSE 0 END`;
  });
  const rounded = `((${parts.join(" + ")}) + 5000) // 10000`;
  const bounded = `least(greatest(${rounded}, ${MINIMUM}), ${MAXIMUM})`;
  const exact = `CASE WHEN ${cents} = 0 THEN 0 ELSE ${bounded} END`;
  return `CAST(CAST(${exact} AS DECIMAL(38, 0)) * 0.01 AS DECIMAL(38, 2))`;
}

/** A table of so many rows: an identity, an amount up to 150,000.00, one of the keys, a note. */
export function tableSql(rows, keys) {
  const amount = "CAST(hash(i) % 15000000 AS DECIMAL(18, 2)) * 0.01";
  const columns = [
    "i AS id",
    `CAST(${amount} AS DECIMAL(12, 2)) AS amount`,
    `'key-' || (hash(i + 7) % ${keys}) AS rule`,
    "'note ' || (i % 1000) AS note",
  ];
  return `SELECT ${columns.join(", ")} FROM range(${rows}) AS t(i)`;
}
