// One contestant of a suite in a process of its own; harness.mjs starts it and asks for rounds.
//
// A suite exports
//   inputs(variant)                what each round goes through
//   expected(input, variant)       the right answer
//   contestants[name](variant)     the function to measure, or a promise of it
//   weigh(answer)                  a number that needs the whole answer: none is optimised away
//   same(answer, expected)         needed where `===` does not tell whether an answer is right

const WARM_UP_MS = 700;

const [suiteUrl, name, variant] = process.argv.slice(2);
const suite = await import(suiteUrl);
const inputs = suite.inputs(variant);
const expected = inputs.map((input) => suite.expected(input, variant));
const same = suite.same ?? ((answer, right) => answer === right);
const weight = expected.reduce((sum, answer) => sum + suite.weigh(answer), 0);
let calculate;
let wrong;

try {
  calculate = await suite.contestants[name](variant);
  reply("ready");
} catch (error) {
  refuse(error);
}

const requests = { check, round, warmUp };
process.on("message", (request) => {
  try {
    reply(requests[request]());
  } catch (error) {
    refuse(error);
  }
});

function check() {
  wrong = 0;
  for (let index = 0; index < inputs.length; index += 1) {
    if (!same(calculate(inputs[index]), expected[index])) wrong += 1;
  }
  return wrong;
}

// V8 has optimised both JavaScript and WebAssembly by then: the last step was seen after half a
// million calls.
function warmUp() {
  const end = performance.now() + WARM_UP_MS;
  while (performance.now() < end) round();
}

function round() {
  const start = process.hrtime.bigint();
  let sum = 0;
  for (let index = 0; index < inputs.length; index += 1) {
    sum += suite.weigh(calculate(inputs[index]));
  }
  const time = Number(process.hrtime.bigint() - start) / inputs.length;
  if (wrong === 0 && sum !== weight) throw new Error("a timed answer differs from the checked one");
  return time;
}

function reply(value) {
  process.send({ value });
}

// A wasm peer's message may hold a stack trace of its own: the first line says it.
function refuse(error) {
  process.send({ error: String(error?.message ?? error).split("\n")[0] });
}
