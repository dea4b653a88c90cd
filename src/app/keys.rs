//! A store whose keys were computed by older rules in, the same by the present ones out.

use crate::{
    model::{Learning, Timestamp, UrlRule},
    normalize::url::{KEY_VERSION, Rules, Scope, host, shortened_key, unasked},
    store::{BothKeys, Origin, Store, StoreError},
};

/// Computes a store's keys anew if the rules have changed since, all of them or those of single
/// hosts; how many keys that changed.
pub fn bring_keys_up(store: &mut dyn Store) -> Result<usize, StoreError> {
    let outdated = store.key_version()? != KEY_VERSION;
    if !outdated && !store.has_stale_hosts()? {
        return Ok(0);
    }
    let rules = rules(store)?;
    let mut changed = 0;
    if outdated {
        changed += store.rekey(KEY_VERSION, &|origin| Some(keys(origin, &rules)?.key))?;
    }
    changed += store.bring_host_keys_up(&|origin| keys(origin, &rules))?;
    Ok(changed)
}

/// The rules about URL parameters that hold in a store.
pub fn rules(store: &mut dyn Store) -> Result<Rules, StoreError> {
    Ok(Rules::of(&store.url_rules()?))
}

/// Does with what is learnt as the settings say, from now on.
pub fn set_learning(store: &mut dyn Store, learning: Learning) -> Result<(), StoreError> {
    store.set_learning(learning)
}

/// Decides on what fetches have taught, and computes the keys of the hosts in question anew;
/// the rules that now hold.
pub fn take_on_rules(store: &mut dyn Store, now: Timestamp) -> Result<Vec<UrlRule>, StoreError> {
    let held = store.decide_url_rules(&unasked, now)?;
    bring_keys_up(store)?;
    Ok(held)
}

fn keys(origin: &Origin, rules: &Rules) -> Option<BothKeys> {
    let feed_host = host(&origin.feed_url);
    let site_host = origin.site_url.as_deref().and_then(host);
    let scope = Scope {
        feed_host: feed_host.as_deref(),
        site_host: site_host.as_deref(),
        guid: origin.guid.as_deref(),
        rules: Some(rules),
    };
    let (key, shortened) = shortened_key(&origin.url, &scope)?;
    let full = shortened.map_or_else(|| key.0.clone(), |shortened| shortened.full.0);
    Some(BothKeys { key: key.0, full })
}
