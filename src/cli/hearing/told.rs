//! How a fetch went in, what whoever watches is told of it out.

use crate::{
    app::{Report, Totals, is_failure},
    model::{count, shown_address},
    render::{cut_name, padded, rows::Outcome},
};

/// The columns of a feed's name before what is said of it.
const NAME: usize = 26;

/// A feed in a message: its title, and the address that tells two of one title apart.
pub(super) fn named(report: &Report) -> String {
    if report.title == report.url {
        report.url.clone()
    } else {
        format!("{} ({})", report.title, report.url)
    }
}

/// What stands before a remark: the feed's title, cut only where a person reads it.
pub(super) fn name(report: &Report, cuts: bool) -> String {
    let title = shown_address(&report.title);
    let title = if cuts { cut_name(&title, NAME) } else { title.clone() };
    padded(&title, NAME) + "  "
}

/// What whoever watches is told, if the feed has something to say.
pub(super) fn remark(report: &Report, all: bool) -> Option<String> {
    let mut words = Vec::new();
    if report.new > 0 {
        words.push(format!("{} new", report.new));
    }
    if report.updated > 0 {
        words.push(format!("{} edited", report.updated));
    }
    words.extend(report.moved.as_ref().map(|to| format!("moved to {}", shown_address(to))));
    match report.outcome {
        Outcome::Gone => words.push("gone: the server says it is no more".to_owned()),
        outcome if is_failure(outcome) => {
            let error = report.error.as_ref().map_or("failed", |error| error.message.as_str());
            let times = if report.failures > 1 {
                format!(" ({} times in a row)", report.failures)
            } else {
                String::new()
            };
            words.push(format!("{error}{times}"));
        }
        _ => words.extend(report.news.clone()),
    }
    if words.is_empty() && all {
        words.push(report.outcome.name().to_owned());
    }
    if all {
        words.extend(report.reason.clone());
        if !report.mended.is_empty() {
            words.push(format!("mended: {}", report.mended.join(", ")));
        }
    }
    (!words.is_empty()).then(|| words.join(", "))
}

pub(super) fn summary(totals: &Totals, ms: u64) -> String {
    let mut parts = vec![format!("{} new", totals.new)];
    for (number, word) in [
        (totals.updated, "edited"),
        (totals.unchanged, "unchanged"),
        (totals.failed, "failed"),
        (totals.not_due, "not due"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {word}"));
        }
    }
    let seconds = ms as f64 / 1000.0;
    format!("{}: {}. {seconds:.1} s", count(totals.feeds, "feed"), parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{FeedId, LastError},
        render::{outline::message, samples},
    };

    fn report(title: &str, outcome: Outcome) -> Report {
        Report {
            feed: FeedId(1),
            title: title.to_owned(),
            url: "https://tool.example/feed".to_owned(),
            outcome,
            status: Some(200),
            new: 0,
            updated: 0,
            unchanged: 0,
            reissued: false,
            bytes: 0,
            ms: 0,
            mended: Vec::new(),
            next_check: None,
            reason: Some("every 5 h by its rhythm, last asked just now".to_owned()),
            error: None,
            failures: 0,
            moved: None,
            news: None,
        }
    }

    fn failed(title: &str, failures: u32, code: &str, message: &str) -> Report {
        let error = Some(LastError { code: code.to_owned(), message: message.to_owned() });
        Report { error, failures, ..report(title, Outcome::Failed) }
    }

    fn reports() -> Vec<Report> {
        let family = "Notes of a Family 👨\u{200d}👩\u{200d}👧 for Those Who Care";
        vec![
            Report { new: 12, updated: 1, ..report(family, Outcome::New) },
            Report {
                mended: vec!["bare-ampersand", "entity"],
                ..report("日本のブログ", Outcome::NotModified)
            },
            Report {
                moved: Some(
                    "https://new.example/all/the/news/of/the/tool/makers/feed.xml".to_owned(),
                ),
                ..report("Tool Blog", Outcome::Moved)
            },
            failed(
                "https://tool.example/all/the/news/of/the/tool/makers/feed.xml",
                3,
                "http-500",
                "tool.example answered 500 Internal Server Error",
            ),
            failed("Refused", 1, "connect", "cannot connect to 127.0.0.1:9: connection refused"),
            failed("No Feed", 1, "not-a-feed", "this is neither RSS nor Atom nor JSON Feed"),
            report("Old Blog", Outcome::Gone),
            Report {
                news: Some("works again after 2 days".to_owned()),
                ..report("Back", Outcome::New)
            },
        ]
    }

    /// All that a run says, on a terminal of so many columns.
    fn told(all: bool, columns: usize) -> String {
        let totals = Totals { feeds: 8, new: 12, updated: 1, unchanged: 2, failed: 3, not_due: 4 };
        let reports = reports();
        let lines = reports.iter().filter_map(|report| {
            Some(message(&name(report, columns < 1000), &remark(report, all)?, columns))
        });
        lines.chain([message("", &summary(&totals, 1234), columns)]).collect()
    }

    #[test]
    fn sixty_columns() {
        samples::held(
            &told(false, 60),
            "
Notes of a Family 👨‍👩‍👧 for…   12 new, 1 edited
Tool Blog                   moved to
https://new.example/all/the/news/of/the/tool/makers/feed.xml
tool.example…kers/feed.xml  tool.example answered 500
                            Internal Server Error (3 times
                            in a row)
Refused                     cannot connect to 127.0.0.1:9:
                            connection refused
No Feed                     this is neither RSS nor Atom nor
                            JSON Feed
Old Blog                    gone: the server says it is no
                            more
Back                        works again after 2 days
8 feeds: 12 new, 1 edited, 2 unchanged, 3 failed, 4 not due.
1.2 s
",
        );
    }

    #[test]
    fn eighty_columns() {
        samples::held(
            &told(false, 80),
            "
Notes of a Family 👨‍👩‍👧 for…   12 new, 1 edited
Tool Blog                   moved to
  https://new.example/all/the/news/of/the/tool/makers/feed.xml
tool.example…kers/feed.xml  tool.example answered 500 Internal Server Error (3
                            times in a row)
Refused                     cannot connect to 127.0.0.1:9: connection refused
No Feed                     this is neither RSS nor Atom nor JSON Feed
Old Blog                    gone: the server says it is no more
Back                        works again after 2 days
8 feeds: 12 new, 1 edited, 2 unchanged, 3 failed, 4 not due. 1.2 s
",
        );
        samples::held(
            &told(true, 80),
            "
Notes of a Family 👨‍👩‍👧 for…   12 new, 1 edited, every 5 h by its rhythm, last
                            asked just now
日本のブログ                not-modified, every 5 h by its rhythm, last asked
                            just now, mended: bare-ampersand, entity
Tool Blog                   moved to
  https://new.example/all/the/news/of/the/tool/makers/feed.xml, every 5 h by its
                            rhythm, last asked just now
tool.example…kers/feed.xml  tool.example answered 500 Internal Server Error (3
                            times in a row), every 5 h by its rhythm, last asked
                            just now
Refused                     cannot connect to 127.0.0.1:9: connection refused,
                            every 5 h by its rhythm, last asked just now
No Feed                     this is neither RSS nor Atom nor JSON Feed, every
                            5 h by its rhythm, last asked just now
Old Blog                    gone: the server says it is no more, every 5 h by
                            its rhythm, last asked just now
Back                        works again after 2 days, every 5 h by its rhythm,
                            last asked just now
8 feeds: 12 new, 1 edited, 2 unchanged, 3 failed, 4 not due. 1.2 s
",
        );
    }

    #[test]
    fn two_hundred_columns() {
        samples::held(
            &told(false, 200),
            "
Notes of a Family 👨‍👩‍👧 for…   12 new, 1 edited
Tool Blog                   moved to https://new.example/all/the/news/of/the/tool/makers/feed.xml
tool.example…kers/feed.xml  tool.example answered 500 Internal Server Error (3 times in a row)
Refused                     cannot connect to 127.0.0.1:9: connection refused
No Feed                     this is neither RSS nor Atom nor JSON Feed
Old Blog                    gone: the server says it is no more
Back                        works again after 2 days
8 feeds: 12 new, 1 edited, 2 unchanged, 3 failed, 4 not due. 1.2 s
",
        );
    }

    #[test]
    fn in_a_pipe() {
        samples::held(&told(true, usize::MAX), "
Notes of a Family 👨‍👩‍👧 for Those Who Care  12 new, 1 edited, every 5 h by its rhythm, last asked just now
日本のブログ                not-modified, every 5 h by its rhythm, last asked just now, mended: bare-ampersand, entity
Tool Blog                   moved to https://new.example/all/the/news/of/the/tool/makers/feed.xml, every 5 h by its rhythm, last asked just now
https://tool.example/all/the/news/of/the/tool/makers/feed.xml  tool.example answered 500 Internal Server Error (3 times in a row), every 5 h by its rhythm, last asked just now
Refused                     cannot connect to 127.0.0.1:9: connection refused, every 5 h by its rhythm, last asked just now
No Feed                     this is neither RSS nor Atom nor JSON Feed, every 5 h by its rhythm, last asked just now
Old Blog                    gone: the server says it is no more, every 5 h by its rhythm, last asked just now
Back                        works again after 2 days, every 5 h by its rhythm, last asked just now
8 feeds: 12 new, 1 edited, 2 unchanged, 3 failed, 4 not due. 1.2 s
");
    }
}
