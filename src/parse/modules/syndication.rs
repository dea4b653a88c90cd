//! How often a feed changes: <https://web.resource.org/rss/1.0/modules/syndication/>.

use super::super::{
    channel,
    element::whole,
    xml::{Reader, Tag},
};

pub(super) fn feed<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut channel::Draft) {
    match tag.name.local() {
        b"updateperiod" => draft.period = reader.line().and_then(|text| period(&text)),
        b"updatefrequency" => draft.frequency = reader.line().and_then(|text| whole(&text)),
        _ => {}
    }
}

/// A period in seconds.
fn period(text: &str) -> Option<u64> {
    const DAY: u64 = 24 * 60 * 60;
    Some(match text.to_ascii_lowercase().as_str() {
        "hourly" => 60 * 60,
        "daily" => DAY,
        "weekly" => 7 * DAY,
        "monthly" => 30 * DAY,
        "yearly" => 365 * DAY,
        _ => return None,
    })
}
