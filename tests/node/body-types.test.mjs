// The types of bodies are those of the declarations: what the OpenAPI document says of every body,
// which is made of the readers' declarations, TypeScript says as well.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript-least";
import { packed } from "./support.mjs";

const { schemas } = JSON.parse(readFileSync(packed("openapi.json"), "utf8")).components;

/** The types of the package, by the names of their schemas. */
const TYPES = {
  BalanceQuery: "ledger.BalanceQueryRequest",
  BalanceQueryResponse: "ledger.BalanceQueryResponse",
  CaasDebit: "ledger.CaasDebitRequest",
  CaasDebitResponse: "ledger.CaasDebitResponse",
  ChargeCreation: "ledger.ChargeCreationRequest",
  Debit: "ledger.DebitRequest",
  DebitAnswer: "ledger.DebitResponse",
  MockAccounts: "ledger.Account[]",
  MockApplicationChange: "ledger.ApplicationChanges",
  MockBillerChange: "ledger.BillerChanges",
  MockDeliveries: "ledger.Delivery[]",
  MockMessages: "ledger.Sms[]",
  // A server says why it did not send one.
  MockNotifications: "(ledger.Notification & { undelivered?: string })[]",
  MockScripts: "ledger.ActiveRule[]",
  MockSubscriber: "ledger.SubscriberConfig",
  MockSubscriberChange: "ledger.SubscriberChanges",
  MockTransactions: "ledger.Transaction[]",
  Payment: "ledger.PaymentRequest",
  PaymentResponse: "ledger.PaymentResponse",
  Refund: "ledger.RefundRequest",
  RefundResponse: "ledger.RefundResponse",
  Reservation: "ledger.ReservationRequest",
  ReservationResponse: "ledger.ReservationResponse",
  Subscription: "ledger.SubscriptionRequest",
  SubscriptionResponse: "ledger.SubscriptionResponse",
  SubscriptionStatus: "ledger.SubscriptionStatusRequest",
};

/** What only looking at it later tells of a reservation; the steps themselves never do. */
const LATER = ["Denied", "Expired", "Refused"];

const FILE = fileURLToPath(new URL("body-types.ts", import.meta.url));
const TEXT = [
  `import type * as ledger from ${JSON.stringify(packed("ledger/index.js"))};`,
  ...Object.entries(TYPES).map(([name, type]) => `export type ${name} = ${type};`),
].join("\n");

const options = {
  exactOptionalPropertyTypes: true,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noEmit: true,
  strict: true,
  target: ts.ScriptTarget.ES2022,
};
const host = ts.createCompilerHost(options);
const { fileExists, getSourceFile } = host;
host.fileExists = (name) => name === FILE || fileExists(name);
host.getSourceFile = (name, ...others) =>
  name === FILE
    ? ts.createSourceFile(name, TEXT, ts.ScriptTarget.ES2022)
    : getSourceFile(name, ...others);
const program = ts.createProgram([FILE], options, host);
const checker = program.getTypeChecker();
const source = program.getSourceFile(FILE);

/** The members of a union, or the type itself. */
const membersOf = (type) => (type.isUnion() ? type.types : [type]);
const has = (type, flag) => membersOf(type).some(({ flags }) => (flags & flag) !== 0);
/** Whether it is `string & {}`, which keeps the names in a union with it. */
const isAnyText = (type) =>
  type.isIntersection() && type.types.some(({ flags }) => (flags & ts.TypeFlags.String) !== 0);
const propertiesOf = (type) =>
  membersOf(type).flatMap((member) =>
    member.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection) && !isAnyText(member)
      ? checker.getPropertiesOfType(member)
      : [],
  );

/** What a type says of a value, as `type` of JSON Schema has it. */
function kindsOf(type) {
  const { BooleanLike, NumberLike, StringLike, Null } = ts.TypeFlags;
  const isList = membersOf(type).some((member) => checker.isArrayType(member));
  const isObject = !isList && propertiesOf(type).length > 0;
  return [
    isList && "array",
    has(type, BooleanLike) && "boolean",
    has(type, Null) && "null",
    has(type, NumberLike) && "number",
    isObject && "object",
    has(type, StringLike) && "string",
  ].filter(Boolean);
}

/** The texts and numbers that a type allows; nothing if there is no end to them. */
function choicesOf(type) {
  const literals = membersOf(type).filter((member) => member.isStringLiteral());
  return has(type, ts.TypeFlags.String) || literals.length === 0
    ? undefined
    : literals.map(({ value }) => value).sort();
}

/** The types that values of a schema have; all parts of an `allOf` have those of its first. */
function kindsIn({ $ref, allOf, anyOf, type = "object" }) {
  if ($ref !== undefined) return kindsIn(schemas[$ref.split("/").at(-1)]);
  if (allOf !== undefined) return kindsIn(allOf[0]);
  if (anyOf !== undefined) return anyOf.flatMap(kindsIn);
  return [type].flat().map((kind) => (kind === "integer" ? "number" : kind));
}

/** Compares a type with a schema; tells every difference with its place. */
function* differences(type, schema, place) {
  const { properties, required = [], items } = schema;
  const kinds = [...new Set(kindsIn(schema))].sort();
  const own = kindsOf(type);
  if (String(own) !== String(kinds)) yield `${place} is ${own} in TypeScript, and ${kinds}`;
  const isLater = place.startsWith("ReservationResponse");
  const isMeant = (choice) => choice !== null && !(isLater && LATER.includes(choice));
  const choices = schema.enum?.filter(isMeant).sort();
  const known = choicesOf(type);
  if (choices !== undefined && known !== undefined && String(choices) !== String(known)) {
    yield `${place} is one of ${known} in TypeScript, and of ${choices}`;
  }
  if (items !== undefined) {
    const list = membersOf(type).find((member) => checker.isArrayType(member));
    if (list) yield* differences(checker.getTypeArguments(list)[0], items, `${place}[]`);
  }
  if (properties === undefined) return;
  const fields = new Map();
  for (const field of propertiesOf(type)) {
    const isOptional = (field.flags & ts.SymbolFlags.Optional) !== 0;
    const known = fields.get(field.name);
    const of = checker.getTypeOfSymbolAtLocation(field, source);
    fields.set(field.name, { isOptional: isOptional || known?.isOptional, of: known?.of ?? of });
  }
  const names = [...fields.keys()].sort();
  const declared = Object.keys(properties).sort();
  if (String(names) !== String(declared)) yield `${place} has ${names}, and ${declared}`;
  for (const [name, { isOptional, of }] of fields) {
    if (!(name in properties)) continue;
    const inner = `${place}/${name}`;
    if (isOptional === required.includes(name)) yield `${inner} is needed in one of the two`;
    yield* differences(of, properties[name], inner);
  }
}

test("the types of bodies are what the schemas say", () => {
  const errors = ts.getPreEmitDiagnostics(program, source);
  assert.deepEqual(errors.map(({ messageText }) => messageText), []);
  const found = [];
  for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(source))) {
    const type = checker.getDeclaredTypeOfSymbol(symbol);
    found.push(...differences(type, schemas[symbol.name], symbol.name));
  }
  assert.deepEqual(found, []);
});
