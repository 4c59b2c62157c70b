use ready_reckoner::document::Value;
use ready_reckoner::http::dialect::charges;
use ready_reckoner::http::{json, xml};

fn read(text: &str) -> Value {
    xml::read(text, &charges::SHAPE).unwrap_or_else(|problem| panic!("{text}: {problem:?}"))
}

/// The document as JSON, which says the same in fewer words.
fn as_json(text: &str) -> String {
    json::write(&read(text))
}

#[test]
fn a_request_is_read() {
    let text = r#"<?xml version="1.0" encoding="utf-8" standalone="yes"?>
<!-- a request -->
<?xml-stylesheet href="a.xsl"?>
<ns2:ChargeCalculationRequestDto xmlns:ns2="urn:charges"
    xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance' xsi:schemaLocation="urn:charges a.xsd">
  <applicationCode> OBTFPM
  </applicationCode>
  <extPrcConsumerService xsi:nil="true"/>
  <ns2:txnDetails xsi:type="ns2:TransactionDetailsRequestDto">
    <txnRefNo>T&amp;1 &lt;&#x41;&#233;&gt; &quot;&apos;</txnRefNo>
    <priceMethods>
      <chargeCode><![CDATA[A<1>]]>&amp;<!-- in between -->B</chargeCode>
      <chargeCriteriaValue> 1500.00 </chargeCriteriaValue>
      <partyId/>
      <chargeGroup>  </chargeGroup>
    </priceMethods>
  </ns2:txnDetails>
</ns2:ChargeCalculationRequestDto>
<!-- the end -->
"#;
    assert_eq!(
        as_json(text),
        concat!(
            r#"{"applicationCode":"OBTFPM","extPrcConsumerService":null,"#,
            r#""txnDetails":[{"txnRefNo":"T&1 <Aé> \"'","#,
            r#""priceMethods":[{"chargeCode":"A<1>&B","chargeCriteriaValue":1500.00}]}]}"#
        )
    );
}

#[test]
fn lists_have_two_spellings() {
    let table = [
        // One item, and several.
        ("<slabDetails><unit>1</unit></slabDetails>", r#"{"slabDetails":[{"unit":1}]}"#),
        (
            "<slabDetails><unit>1</unit></slabDetails><slabDetails><unit>2</unit></slabDetails>",
            r#"{"slabDetails":[{"unit":1},{"unit":2}]}"#,
        ),
        // Wrapped, under the same name, the singular or the name of the type.
        (
            "<slabDetails><slabDetails><unit>1</unit></slabDetails></slabDetails>",
            r#"{"slabDetails":[{"unit":1}]}"#,
        ),
        (
            "<slabDetails><slabDetail><unit>1</unit></slabDetail>\
             <slabDetail><unit>2</unit></slabDetail></slabDetails>",
            r#"{"slabDetails":[{"unit":1},{"unit":2}]}"#,
        ),
        (
            "<txnDetails><TransactionDetailsRequestDto><txnRefNo>T</txnRefNo>\
             </TransactionDetailsRequestDto></txnDetails>",
            r#"{"txnDetails":[{"txnRefNo":"T"}]}"#,
        ),
        // The only field of an item may be another list.
        (
            "<txnDetails><priceMethods><slabDetails><unit>1</unit></slabDetails></priceMethods>\
             </txnDetails>",
            r#"{"txnDetails":[{"priceMethods":[{"slabDetails":[{"unit":1}]}]}]}"#,
        ),
        (
            "<txnDetails><txnDetails><priceMethods><priceMethods><tenor>1</tenor></priceMethods>\
             </priceMethods></txnDetails></txnDetails>",
            r#"{"txnDetails":[{"priceMethods":[{"tenor":1}]}]}"#,
        ),
        // Items apart from each other, and other elements that repeat.
        (
            "<priceMethods><tenor>1</tenor></priceMethods><txnRefNo>T</txnRefNo>\
             <priceMethods><tenor>2</tenor></priceMethods>",
            r#"{"priceMethods":[{"tenor":1},{"tenor":2}],"txnRefNo":"T"}"#,
        ),
        ("<txnAttributes>a</txnAttributes>", r#"{"txnAttributes":["a"]}"#),
        ("<note>a</note><note>b</note>", r#"{"note":["a","b"]}"#),
        // An item without content keeps the others in their places; alone it is absent.
        (
            "<slabDetails/><slabDetails><unit>2</unit></slabDetails>",
            r#"{"slabDetails":[null,{"unit":2}]}"#,
        ),
        ("<slabDetails/>", "{}"),
        ("<slabDetails><slabDetails/></slabDetails>", r#"{"slabDetails":[{}]}"#),
        (r#"<slabDetails xsi:nil=" 1 "/>"#, r#"{"slabDetails":null}"#),
    ];
    for (inside, expected) in table {
        let text = format!("<request>{inside}</request>");
        assert_eq!(as_json(&text), expected, "{inside}");
    }
    let notes = read("<a><note/><note>b</note></a>");
    let items = Value::List(vec![Value::Null, Value::Text("b".to_owned())]);
    assert_eq!(notes, Value::Object(vec![("note".to_owned(), items)]));
}

#[test]
fn small_documents_are_read() {
    let table = [
        ("<a/>", "{}"),
        ("<a></a>", "{}"),
        ("<a>text</a>", "\"text\""),
        ("\u{FEFF}<a>1</a>", "\"1\""),
        ("<tenor>+007</tenor>", "\"+007\""),
        ("<tenor>007</tenor>", "\"007\""),
        ("<a><exchangeRate> 1/3 </exchangeRate></a>", r#"{"exchangeRate":"1/3"}"#),
        ("<a><b>1\r\n2\r3&#13;</b></a>", r#"{"b":"1\n2\n3"}"#),
        ("<a><b>x]]&gt;</b></a>", r#"{"b":"x]]>"}"#),
        ("<a><b>&#x1F600;&#9;.</b></a>", r#"{"b":"😀\t."}"#),
        ("<a xmlns='urn:a' xmlns:b='&undefined;'><b:c>1</b:c ></a>", r#"{"c":"1"}"#),
        ("<a><b xsi:nil='false'>1</b></a>", r#"{"b":"1"}"#),
        ("<?xml version='1.1' encoding='us-ascii'?><a/>", "{}"),
        ("<é><ÿ-1.2>1</ÿ-1.2></é>", r#"{"ÿ-1.2":"1"}"#),
    ];
    for (text, expected) in table {
        assert_eq!(as_json(text), expected, "{text}");
    }
}

#[test]
fn answers_are_written() {
    let answer = json::read(
        r#"{"txnRefNo":"a<b>&c\r\n","chargeDetails":[
            {"charge":12.50,"externalCharge":null,"chargeSharing":"N"},{"charge":0,"ok":true}]}"#,
    );
    assert_eq!(
        xml::write(&answer.unwrap(), "TransactionDetailsResponseDto"),
        concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<TransactionDetailsResponseDto>",
            "<txnRefNo>a&lt;b&gt;&amp;c&#13;\n</txnRefNo>",
            "<chargeDetails><charge>12.50</charge><chargeSharing>N</chargeSharing></chargeDetails>",
            "<chargeDetails><charge>0</charge><ok>true</ok></chargeDetails>",
            "</TransactionDetailsResponseDto>"
        )
    );
}

#[test]
fn what_is_written_is_well_formed_whatever_it_holds() {
    let table = [
        (r#"{"1 a":"x"}"#, "root", r#"{"_1_a":"x"}"#),
        (r#"{"a":"\u0000b\u001f\ufffe"}"#, "root", "{\"a\":\"\u{FFFD}b\u{FFFD}\u{FFFD}\"}"),
        (r#"{"<a>":"]]>","":{"b":"--"}}"#, "<root>", r#"{"_a_":"]]>","_":{"b":"--"}}"#),
        ("null", "", "{}"),
        ("[]", "tenor", "{}"),
        ("[1,2]", "txnDetails", r#"{"txnDetails":["1","2"]}"#),
        (r#"{"slabDetails":[[1],[2]]}"#, "a:b", r#"{"slabDetails":["1","2"]}"#),
    ];
    for (json, root, expected) in table {
        let text = xml::write(&json::read(json).unwrap(), root);
        assert_eq!(as_json(&text), expected, "{text}");
    }
    let absent = Value::Object(vec![("a".to_owned(), Value::Other("a function"))]);
    assert_eq!(as_json(&xml::write(&absent, "root")), "{}");
    assert_eq!(as_json(&xml::write(&Value::Count(12), "root")), "\"12\"");
}
