// What a server says of itself when it starts: where it is, what is in it, and a first call.

/** The world of those who configure none, as far as a configuration names what it has. */
const USUAL = {
  applications: [{ id: "APP_000001", password: "password" }],
  billers: [{ id: "BILLER-1" }],
};

const OFF = "OFF: whoever calls is the first application";

/** How many of a kind are named. */
const NAMED_MAX = 5;

/** The least that the first call pays. */
const AMOUNT = "2";

/**
 * @param {object} about
 * @param {string} about.url
 * @param {any} about.ledger
 * @param {Record<string, any>} about.config
 * @param {number} about.seed
 * @param {string} about.clock
 * @param {boolean} about.isAdmin
 * @param {string | undefined} about.journal
 * @param {boolean} about.hasPages whether the site is served as well
 */
export function banner({ url, ledger, config, seed, clock, isAdmin, journal, hasPages }) {
  const lines = [
    ["listening", `${url}, seed ${seed}, clock ${clock}${journal ? `, journal ${journal}` : ""}`],
    ...world(ledger, config),
    ["try", firstCall(url, ledger, config)],
    ...(hasPages ? [["page", `${url}/#/server shows what happens here`]] : []),
    ["OpenAPI", `${url}/openapi.json`],
    ["steer", isAdmin ? `${url}/mock/clock, /mock/transactions, /mock/events, …` : "not allowed"],
  ];
  return lines.map(([title, text]) => `${title.padEnd(14)}${text}\n`).join("");
}

function world(ledger, config) {
  const { applications = USUAL.applications, billers = USUAL.billers, currency = "LKR" } = config;
  const accounts = ledger.accounts({ limit: 1_000 });
  const subscribers = accounts.filter(({ kind }) => kind === "subscriber");
  return [
    ["currency", `${currency}, time ${new Date(ledger.now).toISOString()}`],
    ["subscribers", named(subscribers, ({ owner, balance }) => `${owner} ${balance}`)],
    ["applications", named(applications, described)],
    ["billers", named(billers, ({ id }) => id)],
    ["credentials", config.auth === "off" ? OFF : "asked for"],
  ];
}

function described({ id, token, password }) {
  const known = [`token ${token ?? "any"}`, ...(password ? [`password ${password}`] : [])];
  return `${id} (${known.join(", ")})`;
}

function named(list, name) {
  if (list.length === 0) return "none";
  const names = list.slice(0, NAMED_MAX).map(name);
  const rest = list.length - names.length;
  return names.join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

/** A call that works as it stands. */
function firstCall(url, ledger, config) {
  const { applications = USUAL.applications, currency = "LKR" } = config;
  const payer = ledger.accounts({ limit: 1_000 }).find(({ kind, balance }) => {
    return kind === "subscriber" && Number(balance) >= Number(AMOUNT);
  });
  if (payer === undefined || applications.length === 0) return `curl ${url}/openapi.json`;
  const user = `tel:+${payer.owner}`;
  const [{ token = "any" }] = applications;
  const amount = { amount: AMOUNT, currency, description: "A game" };
  const fields = {
    clientCorrelator: "C-1",
    endUserId: user,
    paymentAmount: { chargingInformation: amount },
    referenceCode: "REF-1",
  };
  const body = JSON.stringify({ makePayment: fields });
  return [
    `curl ${quoted(`${url}/wallet/v1/transaction/${encodeURIComponent(user)}/payment`)}`,
    `-H ${quoted(`authorization: Bearer ${token}`)}`,
    "-H 'content-type: application/json'",
    `-d ${quoted(body)}`,
  ].join(" ");
}

/** As one word of a shell. */
function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
