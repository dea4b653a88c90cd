//! `tidings merge`, `split` and `forget`: a person's word on what is one article.

use std::process::ExitCode;

use super::{
    args::{ForgetArgs, MergeArgs, SplitArgs},
    failure::Failure,
    output::count,
    session::Session,
    source,
};
use crate::{
    app,
    store::{Access, Split},
};

/// Makes two articles one.
pub(super) fn merge(args: &MergeArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let kept = source::article_id(&args.kept, &mut *store)?;
    let other = source::article_id(&args.other, &mut *store)?;
    if kept == other {
        return Err(Failure::usage("same-article", format!("{kept}: is one article already")));
    }
    store.merge(&kept, &other, session.now())?;
    session.say(&format!("{other} is part of {kept} now; tidings undo takes it back"));
    Ok(ExitCode::SUCCESS)
}

/// Makes one article two.
pub(super) fn split(args: &SplitArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let id = source::article_id(&args.id, &mut *store)?;
    let split = store.split(&id, session.now())?;
    app::bring_keys_up(&mut *store)?;
    match split {
        Split::Off(other) => {
            session.say(&format!("{other} is an article of its own; tidings undo takes it back"));
            Ok(ExitCode::SUCCESS)
        }
        Split::Whole => Err(Failure::failed(
            "nothing-to-split",
            format!("{id}: nothing was merged into it, and it was never edited"),
        )
        .hint(format!("tidings explain {id} tells what it was made of"))),
    }
}

/// Deletes articles for good.
pub(super) fn forget(args: &ForgetArgs, session: &Session) -> Result<ExitCode, Failure> {
    let mut store = session.store(Access::Write)?;
    let ids = source::article_ids(&args.ids, &mut *store)?;
    let forgotten = store.forget(&ids, session.now())?;
    session.say(&format!("forgot {}; tidings undo takes it back", count(forgotten, "article")));
    Ok(ExitCode::SUCCESS)
}
