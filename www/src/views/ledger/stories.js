// Stories to replay: what is done, in the order in which it is done, and what to look at.

import { FIRST } from "./world.js";

/**
 * @typedef {[name: string, given: object]} Deed what is done, of `parts/world/acts.js`
 *
 * @typedef {object} Story
 * @property {string} id as in the address
 * @property {string} name
 * @property {{ say: string, deed: Deed }[]} scenes
 */

const subscriber = FIRST;

/** @type {Story[]} */
export const STORIES = [
  {
    id: "payment",
    name: "A payment and its refunds",
    scenes: [
      {
        say: "The shop charges 100.00. Of it the provider has 70.00, the operator 30.00.",
        deed: ["pay", { subscriber, amount: "100.00" }],
      },
      {
        say: "40.00 goes back: each of them gives back its part.",
        deed: ["refund", { of: "last", amount: "40.00" }],
      },
      {
        say: "More than is left is refused, and says how much that is.",
        deed: ["refund", { of: "last", amount: "60.01" }],
      },
      { say: "What is left goes back.", deed: ["refund", { of: "last", amount: "60.00" }] },
    ],
  },
  {
    id: "lost",
    name: "A reply that is lost",
    scenes: [
      {
        say: "The next payment will be made, but its answer will not arrive.",
        deed: ["script", { rule: { operation: "payment", behaviour: "loseReply", times: 1 } }],
      },
      {
        say: "The shop waits in vain, and cannot know that the money has moved.",
        deed: ["pay", { subscriber, amount: "100.00" }],
      },
      {
        say: "The same once more, under the same key: the stored answer, and no second charge.",
        deed: ["again", {}],
      },
    ],
  },
  {
    id: "consent",
    name: "A debit with consent, at the last moment",
    scenes: [
      {
        say: "The biller asks for 100, and the taxes are added. All of it is held.",
        deed: ["debit", { subscriber, amount: 100 }],
      },
      { say: "The minute runs: one millisecond is left.", deed: ["advance", { ms: 59_999 }] },
      { say: "The customer gives the token back: now it is posted.", deed: ["consent", {}] },
    ],
  },
  {
    id: "late",
    name: "A debit whose minute runs out",
    scenes: [
      { say: "The biller asks for 100.", deed: ["debit", { subscriber, amount: 100 }] },
      {
        say: "A minute passes without an answer: what was held is free again.",
        deed: ["advance", { ms: 60_000 }],
      },
      { say: "The token is worth nothing any more.", deed: ["consent", {}] },
    ],
  },
  {
    id: "refused",
    name: "A debit that the customer refuses",
    scenes: [
      { say: "The biller asks for 250.", deed: ["debit", { subscriber, amount: 250 }] },
      { say: "The customer refuses, and nothing is posted.", deed: ["refuse", {}] },
    ],
  },
  {
    id: "pending",
    name: "A payment that is settled later",
    scenes: [
      {
        say: "The next payment will stay pending.",
        deed: ["script", { rule: { operation: "payment", behaviour: "processing", times: 1 } }],
      },
      {
        say: "The shop is told that it is Processing, and the amount is held.",
        deed: ["pay", { subscriber, amount: "80.00" }],
      },
      {
        say: "The operator declines it: POL1000, too little credit. Nothing is posted.",
        deed: ["settle", { reference: "last", code: "POL1000" }],
      },
    ],
  },
  {
    id: "suspended",
    name: "A subscriber who is suspended",
    scenes: [
      {
        say: "The operator suspends the subscriber.",
        deed: ["status", { subscriber, status: "suspended" }],
      },
      { say: "The shop's charge is refused.", deed: ["pay", { subscriber, amount: "10.00" }] },
      {
        say: "The subscriber is active again.",
        deed: ["status", { subscriber, status: "active" }],
      },
      { say: "Now the charge goes through.", deed: ["pay", { subscriber, amount: "10.00" }] },
    ],
  },
];

/** The story that a link tells, of the deeds in it. */
export function storyOf(deeds) {
  const scenes = deeds.map((deed) => ({ say: "", deed }));
  return { id: "link", name: "The steps of this link", scenes };
}
