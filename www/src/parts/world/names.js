// How accounts and times are written for people.

const KINDS = {
  subscriber: "Subscriber",
  provider: "Provider",
  operator: "Operator",
  aggregator: "Aggregator",
};

const TAXES = {
  "tax:cess": "Cess",
  "tax:levy": "Telecom levy",
  "tax:nbt": "Nation building tax",
  "tax:vat": "VAT",
  "tax:insurance": "Insurance tax",
  "tax:other": "Other tax",
};

/** The name of an account, by its id. */
export function accountName(id) {
  const [kind, ...owner] = id.split(":");
  return TAXES[id] ?? (KINDS[kind] ? `${KINDS[kind]} ${owner.join(":")}` : "Cash");
}

/** As a moment is shown: the ledger's clock, in the time of its country. */
export function timeText(ms, zoneMs) {
  return new Date(ms + zoneMs).toISOString().slice(11, 19);
}

export function dayText(ms, zoneMs) {
  return new Date(ms + zoneMs).toISOString().slice(0, 10);
}

/** How far the time of a clock is from that of Greenwich, from what `/mock/clock` says. */
export function zoneOf({ time }) {
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(time) ?? [];
  if (sign === undefined) return 0;
  return (sign === "-" ? -60_000 : 60_000) * (Number(hours) * 60 + Number(minutes));
}

/** A span of time, such as `59.999 s` or `2 min`. */
export function spanText(ms) {
  return ms >= 60_000 && ms % 60_000 === 0 ? `${ms / 60_000} min` : `${ms / 1000} s`;
}
