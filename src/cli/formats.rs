//! The format of a listing, as flags and settings choose it.

use std::{io, process::ExitCode};

use super::{args::FormatArgs, failure::Failure, session::Session};
use crate::{
    model::{Article, Item},
    render::{self, Format, Renderer, View},
};

/// The format that flags choose, and what it needs to know.
pub(super) struct Chosen {
    /// The format.
    pub(super) format: &'static Format,
    fields: Option<Vec<render::Field>>,
    template: Option<render::Template>,
    nul: bool,
}

impl Chosen {
    /// Understands the flags; `None` if they only asked for the list of fields, which is printed.
    pub(super) fn of(args: &FormatArgs, session: &Session) -> Result<Option<Self>, Failure> {
        if args.json.as_deref() == Some("") {
            list_fields(session)?;
            return Ok(None);
        }
        let name = match (&args.format, &args.json) {
            (Some(name), _) => name.clone(),
            (None, Some(_)) => "json".to_owned(),
            (None, None) if args.ndjson => "ndjson".to_owned(),
            (None, None) => session.config.format().to_owned(),
        };
        let whence = if args.format.is_some() { "--format" } else { "the setting format" };
        let format = render::format(&name).ok_or_else(|| unknown_format(whence, &name))?;
        if args.nul && format.name != "ids" && args.template.is_none() {
            return Err(Failure::usage("usage", "-0: ends ids and lines of a template only")
                .hint("--format ids -0, or --template TEXT -0"));
        }
        let fields = match args.json.as_deref() {
            None | Some("*") => None,
            Some(list) => Some(render::fields(list).map_err(|error| {
                Failure::usage("unknown-field", format!("--json: {error}"))
                    .hint("tidings list --json= lists the fields")
            })?),
        };
        let template = args.template.as_deref().map(str::parse::<render::Template>).transpose();
        let template = template.map_err(|error| {
            Failure::usage("bad-template", error.to_string()).hint(error.hint())
        })?;
        let format = if template.is_some() { render::TEMPLATE } else { format };
        Ok(Some(Self { format, fields, template, nul: args.nul }))
    }

    /// How a listing in this format is to look.
    pub(super) fn view(&self, session: &Session) -> View {
        View {
            fields: self.fields.clone(),
            template: self.template.clone(),
            nul: self.nul,
            ..session.view(None)
        }
    }
}

fn unknown_format(whence: &str, name: &str) -> Failure {
    let known: Vec<&str> = render::FORMATS.iter().map(|format| format.name).collect();
    Failure::usage("unknown-format", format!("{whence}: there is no format {name}"))
        .hint(format!("one of {}", known.join(", ")))
}

fn list_fields(session: &Session) -> Result<(), Failure> {
    use io::Write;
    let mut out = session.output(false);
    let written = render::FIELDS
        .iter()
        .try_for_each(|field| writeln!(out, "{:<14} {}", field.name, field.about));
    out.finish(written).map(drop)
}

/// Prints articles that are at hand already, in the format that the flags choose.
pub(super) fn write(
    articles: Vec<Article>,
    args: &FormatArgs,
    session: &Session,
) -> Result<ExitCode, Failure> {
    let Some(chosen) = Chosen::of(args, session)? else { return Ok(ExitCode::SUCCESS) };
    let view = View { whole: true, ..chosen.view(session) };
    let mut out = session.output(false);
    let written = rows(articles, chosen.format.start(&view, Box::new(&mut out)));
    out.finish(written)?;
    Ok(ExitCode::SUCCESS)
}

fn rows(articles: Vec<Article>, mut renderer: Box<dyn Renderer + '_>) -> io::Result<()> {
    renderer.begin()?;
    for article in articles {
        let id_length = article.id.0.len();
        renderer.item(&Item { article, snippet: None, id_length })?;
    }
    renderer.end()
}
