// The schema of a world agrees with the reader of configurations, field by field.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { newFolder, run } from "./serve-command.mjs";
import { MockLedger } from "./serve-site.mjs";
import { packed } from "./support.mjs";

const schema = JSON.parse(readFileSync(packed("world.schema.json"), "utf8"));
const validate = new Ajv({ strictRequired: false, strictTypes: false }).compile(schema);

/** What files may say, and ledgers are not told. */
const OF_FILES = ["$schema", "//"];

/** The fields that the reader knows of an object, which it tells when it is given another. */
function knownFields(config) {
  try {
    new MockLedger(config);
  } catch ({ problems }) {
    const text = problems.find(({ code }) => code === "unknown-field")?.help;
    const all = text?.match(/the fields are (.*)/)?.[1] ?? problems.map(String).join();
    return [...all.matchAll(/`([^`]+)`/g)].map(([, name]) => name).sort();
  }
  throw new Error("it was not refused");
}

const fieldsOf = ({ properties }) =>
  Object.keys(properties).filter((name) => !OF_FILES.includes(name)).sort();

test("every object has the fields that the reader knows", () => {
  const { properties } = schema;
  const objects = [
    [schema, { what: 1 }],
    [properties.operators.items, { operators: [{ what: 1 }] }],
    [properties.subscribers.items, { subscribers: [{ what: 1 }] }],
    [properties.applications.items, { applications: [{ what: 1 }] }],
    [properties.billers.items, { billers: [{ what: 1 }] }],
    [properties.taxes, { taxes: { what: 1 } }],
    [properties.consent, { consent: { what: 1 } }],
    [properties.chargeDefaults, { chargeDefaults: { what: 1 } }],
    [properties.scripts.items, { scripts: [{ what: 1 }] }],
  ];
  for (const [object, config] of objects) assert.deepEqual(fieldsOf(object), knownFields(config));
});

test("every choice of the schema is one of the reader's", () => {
  const { applications, billers, scripts, subscribers } = schema.properties;
  const prepaid = { msisdn: "94777000001", kind: "prepaid" };
  for (const accountType of subscribers.items.properties.accountType.enum) {
    new MockLedger({ subscribers: [{ ...prepaid, accountType }] });
    new MockLedger({
      billers: [{ id: "B", minimumAuthorization: 1, accountTypes: [accountType] }],
    });
  }
  for (const status of subscribers.items.properties.status.enum) {
    new MockLedger({ subscribers: [{ ...prepaid, status }] });
  }
  for (const taxType of applications.items.properties.taxType.enum) {
    new MockLedger({ applications: [{ id: "A", serviceCharge: "1", taxType }] });
  }
  for (const minimumAuthorization of billers.items.properties.minimumAuthorization.enum) {
    new MockLedger({ billers: [{ id: "B", minimumAuthorization, accountTypes: [] }] });
  }
  const [effect] = scripts.items.properties.behaviour.oneOf;
  for (const behaviour of effect.enum) {
    const delay = behaviour === "delay" ? { delayMs: 1 } : {};
    new MockLedger({ scripts: [{ behaviour, ...delay }] });
  }
  const [preset] = schema.properties.taxes.properties.table.oneOf;
  for (const table of preset.enum) new MockLedger({ taxes: { table } });
});

test("the world of init is valid, and so is what the schema says in its comments", () => {
  const cwd = newFolder();
  assert.equal(run(["init"], { cwd }).status, 0);
  const world = JSON.parse(readFileSync(`${cwd}/world.json`, "utf8"));
  assert.ok(validate(world), JSON.stringify(validate.errors));
  assert.ok(!validate({ ...world, what: 1 }));
  assert.ok(!validate({ ...world, rules: { FEE: { percentag: 1 } } }));
  assert.deepEqual(JSON.parse(readFileSync(`${cwd}/world.schema.json`, "utf8")), schema);
});
