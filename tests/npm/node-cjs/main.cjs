const { compile, ReckonerError } = require("ready-reckoner");

const answer = compile("4P*A+20C").charge("1000");
try {
  compile("2.5.6P*10C");
} catch (error) {
  console.log(answer, error instanceof ReckonerError && error.code);
}
