//! What changed between two records: two versions of a page, or one text under two codebooks.
//!
//! Claims are compared by what they say, not by their rows. Two that say the same are one; of what is left, two that
//! rest on the same sentence, or tell of the same type between the same countries, are one that changed.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::{Entry, Error, Record};

/// What changed between two records.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Difference {
    /// Documents that only the new record has.
    pub documents_added: Vec<String>,
    /// Documents that only the old record has.
    pub documents_removed: Vec<String>,
    /// Documents of one name whose text or head is not the same.
    pub documents_changed: Vec<String>,
    /// Claims, in time.
    pub changes: Vec<Change>,
    /// Claims that both have.
    pub same: usize,
}

/// A claim that only one record has, or that is another in each.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    /// Only in the new record.
    Added {
        /// The claim.
        claim: Box<Entry>,
    },
    /// Only in the old record.
    Removed {
        /// The claim.
        claim: Box<Entry>,
    },
    /// In both, and not the same.
    Changed {
        /// The claim as it is now.
        claim: Box<Entry>,
        /// What is another: field, before, after.
        fields: Vec<(&'static str, String, String)>,
    },
}

impl Change {
    /// The claim: as it is now where it changed.
    pub fn claim(&self) -> &Entry {
        match self {
            Change::Added { claim } | Change::Removed { claim } | Change::Changed { claim, .. } => claim,
        }
    }
}

impl Difference {
    /// Whether the two records tell the same.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
            && self.documents_added.is_empty()
            && self.documents_removed.is_empty()
            && self.documents_changed.is_empty()
    }

    /// Compares two records.
    ///
    /// # Errors
    /// SQLite's own.
    pub fn between(old: &Record, new: &Record) -> Result<Self, Error> {
        let mut difference = Difference::default();
        let names = difference.documents(&documents(old)?, &documents(new)?);
        let (mut before, mut after) = (entries(old)?, entries(new)?);
        // Two records of one document each are two versions of it, whatever it is called.
        for entry in &mut before {
            if let Some(now) = names.get(&entry.document) {
                entry.document.clone_from(now);
            }
        }
        difference.same = take_pairs(&mut before, &mut after, said, |_, _| {});
        let mut changes = Vec::new();
        for key in [by_sentence, by_dyad_and_day, by_dyad] {
            take_pairs(&mut before, &mut after, key, |was, is| {
                let fields = fields(&was, &is);
                changes.push(Change::Changed { claim: Box::new(is), fields });
            });
        }
        changes.extend(before.into_iter().map(|claim| Change::Removed { claim: Box::new(claim) }));
        changes.extend(after.into_iter().map(|claim| Change::Added { claim: Box::new(claim) }));
        changes.sort_by_key(|change| {
            let claim = change.claim();
            (
                claim.from_day.is_none(),
                claim.from_day,
                claim.document.clone(),
                claim.sentence_number,
                claim.event,
            )
        });
        difference.changes = changes;
        Ok(difference)
    }

    /// Compares the lists of documents; gives the names under which the new record knows those of the old one.
    fn documents(
        &mut self,
        old: &BTreeMap<String, String>,
        new: &BTreeMap<String, String>,
    ) -> HashMap<String, String> {
        if let ([(was, digest_was)], [(is, digest_is)]) =
            (old.iter().collect::<Vec<_>>().as_slice(), new.iter().collect::<Vec<_>>().as_slice())
        {
            if digest_was != digest_is {
                self.documents_changed.push((*is).clone());
            }
            return HashMap::from([((*was).clone(), (*is).clone())]);
        }
        self.documents_removed = old.keys().filter(|name| !new.contains_key(*name)).cloned().collect();
        for (name, digest) in new {
            match old.get(name) {
                None => self.documents_added.push(name.clone()),
                Some(before) if before != digest => self.documents_changed.push(name.clone()),
                Some(_) => {}
            }
        }
        HashMap::new()
    }
}

/// Name and digest of each document.
fn documents(record: &Record) -> Result<BTreeMap<String, String>, Error> {
    let mut statement = record.connection.prepare("SELECT name, digest FROM documents")?;
    Ok(statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?)
}

fn entries(record: &Record) -> Result<Vec<Entry>, Error> {
    let mut entries = Vec::new();
    record.entries::<Error>(|entry| {
        entries.push(entry);
        Ok(())
    })?;
    Ok(entries)
}

/// Takes out of both lists the claims that have the same key, each with one of the other; gives how many.
fn take_pairs<K: std::hash::Hash + Eq>(
    before: &mut Vec<Entry>,
    after: &mut Vec<Entry>,
    key: impl Fn(&Entry) -> Option<K>,
    mut pair: impl FnMut(Entry, Entry),
) -> usize {
    let mut waiting: HashMap<K, Vec<usize>> = HashMap::new();
    for (i, entry) in before.iter().enumerate().rev() {
        if let Some(key) = key(entry) {
            waiting.entry(key).or_default().push(i);
        }
    }
    let mut olds: Vec<Option<Entry>> = std::mem::take(before).into_iter().map(Some).collect();
    let mut taken = 0;
    for entry in std::mem::take(after) {
        let found = key(&entry).and_then(|key| waiting.get_mut(&key)?.pop());
        match found.and_then(|i| olds[i].take()) {
            Some(old) => {
                taken += 1;
                pair(old, entry);
            }
            None => after.push(entry),
        }
    }
    before.extend(olds.into_iter().flatten());
    taken
}

/// A claim's fields that can change, in words.
fn told(entry: &Entry) -> [(&'static str, String); 14] {
    let codes = |parties: &[super::Party]| {
        let mut codes: Vec<&str> = parties.iter().map(|p| p.country.as_deref().unwrap_or("---")).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.join(" ")
    };
    let names =
        |parties: &[super::Party]| parties.iter().map(|p| p.name.as_str()).collect::<Vec<_>>().join("; ");
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let notes = entry.citations.iter().map(|n| n.text.as_deref().unwrap_or(&n.label)).collect::<Vec<_>>();
    [
        ("type", entry.event_type.clone()),
        ("mode", text(&entry.mode)),
        ("status", entry.status.clone()),
        ("date", text(&entry.date)),
        ("source", codes(&entry.source)),
        ("target", codes(&entry.target)),
        ("source_actors", names(&entry.source)),
        ("target_actors", names(&entry.target)),
        ("object", text(&entry.object)),
        ("amount", entry.amount.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")),
        ("place", text(&entry.place)),
        ("sayer", text(&entry.sayer)),
        ("cameo", text(&entry.cameo)),
        ("citations", notes.join("; ")),
    ]
}

fn fields(was: &Entry, is: &Entry) -> Vec<(&'static str, String, String)> {
    let mut fields: Vec<_> = told(was)
        .into_iter()
        .zip(told(is))
        .filter(|((_, before), (_, after))| before != after)
        .map(|((field, before), (_, after))| (field, before, after))
        .collect();
    if fields.is_empty() {
        fields.push(("sentence", was.sentence.clone(), is.sentence.clone()));
    }
    fields
}

/// Everything that a claim says, its sentence among it.
fn said(entry: &Entry) -> Option<Vec<String>> {
    let head = [entry.document.clone(), entry.sentence.clone()];
    Some(head.into_iter().chain(told(entry).map(|(_, value)| value)).collect())
}

fn by_sentence(entry: &Entry) -> Option<Vec<String>> {
    Some(vec![entry.document.clone(), entry.sentence.clone(), entry.event_type.clone()])
}

fn by_dyad(entry: &Entry) -> Option<Vec<String>> {
    let [event_type, _, _, _, source, target, ..] = told(entry).map(|(_, value)| value);
    Some(vec![entry.document.clone(), event_type, source, target])
}

fn by_dyad_and_day(entry: &Entry) -> Option<Vec<String>> {
    let mut key = by_dyad(entry)?;
    key.push(entry.date.clone()?);
    Some(key)
}
