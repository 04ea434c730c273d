//! Dumps of MediaWiki (`<mediawiki><page>…`): the articles, one after another.

use std::io::BufRead;

use jiff::civil::Date;
use quick_xml::Reader;
use quick_xml::events::Event;

use super::super::bounded::Bounded;
use super::super::{Document, ReadError};

/// Reads the pages of a dump's main namespace. Of several revisions the last counts; pages that only lead to another
/// are passed over.
pub(in crate::document) fn pages<R: BufRead>(
    name: String,
    input: R,
) -> impl Iterator<Item = Result<Document, ReadError>> {
    let input = Bounded::new(input);
    let mut xml = Reader::from_reader(input);
    // A dump that is cut or patched is read as far as it goes.
    xml.config_mut().check_end_names = false;
    xml.config_mut().allow_unmatched_ends = true;
    xml.config_mut().allow_dangling_amp = true;
    Pages { name, xml, buffer: Vec::new(), site: Site::default(), page: None, before: None, over: false }
}

struct Pages<R: BufRead> {
    name: String,
    xml: Reader<Bounded<R>>,
    buffer: Vec<u8>,
    site: Site,
    page: Option<Page>,
    /// Title of the last page that was read whole.
    before: Option<String>,
    over: bool,
}

/// What the head of the dump says of all.
#[derive(Default)]
struct Site {
    name: Option<String>,
    /// Address under which pages lie.
    base: Option<String>,
}

#[derive(Default)]
struct Page {
    title: String,
    space: String,
    redirect: bool,
    day: Option<Date>,
    text: String,
}

impl<R: BufRead> Iterator for Pages<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.over {
            match self.step() {
                Ok(None) => {}
                Ok(Some(document)) => return Some(Ok(document)),
                Err(what) => {
                    // Where the markup breaks, what follows cannot be told apart.
                    self.over = true;
                    let place = match &self.before {
                        Some(title) => format!("after the page \"{title}\""),
                        None => "before the first page".to_owned(),
                    };
                    return Some(Err(ReadError::Record { name: self.name.clone(), place, what }));
                }
            }
        }
        None
    }
}

/// What stands next in the dump.
enum Met {
    Opened(String),
    PageClosed,
    Redirect,
    Other,
    End,
}

/// What the text that follows belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    SiteName,
    Base,
    Title,
    Space,
    Timestamp,
    Text,
}

impl<R: BufRead> Pages<R> {
    fn step(&mut self) -> Result<Option<Document>, String> {
        self.buffer.clear();
        let met = match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
            Event::Eof => Met::End,
            Event::Start(start) => Met::Opened(start.local_name().as_ref().to_owned()),
            Event::Empty(empty) if empty.local_name().as_ref() == "redirect" => Met::Redirect,
            Event::End(end) if end.local_name().as_ref() == "page" => Met::PageClosed,
            _ => Met::Other,
        };
        let start = match (met, &mut self.page) {
            (Met::Opened(name), _) => name,
            (Met::PageClosed, _) => return Ok(self.close()),
            (Met::Redirect, Some(page)) => {
                page.redirect = true;
                return Ok(None);
            }
            (Met::Redirect | Met::Other, _) => return Ok(None),
            (Met::End, page) => {
                self.over = true;
                return match page.take() {
                    Some(page) => Err(format!("the dump ends inside the page \"{}\"", page.title)),
                    None => Ok(None),
                };
            }
        };
        if start == "page" {
            self.page = Some(Page::default());
            self.xml.get_mut().reset();
        }
        let Some(field) = field(&start) else { return Ok(None) };
        let text = self.content(&start)?;
        let text_of = |text: &str| text.trim().to_owned();
        match (field, &mut self.page) {
            (Field::SiteName, None) => self.site.name = Some(text_of(&text)),
            (Field::Base, None) => {
                let base = text_of(&text);
                self.site.base = base.rfind('/').map(|i| base[..=i].to_owned());
            }
            (Field::Title, Some(page)) => page.title = text_of(&text),
            (Field::Space, Some(page)) => page.space = text_of(&text),
            (Field::Timestamp, Some(page)) => {
                page.day = text_of(&text).get(..10).and_then(|day| day.parse().ok());
            }
            (Field::Text, Some(page)) => page.text = text,
            _ => {}
        }
        Ok(None)
    }

    /// The text up to the end of the element that was opened.
    fn content(&mut self, element: &str) -> Result<String, String> {
        let mut text = String::new();
        loop {
            self.buffer.clear();
            match self.xml.read_event_into(&mut self.buffer).map_err(|e| e.to_string())? {
                Event::Text(part) => text.push_str(&part),
                Event::CData(part) => text.push_str(&part),
                Event::GeneralRef(entity) => match entity.resolve_char_ref() {
                    Ok(Some(c)) => text.push(c),
                    _ => match &*entity {
                        "lt" => text.push('<'),
                        "gt" => text.push('>'),
                        "amp" => text.push('&'),
                        "quot" => text.push('"'),
                        "apos" => text.push('\''),
                        other => {
                            text.push('&');
                            text.push_str(other);
                            text.push(';');
                        }
                    },
                },
                Event::End(end) if end.local_name().as_ref() == element => return Ok(text),
                // Cut in the middle: what there is of it is not the page.
                Event::Eof => {
                    return Err(format!("the dump ends inside <{}>", element));
                }
                _ => {}
            }
        }
    }

    fn close(&mut self) -> Option<Document> {
        let page = self.page.take()?;
        self.before = Some(page.title.clone());
        if page.redirect || !matches!(page.space.as_str(), "" | "0") || page.text.is_empty() {
            return None;
        }
        let name = format!("{}#{}", self.name, page.title);
        let mut document = super::document(name, &page.text, Vec::new())?;
        document.url = self.site.base.as_ref().map(|base| format!("{base}{}", page.title.replace(' ', "_")));
        document.title = Some(page.title);
        document.publisher = self.site.name.clone();
        document.published = page.day;
        Some(document)
    }
}

fn field(element: &str) -> Option<Field> {
    Some(match element {
        "sitename" => Field::SiteName,
        "base" => Field::Base,
        "title" => Field::Title,
        "ns" => Field::Space,
        "timestamp" => Field::Timestamp,
        "text" => Field::Text,
        _ => return None,
    })
}
