//! A feed issued anew, and keys of older rules: recognised once, and computed once.

use tidings::store;

use crate::{
    builders::{Fetch, Reader, e, play},
    histories::named,
};

#[test]
fn a_feed_issued_anew_is_told_once() {
    let issued = named("the whole feed");
    let (_folder, mut reader) = play(&issued.fetches[..1], false);
    assert!(reader.fetch(&issued.fetches[1], false).reissued);
    assert!(!reader.fetch(&(0, 7, issued.fetches[1].2), false).reissued);
}

#[test]
fn keys_of_older_rules_are_computed_anew() {
    let fetch: Fetch<'_> = (
        0,
        3,
        &[
            e("", "https://one.example/a?utm_source=x", "Bees", 0.0, 1),
            e("", "https://one.example/b#comments", "Trains", 1.0, 2),
            e("", "https://one.example/b/", "Boats", 1.0, 3),
        ],
    );
    let (_folder, mut reader) = play(&[fetch], false);
    let before = reader.articles();
    let naive = |origin: &store::Origin| origin.url.strip_prefix("https://").map(str::to_owned);
    assert_eq!(reader.store.key_version().expect("reads"), 0);
    assert_eq!(reader.store.rekey(7, &naive).expect("computes"), 3);
    let history = |reader: &mut Reader, title: &str| {
        let article = reader.articles().into_iter().find(|a| a.title == title).expect("stored");
        reader.store.history(&article.id).expect("reads").expect("is there")
    };
    assert_eq!(history(&mut reader, "Bees").url_key, "one.example/a?utm_source=x");
    assert_eq!(history(&mut reader, "Bees").aliases[0].value, "one.example/a");

    assert_eq!(tidings::app::bring_keys_up(&mut *reader.store).expect("computes"), 3);
    assert_eq!(tidings::app::bring_keys_up(&mut *reader.store).expect("computes"), 0);
    assert_eq!(history(&mut reader, "Bees").url_key, "one.example/a");
    for title in ["Trains", "Boats"] {
        assert_eq!(history(&mut reader, title).url_key, "one.example/b", "{title}");
    }
    let again = reader.fetch(&(0, 4, fetch.2), true);
    assert_eq!((again.new, again.updated), (0, 0));
    assert_eq!(reader.articles(), before);
}
