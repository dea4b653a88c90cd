//! A feed's last exchange in, every decision about it out, from the request to the articles;
//! nothing is asked and nothing stored.

use serde::Serialize;

use super::{
    digest::{context, origin},
    preview,
};
use crate::{
    fetch::{Policy, schedule},
    model::{
        Action, ArticleId, Document, Draft, Exchange, FeedKind, FeedRecord, FeedRef, Incoming,
        Known, LastError, Parsed, Resolution, Rule, Seq, Timestamp, shown_address,
    },
    normalize::{self, identity, url},
    parse,
    store::{Store, StoreError},
};

/// A feed's last exchange, decision by decision. Serialises to what `trace --json` prints.
#[derive(Clone, Debug, Serialize)]
pub struct Trace {
    /// The subscription.
    pub feed: FeedRef,
    /// What was asked and answered; `None` if nothing is kept.
    pub exchange: Option<Exchange>,
    /// How the last document was read; `None` if none is kept.
    pub document: Option<Reading>,
    /// The document's entries, in its order.
    pub entries: Vec<Entry>,
    /// When the feed is asked again.
    pub schedule: Schedule,
}

/// How a document was read.
#[derive(Clone, Debug, Serialize)]
pub struct Reading {
    /// When it came.
    pub received: Timestamp,
    /// Where it came from.
    pub url: String,
    /// What its server called it.
    pub content_type: Option<String>,
    /// Its length.
    pub bytes: usize,
    /// The encoding it was read in.
    pub encoding: &'static str,
    /// Why that one.
    pub encoding_why: &'static str,
    /// The repairs it needed.
    pub mended: Vec<&'static str>,
    /// The format; `None` if it is no feed.
    pub format: Option<FeedKind>,
    /// What the feed calls itself.
    pub title: Option<String>,
    /// Why it is no feed.
    pub error: Option<LastError>,
    /// How many entries feed-rs finds in it; `None` if it finds no feed.
    pub second_reader: Option<usize>,
}

/// What became of one entry.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// The title.
    pub title: String,
    /// Whether the document gave the title; otherwise it was drawn from the text or the URL.
    pub title_given: bool,
    /// The id.
    pub guid: Option<String>,
    /// The page.
    pub url: Option<String>,
    /// What the page's address is compared by.
    pub url_key: Option<String>,
    /// How the address came to that.
    pub url_steps: Vec<url::Step>,
    /// The date as the document writes it.
    pub published_text: Option<String>,
    /// What that was read as.
    pub published: Option<Timestamp>,
    /// When the document says it was changed.
    pub updated: Option<Timestamp>,
    /// What identity made of it.
    pub decision: Decision,
}

/// What identity decides about an entry, were the document to come again now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// `new`, `same`, `edited`, `twin` or `deleted`.
    pub outcome: &'static str,
    /// The stored article that it is.
    pub article: Option<ArticleId>,
    /// The earlier entry of the same document that it repeats, counted from 1.
    pub twin_of: Option<usize>,
    /// The rule that matched.
    pub rule: Option<Rule>,
    /// Why, in words for people.
    pub why: String,
    /// What an edit changes.
    pub changed: Vec<&'static str>,
    /// Stored articles that it was held against and is not, each with the reason.
    pub rejected: Vec<(ArticleId, &'static str)>,
}

/// When a feed is asked again, and why then.
#[derive(Clone, Debug, Serialize)]
pub struct Schedule {
    /// When; `None` is never by itself.
    pub due: Option<Timestamp>,
    /// What decided, by its stable name.
    pub why: &'static str,
    /// The same in words.
    pub reason: String,
}

/// Goes over the last exchange of a feed.
pub fn trace(
    store: &mut dyn Store,
    record: &FeedRecord,
    policy: &Policy,
    now: Timestamp,
) -> Result<Trace, StoreError> {
    let due = schedule::due(&record.state, &context(record, policy, now));
    let kept = store.kept(record.id)?;
    let (exchange, document) = match kept {
        Some(kept) => (Some(kept.exchange), kept.document),
        None => (None, None),
    };
    let mut trace = Trace {
        feed: FeedRef {
            id: record.id,
            title: record.title().to_owned(),
            url: shown_address(&record.subscription.url).into_owned(),
            site_url: record.subscription.site_url.clone(),
        },
        exchange,
        document: None,
        entries: Vec::new(),
        schedule: Schedule { due: due.when, why: due.why.name(), reason: due.reason },
    };
    if let Some((received, document)) = document {
        let parsed = parse::parse(&document);
        trace.document = Some(reading(&document, received, &parsed));
        if let Ok(parsed) = parsed {
            trace.entries = entries(store, record, &document, &parsed, (now, policy))?;
        }
    }
    Ok(trace)
}

fn reading(
    document: &Document,
    received: Timestamp,
    parsed: &Result<Parsed, parse::ParseError>,
) -> Reading {
    let examined = parse::examine(document);
    let feed = parsed.as_ref().ok().map(|parsed| &parsed.feed);
    Reading {
        received,
        url: document.final_url.clone(),
        content_type: document.content_type.clone(),
        bytes: document.body.len(),
        encoding: examined.encoding,
        encoding_why: examined.why,
        mended: parsed.as_ref().map(|parsed| parsed.mended.clone()).unwrap_or_default(),
        format: feed.map(|feed| feed.kind),
        title: feed.and_then(normalize::feed_title),
        error: parsed
            .as_ref()
            .err()
            .map(|error| LastError { code: error.code().to_owned(), message: error.to_string() }),
        second_reader: examined.second,
    }
}

fn entries(
    store: &mut dyn Store,
    record: &FeedRecord,
    document: &Document,
    parsed: &Parsed,
    (now, policy): (Timestamp, &Policy),
) -> Result<Vec<Entry>, StoreError> {
    let feed_url = origin(record, document);
    let rules = super::rules(store)?;
    let incoming = Incoming {
        feed: record.id,
        now,
        traits: record.state.traits.clone(),
        drafts: preview::drafts(parsed, feed_url, Some(&rules)),
        republish: record.subscription.options.on_republish.unwrap_or(policy.on_republish),
    };
    let (ids, known): (Vec<ArticleId>, Vec<Known>) =
        store.candidates(&incoming)?.into_iter().unzip();
    let resolution = identity::resolve(&incoming, &known);
    let names = Names { ids: &ids, known: &known };
    let hosts = (url::host(feed_url), parsed.feed.link.as_deref().and_then(url::host));
    let entries = incoming.drafts.iter().zip(normalize::articles(&parsed.feed)).enumerate();
    Ok(entries
        .map(|(index, (draft, entry))| Entry {
            title: draft.title.clone(),
            title_given: draft.titled,
            guid: draft.guid.clone(),
            url: draft.url.clone(),
            url_key: draft.url_key.as_ref().map(|key| key.0.clone()),
            url_steps: steps(draft, hosts.0.as_deref(), hosts.1.as_deref(), &rules),
            published_text: entry.published_text.clone(),
            published: entry.published,
            updated: entry.updated,
            decision: decision(index, &resolution, &names),
        })
        .collect())
}

/// How the page's address came to its key.
fn steps(
    draft: &Draft,
    feed_host: Option<&str>,
    site_host: Option<&str>,
    rules: &url::Rules,
) -> Vec<url::Step> {
    let guid = draft.guid.as_deref();
    let scope = url::Scope { feed_host, site_host, guid, rules: Some(rules) };
    draft.url.as_deref().map(|url| url::explain(url, &scope).steps).unwrap_or_default()
}

/// The names of the articles that the entries were held against.
struct Names<'a> {
    ids: &'a [ArticleId],
    known: &'a [Known],
}

impl Names<'_> {
    fn of(&self, seq: Seq) -> Option<ArticleId> {
        let at = self.known.iter().position(|known| known.seq == seq)?;
        Some(self.ids[at].clone())
    }
}

fn decision(index: usize, resolution: &Resolution, names: &Names<'_>) -> Decision {
    let rejected = resolution.rejected.iter().filter(|rejected| rejected.entry == index);
    let bare = Decision {
        outcome: "new",
        article: None,
        twin_of: None,
        rule: None,
        why: "no stored article is known by its id, address, date and title".to_owned(),
        changed: Vec::new(),
        rejected: rejected.filter_map(|one| Some((names.of(one.seq)?, one.why))).collect(),
    };
    match &resolution.actions[index] {
        Action::Insert { .. } => bare,
        Action::Same(absorbed) => Decision {
            outcome: if absorbed.changed.any() { "edited" } else { "same" },
            article: names.of(absorbed.seq),
            rule: Some(absorbed.rule),
            why: absorbed.why.to_owned(),
            changed: absorbed.changed.names(),
            ..bare
        },
        Action::Twin { of } => Decision {
            outcome: "twin",
            twin_of: Some(of + 1),
            why: "an earlier entry of the document is the same article".to_owned(),
            ..bare
        },
        Action::Buried(seq) => Decision {
            outcome: "deleted",
            article: names.of(*seq),
            why: "it was deleted, and stays away".to_owned(),
            ..bare
        },
    }
}
