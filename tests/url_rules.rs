//! What fetches teach about URL parameters, through the real store.

use std::{ops::ControlFlow, path::Path};

use tidings::{
    app,
    model::{
        Article, Draft, FeedId, Incoming, Learning, RuleState, Subscription, Timestamp, UrlRule,
        UrlVerdict,
    },
    normalize::url::{Rules, Scope, assign_keys},
    query::Query,
    store::{self, Access, Address, Applied, Detail, Refresh, Said, Store},
};

const START: i64 = 1_780_000_000;
const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

struct Reader {
    store: Box<dyn Store>,
    feed: FeedId,
    hour: i64,
}

impl Reader {
    fn new(folder: &Path, learning: Learning) -> Self {
        let address = Address::file(&folder.join("store.db"));
        let mut store = store::open(&address, Access::Write).expect("opens");
        let url = "https://town.example/feed".to_owned();
        let subscription = Subscription { url, ..Subscription::default() };
        let feed = store.subscribe(&subscription, Timestamp(START)).expect("subscribes").id();
        store.set_learning(learning).expect("sets");
        // What any session does when it opens a store.
        app::bring_keys_up(&mut *store).expect("computes");
        Self { store, feed, hour: 0 }
    }

    fn now(&self) -> Timestamp {
        Timestamp(START + 400 * DAY + self.hour * HOUR)
    }

    /// What a fetch stores of these entries, read by these rules.
    fn refresh(&self, mut drafts: Vec<Draft>, rules: &Rules) -> Refresh {
        assign_keys(&mut drafts, &Scope { rules: Some(rules), ..Scope::default() });
        let (feed, now) = (self.feed, self.now());
        Refresh {
            feed,
            asked: None,
            title: None,
            site_url: None,
            incoming: Some(Incoming {
                feed,
                now,
                traits: <_>::default(),
                drafts,
                republish: <_>::default(),
            }),
            response: None,
        }
    }

    /// A run that brings one document.
    fn fetch(&mut self, drafts: Vec<Draft>) -> Applied {
        self.hour += 1;
        let rules = app::rules(&mut *self.store).expect("reads");
        let refresh = self.refresh(drafts, &rules);
        let applied = self.store.apply(&[refresh], tidings::app::DECISIONS).expect("stores")[0];
        let now = self.now();
        app::take_on_rules(&mut *self.store, now).expect("decides");
        applied
    }

    fn rule(&mut self) -> UrlRule {
        self.store.url_rules().expect("reads").into_iter().next().expect("there is one")
    }

    fn articles(&mut self) -> Vec<Article> {
        let mut found = Vec::new();
        let each = &mut |article| {
            found.push(article);
            ControlFlow::Continue(())
        };
        self.store.select(&Query::default(), Detail::Listing, each).expect("selects");
        found
    }

    /// What an article is compared by, and its other addresses.
    fn keys(&mut self, title: &str) -> Vec<String> {
        let article = self.articles().into_iter().find(|a| a.title == title).expect("stored");
        let history = self.store.history(&article.id).expect("reads").expect("is there");
        let aliases = history.aliases.into_iter().filter(|alias| alias.kind == "url");
        std::iter::once(history.url_key).chain(aliases.map(|alias| alias.value)).collect()
    }
}

/// Article `n` of a host under a value of the parameter `t`.
fn entry(host: &str, n: i64, t: &str) -> Draft {
    Draft {
        guid: Some(format!("{host}-{n}")),
        url: Some(format!("https://{host}.example/{n}?t={t}")),
        title: format!("Crane {n} of {host}"),
        titled: true,
        published: Some(Timestamp(START + n * DAY)),
        ..Draft::default()
    }
}

fn page(range: std::ops::Range<i64>, t: &str) -> Vec<Draft> {
    range.map(|n| entry("town", n, t)).collect()
}

/// Without its id.
fn bare(draft: Draft) -> Draft {
    Draft { guid: None, ..draft }
}

fn taught(folder: &Path, learning: Learning) -> Reader {
    let mut reader = Reader::new(folder, learning);
    reader.fetch(page(0..5, "a"));
    reader.fetch(page(0..5, "b"));
    reader
}

#[test]
fn evidence_is_counted_by_the_article_and_kept_by_the_handful() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = Reader::new(folder.path(), Learning::Suggest);
    for fetch in 0..20 {
        reader.fetch(page(0..40, &fetch.to_string()));
    }
    let rule = reader.rule();
    assert_eq!((rule.verdict, rule.state), (UrlVerdict::Neutral, RuleState::Proposed));
    assert_eq!((rule.tally.agree, rule.tally.contradict, rule.tally.documents), (40, 0, 2));
    let kept = reader.store.url_evidence(&rule.name).expect("reads");
    assert_eq!(kept.len(), 10);
    assert!(kept.iter().all(|one| one.agrees && one.id.is_some()));
}

#[test]
fn a_parameter_that_selects_costs_a_handful_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = Reader::new(folder.path(), Learning::Suggest);
    let selected = |n: i64| Draft {
        url: Some(format!("https://town.example/?p={n}")),
        ..entry("town", n, "")
    };
    for fetch in 0..30 {
        reader.fetch((fetch..fetch + 20).map(selected).collect());
    }
    let rule = reader.rule();
    assert_eq!((rule.verdict, rule.state), (UrlVerdict::Identity, RuleState::Off));
    assert_eq!(reader.store.url_evidence(&rule.name).expect("reads").len(), 10);
    assert_eq!(reader.articles().len(), 49);
}

#[test]
fn a_rule_that_begins_or_ends_changes_the_keys_of_its_host_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = taught(folder.path(), Learning::Suggest);
    reader.fetch(vec![entry("harbour", 1, "a")]);
    let before = reader.articles();
    let (own, other) = ("Crane 1 of town", "Crane 1 of harbour");
    assert_eq!(reader.keys(own), ["town.example/1?t=b", "town.example/1?t=a"]);
    let now = reader.now();
    let said = reader.store.say_of_url("town.example", "t", UrlVerdict::Neutral, now);
    assert_eq!(said.expect("says"), Said::Done);
    assert_eq!(app::bring_keys_up(&mut *reader.store).expect("computes"), 5);
    assert_eq!(app::bring_keys_up(&mut *reader.store).expect("computes"), 0);
    let names = ["town.example/1", "town.example/1?t=a", "town.example/1?t=b"];
    assert_eq!(reader.keys(own), names);
    assert_eq!(reader.keys(other), ["harbour.example/1?t=a"]);
    assert_eq!(reader.fetch(page(0..5, "c")), Applied { unchanged: 5, ..Applied::default() });
    reader.store.undo(None, now).expect("undoes");
    app::bring_keys_up(&mut *reader.store).expect("computes");
    let names = ["town.example/1?t=b", "town.example/1?t=a", "town.example/1?t=c"];
    assert_eq!(reader.keys(own), names, "and the shortened key is no name any more");
    for (old, new) in before.iter().zip(reader.articles()) {
        assert_eq!((&old.id, &old.url, old.revision), (&new.id, &new.url, new.revision));
    }
}

#[test]
fn articles_that_come_to_share_a_key_stay_apart() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = Reader::new(folder.path(), Learning::Off);
    let titled =
        |title: &str, t: &str| Draft { title: title.to_owned(), ..bare(entry("town", 1, t)) };
    let both = || vec![titled("Crane", "a"), titled("Heron", "b")];
    reader.fetch(both());
    let before = reader.articles();
    let now = reader.now();
    reader.store.say_of_url("town.example", "t", UrlVerdict::Neutral, now).expect("says");
    app::bring_keys_up(&mut *reader.store).expect("computes");
    assert_eq!(reader.keys("Crane")[0], reader.keys("Heron")[0]);
    for _ in 0..3 {
        assert_eq!(reader.fetch(both()), Applied { unchanged: 2, ..Applied::default() });
    }
    reader.store.undo(None, now).expect("undoes");
    app::bring_keys_up(&mut *reader.store).expect("computes");
    assert_eq!(reader.fetch(both()), Applied { unchanged: 2, ..Applied::default() });
    assert_eq!(reader.articles(), before);
}

#[test]
fn a_rule_that_ends_in_the_midst_of_a_run_merges_nothing_more() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = taught(folder.path(), Learning::On);
    assert_eq!(reader.rule().state, RuleState::Active);
    reader.fetch(vec![bare(entry("town", 9, "x"))]);
    let rules = app::rules(&mut *reader.store).expect("reads");
    // Two documents of one run, both read by the rule that the first contradicts.
    let other = Draft { title: "Heron".into(), ..entry("town", 8, "y") };
    let batch = [
        reader.refresh(vec![entry("town", 8, "x"), Draft { guid: None, ..other }], &rules),
        reader.refresh(vec![bare(entry("town", 9, "x")), bare(entry("town", 9, "y"))], &rules),
    ];
    let applied = reader.store.apply(&batch, tidings::app::DECISIONS).expect("stores");
    assert_eq!(reader.rule().state, RuleState::Off);
    assert_eq!((applied[0].new, applied[1].new, applied[1].unchanged), (2, 1, 1));
    let now = reader.now();
    app::take_on_rules(&mut *reader.store, now).expect("decides");
    assert_eq!(reader.keys("Crane 1 of town")[0], "town.example/1?t=b");
    let again = reader.fetch(vec![bare(entry("town", 9, "x")), bare(entry("town", 9, "y"))]);
    assert_eq!((again.new, again.updated), (0, 0));
}

#[test]
fn what_was_forgotten_comes_back_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = taught(folder.path(), Learning::On);
    let (rule, now) = (reader.rule(), reader.now());
    let evidence = reader.store.url_evidence(&rule.name).expect("reads");
    assert_eq!(reader.store.reset_url_rules("town.example", now).expect("forgets"), 1);
    assert_eq!(reader.store.url_rules().expect("reads"), []);
    app::bring_keys_up(&mut *reader.store).expect("computes");
    assert_eq!(reader.keys("Crane 1 of town")[0], "town.example/1?t=b");
    reader.store.undo(None, now).expect("undoes");
    app::bring_keys_up(&mut *reader.store).expect("computes");
    assert_eq!(reader.rule(), rule);
    assert_eq!(reader.store.url_evidence(&rule.name).expect("reads"), evidence);
    assert_eq!(reader.keys("Crane 1 of town")[0], "town.example/1");
}

#[test]
fn a_parameter_that_changes_with_every_fetch_adds_no_more_names_than_needed() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut reader = taught(folder.path(), Learning::On);
    for fetch in 0..40 {
        let applied = reader.fetch(page(0..5, &format!("n{fetch}")));
        assert_eq!((applied.new, applied.updated), (0, 0));
    }
    assert!(reader.keys("Crane 1 of town").len() <= 13);
    assert_eq!(reader.rule().tally.agree, 5);
}
