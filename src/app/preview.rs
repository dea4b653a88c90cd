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
    let site = normalize::site_url(&parsed.feed);
    let (feed_host, site_host) = (url::host(feed_url), site.as_deref().and_then(url::host));
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

/// What a feed without a title is called: by where it was found, but a feed in a file by its site.
fn place(document: &Document, site: Option<&str>) -> String {
    let site = site.filter(|_| url::host(&document.final_url).is_none());
    let bare = |site: &str| {
        let bare = site.split_once("://").map_or(site, |(_, rest)| rest);
        bare.trim_end_matches('/').to_owned()
    };
    site.map_or_else(|| document.final_url.clone(), bare)
}

/// The articles that a document holds, as an empty store would show them, newest first.
pub fn preview(document: &Document, now: Timestamp) -> Result<Vec<Article>, ParseError> {
    let parsed = parse::parse(document)?;
    let site_url = normalize::site_url(&parsed.feed);
    let feed = FeedRef {
        id: FeedId::default(),
        title: normalize::feed_title(&parsed.feed)
            .unwrap_or_else(|| place(document, site_url.as_deref())),
        url: document.final_url.clone(),
        site_url,
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_feed_without_a_title_is_called_by_its_place() {
        for (head, url, expected) in [
            ("<title>Tea</title>", "file:///tea.xml", "Tea"),
            ("<link>https://tea.example/blog/</link>", "file:///tea.xml", "tea.example/blog"),
            ("<link>https://tea.example/</link>", "https://p.example/7", "https://p.example/7"),
            ("", "file:///tea.xml", "file:///tea.xml"),
        ] {
            let text = format!("<rss><channel>{head}<item><guid>1</guid></item></channel></rss>");
            let document = Document::from_bytes(text.as_bytes(), url);
            let articles = preview(&document, Timestamp(0)).expect("a feed");
            assert_eq!(articles[0].feed.title, expected, "{head} {url}");
        }
    }
}
