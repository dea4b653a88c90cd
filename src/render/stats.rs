//! Figures in, plots for a terminal out.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::{Serialize, Serializer, ser::SerializeStruct};

use super::{View, dates, plots};
use crate::model::{FeedId, Timestamp, count, shown_address};

/// How many feeds get a bar.
const BARS: usize = 20;
/// No plot is wider.
const WIDEST: usize = 100;
/// What stands before the line of days.
const LABEL: &str = "articles a day  ";

/// Figures about some articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stats {
    /// How many articles.
    pub articles: u64,
    /// The days that had any, in order.
    pub days: Vec<DayCount>,
    /// By feed, those with most first.
    pub feeds: Vec<FeedCount>,
    /// By weekday, Monday first, and hour.
    pub weekday_hours: [[u64; 24]; 7],
}

/// The articles of a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayCount {
    /// The day.
    pub date: NaiveDate,
    /// How many.
    pub articles: u64,
}

impl Serialize for DayCount {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut row = to.serialize_struct("DayCount", 2)?;
        row.serialize_field("date", &self.date.to_string())?;
        row.serialize_field("articles", &self.articles)?;
        row.end()
    }
}

/// The articles of a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FeedCount {
    /// The feed.
    pub id: FeedId,
    /// Its title.
    #[serde(serialize_with = "title")]
    pub title: String,
    /// How many.
    pub articles: u64,
    /// When the newest is from.
    pub newest: Timestamp,
    /// The usual time between two; `None` for fewer than two.
    pub median_gap_seconds: Option<u64>,
}

fn title<S: Serializer>(title: &str, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_str(&shown_address(title))
}

#[derive(Serialize)]
struct Document<'a> {
    schema_version: u32,
    from: Option<String>,
    to: Option<String>,
    articles: u64,
    days: &'a [DayCount],
    feeds: &'a [FeedCount],
    weekday_hours: &'a [[u64; 24]; 7],
}

impl Serialize for Stats {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let date = |day: Option<&DayCount>| day.map(|day| day.date.to_string());
        Document {
            schema_version: 1,
            from: date(self.days.first()),
            to: date(self.days.last()),
            articles: self.articles,
            days: &self.days,
            feeds: &self.feeds,
            weekday_hours: &self.weekday_hours,
        }
        .serialize(to)
    }
}

/// Draws the figures; without a terminal, 80 columns wide.
pub fn stats(out: &mut dyn Write, stats: &Stats, view: &View) -> io::Result<()> {
    let (width, unicode) = view
        .terminal
        .map_or((80, true), |terminal| (terminal.columns().min(WIDEST), terminal.unicode));
    let (Some(first), Some(last)) = (stats.days.first(), stats.days.last()) else {
        return writeln!(out, "no articles");
    };
    let articles = count(stats.articles as usize, "article");
    let span = if first.date == last.date {
        format!("on {}", first.date)
    } else {
        format!("from {} to {}", first.date, last.date)
    };
    writeln!(out, "{articles} {span}\n")?;
    for line in by_day(stats, first.date, last.date, width, unicode) {
        writeln!(out, "{line}")?;
    }
    writeln!(out)?;
    if width >= 52 {
        for line in plots::heat_map(&stats.weekday_hours, unicode) {
            writeln!(out, "{line}")?;
        }
        writeln!(out)?;
    }
    for line in by_feed(stats, view.now, width, unicode) {
        writeln!(out, "{line}")?;
    }
    match stats.feeds.len().saturating_sub(BARS) {
        0 => Ok(()),
        1 => writeln!(out, "and 1 more feed"),
        more => writeln!(out, "and {more} more feeds"),
    }
}

fn by_day(
    stats: &Stats,
    first: NaiveDate,
    last: NaiveDate,
    width: usize,
    unicode: bool,
) -> [String; 2] {
    let total = usize::try_from((last - first).num_days() + 1).unwrap_or(1);
    let columns = width.saturating_sub(LABEL.len()).max(1);
    // Whole days share a column, so that a century of them needs no more memory than a screen.
    let together = total.div_ceil(columns).max(1);
    let mut values = vec![0; total.div_ceil(together)];
    for day in &stats.days {
        let at = usize::try_from((day.date - first).num_days()).unwrap_or(0) / together;
        values[at] += day.articles;
    }
    let most = stats.days.iter().map(|day| day.articles).max().unwrap_or(0);
    let average = stats.articles as f64 / total as f64;
    let column = match together {
        1 => String::new(),
        days => format!(", {days} days a column"),
    };
    // Fewer than one in twenty days would round to nothing.
    let usual = if average < 0.05 {
        format!("1 in {:.0} days", 1.0 / average)
    } else {
        format!("{average:.2}")
    };
    let figures = format!("{usual} on average, {most} at most{column}");
    let fits = LABEL.len() + figures.len() <= width;
    let indent = if fits { LABEL.len() } else { 0 };
    [format!("{LABEL}{}", plots::sparkline(&values, unicode)), format!("{:indent$}{figures}", "")]
}

/// A bar a feed, and its rhythm where that fits.
fn by_feed(stats: &Stats, now: Timestamp, width: usize, unicode: bool) -> Vec<String> {
    const RHYTHM: usize = 36;
    let shown = &stats.feeds[..stats.feeds.len().min(BARS)];
    let title = |feed: &FeedCount| shown_address(&feed.title).into_owned();
    let rows: Vec<_> = shown.iter().map(|feed| (title(feed), feed.articles)).collect();
    if width < 72 {
        return plots::bars(&rows, width, unicode);
    }
    let bars = plots::bars(&rows, width - RHYTHM, unicode);
    let lines = bars.iter().zip(shown).map(|(bar, feed)| {
        let padding = (width - RHYTHM).saturating_sub(super::columns(bar));
        let usual = match feed.median_gap_seconds {
            Some(gap) => format!("every {}, ", dates::rough(gap as i64)),
            None => String::new(),
        };
        let newest = dates::ago(feed.newest, now);
        format!("{bar}{:padding$}  {usual}last {newest}", "")
    });
    lines.collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Terminal, columns};
    use super::*;

    fn sample() -> Stats {
        let date = |text: &str| text.parse().expect("a date");
        let feed = |id, title: &str, articles, gap| FeedCount {
            id: FeedId(id),
            title: title.to_owned(),
            articles,
            newest: Timestamp(1_779_292_865),
            median_gap_seconds: gap,
        };
        let mut weekday_hours = [[0; 24]; 7];
        weekday_hours[3][16] = 5;
        Stats {
            articles: 6,
            days: vec![
                DayCount { date: date("2026-05-01"), articles: 2 },
                DayCount { date: date("2026-05-20"), articles: 4 },
            ],
            feeds: vec![feed(1, "Tool Blog", 5, Some(172_800)), feed(2, "\u{1b}[2JQuiet", 1, None)],
            weekday_hours,
        }
    }

    fn drawn(width: usize) -> String {
        let terminal = Some(Terminal::plain(width));
        let view = View { terminal, now: Timestamp(1_779_379_265), ..View::default() };
        let mut out = Vec::new();
        stats(&mut out, &sample(), &view).expect("a vector takes all");
        String::from_utf8(out).expect("text")
    }

    #[test]
    fn figures_are_drawn_to_the_width() {
        let expected = "\
6 articles from 2026-05-01 to 2026-05-20

articles a day  ▄▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█
                0.30 on average, 4 at most

    0     3     6     9     12    15    18    21
Mon · · · · · · · · · · · · · · · · · · · · · · · ·
Tue · · · · · · · · · · · · · · · · · · · · · · · ·
Wed · · · · · · · · · · · · · · · · · · · · · · · ·
Thu · · · · · · · · · · · · · · · · ██· · · · · · ·
Fri · · · · · · · · · · · · · · · · · · · · · · · ·
Sat · · · · · · · · · · · · · · · · · · · · · · · ·
Sun · · · · · · · · · · · · · · · · · · · · · · · ·

Tool Blog ████████████████████████████████ 5  every 2 days, last 1 day ago
[2JQuiet  ██████▍ 1                           last 1 day ago
";
        assert_eq!(drawn(80), expected);
        for width in 20..120 {
            let out = drawn(width);
            let most = out.lines().map(columns).max().unwrap_or(0);
            assert!(most <= width.max(44), "{width}: {out}");
        }
    }

    #[test]
    fn sixty_columns() {
        super::super::samples::held(
            &drawn(60),
            "
6 articles from 2026-05-01 to 2026-05-20

articles a day  ▄▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█
                0.30 on average, 4 at most

    0     3     6     9     12    15    18    21
Mon · · · · · · · · · · · · · · · · · · · · · · · ·
Tue · · · · · · · · · · · · · · · · · · · · · · · ·
Wed · · · · · · · · · · · · · · · · · · · · · · · ·
Thu · · · · · · · · · · · · · · · · ██· · · · · · ·
Fri · · · · · · · · · · · · · · · · · · · · · · · ·
Sat · · · · · · · · · · · · · · · · · · · · · · · ·
Sun · · · · · · · · · · · · · · · · · · · · · · · ·

Tool Blog ████████████████████████████████████████████████ 5
[2JQuiet  █████████▌ 1
",
        );
    }

    #[test]
    fn two_hundred_columns() {
        super::super::samples::held(
            &drawn(200),
            "
6 articles from 2026-05-01 to 2026-05-20

articles a day  ▄▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁▁█
                0.30 on average, 4 at most

    0     3     6     9     12    15    18    21
Mon · · · · · · · · · · · · · · · · · · · · · · · ·
Tue · · · · · · · · · · · · · · · · · · · · · · · ·
Wed · · · · · · · · · · · · · · · · · · · · · · · ·
Thu · · · · · · · · · · · · · · · · ██· · · · · · ·
Fri · · · · · · · · · · · · · · · · · · · · · · · ·
Sat · · · · · · · · · · · · · · · · · · · · · · · ·
Sun · · · · · · · · · · · · · · · · · · · · · · · ·

Tool Blog ████████████████████████████████████████████████████ 5  every 2 days, last 1 day ago
[2JQuiet  ██████████▍ 1                                           last 1 day ago
",
        );
    }

    #[test]
    fn one_article_of_one_day() {
        let mut one = sample();
        (one.articles, one.days[0].articles) = (1, 1);
        one.days.truncate(1);
        one.feeds.truncate(1);
        let out = super::super::samples::text(|out| stats(out, &one, &View::default()));
        assert!(out.starts_with("1 article on 2026-05-01\n"), "{out}");
    }

    #[test]
    fn nothing_is_said_in_words() {
        let mut out = Vec::new();
        stats(&mut out, &Stats::default(), &View::default()).expect("a vector takes all");
        assert_eq!(out, b"no articles\n");
    }
}
