//! A store whose keys were computed by older rules in, the same by the present ones out.

use crate::{
    normalize::url::{KEY_VERSION, Scope, host, key},
    store::{Origin, Store, StoreError},
};

/// Computes a store's keys anew if the rules have changed since; how many keys that changed.
pub fn bring_keys_up(store: &mut dyn Store) -> Result<usize, StoreError> {
    if store.key_version()? == KEY_VERSION {
        return Ok(0);
    }
    store.rekey(KEY_VERSION, &|origin| present_key(origin))
}

fn present_key(origin: &Origin) -> Option<String> {
    let feed_host = host(&origin.feed_url);
    let site_host = origin.site_url.as_deref().and_then(host);
    let scope = Scope {
        feed_host: feed_host.as_deref(),
        site_host: site_host.as_deref(),
        guid: origin.guid.as_deref(),
    };
    key(&origin.url, &scope).map(|key| key.0)
}
