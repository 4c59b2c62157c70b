// What an error of a ledger costs. A call that is broken off, for want of memory or by a mistake of
// ours, takes every ledger with it; a refusal takes nothing.

/**
 * What is lost by an error: all worlds, by the call itself or before it, or nothing; undefined for
 * an error that is none of a ledger's.
 *
 * @param {any} error
 * @returns {"worlds" | "before" | "nothing" | undefined}
 */
export function lossOf(error) {
  if (error?.name !== "ReckonerError") return undefined;
  if (error.code === "internal") return "worlds";
  return error.code === "ledger-lost" ? "before" : "nothing";
}

/** Whether an error has taken all worlds away, or came upon worlds that were gone. */
export function isLoss(error) {
  const loss = lossOf(error);
  return loss === "worlds" || loss === "before";
}
