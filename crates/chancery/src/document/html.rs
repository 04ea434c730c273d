//! A page of HTML: the article in it (Mozilla's Readability, as `dom_smoothie` has it), its head, and its footnotes.

use dom_query::{Document as Dom, Selection};
use dom_smoothie::{Config, Readability, TextMode};
use encoding_rs::Encoding;

use super::{Document, Note, article, plain};

/// Elements that a page may have; one with more is no article.
const MOST: usize = 400_000;

/// Shorter text is no article: then all that the page shows is taken.
const SHORT: usize = 140;

/// The document of a page. `address` is where it came from, `charset` what the web said that it is written in.
pub(super) fn document(
    name: String,
    bytes: &[u8],
    address: Option<&str>,
    charset: Option<&str>,
) -> Result<Document, String> {
    let html = decoded(bytes, charset);
    let dom = Dom::from(html);
    if dom.root().descendants_it().take(MOST + 1).count() > MOST {
        return Err(format!("more than {MOST} elements"));
    }
    let notes = notes(&dom);
    let head = Head::of(&dom);
    // Scripts and what is not shown are no words, whoever collects them.
    dom.select("script, style, noscript, template, svg, nav, [hidden]").remove();
    let shown = dom.body().map(|body| body.formatted_text().to_string()).unwrap_or_default();
    let address = address.filter(|a| a.starts_with("http://") || a.starts_with("https://"));
    let config = Config { text_mode: TextMode::Formatted, disable_json_ld: true, ..Config::default() };
    let found = Readability::with_document(dom, address, Some(config)).and_then(|mut page| page.parse());
    let (text, article) = match found {
        Ok(article) if article.text_content.len() >= SHORT.min(shown.len()) => {
            (article.text_content.to_string(), Some(article))
        }
        _ => (shown, None),
    };
    let text = lines(&text);
    let paragraphs = plain::paragraphs(&text);
    let first = super::head::published(&text, &paragraphs);
    let title = article.as_ref().map(|a| a.title.trim().to_owned()).filter(|t| !t.is_empty());
    let published = head.published.as_deref().and_then(article::day);
    Ok(Document {
        title: head.title.or(title),
        url: head.url.or(address.map(str::to_owned)),
        publisher: head.publisher.or_else(|| article.and_then(|a| a.site_name)),
        published: published.or(first),
        name,
        text,
        paragraphs,
        notes,
        ..Document::default()
    })
}

/// The bytes as text: by a byte order mark, by what the web or the page itself says, or as UTF-8.
fn decoded(bytes: &[u8], charset: Option<&str>) -> String {
    let says = || {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(2048)]).to_ascii_lowercase();
        let (_, rest) = head.split_once("charset=")?;
        let label: String = rest
            .trim_start_matches(['"', '\'', ' '])
            .chars()
            .take_while(|c| c.is_alphanumeric() || "-_:".contains(*c))
            .collect();
        Encoding::for_label(label.as_bytes())
    };
    let encoding = Encoding::for_bom(bytes)
        .map(|(encoding, _)| encoding)
        .or_else(|| charset.and_then(|c| Encoding::for_label(c.trim().as_bytes())))
        .or_else(says)
        .unwrap_or(if std::str::from_utf8(bytes).is_ok() {
            encoding_rs::UTF_8
        } else {
            encoding_rs::WINDOWS_1252
        });
    encoding.decode(bytes).0.into_owned()
}

/// One line a block, one blank between words, no empty lines but between blocks.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.lines() {
        let mut words = line.split_whitespace().peekable();
        if words.peek().is_none() {
            continue;
        }
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        for (i, word) in words.enumerate() {
            if i > 0 {
                out.push(' ');
            }
            out.push_str(word);
        }
    }
    out
}

/// What a page says of itself.
#[derive(Default)]
struct Head {
    title: Option<String>,
    url: Option<String>,
    publisher: Option<String>,
    published: Option<String>,
}

impl Head {
    fn of(dom: &Dom) -> Self {
        let metas = dom.select("meta[content]");
        let meta = |names: &[&str]| {
            names.iter().find_map(|name| {
                let named = |meta: &Selection<'_>| {
                    ["property", "name", "itemprop"]
                        .iter()
                        .any(|key| meta.attr(key).is_some_and(|value| value.eq_ignore_ascii_case(name)))
                };
                let found = metas.iter().find(named)?;
                Some(found.attr("content")?.trim().to_owned()).filter(|content| !content.is_empty())
            })
        };
        let linked = dom.select_single("link[rel='canonical']").attr("href").map(|h| h.to_string());
        let time = dom.select_single("time[datetime]").attr("datetime").map(|t| t.to_string());
        let structured = structured(dom);
        Head {
            title: meta(&["og:title", "twitter:title", "citation_title"]).or(structured.title),
            url: linked.or_else(|| meta(&["og:url"])).or(structured.url).filter(|u| u.starts_with("http")),
            publisher: meta(&["og:site_name", "citation_publisher", "dc.publisher", "application-name"])
                .or(structured.publisher),
            published: meta(&[
                "article:published_time",
                "datepublished",
                "citation_publication_date",
                "citation_date",
                "date",
                "dc.date",
                "dc.date.issued",
                "dcterms.date",
                "pubdate",
                "publishdate",
                "parsely-pub-date",
                "sailthru.date",
                "og:published_time",
                "last-modified",
            ])
            .or(structured.published)
            .or(time),
        }
    }
}

/// What its data for search engines (JSON-LD) says.
fn structured(dom: &Dom) -> Head {
    let mut head = Head::default();
    for script in dom.select("script[type='application/ld+json']").iter().take(20) {
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&script.text()) else { continue };
        let mut waiting = vec![value];
        while let Some(value) = waiting.pop() {
            match value {
                serde_json::Value::Array(values) => waiting.extend(values),
                serde_json::Value::Object(mut object) => {
                    if let Some(graph) = object.remove("@graph") {
                        waiting.push(graph);
                    }
                    let said = |key: &str| object.get(key)?.as_str().map(|s| s.trim().to_owned());
                    head.published = head.published.take().or_else(|| said("datePublished"));
                    if object.contains_key("datePublished") || object.contains_key("headline") {
                        head.title = head.title.take().or_else(|| said("headline"));
                        head.url = head.url.take().or_else(|| said("url"));
                        let publisher =
                            object.get("publisher").and_then(|p| p.get("name")).and_then(|n| n.as_str());
                        head.publisher = head.publisher.take().or_else(|| publisher.map(str::to_owned));
                    }
                }
                _ => {}
            }
        }
    }
    head
}

/// The footnotes that marks in the text lead to. A mark without brackets gets them, so that it is seen as one.
fn notes(dom: &Dom) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    // Targets by their identifiers: one pass, whatever the number of marks.
    let targets: std::collections::HashMap<String, Selection<'_>> = dom
        .select("li[id], p[id], div[id], dd[id], aside[id], span[id], td[id]")
        .iter()
        .filter_map(|node| Some((node.attr("id")?.to_string(), node)))
        .collect();
    for link in dom.select("a[href^='#']").iter() {
        let Some(target) = link.attr("href").and_then(|h| targets.get(h.trim_start_matches('#'))) else {
            continue;
        };
        let shown = link.text().trim().to_owned();
        let bare = shown.trim_start_matches(['[', '(', '^']).trim_end_matches([']', ')']).trim();
        let raised = link.ancestors(Some(3)).iter().any(|above| above.is("sup"));
        let counts = bare.rsplit(' ').next().is_some_and(|last| {
            !last.is_empty() && last.len() <= 4 && last.bytes().all(|b| b.is_ascii_digit())
                || last.len() == 1 && last.bytes().all(|b| b.is_ascii_lowercase())
        });
        if !counts || bare.len() > 20 || !(raised || shown.starts_with('[')) {
            continue;
        }
        let label = bare.to_owned();
        if !shown.starts_with('[') {
            link.set_text(&format!("[{label}]"));
        }
        if notes.iter().rev().take(50).any(|n| n.label == label) {
            continue;
        }
        let inner = target.select_single(".reference-text, .mw-reference-text");
        let words = if inner.exists() { inner.text() } else { target.text() };
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let words =
            words.trim_start_matches(['^', '↑', ' ']).trim_end_matches(['↩', '\u{fe0e}', ' ']).to_owned();
        let url =
            target.select("a[href]").iter().filter_map(|a| a.attr("href")).find(|h| h.starts_with("http"));
        if !words.is_empty() || url.is_some() {
            notes.push(Note { label, text: words, url: url.map(|u| u.to_string()) });
        }
    }
    notes
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn page(html: &str) -> Document {
        document("a.html".into(), html.as_bytes(), None, None).unwrap()
    }

    const ARTICLE: &str = r##"<!doctype html><html><head><meta charset="utf-8"><title>Ferries | The Lake Daily</title>
        <meta property="og:title" content="Lima sells two ferries"><meta property="og:site_name" content="The Lake Daily">
        <link rel="canonical" href="https://lake.example/ferries">
        <script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "1995-05-03T08:00:00Z"}</script>
        </head><body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav><article><h1>Lima sells two ferries</h1>
        <p>Peru sold two ferries to Ecuador on Wednesday, in the first such deal between the two countries since the war
        of 1981, officials in Lima said.<sup><a href="#fn1">1</a></sup></p>
        <p>Ecuador's foreign minister, who had flown to the port of Callao for the signing, thanked his hosts &amp; spoke of
        &ldquo;a lake of peace&rdquo;. The price, he said, was three million dollars, payable over four years.</p>
        <p>The opposition in Quito accused the government of hiding a loan that Peru had given for the purchase.</p>
        <ol><li id="fn1">Lake Daily, <a href="https://lake.example/archive/4">archive</a>. <a href="#r1">↩</a></li></ol>
        </article><script>var x = "not words";</script><footer>All rights reserved.</footer></body></html>"##;

    #[test]
    fn the_article_its_head_and_its_notes() {
        let page = page(ARTICLE);
        assert_eq!(page.title.as_deref(), Some("Lima sells two ferries"));
        assert_eq!(page.publisher.as_deref(), Some("The Lake Daily"));
        assert_eq!(page.url.as_deref(), Some("https://lake.example/ferries"));
        assert_eq!(page.published, Some(date(1995, 5, 3)));
        assert!(page.text.contains("officials in Lima said.[1]"), "{}", page.text);
        assert!(page.text.contains("his hosts & spoke of “a lake of peace”"), "{}", page.text);
        assert!(!page.text.contains("not words") && !page.text.contains("Sport"), "{}", page.text);
        assert_eq!(page.notes.len(), 1);
        assert_eq!(page.notes[0].label, "1");
        assert_eq!(page.notes[0].url.as_deref(), Some("https://lake.example/archive/4"));
        let paragraphs: Vec<&str> = page.paragraphs.iter().map(|p| p.of(&page.text)).collect();
        assert!(
            paragraphs.iter().any(|p| p.starts_with("Peru sold") && p.ends_with("said.[1]")),
            "{paragraphs:?}"
        );
    }

    #[test]
    fn a_short_page_is_read_whole() {
        let page = page("<p>Quito thanked Lima.<p>Lima thanked Quito.");
        assert_eq!(page.text, "Quito thanked Lima.\n\nLima thanked Quito.");
    }

    #[test]
    fn other_encodings_are_known_by_what_the_page_says() {
        let latin = b"<meta charset=iso-8859-1><p>Bogot\xe1 met Quito.</p>";
        let said = |bytes: &[u8], charset| document("a".into(), bytes, None, charset).unwrap().text;
        assert_eq!(said(latin, None), "Bogotá met Quito.");
        assert_eq!(said(b"<p>Bogot\xe1 met Quito.</p>", Some("windows-1252")), "Bogotá met Quito.");
        assert_eq!(said(b"\xff\xfe<\0p\0>\0Q\0u\0i\0t\0o\0", None), "Quito");
    }
}
