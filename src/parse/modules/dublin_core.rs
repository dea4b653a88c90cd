//! Dublin Core, elements and terms: <https://www.dublincore.org/specifications/dublin-core/dcmi-terms/>.

use super::super::{
    channel,
    entry::Draft,
    person::Authors,
    ranked::{Rank, push_new},
    urls,
    xml::{Reader, Tag},
};
use crate::model::Category;

pub(super) fn entry<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut Draft) {
    match tag.name.local() {
        b"title" => draft.title.first(Rank::Dublin, reader.title(tag)),
        b"creator" | b"author" => creators(reader, &mut draft.authors),
        b"contributor" => draft.entry.contributors.extend(reader.person()),
        b"date" | b"issued" | b"available" => draft.published_at(Rank::Dublin, reader),
        b"created" | b"datesubmitted" => draft.published_at(Rank::Media, reader),
        b"modified" => draft.updated_at(Rank::Dublin, reader),
        b"description" | b"abstract" => draft.description.first(Rank::Dublin, reader.text(tag)),
        b"subject" => subjects(reader, &mut draft.entry.tags),
        b"rights" | b"license" => draft.rights.first(Rank::Dublin, reader.text(tag)),
        b"language" => draft.entry.language = reader.line().or(draft.entry.language.take()),
        b"identifier" => identifier(reader, draft),
        _ => {}
    }
}

pub(super) fn feed<'t>(reader: &mut Reader<'t>, tag: &Tag<'t>, draft: &mut channel::Draft) {
    match tag.name.local() {
        b"title" => draft.title.first(Rank::Dublin, reader.title(tag)),
        b"creator" | b"author" => creators(reader, &mut draft.authors),
        b"contributor" => draft.feed.contributors.extend(reader.person()),
        b"date" | b"modified" => draft.updated_at(Rank::Dublin, reader),
        b"issued" | b"created" => draft.published_at(Rank::Dublin, reader),
        b"description" => draft.subtitle.first(Rank::Dublin, reader.text(tag)),
        b"subject" => subjects(reader, &mut draft.feed.tags),
        b"rights" => draft.rights.first(Rank::Dublin, reader.text(tag)),
        b"language" => draft.language.first(Rank::Dublin, reader.line()),
        _ => {}
    }
}

fn subjects(reader: &mut Reader<'_>, tags: &mut Vec<Category>) {
    for term in reader.labels() {
        push_new(tags, Category { term, ..Category::default() });
    }
}

fn creators(reader: &mut Reader<'_>, authors: &mut Authors) {
    let mut listed = Vec::new();
    let own = reader.people(&mut listed);
    for person in listed.into_iter().chain(own) {
        authors.add(Rank::Dublin, Some(person));
    }
}

/// An identifier may be a DOI or a page; without a guid it is the best id there is.
fn identifier(reader: &mut Reader<'_>, draft: &mut Draft) {
    let Some(line) = reader.line() else { return };
    if urls::is_web(&line) {
        draft.link.first(Rank::Last, Some(line.clone()));
    }
    draft.id.first(Rank::Dublin, Some(line));
}
