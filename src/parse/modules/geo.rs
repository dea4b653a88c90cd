//! Where an entry happened: GeoRSS <https://docs.ogc.org/cs/17-002r1/17-002r1.html> and the
//! W3C's basic geo vocabulary.

use super::super::{
    entry::Draft,
    xml::{Event, Reader, Tag},
};

pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"point" | b"where" => point(reader, draft),
        b"lat" => draft.latitude = number(reader),
        b"long" | b"lon" => draft.longitude = number(reader),
        _ => {}
    }
    if let (Some(latitude), Some(longitude)) = (draft.latitude, draft.longitude) {
        draft.entry.location.get_or_insert([latitude, longitude]);
    }
}

fn number(reader: &mut Reader<'_>) -> Option<f64> {
    reader.line().and_then(|text| text.parse().ok()).filter(|number: &f64| number.abs() <= 180.0)
}

/// Latitude and longitude as two numbers, however deep GML wraps them, or as two elements.
fn point(reader: &mut Reader<'_>, draft: &mut Draft) {
    let depth = reader.depth();
    let mut text = String::new();
    while let Some(event) = reader.next_within(depth) {
        match event {
            Event::Open(tag) if tag.name.local() == b"lat" => draft.latitude = number(reader),
            Event::Open(tag) if tag.name.local() == b"long" => draft.longitude = number(reader),
            Event::Text(more) | Event::Data(more) => text.push_str(more),
            _ => {}
        }
    }
    let numbers: Vec<f64> = text
        .split(|c: char| c.is_whitespace() || c == ',')
        .filter_map(|number| number.parse().ok())
        .collect();
    if let [latitude, longitude] = numbers[..]
        && latitude.abs() <= 90.0
        && longitude.abs() <= 180.0
    {
        draft.entry.location.get_or_insert([latitude, longitude]);
    }
}
