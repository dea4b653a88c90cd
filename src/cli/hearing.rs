//! What is heard of a run of fetching while it goes on, told on.

mod told;

use std::io::Write;

use indicatif::{ProgressBar, ProgressStyle};

use super::{args::FetchArgs, failure::Failure, session::Session};
use crate::{
    app::{Report, Totals, is_failure},
    render::json_text,
};

/// Tells of a run while it goes on: to a person, to a program, or to nobody unless it must.
pub(super) struct Hearing<'a> {
    session: &'a Session,
    json: bool,
    bar: ProgressBar,
    failed: usize,
    new: usize,
    broken: Option<std::io::Error>,
}

impl<'a> Hearing<'a> {
    /// Nothing has come yet.
    pub(super) fn new(args: &FetchArgs, session: &'a Session) -> Self {
        Self {
            session,
            json: args.json,
            bar: ProgressBar::hidden(),
            failed: 0,
            new: 0,
            broken: None,
        }
    }

    /// Shows whoever watches how far the run of so many feeds is.
    pub(super) fn start(&mut self, feeds: usize) {
        if self.session.watched() && feeds > 1 {
            let style = ProgressStyle::with_template(
                " {spinner} {human_pos}/{human_len} feeds  {msg}  {bar:12}  {elapsed}",
            );
            self.bar = ProgressBar::new(feeds as u64);
            self.bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        }
    }

    /// Takes in how it went with one feed.
    pub(super) fn hear(&mut self, report: &Report) {
        self.failed += usize::from(is_failure(report.outcome));
        self.new += report.new;
        self.bar.set_message(format!("{} new  {} failed", self.new, self.failed));
        self.bar.inc(1);
        if self.json {
            self.record(&report.row());
        }
        let bar = self.bar.clone();
        bar.suspend(|| self.tell(report));
    }

    fn tell(&self, report: &Report) {
        let session = self.session;
        if session.watched() || session.verbose() {
            if let Some(words) = told::remark(report, session.verbose()) {
                session.note_of(&told::name(report, session.watched()), &words);
            }
        } else {
            Self::warn(report, session);
        }
    }

    /// Tells what even cron should hear of.
    pub(super) fn warn(report: &Report, session: &Session) {
        if let Some(news) = &report.news {
            session.warn(&format!("{}: {news}", told::named(report)));
        }
    }

    fn record(&mut self, row: &impl serde::Serialize) {
        if self.broken.is_none() {
            let mut out = std::io::stdout().lock();
            let written = json_text::write_line(&mut out, row).and_then(|()| out.flush());
            self.broken = written.err();
        }
    }

    /// Sums up.
    pub(super) fn finish(&mut self, totals: &Totals, ms: u64) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        if self.json {
            self.record(&totals.row(ms));
        }
        if (self.session.watched() || self.session.verbose()) && totals.feeds > 1 {
            self.session.note(&told::summary(totals, ms));
        }
        match self.broken.take() {
            Some(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Err(Failure::io("standard output", &error))
            }
            _ => Ok(()),
        }
    }
}
