//! Events by the Simple Event Model, claims and their sources by PROV-O, in Turtle.

use std::io::Write;

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{Literal, NamedNode, Term, Triple};
use oxttl::TurtleSerializer;
use oxttl::turtle::WriterTurtleSerializer;

use super::network::name;
use super::{Error, Written};
use crate::record::{Entry, Party};

/// Everything of the record has an address under this; the rows of the record are its tails.
const BASE: &str = "urn:x-chancery:";
const SEM: &str = "http://semanticweb.cs.vu.nl/2009/11/sem/";
const PROV: &str = "http://www.w3.org/ns/prov#";
const DCTERMS: &str = "http://purl.org/dc/terms/";

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let prefixes = [
        ("sem", SEM),
        ("prov", PROV),
        ("dcterms", DCTERMS),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("c", "urn:x-chancery:vocabulary:"),
    ];
    let mut serializer = TurtleSerializer::new();
    for (prefix, address) in prefixes {
        serializer = serializer.with_prefix(prefix, address).map_err(std::io::Error::other)?;
    }
    let mut graph = Graph { out: serializer.for_writer(out) };
    let mut written = Written::default();
    let mut last = None;
    entries(&mut |entry| {
        if last.replace(entry.event) != Some(entry.event) {
            graph.event(&entry)?;
            written.rows += 1;
        }
        graph.claim(&entry)?;
        Ok(())
    })?;
    graph.out.finish()?;
    Ok(written)
}

struct Graph<W: Write> {
    out: WriterTurtleSerializer<W>,
}

impl<W: Write> Graph<W> {
    /// What happened: its type, who took part in which role, when.
    fn event(&mut self, entry: &Entry) -> std::io::Result<()> {
        let event = own(&format!("event:{}", entry.event));
        self.link(&event, rdf::TYPE.into_owned(), node(SEM, "Event"))?;
        self.link(&event, node(SEM, "eventType"), own(&format!("type:{}", entry.event_type)))?;
        self.typed(&own(&format!("type:{}", entry.event_type)), node(SEM, "EventType"), &entry.event_type)?;
        if let Some(mode) = &entry.mode {
            let mode_node = own(&format!("mode:{}:{}", entry.event_type, segment(mode)));
            self.link(&event, node(SEM, "eventType"), mode_node.clone())?;
            self.typed(&mode_node, node(SEM, "EventType"), mode)?;
            self.link(&mode_node, node(SEM, "subTypeOf"), own(&format!("type:{}", entry.event_type)))?;
        }
        for (role, parties) in [("source", &entry.source), ("target", &entry.target)] {
            for party in parties {
                self.party(&event, entry.event, role, party)?;
            }
        }
        if let (Some(from), Some(to)) = (entry.from_day, entry.to_day) {
            let day = |day: jiff::civil::Date| Literal::new_typed_literal(day.to_string(), xsd::DATE);
            if from == to {
                self.say(&event, node(SEM, "hasTimeStamp"), day(from))?;
            } else {
                // The day is one of these: the act did not last so long.
                self.say(&event, node(SEM, "hasEarliestBeginTimeStamp"), day(from))?;
                self.say(&event, node(SEM, "hasLatestEndTimeStamp"), day(to))?;
            }
        }
        Ok(())
    }

    /// A party, and the role that it plays here: SEM binds a role to an event by a node between them.
    fn party(&mut self, event: &NamedNode, id: i64, role: &str, party: &Party) -> std::io::Result<()> {
        let country = party.country.as_deref().unwrap_or("---");
        let actor = own(&format!("actor:{}:{}", segment(country), segment(&party.name)));
        let bound = own(&format!("role:{id}:{role}:{}:{}", segment(country), segment(&party.name)));
        self.link(event, node(SEM, "hasActor"), bound.clone())?;
        self.link(&bound, rdf::TYPE.into_owned(), node(SEM, "Role"))?;
        self.link(&bound, rdf::VALUE.into_owned(), actor.clone())?;
        self.link(&bound, node(SEM, "roleType"), vocabulary(role))?;
        self.typed(&actor, node(SEM, "Actor"), &party.name)?;
        if let Some(code) = &party.country {
            let country = own(&format!("country:{}", segment(code)));
            self.link(&actor, vocabulary("country"), country.clone())?;
            self.typed(&country, node(SEM, "Actor"), name(code))?;
            self.say(&country, node(DCTERMS, "identifier"), Literal::new_simple_literal(code))?;
        }
        for sector in &party.sectors {
            self.say(&actor, vocabulary("sector"), Literal::new_simple_literal(sector))?;
        }
        Ok(())
    }

    /// Somebody's word that it is so: an entity quoted from the document, attributed to whom the text names.
    fn claim(&mut self, entry: &Entry) -> std::io::Result<()> {
        let claim = own(&format!("claim:{}", entry.claim));
        let document = own(&format!("document:{}", entry.document_id));
        let text = |text: &str| Literal::new_simple_literal(text);
        self.link(&claim, rdf::TYPE.into_owned(), node(PROV, "Entity"))?;
        self.link(&claim, vocabulary("event"), own(&format!("event:{}", entry.event)))?;
        self.link(&claim, node(PROV, "wasQuotedFrom"), document.clone())?;
        self.say(&claim, node(PROV, "value"), text(&entry.sentence))?;
        self.say(&claim, vocabulary("status"), text(&entry.status))?;
        self.say(
            &claim,
            vocabulary("confidence"),
            Literal::new_typed_literal(entry.confidence.to_string(), xsd::DOUBLE),
        )?;
        if let Some(goldstein) = entry.goldstein {
            self.say(
                &claim,
                vocabulary("goldstein"),
                Literal::new_typed_literal(goldstein.to_string(), xsd::DOUBLE),
            )?;
        }
        let words = [("cameo", &entry.cameo), ("object", &entry.object), ("place", &entry.place)];
        for (property, value) in words.into_iter().filter_map(|(p, v)| Some((p, v.as_ref()?))) {
            self.say(&claim, vocabulary(property), text(value))?;
        }
        for context in &entry.contexts {
            self.say(&claim, vocabulary("context"), text(context))?;
        }
        for amount in &entry.amount {
            self.say(&claim, vocabulary("amount"), text(&amount.to_string()))?;
        }
        if let Some(sayer) = &entry.sayer {
            let agent = own(&format!("sayer:{}", segment(sayer)));
            self.link(&claim, node(PROV, "wasAttributedTo"), agent.clone())?;
            self.typed(&agent, node(PROV, "Agent"), sayer)?;
        }
        for note in &entry.citations {
            let source = own(&format!("note:{}:{}", entry.document_id, segment(&note.label)));
            self.link(&claim, node(PROV, "hadPrimarySource"), source.clone())?;
            self.typed(&source, node(PROV, "Entity"), note.text.as_deref().unwrap_or(&note.label))?;
            if let Some(address) = note.url.as_deref().and_then(|url| NamedNode::new(url).ok()) {
                self.link(&source, node(PROV, "atLocation"), address)?;
            }
        }
        self.typed(&document, node(PROV, "Entity"), entry.title.as_deref().unwrap_or(&entry.document))?;
        if let Some(address) = entry.url.as_deref().and_then(|url| NamedNode::new(url).ok()) {
            self.link(&document, node(PROV, "atLocation"), address)?;
        }
        if let Some(publisher) = &entry.publisher {
            self.say(&document, node(DCTERMS, "publisher"), text(publisher))?;
        }
        if let Some(day) = entry.published {
            self.say(
                &document,
                node(DCTERMS, "issued"),
                Literal::new_typed_literal(day.to_string(), xsd::DATE),
            )?;
        }
        Ok(())
    }

    fn typed(&mut self, subject: &NamedNode, class: NamedNode, label: &str) -> std::io::Result<()> {
        self.link(subject, rdf::TYPE.into_owned(), class)?;
        self.say(subject, rdfs::LABEL.into_owned(), Literal::new_simple_literal(label))
    }

    fn link(&mut self, subject: &NamedNode, property: NamedNode, object: NamedNode) -> std::io::Result<()> {
        self.out.serialize_triple(&Triple::new(subject.clone(), property, Term::from(object)))
    }

    fn say(&mut self, subject: &NamedNode, property: NamedNode, value: Literal) -> std::io::Result<()> {
        self.out.serialize_triple(&Triple::new(subject.clone(), property, Term::from(value)))
    }
}

/// `tail` is made of [`segment`]s, numbers and words of our own, so that the address is well formed.
fn own(tail: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{BASE}{tail}"))
}

fn vocabulary(word: &str) -> NamedNode {
    own(&format!("vocabulary:{word}"))
}

fn node(space: &str, word: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{space}{word}"))
}

/// Text as a part of an address: what is no letter, digit or hyphen is written as the hexadecimal of its bytes.
fn segment(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' => out.push(char::from(byte)),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
