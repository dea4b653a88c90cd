//! What a document would bring, without a store.

use crate::{
    model::{
        Action, Article, ArticleId, Change, DateSource, Document, Draft, FeedId, FeedRef,
        FeedTraits, Incoming, Inserted, Parsed, Republish, Seq, Timestamp,
    },
    normalize::{self, identity, story, url},
    parse::{self, ParseError},
};

/// The entries of a parsed document, normalised, with all that identity needs.
pub(super) fn drafts(parsed: &Parsed, feed_url: &str, rules: Option<&url::Rules>) -> Vec<Draft> {
    let context = normalize::Context { feed_url };
    let mut drafts = normalize::drafts(&parsed.feed, &context);
    let (feed_host, site_host) =
        (url::host(feed_url), parsed.feed.link.as_deref().and_then(url::host));
    let scope = url::Scope {
        feed_host: feed_host.as_deref(),
        site_host: site_host.as_deref(),
        rules,
        ..url::Scope::default()
    };
    url::assign_keys(&mut drafts, &scope);
    for draft in &mut drafts {
        draft.text_hash = draft.content_text.as_deref().map_or(0, identity::text_hash);
    }
    story::mark(&mut drafts);
    drafts
}

/// The articles that a document holds, as an empty store would show them, newest first.
pub fn preview(document: &Document, now: Timestamp) -> Result<Vec<Article>, ParseError> {
    let parsed = parse::parse(document)?;
    let feed = FeedRef {
        id: FeedId::default(),
        title: normalize::feed_title(&parsed.feed).unwrap_or_else(|| document.final_url.clone()),
        url: document.final_url.clone(),
        site_url: parsed.feed.link.clone(),
    };
    let incoming = Incoming {
        feed: feed.id,
        now,
        traits: FeedTraits::default(),
        drafts: drafts(&parsed, &document.final_url, None),
        republish: Republish::default(),
    };
    let actions = identity::resolve(&incoming, &[]).actions;
    let mut articles: Vec<Article> = incoming
        .drafts
        .into_iter()
        .zip(actions)
        .enumerate()
        .filter_map(|(index, (draft, action))| article(index, draft, action, &feed, now))
        .collect();
    articles.sort_by(|a, b| b.date.cmp(&a.date).then(a.seq.cmp(&b.seq)));
    Ok(articles)
}

fn article(
    index: usize,
    draft: Draft,
    action: Action,
    feed: &FeedRef,
    now: Timestamp,
) -> Option<Article> {
    let Action::Insert(inserted) = action else { return None };
    let Inserted { url_key, date_key, disc, published, .. } = inserted;
    let date = DateSource::date(published, &draft, now);
    Some(Article {
        id: ArticleId::for_key(&url_key, &date_key, &disc, ArticleId::LENGTH),
        seq: Seq(index as i64 + 1),
        url: draft.url,
        canonical_url: draft.url_key.and_then(|key| key.to_url()),
        title: draft.title,
        authors: draft.authors,
        published: draft.published,
        updated: draft.updated,
        received: now,
        date,
        date_source: DateSource::of(date, published.is_some(), draft.published, now),
        feed: feed.clone(),
        also_in: Vec::new(),
        story: None,
        tags: draft.tags,
        summary: draft.summary,
        content_text: draft.content_text,
        content_html: draft.content_html,
        language: draft.language,
        enclosures: draft.enclosures,
        guid: draft.guid,
        read: false,
        starred: false,
        hidden: false,
        change: Change::default(),
        revision: 0,
        edited: None,
    })
}
