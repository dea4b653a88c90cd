//! What a filter means: a filter and an article in, yes or no out. Every store is held to it.

use std::cell::OnceCell;

use super::{Axis, Field, Filter, Is, Words, fold};
use crate::model::{Article, Timestamp};

impl Filter {
    /// Whether the article is one of those meant.
    pub fn matches(&self, article: &Article) -> bool {
        self.holds(&Texts::of(article))
    }

    /// Recursion goes as deep as the filter is nested; the parser caps that.
    fn holds(&self, texts: &Texts<'_>) -> bool {
        let article = texts.article;
        match self {
            Self::All => true,
            Self::Id(id) => article.id == *id,
            Self::Nothing => false,
            Self::And(parts) => parts.iter().all(|part| part.holds(texts)),
            Self::Or(parts) => parts.iter().any(|part| part.holds(texts)),
            Self::Not(part) => !part.holds(texts),
            Self::Words(words) => texts.contain(words),
            Self::Feed(feeds) => {
                let mut seen_in = std::iter::once(&article.feed).chain(&article.also_in);
                seen_in.any(|feed| feeds.contains(&feed.id))
            }
            Self::Tag(tag) => {
                let tag = fold::name(tag);
                article.tags.iter().any(|own| fold::name(own) == tag)
            }
            Self::Url(part) => article
                .url
                .as_deref()
                .is_some_and(|url| url.to_ascii_lowercase().contains(&part.to_ascii_lowercase())),
            Self::Is(state) => state.holds(article),
            Self::Since(axis, at) => axis.of(article) >= *at,
            Self::Until(axis, at) => axis.of(article) < *at,
            Self::Changed(after, upto) => (*after < article.change) && (article.change <= *upto),
        }
    }
}

impl Is {
    fn holds(self, article: &Article) -> bool {
        match self {
            Self::Unread => !article.read,
            Self::Read => article.read,
            Self::Starred => article.starred,
            Self::Edited => article.revision > 0,
            Self::Hidden => article.hidden,
        }
    }
}

impl Axis {
    /// This one of an article's two dates.
    pub fn of(self, article: &Article) -> Timestamp {
        match self {
            Self::Published => article.date,
            Self::Received => article.received,
        }
    }
}

impl Words {
    /// Whether these tokens contain the words, one right after the other.
    pub fn found_in(&self, tokens: &[String]) -> bool {
        self.places_in(tokens).next().is_some()
    }

    /// At how many places these tokens contain the words.
    pub(super) fn count_in(&self, tokens: &[String]) -> u32 {
        self.places_in(tokens).count() as u32
    }

    fn places_in<'t>(&self, tokens: &'t [String]) -> impl Iterator<Item = &'t [String]> {
        let places = tokens.windows(self.tokens.len().max(1));
        places.filter(|place| self.are(place.iter().map(String::as_str)))
    }

    /// Whether just these tokens, as many as the words have, are the words.
    pub(super) fn are<'t>(&self, tokens: impl Iterator<Item = &'t str>) -> bool {
        let last = self.tokens.len().wrapping_sub(1);
        let mut pairs = self.tokens.iter().zip(tokens).enumerate();
        let same = pairs.all(|(i, (wanted, there))| {
            there == wanted || (self.prefix && i == last && there.starts_with(wanted.as_str()))
        });
        same && !self.tokens.is_empty()
    }
}

/// An article's texts as tokens, each split when first asked for.
struct Texts<'a> {
    article: &'a Article,
    title: OnceCell<Vec<String>>,
    summary: OnceCell<Vec<String>>,
    content: OnceCell<Vec<String>>,
    authors: OnceCell<Vec<Vec<String>>>,
}

impl<'a> Texts<'a> {
    fn of(article: &'a Article) -> Self {
        let (title, summary, content) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { article, title, summary, content, authors: OnceCell::new() }
    }

    fn contain(&self, words: &Words) -> bool {
        match words.field {
            Field::Title => words.found_in(self.title()),
            Field::Author => self.authors().iter().any(|name| words.found_in(name)),
            Field::Any => {
                words.found_in(self.title())
                    || words.found_in(text(&self.summary, self.article.summary.as_deref()))
                    || words.found_in(text(&self.content, self.article.content_text.as_deref()))
                    || self.authors().iter().any(|name| words.found_in(name))
            }
        }
    }

    fn title(&self) -> &[String] {
        text(&self.title, Some(&self.article.title))
    }

    fn authors(&self) -> &[Vec<String>] {
        self.authors.get_or_init(|| {
            let names = self.article.authors.iter().filter_map(|author| author.name.as_deref());
            names.map(fold::tokens).collect()
        })
    }
}

fn text<'c>(cell: &'c OnceCell<Vec<String>>, text: Option<&str>) -> &'c [String] {
    cell.get_or_init(|| text.map(fold::tokens).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::model::{Change, FeedId};
    use crate::query::samples::{any_article, any_filter, article, words};

    #[test]
    fn a_filter_means_what_it_says() {
        let article = article();
        let at = article.date;
        for (filter, expected) in [
            (Filter::All, true),
            (Filter::Nothing, false),
            (Filter::And(vec![]), true),
            (Filter::Or(vec![]), false),
            (words(Field::Any, "scaling", false), true),
            (words(Field::Any, "scal", false), false),
            (words(Field::Any, "scal", true), true),
            (words(Field::Title, "scaling kafka", false), true),
            (words(Field::Title, "kafka scaling", false), false),
            (words(Field::Any, "brokers", false), true),
            (words(Field::Title, "brokers", false), false),
            (words(Field::Author, "lovelace", false), true),
            (words(Field::Any, "ada lovelace", false), true),
            (words(Field::Any, "lovelace grace", false), false),
            (words(Field::Any, "kafka how", false), false),
            (Filter::Feed(vec![FeedId(7), FeedId(1)]), true),
            (Filter::Feed(vec![FeedId(2)]), true),
            (Filter::Feed(vec![FeedId(3)]), false),
            (Filter::Tag("Stream Processing".into()), true),
            (Filter::Tag("stream".into()), false),
            (Filter::Url("BLOG.example/kafka".into()), true),
            (Filter::Url("blog.example/spark".into()), false),
            (Filter::Is(Is::Unread), true),
            (Filter::Is(Is::Read), false),
            (Filter::Is(Is::Starred), true),
            (Filter::Is(Is::Edited), false),
            (Filter::Is(Is::Hidden), false),
            (Filter::Since(Axis::Published, at), true),
            (Filter::Since(Axis::Published, at.plus(1)), false),
            (Filter::Until(Axis::Published, at), false),
            (Filter::Until(Axis::Published, at.plus(1)), true),
            (Filter::Since(Axis::Received, at.plus(1)), true),
            (Filter::Changed(Change(0), Change(1)), true),
            (Filter::Changed(Change(1), Change(9)), false),
            (Filter::Changed(Change(0), Change(0)), false),
        ] {
            assert_eq!(filter.matches(&article), expected, "{filter:?}");
        }
    }

    proptest! {
        #[test]
        fn not_is_the_opposite(filter in any_filter(), article in any_article()) {
            let opposite = Filter::Not(Box::new(filter.clone()));
            prop_assert_eq!(opposite.matches(&article), !filter.matches(&article));
        }

        #[test]
        fn simpler_means_the_same(filter in any_filter(), article in any_article()) {
            let simpler = filter.clone().simplified();
            prop_assert_eq!(simpler.matches(&article), filter.matches(&article), "{:?}", simpler);
            prop_assert_eq!(simpler.clone().simplified(), simpler);
        }

        #[test]
        fn and_or_are_all_any(a in any_filter(), b in any_filter(), article in any_article()) {
            let (one, two) = (a.matches(&article), b.matches(&article));
            prop_assert_eq!(a.clone().and(b.clone()).matches(&article), one && two);
            prop_assert_eq!(Filter::Or(vec![a, b]).matches(&article), one || two);
        }
    }
}
