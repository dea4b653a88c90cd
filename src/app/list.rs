//! Rows of a listing: what a query selects, with what a renderer needs beside it.

use std::{io, ops::ControlFlow};

use crate::{
    model::{Article, Item},
    query::{Query, Words, snippet},
    store::{Detail, Store, StoreError},
};

/// What rows are to carry.
pub struct Rows {
    /// How much of each article.
    pub detail: Detail,
    /// A second reader of the same store that tells how short ids can be; `None` to give them
    /// whole.
    pub shorten: Option<Box<dyn Store>>,
    /// The width of snippets in characters; `None` for no snippets.
    pub snippets: Option<usize>,
}

/// Hands over the rows that a query selects, one by one; a failure to take one ends the list.
/// How many were taken, and how taking went.
pub fn list(
    store: &mut dyn Store,
    query: &Query,
    mut rows: Rows,
    each: &mut dyn FnMut(&Item) -> io::Result<()>,
) -> Result<(usize, io::Result<()>), StoreError> {
    let words: Vec<&Words> = query.filter.words();
    let (mut count, mut taken, mut failed) = (0, Ok(()), None);
    store.select(query, rows.detail, &mut |article| {
        let item = match row(article, &words, &mut rows) {
            Ok(item) => item,
            Err(error) => {
                failed = Some(error);
                return ControlFlow::Break(());
            }
        };
        taken = each(&item);
        if taken.is_err() {
            return ControlFlow::Break(());
        }
        count += 1;
        ControlFlow::Continue(())
    })?;
    match failed {
        Some(error) => Err(error),
        None => Ok((count, taken)),
    }
}

fn row(article: Article, words: &[&Words], rows: &mut Rows) -> Result<Item, StoreError> {
    let whole = article.id.0.len();
    let id_length = match &mut rows.shorten {
        None => whole,
        Some(store) => {
            let ids = std::slice::from_ref(&article.id);
            store.id_lengths(ids)?.first().copied().unwrap_or(whole)
        }
    };
    let snippet = rows.snippets.and_then(|width| snippet(&article, words, width));
    Ok(Item { article, snippet, id_length })
}
