// What is said of each command: how it is called, what it does, and its options.

/** How each command is called. */
const SYNOPSES = {
  charge: ["'<formula>' [amount…] [options]"],
  check: ["'<formula>' [options]", "--rules <file>"],
  curve: ["'<formula>' [options]"],
  solve: ["'<formula>' --net <amount> [options]"],
  calculate: ["<request> --rules <file> [options]"],
  rate: ["'<tables>' --book <file> --amount <column> [options]"],
  serve: ["[options]"],
  init: ["[file]"],
};

const ABOUT = {
  charge: `charge prints the charge for each amount. Without amounts it reads them from
standard input, one a line, and answers each line with one line.`,
  check: `check prints what is wrong with a formula, or its canonical spelling and what is
odd about it.`,
  curve: "curve prints the exact charge piece by piece, and where it changes.",
  solve: "solve prints the amounts that lead to a figure, one or a range a line.",
  calculate: `calculate prints the charges of a request: a JSON or XML file, or - for standard
input. The answer is a document of the same kind.`,
  rate: `rate charges every row of tables, Parquet or CSV files, and writes them with
their charges; it needs the package @duckdb/node-api beside this one.`,
  serve: "serve answers the APIs of the mock ledger over HTTP, until Ctrl-C.",
  init: "init writes a world to begin with, for serve, beside its JSON Schema.",
};

/**
 * The options, by the commands that have them. Of a choice, one is to be given.
 *
 * @type {{ of: string[], title: string, options: string, isChoice?: boolean }[]}
 */
const OPTIONS = [
  {
    of: ["charge", "check", "curve", "solve"],
    title: "charge, check, curve and solve",
    options: `  --rule FILE             a price rule, a JSON object, in place of the formula
  --currency CODE         ISO 4217 code, or CODE:DIGITS for one of your own, as
                          USDT:6; hundredths without a name unless given
  --rounding MODE         halfUp (unless given), halfEven, halfDown, up, down,
                          ceiling or floor
  --increment STEP        round to a multiple of STEP, not to the minor unit
  --percentage PERCENT    what a P without a number stands for
  --constant NUMBER       what a C without a number stands for
  --tenor DAYS            how long a price for a year is due
  --sliding-scale-tenor DAYS  the period that a price is due for, once started`,
  },
  {
    of: ["check"],
    title: "check",
    options: "  --rules FILE            a book of price rules, all of which are checked",
  },
  {
    of: ["curve"],
    title: "curve",
    options: `  --from AMOUNT, --to AMOUNT  only that part
  --svg                   a picture in place of the tables`,
  },
  {
    of: ["solve"],
    title: "solve, one of",
    isChoice: true,
    options: `  --net AMOUNT            what is left of the amount after the charge
  --gross AMOUNT          the amount and its charge
  --charge AMOUNT         the charge`,
  },
  {
    of: ["calculate"],
    title: "calculate",
    options: `  --rules FILE            price rules by their identities, a JSON object, or a
                          book with them in \`rules\`
  --currency CODE         the currency of what names none
  --external-prices FILE  what the host charges by charge code, a JSON object
  --allocation MODE       who gets the odd units of a shared charge:
                          largestRemainder (unless given), firstInOrder,
                          largestShare or rest
  --format FORMAT         json or xml, if not that of the request`,
  },
  {
    of: ["charge", "calculate"],
    title: "charge and calculate",
    options: `  --explain               show every step to each charge`,
  },
  {
    of: ["rate"],
    title: "rate",
    options: `  --book FILE             the price rules, as calculate has them
  --amount COLUMN         the amounts: decimals, or texts of a CSV file
  --rule COLUMN           which rule charges a row, by its identity
  --rule-id RULE          one rule for all rows, in place of --rule
  --prior COLUMN          what was charged earlier in the period
  --minor-units           amounts are integers that count minor units
  --to FILE               what is written: .csv, or Parquet under any other name
  --overwrite             replace what is there
  --explain-sample COUNT  write the steps to so many charges of each rule`,
  },
  {
    of: ["serve"],
    title: "serve",
    options: `  --port PORT             8080 unless given; 0 for any that is free
  --host HOST             127.0.0.1 unless given; other machines reach any other
                          one, which needs --allow-remote
  --config FILE           a world in JSON or YAML, such as init writes
  --journal FILE          keeps all that happens, and goes on from there
  --compact               make the journal short first
  --clock CLOCK           live (unless given), such as 60x for 60 times as fast,
                          or manual: it is moved by POST /mock/clock
  --seed NUMBER           what identifiers, tokens and chaos are made from
  --worlds COUNT          how many worlds of their own tests may have, 1000
                          unless given
  --log FORMAT            text (unless given), json or none
  --no-admin              without /mock
  --watch                 begin anew when the configuration has changed`,
  },
];

const END = `  --help, --version

Exit status: 0 good, 1 problems found or no answer, 2 wrong usage, or the answer
cannot be written.
`;

/** What is said of all commands. */
export const USAGE = textOf(Object.keys(SYNOPSES));

/**
 * What is said of one command; of all, where it is none.
 *
 * @param {string | undefined} command
 */
export function usageOf(command) {
  const isOne = command !== undefined && Object.hasOwn(SYNOPSES, command);
  return isOne ? textOf([command]) : USAGE;
}

/** @param {string[]} commands */
function textOf(commands) {
  const calls = commands.flatMap((name) => SYNOPSES[name].map((rest) => `${name} ${rest}`));
  const synopsis = calls.map((call, index) => {
    return `${index === 0 ? "usage:" : "      "} ready-reckoner ${call}\n`;
  });
  const about = commands.map((name) => `${ABOUT[name]}\n`);
  const options = OPTIONS.filter(({ of }) => of.some((name) => commands.includes(name)));
  const parts = commands.length === 1 ? optionsOfOne(options) : options.map(titled);
  return [synopsis.join(""), about.join(""), ...parts, END].join("\n");
}

function titled({ title, options }) {
  return `${title}:\n${options}\n`;
}

/** The options of one command, of which it need not be said whose they are. */
function optionsOfOne(sections) {
  const others = sections.filter(({ isChoice }) => !isChoice);
  const all = others.map(({ options }) => options).join("\n");
  const choices = sections.filter(({ isChoice }) => isChoice);
  return [
    ...choices.map(({ options }) => titled({ title: "one of", options })),
    ...(others.length > 0 ? [titled({ title: "options", options: all })] : []),
  ];
}
