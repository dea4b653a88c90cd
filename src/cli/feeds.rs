//! `tidings feeds`: subscriptions and how they fare.

use std::process::ExitCode;

use super::{
    args::{FeedsAct, FeedsArgs},
    failure::Failure,
    session::Session,
    source,
};
use crate::{
    render::{
        self, json_text,
        rows::{FeedRow, FeedsDocument},
    },
    store::{Access, Primary},
};

/// Lists all subscriptions, or those named.
pub(super) fn run(args: &FeedsArgs, session: &Session) -> Result<ExitCode, Failure> {
    if let Some(FeedsAct::Primary { id, feed }) = &args.act {
        return primary(id, feed, session);
    }
    let chosen = source::chosen(&args.feeds, session.store(Access::Read)?.feeds()?)?;
    let mut out = session.output(!args.json);
    let written = if args.json {
        let rows: Vec<FeedRow> = chosen.iter().map(FeedRow::from).collect();
        json_text::write_line(&mut out, &FeedsDocument::of(&rows))
    } else {
        render::subscriptions(&mut out, &chosen, &session.view(None))
    };
    out.finish(written)?;
    if chosen.is_empty() && !args.json {
        session.say("nothing is followed yet; tidings add URL follows a feed");
    }
    Ok(ExitCode::SUCCESS)
}

/// Gives an article to another feed that carries it.
fn primary(id: &str, feed: &str, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let id = source::article_id(id, &mut *store)?;
    let record = source::feed(feed, store.feeds()?)?;
    match store.primary(&id, record.id, session.now())? {
        Primary::Changed => {
            session.say(&format!(
                "{id} is edited by {} now; tidings undo takes it back",
                record.title()
            ));
        }
        Primary::Already => session.say(&format!("{id} is edited by {} already", record.title())),
        Primary::NotSeen => {
            let message = format!("{id}: is not carried by {}", record.title());
            return Err(Failure::failed("not-carried", message)
                .hint(format!("tidings explain {id} names the feeds that carry it")));
        }
    }
    Ok(ExitCode::SUCCESS)
}
