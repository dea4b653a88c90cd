//! A number in, a store of so many generated articles out: the same every time.

use tidings::{
    app::DECISIONS,
    model::{
        Action, Draft, FeedTraits, Html, Incoming, Inserted, Known, Republish, Resolution,
        Subscription, Timestamp, UrlKey,
    },
    normalize::{identity::text_hash, story},
    store::{Decisions, Refresh, Store},
};

/// How many feeds they come from.
pub(crate) const FEEDS: usize = 500;
/// How many words there are in all; the first is in every article, the last in hardly any.
const WORDS: usize = 50_000;
/// How many words a text has.
const LENGTH: usize = 60;
/// When it is.
pub(crate) const NOW: Timestamp = Timestamp(1_780_000_000);

/// Fills a store.
pub(crate) fn fill(store: &mut dyn Store, count: usize) {
    let subscriptions: Vec<Subscription> = (0..FEEDS)
        .map(|number| Subscription {
            url: format!("https://blog{number}.example/feed"),
            title: Some(format!("Blog {number}")),
            ..Subscription::default()
        })
        .collect();
    let feeds = store.subscribe_all(&subscriptions, NOW).expect("subscribes");
    let mut dice = Dice(7);
    for start in (0..count).step_by(1_000) {
        let feed = feeds[start / 1_000 % FEEDS].id();
        let numbers = start..(start + 1_000).min(count);
        let mut drafts: Vec<Draft> =
            numbers.map(|number| draft(number, count, &mut dice)).collect();
        story::mark(&mut drafts);
        let incoming = Incoming {
            feed,
            now: NOW,
            traits: FeedTraits::default(),
            drafts,
            republish: Republish::Ignore,
        };
        let refresh = Refresh {
            feed,
            asked: None,
            title: None,
            site_url: None,
            incoming: Some(incoming),
            response: None,
        };
        store.apply(&[refresh], Decisions { resolve: &as_new, ..DECISIONS }).expect("stores");
    }
}

/// Every entry is an article never seen before.
fn as_new(incoming: &Incoming, _: &[Known]) -> Resolution {
    let insert = |draft: &Draft| {
        Action::Insert(Inserted {
            url_key: draft.url_key.clone().expect("every draft has a URL").0,
            date_key: String::new(),
            disc: String::new(),
            published: draft.published,
            published_latest: None,
        })
    };
    Resolution {
        actions: incoming.drafts.iter().map(insert).collect(),
        order: (0..incoming.drafts.len()).collect(),
        ..Resolution::default()
    }
}

fn draft(number: usize, count: usize, dice: &mut Dice) -> Draft {
    let title = dice.text(8);
    let text = format!("w0x w1x {}", dice.text(LENGTH));
    // Spread over three years, the newest last.
    let age = (count - number) as i64 * (3 * 365 * 86_400) / count as i64;
    Draft {
        guid: Some(number.to_string()),
        url: Some(format!("https://blog.example/{number}")),
        url_key: Some(UrlKey(format!("blog.example/{number}"))),
        title,
        titled: true,
        published: Some(NOW.plus(-age)),
        summary: Some(text.chars().take(300).collect()),
        content_html: Some(Html::sanitized(format!("<p>{text}</p>"))),
        text_hash: text_hash(&text),
        content_text: Some(text),
        ..Draft::default()
    }
}

/// Numbers without a pattern (xorshift), and words of which the first are by far the commonest.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn text(&mut self, words: usize) -> String {
        // The n-th word as often as 1/n: the logarithm of its number is even.
        let word = |share: f64| (WORDS as f64).powf(share) as usize - 1;
        let words: Vec<String> = (0..words).map(|_| format!("w{}x", word(self.share()))).collect();
        words.join(" ")
    }
}
