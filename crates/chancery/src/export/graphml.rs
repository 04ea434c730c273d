//! The network as GraphML: read by Gephi, yEd, Cytoscape, networkx, igraph.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::network::{Network, name};
use super::{Error, Written};

/// Attributes: id, of what, name, kind.
const KEYS: &[(&str, &str, &str, &str)] = &[
    ("n_label", "node", "label", "string"),
    ("n_events", "node", "events", "int"),
    ("e_type", "edge", "type", "string"),
    ("e_weight", "edge", "weight", "double"),
    ("e_goldstein", "edge", "goldstein", "double"),
    ("e_first", "edge", "first", "string"),
    ("e_last", "edge", "last", "string"),
];

pub(super) fn write(network: &Network, out: &mut (dyn Write + Send)) -> Result<Written, Error> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml
        .create_element("graphml")
        .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"))
        .with_attribute(("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"))
        .with_attribute((
            "xsi:schemaLocation",
            "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
        ));
    root.write_inner_content(|xml| {
        for (id, of, name, kind) in KEYS {
            let key = xml.create_element("key").with_attributes([
                ("id", *id),
                ("for", *of),
                ("attr.name", *name),
                ("attr.type", *kind),
            ]);
            key.write_empty()?;
        }
        let graph =
            xml.create_element("graph").with_attributes([("id", "record"), ("edgedefault", "directed")]);
        graph.write_inner_content(|xml| {
            for (code, node) in &network.nodes {
                xml.create_element("node").with_attribute(("id", code.as_str())).write_inner_content(
                    |xml| {
                        data(xml, "n_label", name(code))?;
                        data(xml, "n_events", &node.events.to_string())
                    },
                )?;
            }
            for (i, ((source, target, event_type), edge)) in network.edges.iter().enumerate() {
                let element = xml.create_element("edge").with_attributes([
                    ("id", format!("e{i}").as_str()),
                    ("source", source.as_str()),
                    ("target", target.as_str()),
                ]);
                element.write_inner_content(|xml| {
                    data(xml, "e_type", event_type)?;
                    data(xml, "e_weight", &edge.events.to_string())?;
                    let days = [("e_first", edge.first), ("e_last", edge.last)];
                    if let Some(goldstein) = edge.goldstein() {
                        data(xml, "e_goldstein", &goldstein.to_string())?;
                    }
                    for (key, day) in days.into_iter().filter_map(|(k, d)| Some((k, d?))) {
                        data(xml, key, &day.to_string())?;
                    }
                    Ok(())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    out.write_all(b"\n")?;
    Ok(network.written())
}

fn data<W: Write>(xml: &mut Writer<W>, key: &str, value: &str) -> std::io::Result<()> {
    xml.create_element("data").with_attribute(("key", key)).write_text_content(BytesText::new(value))?;
    Ok(())
}
