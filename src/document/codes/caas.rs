//! The status codes of charging as a service and of the platform around it, in their own words.

use super::reason::Reason;
use super::wire_codes;

wire_codes! {
    /// A code of charging as a service. Some sentences name the application or the subscriber's
    /// operator. Where the platform fills in what nothing here knows, such as the longest message,
    /// its own `{0}` stays.
    CaasCode {
        200 {
            S1000: "Success";
            S1001: "No Subscribers Found";
            P1003: "Charging request is being processed";
            E1100: "System Experienced an Unexpected Error";
            E1102: "Service Provider Is Not In Active Status";
            E1103: "Request Parameters invalid";
            E1104: "Application is Not in Active or Limited Production Status";
            E1105: "TPS Exceeded";
            E1106: "Invalid Request Page";
            E1107: "Request invalid";
            E1300: "Unknown or unclassified error";
            E1301: "Requested ApplicationID is not allowed within the System";
            E1302: "Requested SP is not allowed within the System";
            E1303:
                "IP address, which the request originates from, is not listed within the \
                 allowed-host-address list";
            E1304: "Requested Application is not found within the System";
            E1305: "Requested ApplicationID is invalid";
            E1306: "Routing Key (shortcode/ keyword) for the NCS service is invalid";
            E1307: "Requested SP is not found within the System";
            E1308: "Error during the charging operation";
            E1309: "Requested service is not allowed for this Application", BalanceQueryDisabled;
            E1310: "MO flow is not allowed for this Application";
            E1311: "MT flow is not allowed for this Application";
            E1312: "Invalid request",
                MissingField WrongType NumberFormat AmountFormat AmountNotPositive TextTooLong
                UnknownField AmountTooManyDecimals KeyConflict;
            E1313:
                "Authentication failure. There is no active application, or no active service \
                 provider or given password in the request is invalid.", NotAuthenticated;
            E1315: "Requested NCS service is not available";
            E1316:
                "Sorry, the {application} application is temporarily  unavailable. Please try \
                 again later.";
            E1317:
                "MSISDN which is in the request is in invalid state.(MSISDN may be in a Blocked \
                 State, MSISDN may have invalid length of digit",
                SubscriberUnknown SubscriberInactive;
            E1318:
                "Sorry, the {application} application is temporarily  unavailable. Please try \
                 again later.", RatePerSecond;
            E1319:
                "Sorry, the {application} application is temporarily  unavailable. Please try \
                 again later.", RatePerDay;
            E1322: "Requested sender is not allowed";
            E1323: "Requested recipients not allowed";
            E1324: "Subscription via HTTP is not allowed";
            E1325: "Format of the address is invalid", AddressFormat;
            E1326:
                "Sorry, your SMS  sent to {application} application could not be processed. Please \
                 check if you have sufficient balance and try again.";
            E1327: "App id not allowed in pgw";
            E1328: "Charging operation not allowed. Please check the NCS configuration.",
                ChargingDisabled;
            E1329: "Charging amount too high. Please check the NCS configuration.",
                AmountAboveMaximum AmountTooLarge;
            E1330: "Charging amount too low. Please check the NCS configuration.",
                AmountBelowMinimum;
            E1331:
                "Sorry, invalid/unauthorized source address. Please check the availability of \
                 default sender address or aliases for SMS-MT in {application} application.";
            E1332: "Delivery failed";
            E1333:
                "Message contain suspective abusive content or subscriber base is larger than \
                 limit, will be stored for admin approval";
            E1334: "Message length is too long. Maximum message length is {0}";
            E1335:
                "Message length is too long. Maximum message length for advertisement messages is \
                 {0}.";
            E1336: "No matching service code found for the charging amount";
            E1337: "Subscriber authentication by charging gateway failed.";
            E1340: "Invalid request - {0}";
            E1341:
                "Delivery failed. Errors occurred while sending the request for the intended \
                 destinations";
            E1342: "Sorry, Your phone number is blacklisted to use this application {application}";
            E1343: "Non white listed mobile number accessing services of application {application}";
            E1344:
                "Sorry, your SMS  sent to {application} application could not be processed. Please \
                 check if you have sufficient balance and try again.";
            E1351: "User already registered", AlreadySubscribed;
            E1356: "User not registered", AlreadyUnsubscribed;
            E1357: "Sorry, you are unauthorised to use the {application} application.";
            E1360: "Error response from SDP-SBL";
            E1361: "Message rejected by SDP-SBL";
            E1362: "Invalid request";
            E1363: "No response/response delayed from SDP-SBL";
            E1364: "Could not send the message to SDP-SBL";
            E1365: "Subscriber is not registered to use this application", NotSubscribed;
            E1366: "Mt Delivery failed";
            E1367: "Request QOS not supported";
            E1368: "Requested ServiceType not supported";
            E1370: "Invalid reservation Id.";
            E1371: "App do not accept payments from given Payment Instrument", InstrumentDisabled;
            E1372: "Default payment instrument for the user not found.";
            E1373: "Invalid payer account.";
            E1374: "Invalid payee account.";
            E1375: "Transfer between two different payment instruments is not allowed.";
            E1376: "Unknown charging error.";
            E1377: "Invalid payment instrument name.", InstrumentUnknown;
            E1378: "Insufficient balance.", InsufficientFunds;
            E1379: "Transaction has already completed.";
            E1380: "Transaction currency not supported.", CurrencyNotSupported UnknownCurrency;
            E1381:
                "IP address, which the request originates from is not allowed access this service.";
            E1382: "Payment Instrument is not allowed perform transactions.";
            E1383: "USSD network initiated flow not allowed.";
            E1384: "International SMS sending is disabled.";
            E1387: "NCS SLA configured Merchant ID not found in DB.";
            E1400: "Card Management Module Unavailable";
            E1401: "Invalid NFC Token";
            E1402: "NFC Token do not match with request";
            E1404: "Charging Failed.", TaxNotConfigured AmountTooLarge SettlementFailed;
            E1405: "Charging Authorization Timeouted.", ConsentExpired;
            E1406: "Charging Authorization Rejected.", ConsentRefused;
            E1600:
                "Sorry, the {application} application is temporarily  unavailable. Please try \
                 again later.";
            E1601: "An unexpected error has occurred", Outage ReplyLost;
            E1602: "Message delivery failed";
            E1603: "Temporary System Error occurred while delivering your request.";
            E1604: "Endpoint configuration missing";
            E1605: "Invalid charging request";
            E1606: "Invalid charging amount";
            E1607: "Unable to read application response";
            E1608: "SLA configuration error";
            E1825: "Unsupported operation";
            E1830: "This service is not available for {operator} users.";
            E1850: "Invalid OTP";
            E1851: "OTP expired";
            E1852: "max OTP attempts";
            E1853: "max OTP requests";
            E1854: "Could not find OTP";
            E1855: "Invalid OTP reference number";
            E1856: "OTP Not Found";
            E1857: "Invalid Reference Number";
            E9999: "System error on CaaS OTP verification";
        }
    }
}

impl CaasCode {
    /// The sentence with the names of the application and of the subscriber's operator.
    #[must_use]
    pub fn detail(self, application: &str, operator: &str) -> String {
        // No sentence names both, nor one of them twice.
        for (place, name) in [("{application}", application), ("{operator}", operator)] {
            if let Some((before, after)) = self.sentence().split_once(place) {
                return [before, name, after].concat();
            }
        }
        self.sentence().to_owned()
    }
}
