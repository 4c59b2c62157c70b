// What is posted to the receiver of a notification, and what it acknowledges it with.

/**
 * The headers of a delivery.
 *
 * @param {{ signature?: string }} delivery
 */
export function headersOf({ signature }) {
  return {
    "content-type": "application/json",
    "user-agent": "ready-reckoner",
    ...(signature !== undefined && { "x-signature": signature }),
  };
}

/** Whether a receiver has acknowledged a delivery, in the form of its API. */
export function acknowledges({ api }, status, text) {
  if (status < 200 || status > 299) return false;
  if (api !== "caas") return true;
  try {
    return JSON.parse(text)?.statusCode === "S1000";
  } catch {
    return false;
  }
}

/** Why a delivery is sent again. */
export function notAcknowledged(status) {
  return `its receiver answered ${status}, and did not acknowledge it`;
}
