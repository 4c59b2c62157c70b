// What every project does: a charge, and a refusal caught as the package's own error.

/** @param {typeof import("ready-reckoner")} api */
export function charge({ compile, ReckonerError }) {
  const tariff = compile("4P*A+20C", { currency: "LKR" });
  const answer = tariff.charge("1000");
  tariff.free();
  try {
    compile("2.5.6P*10C");
    return answer;
  } catch (error) {
    return error instanceof ReckonerError ? `${answer} ${error.code}` : String(error);
  }
}
