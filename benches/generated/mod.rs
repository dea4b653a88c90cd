//! A number in, a store of so many generated articles out: the same every time.

use tidings::{
    app::DECISIONS,
    model::{
        Action, Author, Draft, FeedId, FeedTraits, Html, Incoming, Inserted, Known, Republish,
        Resolution, Subscription, Timestamp, UrlKey,
    },
    normalize::{identity::text_hash, story},
    store::{Decisions, Refresh, Store},
};

/// How many feeds they come from.
const FEEDS: usize = 1_000;
/// How many words there are in all; the first is in every article, the last in hardly any.
const WORDS: f64 = 120_000.0;
/// How many words the shortest text has, and the longest.
const LENGTHS: (f64, f64) = (60.0, 600.0);
/// How many articles are stored at once, and how many of these come from one feed.
const BATCH: (usize, usize) = (10_000, 50);
/// When it is.
pub(crate) const NOW: Timestamp = Timestamp(1_780_000_000);

/// The n-th word by frequency: syllables, the more the rarer it is.
pub(crate) fn word(number: usize) -> String {
    const ONSETS: [&str; 20] = [
        "b", "k", "d", "f", "gr", "h", "l", "m", "n", "p", "r", "s", "sh", "st", "t", "tr", "v",
        "w", "z", "pl",
    ];
    const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];
    let mut text = String::new();
    let mut left = number + 1;
    while left > 0 {
        left -= 1;
        text += ONSETS[left % 20];
        text += VOWELS[left / 20 % 5];
        left /= 100;
    }
    text
}

/// The numbers of the articles of each feed in one batch, all batches one after the other.
pub(crate) fn fill(store: &mut dyn Store, count: usize) -> usize {
    let subscriptions: Vec<Subscription> = (0..FEEDS)
        .map(|number| Subscription {
            url: format!("https://blog{number}.example/feed"),
            title: Some(format!("Blog {number}")),
            ..Subscription::default()
        })
        .collect();
    let feeds = store.subscribe_all(&subscriptions, NOW).expect("subscribes");
    let mut dice = Dice(7);
    let mut raw = 0;
    let (batch, document) = BATCH;
    for start in (0..count).step_by(batch) {
        let numbers: Vec<usize> = (start..(start + batch).min(count)).collect();
        let mut refreshes = Vec::new();
        for numbers in numbers.chunks(document) {
            let feed = feeds[numbers[0] / document * 7 % FEEDS].id();
            let drafts = numbers.iter().map(|&number| draft(number, count, &mut dice));
            let mut drafts: Vec<Draft> = drafts.collect();
            story::mark(&mut drafts);
            raw += drafts.iter().map(size).sum::<usize>();
            refreshes.push(refresh(feed, drafts, arrival(numbers[0], count)));
        }
        store.apply(&refreshes, Decisions { resolve: &as_new, ..DECISIONS }).expect("stores");
    }
    raw
}

fn size(draft: &Draft) -> usize {
    draft.title.len() + draft.content_html.as_ref().map_or(0, |html| html.as_str().len())
}

fn refresh(feed: FeedId, drafts: Vec<Draft>, now: Timestamp) -> Refresh {
    Refresh {
        feed,
        asked: None,
        title: None,
        site_url: None,
        incoming: Some(Incoming {
            feed,
            now,
            traits: FeedTraits::default(),
            drafts,
            republish: Republish::Ignore,
        }),
        response: None,
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

/// Articles arrive over three years, the newest last.
fn arrival(number: usize, count: usize) -> Timestamp {
    NOW.plus(-((count - number) as i64 * (3 * 365 * 86_400) / count as i64))
}

fn draft(number: usize, count: usize, dice: &mut Dice) -> Draft {
    let japanese = number % 50 == 7;
    let mut text = |words| if japanese { dice.japanese(words) } else { dice.text(words) };
    let title = text((4.0, 12.0));
    let paragraphs = [text(LENGTHS), text((10.0, 40.0))];
    let (author, tag) = (text((1.0, 2.0)), dice.text((1.0, 2.0)));
    let plain = paragraphs.join("\n");
    // Published some time in the two days before it arrived.
    let age = (dice.share() * 172_800.0) as i64;
    Draft {
        guid: Some(format!("https://blog.example/?p={number}")),
        url: Some(format!("https://blog.example/{number}")),
        url_key: Some(UrlKey(format!("blog.example/{number}"))),
        title,
        titled: true,
        authors: vec![Author { name: Some(author), ..Author::default() }],
        tags: vec![tag],
        published: Some(arrival(number, count).plus(-age)),
        summary: Some(plain.chars().take(300).collect()),
        content_html: Some(Html::sanitized(format!("<p>{}</p>", paragraphs.join("</p><p>")))),
        text_hash: text_hash(&plain),
        content_text: Some(plain),
        ..Draft::default()
    }
}

/// Numbers without a pattern (xorshift), and texts whose first words are by far the commonest.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of so many, the n-th as often as 1/n: the logarithm of its number is even.
    fn one_of(&mut self, many: f64) -> usize {
        many.powf(self.share()) as usize - 1
    }

    /// How many there are to be, small numbers as often as large ones.
    fn many(&mut self, (least, most): (f64, f64)) -> usize {
        (least * (most / least).powf(self.share())) as usize
    }

    fn text(&mut self, words: (f64, f64)) -> String {
        let mut text = String::new();
        for number in 0..self.many(words) {
            if number > 0 {
                text.push(' ');
            }
            text += &word(self.one_of(WORDS));
        }
        text
    }

    fn japanese(&mut self, words: (f64, f64)) -> String {
        let mut text = String::new();
        for _ in 0..self.many(words) {
            match self.one_of(2_000.0) {
                0 => text += "日本",
                number => text.extend(char::from_u32(0x4E00 + number as u32)),
            }
        }
        text
    }
}
