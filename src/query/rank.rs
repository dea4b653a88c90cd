//! Words and an article in, how well they fit out.
//!
//! A hit in the title weighs more than one in the authors, the summary, the content; the second
//! hit in a field adds less than the first, and no number of hits in the content outweighs one
//! in the title. Between equals the newer article wins.

use super::{Field, Words, fold};
use crate::model::{Article, Timestamp};

/// How often one word or phrase stands in each field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// In the title.
    pub title: u32,
    /// In the authors' names.
    pub authors: u32,
    /// In the summary.
    pub summary: u32,
    /// In the content.
    pub content: u32,
}

const TITLE: f64 = 10.0;
const AUTHORS: f64 = 4.0;
const SUMMARY: f64 = 3.0;
const CONTENT: f64 = 2.0;

/// What one word or phrase is worth, from 0 up to 19; a store that counts hits in its index
/// ranks by the sum of these and [`freshness`].
pub fn weight(hits: Hits) -> f64 {
    // Half of a field's weight for the first hit, never all of it for any number.
    let saturated = |hits: u32| f64::from(hits) / (f64::from(hits) + 1.0);
    TITLE * saturated(hits.title)
        + AUTHORS * saturated(hits.authors)
        + SUMMARY * saturated(hits.summary)
        + CONTENT * saturated(hits.content)
}

/// What an article's date is worth: less than any hit, more for a later date.
pub fn freshness(date: Timestamp) -> f64 {
    // From the year 0 to 9999 this runs from -0.006 to 0.025; a year is worth 0.000003.
    date.0.clamp(-62_167_219_200, 253_402_300_799) as f64 / 1e13
}

/// How well an article fits these words: the sum of their weights, something for words that
/// stand in the title as they were typed, and its freshness.
pub fn score(words: &[&Words], article: &Article) -> f64 {
    let title = fold::tokens(&article.title);
    let summary = article.summary.as_deref().map(fold::tokens).unwrap_or_default();
    let content = article.content_text.as_deref().map(fold::tokens).unwrap_or_default();
    let names = article.authors.iter().filter_map(|author| author.name.as_deref());
    let authors: Vec<Vec<String>> = names.map(fold::tokens).collect();
    let weights = words.iter().map(|words| {
        let count = |field: Field, tokens: &[String]| match words.field {
            asked if asked == field || asked == Field::Any => words.count_in(tokens),
            _ => 0,
        };
        weight(Hits {
            title: count(Field::Title, &title),
            authors: authors.iter().map(|name| count(Field::Author, name)).sum(),
            summary: count(Field::Any, &summary),
            content: count(Field::Any, &content),
        })
    });
    weights.sum::<f64>() + in_order(words, &title) + freshness(article.date)
}

/// Words typed one after the other that stand in the title one after the other.
fn in_order(words: &[&Words], title: &[String]) -> f64 {
    let anywhere = words.iter().filter(|words| words.field != Field::Author);
    let wanted: Vec<&str> = anywhere.flat_map(|words| &words.tokens).map(String::as_str).collect();
    let pairs = wanted.windows(2);
    let adjacent = pairs.filter(|pair| title.windows(2).any(|two| two == *pair)).count();
    3.0 * adjacent as f64 / wanted.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Filter;
    use crate::query::samples::{article, words};

    fn titled(title: &str, summary: &str, content: &str) -> Article {
        let text = |text: &str| Some(text.to_owned());
        Article {
            title: title.to_owned(),
            summary: text(summary),
            content_text: text(content),
            ..article()
        }
    }

    fn scored(query: &[Filter], article: &Article) -> f64 {
        let all = Filter::And(query.to_vec());
        score(&all.words(), article)
    }

    #[test]
    fn better_fits_come_first() {
        let kafka = [words(Field::Any, "kafka", false)];
        let sql = ["text", "to", "sql"].map(|word| words(Field::Any, word, false));
        let many = "kafka ".repeat(1000);
        for (query, better, worse) in [
            (&kafka[..], titled("Kafka", "", ""), titled("Brokers", "kafka", &many)),
            (&kafka, titled("Brokers", "On kafka", ""), titled("Brokers", "", "kafka")),
            (&kafka, titled("Brokers", "", "kafka kafka"), titled("Brokers", "", "kafka")),
            (&kafka, titled("Brokers", "", "kafka"), titled("Brokers", "", "spark")),
            (&sql, titled("Text-to-SQL", "", ""), titled("To SQL from text", "", "")),
        ] {
            assert!(
                scored(query, &better) > scored(query, &worse),
                "{} {}",
                better.title,
                worse.title
            );
        }
    }

    #[test]
    fn between_equals_the_newer_wins_and_only_between_equals() {
        let kafka = [words(Field::Any, "kafka", false)];
        let old = Article { date: Timestamp(0), ..article() };
        let new = Article { date: Timestamp(4_000_000_000), ..article() };
        assert!(scored(&kafka, &new) > scored(&kafka, &old));
        let said_once_more = Article { content_text: Some("kafka".into()), ..old };
        assert!(scored(&kafka, &said_once_more) > scored(&kafka, &new));
    }
}
