//! The network as GEXF 1.2: Gephi's own format.

use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use super::network::{Network, name};
use super::{Error, Written};

pub(super) fn write(network: &Network, out: &mut (dyn Write + Send)) -> Result<Written, Error> {
    let mut xml = Writer::new_with_indent(&mut *out, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let root = xml
        .create_element("gexf")
        .with_attributes([("xmlns", "http://www.gexf.net/1.2draft"), ("version", "1.2")]);
    root.write_inner_content(|xml| {
        let graph = xml
            .create_element("graph")
            .with_attributes([("mode", "static"), ("defaultedgetype", "directed")]);
        graph.write_inner_content(|xml| {
            attributes(xml, "node", &[("events", "integer")])?;
            attributes(
                xml,
                "edge",
                &[("type", "string"), ("goldstein", "double"), ("first", "string"), ("last", "string")],
            )?;
            xml.create_element("nodes").write_inner_content(|xml| {
                for (code, node) in &network.nodes {
                    let element = xml
                        .create_element("node")
                        .with_attributes([("id", code.as_str()), ("label", name(code))]);
                    element.write_inner_content(|xml| values(xml, &[Some(node.events.to_string())]))?;
                }
                Ok(())
            })?;
            xml.create_element("edges").write_inner_content(|xml| {
                for (i, ((source, target, event_type), edge)) in network.edges.iter().enumerate() {
                    let element = xml.create_element("edge").with_attributes([
                        ("id", i.to_string().as_str()),
                        ("source", source.as_str()),
                        ("target", target.as_str()),
                        ("label", event_type.as_str()),
                        ("weight", edge.events.to_string().as_str()),
                    ]);
                    let told = [
                        Some(event_type.clone()),
                        edge.goldstein().map(|g| g.to_string()),
                        edge.first.map(|d| d.to_string()),
                        edge.last.map(|d| d.to_string()),
                    ];
                    element.write_inner_content(|xml| values(xml, &told))?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    out.write_all(b"\n")?;
    Ok(network.written())
}

/// Declares attributes; their place in the list is their identifier.
fn attributes<W: Write>(xml: &mut Writer<W>, class: &str, named: &[(&str, &str)]) -> std::io::Result<()> {
    xml.create_element("attributes").with_attribute(("class", class)).write_inner_content(|xml| {
        for (i, (title, kind)) in named.iter().enumerate() {
            let id = i.to_string();
            let attribute = xml.create_element("attribute").with_attributes([
                ("id", id.as_str()),
                ("title", title),
                ("type", kind),
            ]);
            attribute.write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn values<W: Write>(xml: &mut Writer<W>, told: &[Option<String>]) -> std::io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (i, value) in told.iter().enumerate().filter_map(|(i, v)| Some((i, v.as_ref()?))) {
            let id = i.to_string();
            let element = xml
                .create_element("attvalue")
                .with_attributes([("for", id.as_str()), ("value", value.as_str())]);
            element.write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}
