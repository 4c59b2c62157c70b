/** Shows what each action comes to: the code of the package's own error, or that it is good. */
export async function show(actions) {
  const shown = [];
  for (const action of actions) {
    try {
      await action();
      shown.push("good");
    } catch (error) {
      const ours = error.name === "ReckonerError" && error.message.includes("wasm-unsafe-eval");
      shown.push(ours ? error.code : String(error));
    }
  }
  document.querySelector("output").textContent = shown.join(" ");
}
