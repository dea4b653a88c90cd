//! What a list hands to a renderer beside the article itself.

use super::Article;

/// A piece of an article's text around what was searched for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// One line of plain text, with an ellipsis where it was cut.
    pub text: String,
    /// The matches in it, as byte ranges, ascending and apart.
    pub marks: Vec<(usize, usize)>,
}

/// One row of a listing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The article.
    pub article: Article,
    /// Where the search words stand, in a search.
    pub snippet: Option<Snippet>,
    /// How many characters of the id are enough to name the article in its store, at least 4.
    pub id_length: usize,
}

impl Item {
    /// As much of the id as names the article in its store.
    pub fn short_id(&self) -> &str {
        let id = &self.article.id.0;
        id.get(..self.id_length).unwrap_or(id)
    }
}
