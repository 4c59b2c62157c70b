//! The status codes of charging as a service and of the platform around it, in their own words.

/// What a code says; of an application where it names one.
pub(in crate::http) fn detail(code: &str, application: &str) -> String {
    let number = code.strip_prefix('E').and_then(|number| number.parse::<u16>().ok());
    let text = match (code, number) {
        ("S1000", _) => "Success",
        ("P1003", _) => "Charging request is being processed",
        (_, Some(number)) => {
            let found = DETAILS.binary_search_by_key(&number, |(code, _)| *code);
            found.ok().and_then(|place| DETAILS.get(place)).map_or(UNKNOWN, |(_, text)| *text)
        }
        _ => UNKNOWN,
    };
    let mut detail = String::with_capacity(text.len() + application.len());
    for (index, piece) in text.split(APPLICATION).enumerate() {
        detail.push_str(if index == 0 { "" } else { application });
        detail.push_str(piece);
    }
    detail
}

/// Stands for the application in a text. One character is found with less code than three.
const APPLICATION: char = '#';

const INVALID: &str = "Invalid request";
const NO_BALANCE: &str = "Sorry, your SMS sent to # application could not be processed. Please \
                          check if you have sufficient balance and try again.";
const UNAVAILABLE: &str =
    "Sorry, the # application is temporarily unavailable. Please try again later.";
const UNKNOWN: &str = "Unknown charging error.";

/// By rising number.
static DETAILS: [(u16, &str); 81] = [
    (1301, "Requested ApplicationID is not allowed within the System"),
    (1302, "Requested SP is not allowed within the System"),
    (
        1303,
        "IP address, which the request originates from, is not listed within the allowed- \
         host-address list",
    ),
    (1304, "Requested Application is not found within the System"),
    (1305, "Requested ApplicationID is invalid"),
    (1306, "Routing Key (shortcode/ keyword) for the NCS service is invalid"),
    (1307, "Requested SP is not found within the System"),
    (1308, "Error during the charging operation"),
    (1309, "Requested service is not allowed for this Application"),
    (1310, "MO flow is not allowed for this Application"),
    (1311, "MT flow is not allowed for this Application"),
    (1312, INVALID),
    (
        1313,
        "Authentication failure. There is no active application, or no active service \
         provider or given password in the request is invalid.",
    ),
    (1315, "Requested NCS service is not available"),
    (1316, UNAVAILABLE),
    (
        1317,
        "MSISDN which is in the request is in invalid state.(MSISDN may be in a Blocked \
         State, MSISDN may have invalid length of digit)",
    ),
    (1318, UNAVAILABLE),
    (1319, UNAVAILABLE),
    (1322, "Requested sender is not allowed"),
    (1323, "Requested recipients not allowed"),
    (1324, "Subscription via HTTP is not allowed"),
    (1325, "Format of the address is invalid"),
    (1326, NO_BALANCE),
    (1327, "App id not allowed in pgw"),
    (1328, "Charging operation not allowed. Please check the NCS configuration."),
    (1329, "Charging amount too high. Please check the NCS configuration."),
    (1330, "Charging amount too low. Please check the NCS configuration."),
    (
        1331,
        "Sorry, invalid/unauthorized source address. Please check the availability of default \
         sender address or aliases for SMS-MT in # application.",
    ),
    (1332, "Delivery failed"),
    (
        1333,
        "Message contain suspective abusive content or subscriber base is larger than limit, \
         will be stored for admin approval",
    ),
    (1334, "Message length is too long."),
    (1335, "Message length is too long for advertisement messages."),
    (1336, "No matching service code found for the charging amount"),
    (1337, "Subscriber authentication by charging gateway failed."),
    (1340, INVALID),
    (
        1341,
        "Delivery failed. Errors occurred while sending the request for the intended \
         destinations",
    ),
    (1342, "Sorry, Your phone number is blacklisted to use this application #"),
    (1343, "Non white listed mobile number accessing services of application #"),
    (1344, NO_BALANCE),
    (1351, "User already registered"),
    (1356, "User not registered"),
    (1357, "Sorry, you are unauthorised to use the # application."),
    (1360, "Error response from SDP-SBL"),
    (1361, "Message rejected by SDP-SBL"),
    (1362, INVALID),
    (1363, "No response/response delayed from SDP-SBL"),
    (1364, "Could not send the message to SDP-SBL"),
    (1365, "Subscriber is not registered to use this application"),
    (1366, "Mt Delivery failed"),
    (1367, "Request QOS not supported"),
    (1368, "Requested ServiceType not supported"),
    (1370, "Invalid reservation Id."),
    (1371, "App do not accept payments from given Payment Instrument"),
    (1372, "Default payment instrument for the user not found."),
    (1373, "Invalid payer account."),
    (1374, "Invalid payee account."),
    (1375, "Transfer between two different payment instruments is not allowed."),
    (1376, UNKNOWN),
    (1377, "Invalid payment instrument name."),
    (1378, "Insufficient balance."),
    (1379, "Transaction has already completed."),
    (1380, "Transaction currency not supported."),
    (1381, "IP address, which the request originates from is not allowed access this service."),
    (1382, "Payment Instrument is not allowed perform transactions."),
    (1383, "USSD network initiated flow not allowed."),
    (1384, "International SMS sending is disabled."),
    (1387, "NCS SLA configured Merchant ID not found in DB."),
    (1400, "Card Management Module Unavailable"),
    (1401, "Invalid NFC Token"),
    (1402, "NFC Token do not match with request"),
    (1404, "Charging Failed."),
    (1405, "Charging Authorization Timeouted."),
    (1406, "Charging Authorization Rejected."),
    (1600, UNAVAILABLE),
    (1601, "An unexpected error has occurred"),
    (1602, "Message delivery failed"),
    (1603, "Temporary System Error occurred while delivering your request."),
    (1605, "Invalid charging request"),
    (1606, "Invalid charging amount"),
    (1825, "Unsupported operation"),
    (1830, "This service is not available."),
];
