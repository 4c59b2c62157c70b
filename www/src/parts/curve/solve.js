// "What must I charge to receive 100?": the question, and the sentence that answers it.

/** What can be wanted, with the words of the answer: an amount … so much. */
export const WANTED = {
  net: { label: "to receive", one: "leaves", many: "leave" },
  charge: { label: "a charge of", one: "is charged", many: "are charged" },
  gross: {
    label: "a total of",
    one: "comes with its charge to",
    many: "come with their charge to",
  },
};

/** Ranges beyond these are counted, not listed. */
const LISTED = 4;

/**
 * @param {import("ready-reckoner").Tariff} tariff
 * @param {keyof WANTED} wanted
 * @param {string} figure
 * @returns {{ sentence: string, ranges: import("ready-reckoner").AmountRange[] }}
 * @throws {ReckonerError} of a figure that is none, or a tariff that cannot be solved
 */
export function solve(tariff, wanted, figure) {
  const { amounts, below, above } = tariff.solve({ [wanted]: figure });
  const { one, many } = WANTED[wanted];
  if (amounts.length === 0) {
    const nearest = [below, above].filter((it) => it !== undefined);
    const near = nearest.map((it) => `${it.amount} ${one} ${it[wanted]}`);
    const none = `No amount ${one} exactly ${figure}.`;
    const sentence = near.length > 0 ? `${none} The nearest: ${near.join("; ")}.` : none;
    return { sentence, ranges: [] };
  }
  const listed = amounts.slice(0, LISTED).map(range).join(", or ");
  const more = amounts.length - LISTED;
  const others = more > 0 ? `, or ${more} more ranges` : "";
  const single = amounts.length === 1 && amounts[0].from === amounts[0].to;
  const sentence = single
    ? `An amount ${listed} ${one} ${figure}.`
    : `Amounts ${listed}${others} ${many} ${figure}.`;
  return { sentence, ranges: amounts };
}

function range({ from, to, step }) {
  if (to === null) return `from ${from} on`;
  if (from === to) return `of ${from}`;
  return `from ${from} to ${to}${step === undefined ? "" : ` in steps of ${step}`}`;
}
