//! Every fixture against what must come out of it, and real feeds where they lie beside the
//! checkout.
//!
//! `x.xml` (or `x.jsonfeed`) stands beside `x.json`. After a wanted change, write the expected
//! files anew with `BLESS=1 cargo test --test feeds` and read what changed in them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::{Value, json};
use tidings::{
    app,
    model::{Article, Document, Timestamp},
};

/// When every document is said to have come.
const NOW: Timestamp = Timestamp(1_780_000_000);
/// Where every document is said to have come from.
const ORIGIN: &str = "https://origin.example/feeds/main.xml";

/// The documents below a folder, in order.
fn documents(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder").flatten() {
            let path = entry.path();
            let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if matches!(ending, "xml" | "jsonfeed" | "rss" | "atom" | "rdf") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> Result<Vec<Article>, String> {
    let body = fs::read(path).expect("a document");
    app::preview(&Document::from_bytes(&body, ORIGIN), NOW).map_err(|error| error.to_string())
}

/// What of an article a fixture is about.
fn expected(article: &Article) -> Value {
    let authors: Vec<_> = article.authors.iter().map(|author| &author.name).collect();
    let enclosures: Vec<_> = article.enclosures.iter().map(|file| &file.url).collect();
    json!({
        "title": article.title,
        "url": article.url,
        "guid": article.guid,
        "date": article.date,
        "date_source": article.date_source,
        "authors": authors,
        "tags": article.tags,
        "language": article.language,
        "enclosures": enclosures,
        "summary": article.summary,
        "content_html": article.content_html,
    })
}

#[test]
fn every_fixture_gives_what_stands_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/feeds");
    let bless = std::env::var_os("BLESS").is_some();
    let documents = documents(&folder);
    assert!(documents.len() > 30, "{} fixtures", documents.len());
    for path in documents {
        let given = match read(&path) {
            Ok(articles) => json!(articles.iter().map(expected).collect::<Vec<_>>()),
            Err(error) => json!({ "error": error }),
        };
        let text = serde_json::to_string_pretty(&given).expect("JSON") + "\n";
        let beside = path.with_extension("json");
        if bless {
            fs::write(&beside, text).expect("writes");
            continue;
        }
        let wanted = fs::read_to_string(&beside)
            .unwrap_or_else(|error| panic!("{}: {error}", beside.display()));
        assert_eq!(text, wanted, "{}", path.display());
    }
}

#[test]
fn real_feeds_come_through_with_titles_addresses_and_dates() {
    let labs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/labs/feeds");
    // (folder, the share of documents that must give articles, with an address and a date for
    // most of them)
    for (family, share) in [("medium", 1.0), ("native", 0.99), ("corpus", 0.97)] {
        let folder = labs.join(family);
        if !folder.is_dir() {
            continue;
        }
        let documents = documents(&folder);
        let whole = documents.iter().filter(|path| is_whole(path)).count();
        let reached = whole as f64 / documents.len() as f64;
        assert!(reached >= share, "{family}: {whole} of {}", documents.len());
    }
}

/// Whether a document gives articles, every one with a title, and most with an address.
fn is_whole(path: &Path) -> bool {
    let Ok(articles) = read(path) else { return false };
    let titled = articles.iter().all(|article| !article.title.is_empty());
    let addressed = articles.iter().filter(|article| article.url.is_some()).count();
    !articles.is_empty() && titled && addressed * 2 >= articles.len()
}
