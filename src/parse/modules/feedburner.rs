//! What FeedBurner adds to the feeds it passes on: the addresses it replaced.

use super::super::{
    channel,
    entry::Draft,
    ranked::Rank,
    xml::{Reader, Tag},
};

pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"origlink" => {
            draft.entry.original_url = reader.address().or(draft.entry.original_url.take());
        }
        b"origenclosurelink" => {
            draft.original_file = reader.address().or(draft.original_file.take());
        }
        _ => {}
    }
}

pub(super) fn feed<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut channel::Draft) {
    if tag.name.local() == b"browserfriendly" {
        draft.subtitle.first(Rank::Last, reader.text(tag));
    }
}
