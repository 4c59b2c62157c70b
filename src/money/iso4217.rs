//! ISO 4217 list one, "current currency and funds codes", as in force on 2026-02-16.
//!
//! Source: codes and English names from pycountry 26.2.16, which follows Debian's iso-codes; minor
//! units from the list itself. Later than most platforms' data: XCG for ANG (2025-03-31), XAD
//! added (2025), BGN gone to the euro (2026-01-01), and CUC, HRK, SLL and ZWL are no longer listed.
//!
//! Not here, because the list gives them no minor unit ("N.A.") and so no amount can be rounded to
//! one: XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX.

/// One row of four bytes a currency, ordered by code: the code and the digits of its minor unit.
pub(super) static CURRENCIES: &str = "\
AED2AFN2ALL2AMD2AOA2ARS2AUD2AWG2AZN2BAM2BBD2BDT2BHD3BIF0BMD2BND2BOB2BOV2BRL2BSD2\
BTN2BWP2BYN2BZD2CAD2CDF2CHE2CHF2CHW2CLF4CLP0CNY2COP2COU2CRC2CUP2CVE2CZK2DJF0DKK2\
DOP2DZD2EGP2ERN2ETB2EUR2FJD2FKP2GBP2GEL2GHS2GIP2GMD2GNF0GTQ2GYD2HKD2HNL2HTG2HUF2\
IDR2ILS2INR2IQD3IRR2ISK0JMD2JOD3JPY0KES2KGS2KHR2KMF0KPW2KRW0KWD3KYD2KZT2LAK2LBP2\
LKR2LRD2LSL2LYD3MAD2MDL2MGA2MKD2MMK2MNT2MOP2MRU2MUR2MVR2MWK2MXN2MXV2MYR2MZN2NAD2\
NGN2NIO2NOK2NPR2NZD2OMR3PAB2PEN2PGK2PHP2PKR2PLN2PYG0QAR2RON2RSD2RUB2RWF0SAR2SBD2\
SCR2SDG2SEK2SGD2SHP2SLE2SOS2SRD2SSP2STN2SVC2SYP2SZL2THB2TJS2TMT2TND3TOP2TRY2TTD2\
TWD2TZS2UAH2UGX0USD2USN2UYI0UYU2UYW4UZS2VED2VES2VND0VUV0WST2XAD2XAF0XCD2XCG2XOF0\
XPF0YER2ZAR2ZMW2ZWG2";

/// The names in the order of [`CURRENCIES`], apart from them, so that a program that prints none
/// has none: the package's module, whose list of currencies is `js/currencies.js`.
pub(super) static NAMES: &str = "\
UAE Dirham\n\
Afghani\n\
Lek\n\
Armenian Dram\n\
Kwanza\n\
Argentine Peso\n\
Australian Dollar\n\
Aruban Florin\n\
Azerbaijan Manat\n\
Convertible Mark\n\
Barbados Dollar\n\
Taka\n\
Bahraini Dinar\n\
Burundi Franc\n\
Bermudian Dollar\n\
Brunei Dollar\n\
Boliviano\n\
Mvdol\n\
Brazilian Real\n\
Bahamian Dollar\n\
Ngultrum\n\
Pula\n\
Belarusian Ruble\n\
Belize Dollar\n\
Canadian Dollar\n\
Congolese Franc\n\
WIR Euro\n\
Swiss Franc\n\
WIR Franc\n\
Unidad de Fomento\n\
Chilean Peso\n\
Yuan Renminbi\n\
Colombian Peso\n\
Unidad de Valor Real\n\
Costa Rican Colon\n\
Cuban Peso\n\
Cabo Verde Escudo\n\
Czech Koruna\n\
Djibouti Franc\n\
Danish Krone\n\
Dominican Peso\n\
Algerian Dinar\n\
Egyptian Pound\n\
Nakfa\n\
Ethiopian Birr\n\
Euro\n\
Fiji Dollar\n\
Falkland Islands Pound\n\
Pound Sterling\n\
Lari\n\
Ghana Cedi\n\
Gibraltar Pound\n\
Dalasi\n\
Guinean Franc\n\
Quetzal\n\
Guyana Dollar\n\
Hong Kong Dollar\n\
Lempira\n\
Gourde\n\
Forint\n\
Rupiah\n\
New Israeli Sheqel\n\
Indian Rupee\n\
Iraqi Dinar\n\
Iranian Rial\n\
Iceland Krona\n\
Jamaican Dollar\n\
Jordanian Dinar\n\
Yen\n\
Kenyan Shilling\n\
Som\n\
Riel\n\
Comorian Franc\n\
North Korean Won\n\
Won\n\
Kuwaiti Dinar\n\
Cayman Islands Dollar\n\
Tenge\n\
Lao Kip\n\
Lebanese Pound\n\
Sri Lanka Rupee\n\
Liberian Dollar\n\
Loti\n\
Libyan Dinar\n\
Moroccan Dirham\n\
Moldovan Leu\n\
Malagasy Ariary\n\
Denar\n\
Kyat\n\
Tugrik\n\
Pataca\n\
Ouguiya\n\
Mauritius Rupee\n\
Rufiyaa\n\
Malawi Kwacha\n\
Mexican Peso\n\
Mexican Unidad de Inversion (UDI)\n\
Malaysian Ringgit\n\
Mozambique Metical\n\
Namibia Dollar\n\
Naira\n\
Cordoba Oro\n\
Norwegian Krone\n\
Nepalese Rupee\n\
New Zealand Dollar\n\
Rial Omani\n\
Balboa\n\
Sol\n\
Kina\n\
Philippine Peso\n\
Pakistan Rupee\n\
Zloty\n\
Guarani\n\
Qatari Rial\n\
Romanian Leu\n\
Serbian Dinar\n\
Russian Ruble\n\
Rwanda Franc\n\
Saudi Riyal\n\
Solomon Islands Dollar\n\
Seychelles Rupee\n\
Sudanese Pound\n\
Swedish Krona\n\
Singapore Dollar\n\
Saint Helena Pound\n\
Leone\n\
Somali Shilling\n\
Surinam Dollar\n\
South Sudanese Pound\n\
Dobra\n\
El Salvador Colon\n\
Syrian Pound\n\
Lilangeni\n\
Baht\n\
Somoni\n\
Turkmenistan New Manat\n\
Tunisian Dinar\n\
Pa’anga\n\
Turkish Lira\n\
Trinidad and Tobago Dollar\n\
New Taiwan Dollar\n\
Tanzanian Shilling\n\
Hryvnia\n\
Uganda Shilling\n\
US Dollar\n\
US Dollar (Next day)\n\
Uruguay Peso en Unidades Indexadas (UI)\n\
Peso Uruguayo\n\
Unidad Previsional\n\
Uzbekistan Sum\n\
Bolívar Soberano\n\
Bolívar Soberano\n\
Dong\n\
Vatu\n\
Tala\n\
Arab Accounting Dinar\n\
CFA Franc BEAC\n\
East Caribbean Dollar\n\
Caribbean Guilder\n\
CFA Franc BCEAO\n\
CFP Franc\n\
Yemeni Rial\n\
Rand\n\
Zambian Kwacha\n\
Zimbabwe Gold";

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
