// The quick way for an amount that is plain digits: from text to a count of minor units, and back.
//
// It is exact. What `parseMinorUnits` returns is below 10^15, every number on the way to it is too,
// and integers up to 2^53 are exact in a double. What it does not take, the module reads itself, so
// it never has to judge what a strange amount means.

const DIGITS_MAX = 15;
const POWERS_OF_TEN = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9];

/** The decimals of most currencies. */
const USUAL_DECIMALS = 2;

/** So many characters, of which one is the point, count less than 2^31: integers are quickest. */
const SHORT_MAX = 10;

const ZERO = 48;
const POINT = 46;

/**
 * The count of minor units that a plain amount such as `1234.5` stands for, or -1 where the text is
 * anything else: a sign, a space, a decimal beyond the minor unit, more than 15 digits.
 */
export function parseMinorUnits(text, minorUnits) {
  const count = parseAmount(text, minorUnits);
  return places === minorUnits ? count : -1;
}

/** How many decimals the last parsed amount was counted in. */
export let places = 0;

/**
 * The same for amounts with more decimals: they are counted in units of their last decimal. In
 * which ones it was, is told by `places`.
 *
 * Most amounts are short and have two decimals, in a currency of two. Engines put only short
 * functions into their callers, so this one has no more than those need. And whether a character
 * was wrong is asked once, at the end, because two branches for each take longer:
 * `digit | (9 - digit)` is negative where it is none of the ten.
 */
export function parseAmount(text, minorUnits) {
  const { length } = text;
  const point = length - 1 - USUAL_DECIMALS;
  if (point < 1 || length > SHORT_MAX || minorUnits !== USUAL_DECIMALS) {
    return parseUnusual(text, minorUnits);
  }
  if (text.charCodeAt(point) !== POINT) return parseUnusual(text, minorUnits);
  const tenths = text.charCodeAt(point + 1) - ZERO;
  const hundredths = text.charCodeAt(point + 2) - ZERO;
  let wrong = tenths | (9 - tenths) | hundredths | (9 - hundredths);
  let whole = 0;
  for (let index = 0; index < point; index += 1) {
    const digit = text.charCodeAt(index) - ZERO;
    wrong |= digit | (9 - digit);
    whole = (Math.imul(whole, 10) + digit) | 0;
  }
  places = USUAL_DECIMALS;
  return wrong < 0 ? -1 : (Math.imul(whole, 100) + Math.imul(tenths, 10) + hundredths) | 0;
}

/** The same for any text. */
function parseUnusual(text, minorUnits) {
  places = minorUnits;
  const { length } = text;
  if (length === 0 || length > DIGITS_MAX + 1) return -1;
  let value = 0;
  let wrong = 0;
  let point = length;
  for (let index = 0; index < length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === POINT && point === length) {
      point = index;
    } else {
      const digit = code - ZERO;
      wrong |= digit | (9 - digit);
      value = value * 10 + digit;
    }
  }
  if (wrong < 0 || point === 0 || point + minorUnits > DIGITS_MAX) return -1;
  if (point === length) return value * POWERS_OF_TEN[minorUnits];
  const decimals = length - 1 - point;
  if (decimals === 0) return -1;
  if (decimals <= minorUnits) return value * POWERS_OF_TEN[minorUnits - decimals];
  places = decimals;
  return value;
}

// Three digits at a time are looked up instead of converted: V8 takes 60 ns to write a number that
// it has not written lately, 15 ns to join two short strings. A cell is filled when first needed,
// because filling them all would cost a start more than it ever saves a short run.
const GROUP = 1_000;
const GROUPS = new Array(GROUP);
const PADDED = new Array(GROUP);

/** By minor units: whole texts below 1,000, and the last three digits of longer ones. */
const WHOLES = [GROUPS, undefined, new Array(GROUP), new Array(GROUP)];
const TAILS = [PADDED, undefined, new Array(GROUP), new Array(GROUP)];

/**
 * The decimal text of an integer of minor units, at most 2^53 - 1 either way.
 *
 * Most charges have at most six digits, and their parts have been written before.
 */
export function formatMinorUnits(count, minorUnits) {
  const units = count | 0;
  if (units === count && units >= GROUP && units < GROUP * GROUP) {
    const thousands = (units / GROUP) | 0;
    const head = GROUPS[thousands];
    const tail = TAILS[minorUnits]?.[units - Math.imul(thousands, GROUP)];
    if (head !== undefined && tail !== undefined) return head + tail;
  }
  return formatUnusual(count, minorUnits);
}

/**
 * The same for any integer.
 *
 * The rounded quotient has the true integer part: below 2^53 the true quotient by 1,000 is either
 * an integer or at least 1/1,000 under the next one, and half a unit in the last place of a number
 * under 2^53 / 1,000 is less than that, so it never rounds up to it.
 */
function formatUnusual(count, minorUnits) {
  if (count < 0) return `-${formatMinorUnits(-count, minorUnits)}`;
  const wholes = WHOLES[minorUnits];
  const tails = TAILS[minorUnits];
  if (wholes === undefined || tails === undefined) return formatDigits(count, minorUnits);
  if (count < GROUP) return (wholes[count] ??= formatDigits(count, minorUnits));
  const head = Math.floor(count / GROUP);
  const rest = count - head * GROUP;
  const tail = (tails[rest] ??= withPoint(padded(rest), minorUnits));
  if (head < GROUP) return group(head) + tail;
  if (head >= GROUP * GROUP) return head + tail;
  const thousands = Math.floor(head / GROUP);
  return group(thousands) + padded(head - thousands * GROUP) + tail;
}

function formatDigits(count, minorUnits) {
  return withPoint(String(count).padStart(minorUnits + 1, "0"), minorUnits);
}

function withPoint(digits, minorUnits) {
  const place = digits.length - minorUnits;
  return minorUnits === 0 ? digits : `${digits.slice(0, place)}.${digits.slice(place)}`;
}

/** `7` as `7`. */
function group(value) {
  return (GROUPS[value] ??= String(value));
}

/** `7` as `007`. */
function padded(value) {
  return (PADDED[value] ??= String(value).padStart(3, "0"));
}
