/** An explanation as lines of text, with an empty line after it. */
export function renderExplanation({ amount, charge, currency, exact, steps }, source) {
  const lines = [
    `formula  ${source}`,
    `amount   ${amount} ${currency}`,
    ...steps.map((step, index) => `${index === 0 ? "steps " : "      "}   ${step.text}`),
    `exact    ${exact}`,
    `charge   ${charge} ${currency}`,
  ];
  return `${lines.join("\n")}\n\n`;
}
