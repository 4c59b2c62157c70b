// The fields of a charge-calculation request as one text, which the module reads ten times as fast
// as an object, and the fields of its response out of one.
//
// Only plain data is written so: as soon as anything else turns up, the answer is undefined, and
// the module reads the object itself, judges it, and names what is wrong with it.

const SEPARATOR = "\x1f";

/** How many fields the module writes for a line. */
const DETAIL_FIELDS = 16;

/** The module judges longer lists itself. */
const LENGTH_MAX = 1_000_000;

const unusual = new Error();

/** Older runtimes leave lone surrogates to the module. */
const isWellFormed = String.prototype.isWellFormed ?? (() => false);

/** The request's fields in the module's order, or undefined. The rules it names go to `names`. */
export function writeRequest(request, names) {
  try {
    const text = body(request, names);
    return isWellFormed.call(text) ? text : undefined;
  } catch {
    return undefined;
  }
}

function body(request, names) {
  plain(request);
  const { txnDetails, priceMethods } = request;
  const head =
    "{" + SEPARATOR + field(request.applicationCode) + field(request.extPrcConsumerService);
  if (txnDetails === undefined || txnDetails === null) {
    return head + SEPARATOR + transaction(request, names);
  }
  if (priceMethods !== undefined && priceMethods !== null) throw unusual;
  const length = lengthOf(txnDetails);
  let text = head + list(length);
  for (let index = 0; index < length; index += 1) {
    text += transaction(txnDetails[index], names);
  }
  return text;
}

function transaction(entry, names) {
  plain(entry);
  const { txnAttributes, priceMethods } = entry;
  const attributes =
    txnAttributes === undefined || txnAttributes === null
      ? SEPARATOR
      : list(lengthOf(txnAttributes));
  const length = lengthOf(priceMethods);
  let text = "{" + SEPARATOR + field(entry.txnRefNo) + attributes + list(length);
  for (let index = 0; index < length; index += 1) {
    text += line(priceMethods[index], names);
  }
  return text;
}

function line(entry, names) {
  plain(entry);
  const { priceRuleId, slabDetails } = entry;
  if (typeof priceRuleId === "string") names.add(priceRuleId);
  return (
    "{" +
    SEPARATOR +
    field(entry.charge) +
    field(entry.chargeCategory) +
    field(entry.chargeCode) +
    field(entry.chargeCodeDesc) +
    field(entry.chargeCriteria) +
    field(entry.chargeCriteriaValue) +
    field(entry.chargeGroup) +
    field(entry.chargeSharing) +
    field(entry.chargeSharingPct) +
    field(entry.chargeType) +
    field(entry.exchangeRate) +
    field(entry.externalPricingApplicable) +
    field(entry.externalPricingConsumerService) +
    field(entry.externalPricingSystem) +
    field(entry.isChargeCalculated) +
    field(entry.parentChargeCode) +
    field(entry.partyId) +
    field(entry.partyToCharge) +
    field(entry.priceMethod) +
    field(priceRuleId) +
    (slabDetails === undefined || slabDetails === null ? SEPARATOR : slabs(slabDetails)) +
    field(entry.slidingScaleTenor) +
    field(entry.tenor) +
    field(entry.txnCcy)
  );
}

function slabs(entries) {
  const length = lengthOf(entries);
  let text = list(length);
  for (let index = 0; index < length; index += 1) {
    const entry = entries[index];
    plain(entry);
    text +=
      "{" +
      SEPARATOR +
      field(entry.amount) +
      field(entry.fromSlab) +
      field(entry.percentage) +
      field(entry.toSlab) +
      field(entry.unit);
  }
  return text;
}

function field(value) {
  if (value === undefined || value === null) return SEPARATOR;
  if (typeof value === "string") {
    if (value.includes(SEPARATOR)) throw unusual;
    return "s" + value + SEPARATOR;
  }
  if (typeof value === "number") return "#" + value + SEPARATOR;
  if (typeof value === "bigint") return "i" + value + SEPARATOR;
  throw unusual;
}

function list(length) {
  return "[" + length + SEPARATOR;
}

/** An array's length, read once: a proxy may tell another one each time. */
function lengthOf(value) {
  if (!Array.isArray(value)) throw unusual;
  const { length } = value;
  if (typeof length !== "number" || length > LENGTH_MAX) throw unusual;
  return length;
}

function plain(value) {
  if (!isPlainObject(value)) throw unusual;
}

/** Whether a value is an object as literals and JSON make them. */
export function isPlainObject(value) {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** The response that the module's text says. */
export function readResponse(text) {
  const fields = text.split(SEPARATOR);
  const count = Number(fields[1]);
  let place = 2 + 2 * count;
  const transactions = [];
  for (let index = 0; index < count; index += 1) {
    const txnRefNo = fields[2 + 2 * index];
    const lines = Number(fields[3 + 2 * index]);
    const chargeDetails = new Array(lines);
    for (let line = 0; line < lines; line += 1) {
      chargeDetails[line] = detail(fields, place);
      place += DETAIL_FIELDS;
    }
    transactions.push(txnRefNo === "" ? { chargeDetails } : { chargeDetails, txnRefNo });
  }
  if (fields[0] === "{") return transactions[0];
  const only = transactions.length === 1 ? transactions[0] : undefined;
  return { ...only, txnDetails: transactions };
}

/** Fields without a value are left out. */
function detail(fields, place) {
  const charged = {
    charge: fields[place + 1],
    chargeCcy: fields[place + 2],
    chargeCode: fields[place + 3],
    chargeSharing: fields[place + 4],
    externalCharge: fields[place + 6],
  };
  const applied = fields[place];
  if (applied !== "") charged.applied = applied;
  const exchangeRate = fields[place + 5];
  if (exchangeRate !== "") charged.exchangeRate = exchangeRate;
  const criteria = fields[place + 11];
  if (criteria !== "") {
    charged.minMaxValidationCriteria = criteria;
    bounds(charged, fields, place + 7);
  }
  const partyId = fields[place + 12];
  if (partyId !== "") charged.partyId = partyId;
  const partyToCharge = fields[place + 13];
  if (partyToCharge !== "") charged.partyToCharge = partyToCharge;
  const priceMethod = fields[place + 14];
  if (priceMethod !== "") charged.priceMethod = priceMethod;
  const priceRuleId = fields[place + 15];
  if (priceRuleId !== "") charged.priceRuleId = priceRuleId;
  return charged;
}

const BOUNDS = ["maxChgAmount", "maxChgPct", "minChgAmount", "minChgPct"];

function bounds(charged, fields, place) {
  for (let index = 0; index < BOUNDS.length; index += 1) {
    const bound = fields[place + index];
    if (bound !== "") charged[BOUNDS[index]] = bound;
  }
}
