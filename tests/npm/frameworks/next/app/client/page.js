"use client";

import { useEffect, useState } from "react";
import * as calculators from "ready-reckoner";
import * as ledger from "ready-reckoner/ledger";
import { use } from "../../../support/use.js";

export default function Page() {
  const [shown, show] = useState("");
  // Effects run in the browser only.
  useEffect(() => show(use(calculators, ledger)), []);
  return <output>{shown}</output>;
}
