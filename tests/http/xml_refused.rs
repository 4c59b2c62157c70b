use ready_reckoner::diagnostic::Problem;
use ready_reckoner::http::{BYTES_MAX, DEPTH_MAX, VALUES_MAX, dialect::charges, xml};

fn refusal(text: &str) -> Problem {
    let problem = xml::read(text, &charges::SHAPE).expect_err(text);
    assert_eq!(problem.path, "");
    problem
}

/// What attackers send, and what careless programs do.
#[test]
fn the_bestiary_is_refused_by_name() {
    let laughs = r#"<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]>
<lolz>&lol2;</lolz>"#;
    let table = [
        (laughs, "xml-doctype", "line 2, column 1: a document type is not read"),
        ("<!DOCTYPE a SYSTEM 'file:///x'><a/>", "xml-doctype", "line 1, column 1: "),
        ("<!doctype a><a/>", "xml-doctype", "line 1, column 1: "),
        ("<!DOCTYPE><a/>", "xml-doctype", "line 1, column 10: "),
        ("<!DOCTYPE a [", "xml-doctype", "line 1, column 1: a document type is not read"),
        ("<a>&lol;</a>", "xml-entity", "line 1, column 4: the reference `&lol;` is not read"),
        ("<a>&nbsp;</a>", "xml-entity", "line 1, column 4: the reference `&nbsp;` is not read"),
        ("<a>\n&AMP;</a>", "xml-entity", "line 2, column 1: the reference `&AMP;` is not read"),
        ("<a>b & c</a>", "xml-entity", "line 1, column 6: the reference `&` is not read"),
        ("<a>&</a>", "xml-entity", "line 1, column 4: the reference `&` is not read"),
        ("<a>&;</a>", "xml-entity", "line 1, column 4: the reference `&;` is not read"),
        ("<a>&#;</a>", "xml-entity", "line 1, column 4: the reference `&#;` is not read"),
        ("<a>&#+65;</a>", "xml-entity", "line 1, column 4: the reference `&#+65;` is not read"),
        ("<a>&#X41;</a>", "xml-entity", "line 1, column 4: the reference `&#X41;` is not read"),
        ("<a>&#99999999999;</a>", "xml-entity", "line 1, column 4: the reference `&#9999"),
        ("<a>&#0;</a>", "xml-character", "line 1, column 4: the character U+0000 is not allowed"),
        ("<a>&#xD800;</a>", "xml-character", "line 1, column 4: the character U+D800 is not"),
        ("<a>&#xFFFE;</a>", "xml-character", "line 1, column 4: the character U+FFFE is not"),
        ("<a>&#x110000;</a>", "xml-character", "line 1, column 4: the character U+110000 is not"),
        ("<a>\n é\0</a>", "xml-character", "line 2, column 3: the character U+0000 is not allowed"),
        ("<a>\u{1B}</a>", "xml-character", "line 1, column 4: the character U+001B is not allowed"),
        ("<a b='1'/>", "xml-attribute", "line 1, column 1: the attribute `b` is not read"),
        ("<a><b id='1'>1</b></a>", "xml-attribute", "line 1, column 4: the attribute `id` is not"),
        ("<a xml:lang='en'/>", "xml-attribute", "line 1, column 1: the attribute `xml:lang` is"),
        ("<a xsi:='en'/>", "xml-attribute", "line 1, column 1: the attribute `xsi:` is not read"),
        ("<a>1<b/></a>", "xml-mixed-content", "line 1, column 9: the element `a` has both text"),
        ("<a><b/><![CDATA[1]]></a>", "xml-mixed-content", "line 1, column 21: the element `a`"),
        ("<a xsi:nil='true'>1</a>", "xml-nil-content", "line 1, column 20: the element `a` is nil"),
        ("<a xsi:nil='1'><b/></a>", "xml-nil-content", "line 1, column 20: the element `a` is nil"),
        (
            "<?xml version='1.0' encoding='UTF-16'?><a/>",
            "xml-encoding",
            "line 1, column 1: the document declares the encoding `UTF-16`",
        ),
        (
            "<?xml version='1.0' encoding='ISO-8859-1'?><a/>",
            "xml-encoding",
            "line 1, column 1: the document declares the encoding `ISO-8859-1`",
        ),
    ];
    for (text, code, message) in table {
        let problem = refusal(text);
        assert_eq!(problem.code.text(), code, "{text}: {problem:?}");
        assert!(problem.message.starts_with(message), "{text}: {problem:?}");
    }
}

#[test]
fn malformed_documents_are_refused_where_they_are_wrong() {
    let table = [
        ("", "xml-root", "line 1, column 1: expected an element, found the end of the document"),
        (" <!-- a -->\n", "xml-root", "line 2, column 1: expected an element, found the end"),
        ("a<b/>", "xml-root", "line 1, column 1: expected an element, found text"),
        ("{\"a\":1}", "xml-root", "line 1, column 1: expected an element, found text"),
        ("<a/>\n<b/>", "xml-root", "line 2, column 1: expected the end of the document, found an"),
        ("<a/> b", "xml-root", "line 1, column 5: expected an element, found text"),
        ("<a/>&amp;", "xml-root", "line 1, column 5: expected an element, found text"),
        ("<a/><![CDATA[b]]>", "xml-root", "line 1, column 5: expected an element, found text"),
        ("<a>\n <b>\n</a>", "xml-tag", "line 3, column 1: expected `</b>`, found `</a>`"),
        ("<a>\n <b>", "xml-tag", "line 2, column 2: the element `b` is never closed"),
        ("<x:a></y:a>", "xml-tag", "line 1, column 6: expected `</x:a>`, found `</y:a>`"),
        ("<a></A>", "xml-tag", "line 1, column 4: expected `</a>`, found `</A>`"),
        ("<a></a b='1'>", "xml-tag", "line 1, column 4: expected `</a>`, found `</a b='1'>`"),
        ("<a/></a>", "xml-tag", "line 1, column 5: the end tag `</a>` closes nothing"),
        ("</>", "xml-tag", "line 1, column 1: the end tag `</>` closes nothing"),
        ("<a", "xml-syntax", "line 1, column 1: tag not closed: `>` not found before end of input"),
        ("<a>1 < 2</a>", "xml-syntax", "line 1, column 6: "),
        ("<a>]]></a>", "xml-syntax", "line 1, column 4: expected a text, found `]]>`"),
        ("<a><![CDATA[</a>", "xml-syntax", "line 1, column 4: CDATA not closed: `]]>` not found"),
        ("<a><!-- </a>", "xml-syntax", "line 1, column 4: comment not closed: `-->` not found"),
        ("<a><!-- -- --></a>", "xml-syntax", "line 1, column 9: forbidden string `--` was found"),
        ("<a><? </a>", "xml-syntax", "line 1, column 4: processing instruction not closed"),
        ("<a><!b></a>", "xml-syntax", "line 1, column 4: "),
        ("<1a/>", "xml-syntax", "line 1, column 1: `1a` is not a name"),
        ("<a:b:c/>", "xml-syntax", "line 1, column 1: `a:b:c` is not a name"),
        ("< a/>", "xml-syntax", "line 1, column 1: `` is not a name"),
        ("<></>", "xml-syntax", "line 1, column 1: `` is not a name"),
        ("<a<b/>", "xml-syntax", "line 1, column 1: `a<b` is not a name"),
        ("<a b/>", "xml-syntax", "line 1, column 1: expected `=` after the name of an attribute"),
        ("<a b=1/>", "xml-syntax", "line 1, column 1: expected the value of an attribute in quo"),
        ("<a xmlns='' xmlns=''/>", "xml-syntax", "line 1, column 1: expected another attribute"),
        (" <?xml version='1.0'?><a/>", "xml-syntax", "line 1, column 2: expected the declaration"),
        ("<a><?xml version='1.0'?></a>", "xml-syntax", "line 1, column 4: expected the declarat"),
        ("<?xml encoding='UTF-8'?><a/>", "xml-syntax", "line 1, column 1: an XML declaration must"),
        ("<?xml version='2.0'?><a/>", "xml-syntax", "line 1, column 1: unknown XML version"),
    ];
    for (text, code, message) in table {
        let problem = refusal(text);
        assert_eq!(problem.code.text(), code, "{text}: {problem:?}");
        assert!(problem.message.starts_with(message), "{text}: {problem:?}");
    }
}

#[test]
fn limits_hold() {
    let nested = |depth| ["<a>".repeat(depth), "</a>".repeat(depth)].concat();
    assert!(xml::read(&nested(DEPTH_MAX), &charges::SHAPE).is_ok());
    assert_eq!(refusal(&nested(DEPTH_MAX + 1)).code.text(), "document-too-deep");
    assert_eq!(refusal(&"<a>".repeat(BYTES_MAX / 3)).code.text(), "document-too-deep");

    let elements = |count: usize| format!("<a>{}</a>", "<b/>".repeat(count - 1));
    assert!(xml::read(&elements(VALUES_MAX), &charges::SHAPE).is_ok());
    assert_eq!(refusal(&elements(VALUES_MAX + 1)).code.text(), "document-too-many-values");
    let fields: String = (0..80_000).map(|name| format!("<a{name}/>")).collect();
    assert!(xml::read(&format!("<a>{fields}</a>"), &charges::SHAPE).is_ok());

    let text = |bytes: usize| format!("<a>{}</a>", "a".repeat(bytes - 7));
    assert!(xml::read(&text(BYTES_MAX), &charges::SHAPE).is_ok());
    assert_eq!(refusal(&text(BYTES_MAX + 1)).code.text(), "document-too-large");

    let attributes = |count: usize| {
        let attributes: String = (0..count).map(|name| format!(" xmlns:a{name}=''")).collect();
        format!("<a{attributes}/>")
    };
    assert!(xml::read(&attributes(32), &charges::SHAPE).is_ok());
    for count in [33, 50_000] {
        assert_eq!(
            refusal(&attributes(count)).message,
            "line 1, column 1: a tag has more than 32 attributes"
        );
    }
}

#[test]
fn refusals_say_what_to_do() {
    let table = [
        (
            "<a b='1'/>",
            "give every value as an element: only `xmlns` and `xsi` attributes may stand there",
        ),
        ("<a><b></a>", "close `b` first"),
        ("<a>", "close it with `</a>`"),
    ];
    for (text, help) in table {
        assert_eq!(refusal(text).help.as_deref(), Some(help));
    }
}
