//! ISO 4217 list one, "current currency and funds codes", as in force on 2026-02-16.
//!
//! Source: codes and English names from pycountry 26.2.16, which follows Debian's iso-codes; minor
//! units from the list itself. Later than most platforms' data: XCG for ANG (2025-03-31), XAD
//! added (2025), BGN gone to the euro (2026-01-01), and CUC, HRK, SLL and ZWL are no longer listed.
//!
//! Not here, because the list gives them no minor unit ("N.A.") and so no amount can be rounded to
//! one: XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX.

/// One row a currency, ordered by code: code, minor-unit digits, name. One text, because 165 would
/// come with 165 addresses.
pub(super) static CURRENCIES: &str = "\
AED 2 UAE Dirham\n\
AFN 2 Afghani\n\
ALL 2 Lek\n\
AMD 2 Armenian Dram\n\
AOA 2 Kwanza\n\
ARS 2 Argentine Peso\n\
AUD 2 Australian Dollar\n\
AWG 2 Aruban Florin\n\
AZN 2 Azerbaijan Manat\n\
BAM 2 Convertible Mark\n\
BBD 2 Barbados Dollar\n\
BDT 2 Taka\n\
BHD 3 Bahraini Dinar\n\
BIF 0 Burundi Franc\n\
BMD 2 Bermudian Dollar\n\
BND 2 Brunei Dollar\n\
BOB 2 Boliviano\n\
BOV 2 Mvdol\n\
BRL 2 Brazilian Real\n\
BSD 2 Bahamian Dollar\n\
BTN 2 Ngultrum\n\
BWP 2 Pula\n\
BYN 2 Belarusian Ruble\n\
BZD 2 Belize Dollar\n\
CAD 2 Canadian Dollar\n\
CDF 2 Congolese Franc\n\
CHE 2 WIR Euro\n\
CHF 2 Swiss Franc\n\
CHW 2 WIR Franc\n\
CLF 4 Unidad de Fomento\n\
CLP 0 Chilean Peso\n\
CNY 2 Yuan Renminbi\n\
COP 2 Colombian Peso\n\
COU 2 Unidad de Valor Real\n\
CRC 2 Costa Rican Colon\n\
CUP 2 Cuban Peso\n\
CVE 2 Cabo Verde Escudo\n\
CZK 2 Czech Koruna\n\
DJF 0 Djibouti Franc\n\
DKK 2 Danish Krone\n\
DOP 2 Dominican Peso\n\
DZD 2 Algerian Dinar\n\
EGP 2 Egyptian Pound\n\
ERN 2 Nakfa\n\
ETB 2 Ethiopian Birr\n\
EUR 2 Euro\n\
FJD 2 Fiji Dollar\n\
FKP 2 Falkland Islands Pound\n\
GBP 2 Pound Sterling\n\
GEL 2 Lari\n\
GHS 2 Ghana Cedi\n\
GIP 2 Gibraltar Pound\n\
GMD 2 Dalasi\n\
GNF 0 Guinean Franc\n\
GTQ 2 Quetzal\n\
GYD 2 Guyana Dollar\n\
HKD 2 Hong Kong Dollar\n\
HNL 2 Lempira\n\
HTG 2 Gourde\n\
HUF 2 Forint\n\
IDR 2 Rupiah\n\
ILS 2 New Israeli Sheqel\n\
INR 2 Indian Rupee\n\
IQD 3 Iraqi Dinar\n\
IRR 2 Iranian Rial\n\
ISK 0 Iceland Krona\n\
JMD 2 Jamaican Dollar\n\
JOD 3 Jordanian Dinar\n\
JPY 0 Yen\n\
KES 2 Kenyan Shilling\n\
KGS 2 Som\n\
KHR 2 Riel\n\
KMF 0 Comorian Franc\n\
KPW 2 North Korean Won\n\
KRW 0 Won\n\
KWD 3 Kuwaiti Dinar\n\
KYD 2 Cayman Islands Dollar\n\
KZT 2 Tenge\n\
LAK 2 Lao Kip\n\
LBP 2 Lebanese Pound\n\
LKR 2 Sri Lanka Rupee\n\
LRD 2 Liberian Dollar\n\
LSL 2 Loti\n\
LYD 3 Libyan Dinar\n\
MAD 2 Moroccan Dirham\n\
MDL 2 Moldovan Leu\n\
MGA 2 Malagasy Ariary\n\
MKD 2 Denar\n\
MMK 2 Kyat\n\
MNT 2 Tugrik\n\
MOP 2 Pataca\n\
MRU 2 Ouguiya\n\
MUR 2 Mauritius Rupee\n\
MVR 2 Rufiyaa\n\
MWK 2 Malawi Kwacha\n\
MXN 2 Mexican Peso\n\
MXV 2 Mexican Unidad de Inversion (UDI)\n\
MYR 2 Malaysian Ringgit\n\
MZN 2 Mozambique Metical\n\
NAD 2 Namibia Dollar\n\
NGN 2 Naira\n\
NIO 2 Cordoba Oro\n\
NOK 2 Norwegian Krone\n\
NPR 2 Nepalese Rupee\n\
NZD 2 New Zealand Dollar\n\
OMR 3 Rial Omani\n\
PAB 2 Balboa\n\
PEN 2 Sol\n\
PGK 2 Kina\n\
PHP 2 Philippine Peso\n\
PKR 2 Pakistan Rupee\n\
PLN 2 Zloty\n\
PYG 0 Guarani\n\
QAR 2 Qatari Rial\n\
RON 2 Romanian Leu\n\
RSD 2 Serbian Dinar\n\
RUB 2 Russian Ruble\n\
RWF 0 Rwanda Franc\n\
SAR 2 Saudi Riyal\n\
SBD 2 Solomon Islands Dollar\n\
SCR 2 Seychelles Rupee\n\
SDG 2 Sudanese Pound\n\
SEK 2 Swedish Krona\n\
SGD 2 Singapore Dollar\n\
SHP 2 Saint Helena Pound\n\
SLE 2 Leone\n\
SOS 2 Somali Shilling\n\
SRD 2 Surinam Dollar\n\
SSP 2 South Sudanese Pound\n\
STN 2 Dobra\n\
SVC 2 El Salvador Colon\n\
SYP 2 Syrian Pound\n\
SZL 2 Lilangeni\n\
THB 2 Baht\n\
TJS 2 Somoni\n\
TMT 2 Turkmenistan New Manat\n\
TND 3 Tunisian Dinar\n\
TOP 2 Pa’anga\n\
TRY 2 Turkish Lira\n\
TTD 2 Trinidad and Tobago Dollar\n\
TWD 2 New Taiwan Dollar\n\
TZS 2 Tanzanian Shilling\n\
UAH 2 Hryvnia\n\
UGX 0 Uganda Shilling\n\
USD 2 US Dollar\n\
USN 2 US Dollar (Next day)\n\
UYI 0 Uruguay Peso en Unidades Indexadas (UI)\n\
UYU 2 Peso Uruguayo\n\
UYW 4 Unidad Previsional\n\
UZS 2 Uzbekistan Sum\n\
VED 2 Bolívar Soberano\n\
VES 2 Bolívar Soberano\n\
VND 0 Dong\n\
VUV 0 Vatu\n\
WST 2 Tala\n\
XAD 2 Arab Accounting Dinar\n\
XAF 0 CFA Franc BEAC\n\
XCD 2 East Caribbean Dollar\n\
XCG 2 Caribbean Guilder\n\
XOF 0 CFA Franc BCEAO\n\
XPF 0 CFP Franc\n\
YER 2 Yemeni Rial\n\
ZAR 2 Rand\n\
ZMW 2 Zambian Kwacha\n\
ZWG 2 Zimbabwe Gold";

/// Codes that are not in the table, with what took their place: those that left list one since
/// 2023, and those that it has without a minor unit, whose place nothing can take.
pub(super) static OTHERS: [(&str, &str); 19] = [
    ("ANG", "XCG"),
    ("BGN", "EUR"),
    ("CUC", "CUP"),
    ("HRK", "EUR"),
    ("SLL", "SLE"),
    ("XAG", ""),
    ("XAU", ""),
    ("XBA", ""),
    ("XBB", ""),
    ("XBC", ""),
    ("XBD", ""),
    ("XDR", ""),
    ("XPD", ""),
    ("XPT", ""),
    ("XSU", ""),
    ("XTS", ""),
    ("XUA", ""),
    ("XXX", ""),
    ("ZWL", "ZWG"),
];

/// Where the rows of [`CURRENCIES`] begin.
pub(super) static STARTS: [u16; COUNT] = {
    let mut starts = [0; COUNT];
    let (mut row, mut at) = (1, 0);
    while at < CURRENCIES.len() {
        at += 1;
        if CURRENCIES.as_bytes()[at - 1] == b'\n' {
            starts[row] = at as u16;
            row += 1;
        }
    }
    starts
};

const COUNT: usize = 165;
