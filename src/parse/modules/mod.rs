//! Elements of the extensions in, filled fields out: one file a vocabulary.

mod commons;
mod discussion;
mod dublin_core;
mod feedburner;
mod geo;
mod itunes;
mod media;
mod podcast;
mod syndication;

use super::{
    channel,
    entry::Draft,
    name::Ns,
    ranked::Rank,
    xml::{Reader, Tag},
};

/// Takes what an extension says of an entry.
pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.ns {
        Ns::Content if tag.name.local() == b"encoded" => draft.add_content(reader.text(tag)),
        Ns::Dc | Ns::DcTerms => dublin_core::entry(reader, tag, draft),
        Ns::Itunes => itunes::entry(reader, tag, draft),
        Ns::Media => media::entry(reader, tag, draft),
        Ns::Podcast => podcast::entry(reader, tag, draft),
        Ns::Slash | Ns::Thread | Ns::Comments => discussion::entry(reader, tag, draft),
        Ns::Feedburner => feedburner::entry(reader, tag, draft),
        Ns::Geo => geo::entry(reader, tag, draft),
        Ns::Posterous if tag.name.local() == b"author" => {
            draft.authors.add(Rank::Last, reader.person());
        }
        Ns::Commons => commons::license(reader, tag, &mut draft.entry.links),
        _ => {}
    }
}

/// Takes what an extension says of a feed.
pub(super) fn feed<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut channel::Draft) {
    match tag.name.ns {
        Ns::Dc | Ns::DcTerms => dublin_core::feed(reader, tag, draft),
        Ns::Itunes => itunes::feed(reader, tag, draft),
        Ns::Media => media::feed(reader, tag, draft),
        Ns::Podcast => podcast::feed(reader, tag, draft),
        Ns::Feedburner => feedburner::feed(reader, tag, draft),
        Ns::Syndication => syndication::feed(reader, tag, draft),
        Ns::Commons => commons::license(reader, tag, &mut draft.feed.links),
        Ns::Admin if tag.name.local() == b"generatoragent" => {
            let agent = reader.attribute(tag, "resource");
            draft.feed.generator = draft.feed.generator.take().or(agent);
        }
        _ => {}
    }
}
