//! Every claim in typed columns, as Parquet.

use std::io::Write;
use std::sync::Arc;

use jiff::civil::{Date, date};
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};

use super::flat::{COLUMNS, Value};
use super::{Error, Written};
use crate::record::Entry;

/// Claims that one row group holds: what stands in memory at once.
const GROUP: usize = 20_000;

pub(super) fn write(
    entries: impl FnOnce(&mut dyn FnMut(Entry) -> Result<(), Error>) -> Result<(), Error>,
    out: &mut (dyn Write + Send),
) -> Result<Written, Error> {
    let properties = WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(concat!("chancery ", env!("CARGO_PKG_VERSION")).to_owned())
        .build();
    let mut file = SerializedFileWriter::new(out, schema()?, Arc::new(properties))?;
    let mut written = Written::default();
    let mut group = Vec::new();
    entries(&mut |entry| {
        written.rows += 1;
        group.push(entry);
        if group.len() == GROUP {
            write_group(&mut file, &std::mem::take(&mut group))?;
        }
        Ok(())
    })?;
    if !group.is_empty() || written.rows == 0 {
        write_group(&mut file, &group)?;
    }
    file.close()?;
    Ok(written)
}

fn schema() -> Result<TypePtr, Error> {
    // What kind a column has is told by what it gives for any claim.
    let columns = COLUMNS.iter().map(|column| field(column.name, &(column.value)(&blank())));
    let fields = columns.collect::<Result<Vec<_>, _>>()?;
    Ok(Arc::new(Type::group_type_builder("claims").with_fields(fields).build()?))
}

fn field(name: &str, value: &Value) -> Result<TypePtr, Error> {
    let leaf = |name: &str, physical, repetition, logical| -> Result<TypePtr, Error> {
        let builder = Type::primitive_type_builder(name, physical)
            .with_repetition(repetition)
            .with_logical_type(logical);
        Ok(Arc::new(builder.build()?))
    };
    let text = Some(LogicalType::String);
    match value {
        Value::Integer(_) => leaf(name, Physical::INT64, Repetition::REQUIRED, None),
        Value::Real(_) => leaf(name, Physical::DOUBLE, Repetition::OPTIONAL, None),
        Value::Text(_) => leaf(name, Physical::BYTE_ARRAY, Repetition::OPTIONAL, text),
        Value::Day(_) => leaf(name, Physical::INT32, Repetition::OPTIONAL, Some(LogicalType::Date)),
        Value::List(_) => {
            let element = leaf("element", Physical::BYTE_ARRAY, Repetition::REQUIRED, text)?;
            let repeated = Type::group_type_builder("list")
                .with_repetition(Repetition::REPEATED)
                .with_fields(vec![element])
                .build()?;
            let list = Type::group_type_builder(name)
                .with_repetition(Repetition::REQUIRED)
                .with_logical_type(Some(LogicalType::List))
                .with_fields(vec![Arc::new(repeated)])
                .build()?;
            Ok(Arc::new(list))
        }
    }
}

fn write_group<W: Write + Send>(file: &mut SerializedFileWriter<W>, group: &[Entry]) -> Result<(), Error> {
    let mut rows = file.next_row_group()?;
    for column in COLUMNS {
        let Some(mut writer) = rows.next_column()? else { break };
        write_column(&mut writer, group.iter().map(column.value))?;
        writer.close()?;
    }
    rows.close()?;
    Ok(())
}

/// Parquet stores what is there, and beside it the level at which each value is defined and repeated: level 0 of an
/// optional value is an absent one, of a list an empty one; a value at repetition level 0 begins a row.
fn write_column(
    column: &mut SerializedColumnWriter<'_>,
    values: impl Iterator<Item = Value>,
) -> Result<(), Error> {
    let (mut integers, mut reals, mut texts, mut days) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let (mut defined, mut repeated) = (Vec::new(), Vec::new());
    let mut kind = None;
    for value in values {
        kind.get_or_insert(std::mem::discriminant(&value));
        match value {
            Value::Integer(value) => integers.push(value),
            Value::Real(value) => {
                defined.push(i16::from(value.is_some()));
                reals.extend(value);
            }
            Value::Text(value) => {
                defined.push(i16::from(value.is_some()));
                texts.extend(value.map(|text| ByteArray::from(text.into_bytes())));
            }
            Value::Day(value) => {
                defined.push(i16::from(value.is_some()));
                days.extend(value.map(since_1970));
            }
            Value::List(list) => {
                if list.is_empty() {
                    defined.push(0);
                    repeated.push(0);
                }
                for (i, text) in list.into_iter().enumerate() {
                    defined.push(1);
                    repeated.push(i16::from(i > 0));
                    texts.push(ByteArray::from(text.into_bytes()));
                }
            }
        }
    }
    let is = |value: Value| kind == Some(std::mem::discriminant(&value));
    if is(Value::Integer(0)) {
        column.typed::<Int64Type>().write_batch(&integers, None, None)?;
    } else if is(Value::Real(None)) {
        column.typed::<DoubleType>().write_batch(&reals, Some(&defined), None)?;
    } else if is(Value::Text(None)) {
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&defined), None)?;
    } else if is(Value::Day(None)) {
        column.typed::<Int32Type>().write_batch(&days, Some(&defined), None)?;
    } else if is(Value::List(Vec::new())) {
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&defined), Some(&repeated))?;
    }
    Ok(())
}

fn since_1970(day: Date) -> i32 {
    const EPOCH: Date = date(1970, 1, 1);
    // Days between any two civil dates fit in 32 bits, and no error can come of days alone.
    EPOCH.until(day).map_or(0, |span| span.get_days())
}

/// A claim of which nothing is known.
fn blank() -> Entry {
    Entry {
        event: 0,
        claim: 0,
        event_type: String::new(),
        mode: None,
        status: String::new(),
        date: None,
        from_day: None,
        to_day: None,
        source: Vec::new(),
        target: Vec::new(),
        contexts: Vec::new(),
        cameo: None,
        goldstein: None,
        object: None,
        amount: Vec::new(),
        place: None,
        sayer: None,
        citations: Vec::new(),
        confidence: 0.0,
        document_id: 0,
        document: String::new(),
        title: None,
        url: None,
        publisher: None,
        published: None,
        paragraph: 0,
        sentence_number: 0,
        line: 0,
        sentence: String::new(),
    }
}
