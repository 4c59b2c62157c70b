// The codes of the wire and the reasons for them: tests/codes.rs makes them.

/** Why an answer is not a good one. */
export type Reason =
  | "malformed-body" | "missing-field" | "wrong-type" | "unknown-field" | "address-format"
  | "amount-format" | "amount-not-positive" | "amount-too-large" | "amount-too-many-decimals"
  | "number-format" | "tax-unexpected" | "text-too-long" | "notify-url" | "channel-unknown"
  | "unknown-currency" | "formula-invalid" | "original-missing" | "key-conflict"
  | "key-of-other-operation" | "user-mismatch" | "reference-used" | "not-authenticated"
  | "charging-disabled" | "instrument-disabled" | "refunds-disabled" | "balance-query-disabled"
  | "biller-unknown" | "authorization-below-minimum" | "account-type-not-permitted"
  | "subscriber-unknown" | "subscriber-inactive" | "not-subscribed" | "already-subscribed"
  | "already-unsubscribed" | "currency-not-supported" | "instrument-unknown"
  | "notify-number-missing" | "notify-number-foreign" | "rate-per-second" | "rate-per-day"
  | "amount-above-maximum" | "amount-below-minimum" | "original-not-found" | "payment-pending"
  | "payment-not-charged" | "amount-above-remainder" | "reservation-not-found"
  | "reservation-expired" | "reservation-finished" | "sequence-not-rising"
  | "amount-above-reservation" | "tax-not-configured" | "service-charge-above-amount"
  | "insufficient-funds" | "no-pending-consent" | "wrong-token" | "consent-refused"
  | "consent-expired" | "consent-cancelled" | "consent-attempts-used" | "scripted" | "outage"
  | "reply-lost" | "settlement-failed";

/** A code of the operators' gateway. */
export type WalletCode =
  | "SVC0001" | "SVC0002" | "SVC0003" | "SVC0004" | "SVC0006" | "SVC0007" | "SVC0008"
  | "SVC0270" | "SVC0271" | "SVC0280" | "POL0013" | "POL0255" | "POL0299" | "POL2010"
  | "POL2011" | "POL0001" | "POL0002" | "POL0003" | "POL0008" | "POL0014" | "POL0253"
  | "POL0254" | "POL0256" | "POL0257" | "POL1000" | "POL1001" | "POL1002" | "POL1003"
  | "POL1004" | "POL1005" | "POL1006" | "POL1007" | "POL1009" | "POL1010" | "POL2003"
  | "POL0010" | "SVC0005" | "SVC1000" | "900800";

/** A code of Charging as a Service. */
export type CaasCode =
  | "S1000" | "S1001" | "P1003" | "E1100" | "E1102" | "E1103" | "E1104" | "E1105" | "E1106"
  | "E1107" | "E1300" | "E1301" | "E1302" | "E1303" | "E1304" | "E1305" | "E1306" | "E1307"
  | "E1308" | "E1309" | "E1310" | "E1311" | "E1312" | "E1313" | "E1315" | "E1316" | "E1317"
  | "E1318" | "E1319" | "E1322" | "E1323" | "E1324" | "E1325" | "E1326" | "E1327" | "E1328"
  | "E1329" | "E1330" | "E1331" | "E1332" | "E1333" | "E1334" | "E1335" | "E1336" | "E1337"
  | "E1340" | "E1341" | "E1342" | "E1343" | "E1344" | "E1351" | "E1356" | "E1357" | "E1360"
  | "E1361" | "E1362" | "E1363" | "E1364" | "E1365" | "E1366" | "E1367" | "E1368" | "E1370"
  | "E1371" | "E1372" | "E1373" | "E1374" | "E1375" | "E1376" | "E1377" | "E1378" | "E1379"
  | "E1380" | "E1381" | "E1382" | "E1383" | "E1384" | "E1387" | "E1400" | "E1401" | "E1402"
  | "E1404" | "E1405" | "E1406" | "E1600" | "E1601" | "E1602" | "E1603" | "E1604" | "E1605"
  | "E1606" | "E1607" | "E1608" | "E1825" | "E1830" | "E1850" | "E1851" | "E1852" | "E1853"
  | "E1854" | "E1855" | "E1856" | "E1857" | "E9999";

/** A code that a debit is declined with. */
export type DebitCode =
  | "401" | "402" | "409" | "500";

/** A code that a script can decline with. */
export type RefusalCode =
  | "SVC0001" | "SVC0002" | "SVC0003" | "SVC0004" | "SVC0006" | "SVC0007" | "SVC0008"
  | "SVC0270" | "SVC0271" | "SVC0280" | "POL0013" | "POL0255" | "POL0299" | "POL2010"
  | "POL2011" | "POL0001" | "POL0002" | "POL0003" | "POL0008" | "POL0014" | "POL0253"
  | "POL0254" | "POL0256" | "POL0257" | "POL1000" | "POL1001" | "POL1002" | "POL1003"
  | "POL1004" | "POL1005" | "POL1006" | "POL1007" | "POL1009" | "POL1010" | "POL2003"
  | "POL0010" | "SVC0005" | "SVC1000" | "900800" | "401" | "402" | "409" | "500" | "E1100"
  | "E1102" | "E1103" | "E1104" | "E1105" | "E1106" | "E1107" | "E1300" | "E1301" | "E1302"
  | "E1303" | "E1304" | "E1305" | "E1306" | "E1307" | "E1308" | "E1309" | "E1310" | "E1311"
  | "E1312" | "E1313" | "E1315" | "E1316" | "E1317" | "E1318" | "E1319" | "E1322" | "E1323"
  | "E1324" | "E1325" | "E1326" | "E1327" | "E1328" | "E1329" | "E1330" | "E1331" | "E1332"
  | "E1333" | "E1334" | "E1335" | "E1336" | "E1337" | "E1340" | "E1341" | "E1342" | "E1343"
  | "E1344" | "E1351" | "E1356" | "E1357" | "E1360" | "E1361" | "E1362" | "E1363" | "E1364"
  | "E1365" | "E1366" | "E1367" | "E1368" | "E1370" | "E1371" | "E1372" | "E1373" | "E1374"
  | "E1375" | "E1376" | "E1377" | "E1378" | "E1379" | "E1380" | "E1381" | "E1382" | "E1383"
  | "E1384" | "E1387" | "E1400" | "E1401" | "E1402" | "E1404" | "E1405" | "E1406" | "E1600"
  | "E1601" | "E1602" | "E1603" | "E1604" | "E1605" | "E1606" | "E1607" | "E1608" | "E1825"
  | "E1830" | "E1850" | "E1851" | "E1852" | "E1853" | "E1854" | "E1855" | "E1856" | "E1857"
  | "E9999";
