//! `tidings parse`: what documents say, without storing anything.

use std::{
    fs,
    io::{self, BufRead, Write},
    ops::ControlFlow,
    process::ExitCode,
};

use serde_json::json;

use super::{args::ParseArgs, failure::Failure, formats, session::Session, source, stdin};
use crate::{
    app,
    fetch::{self, Answer, Cancel, FetchOutcome, Request},
    model::{Document, FeedRecord, Parsed, shown_address},
    parse::{ParseError, parse, report::Report},
    render::json_text,
};

/// Shows the articles of each document, or with `--raw` the document itself.
pub(super) fn run(args: &ParseArgs, session: &Session) -> Result<ExitCode, Failure> {
    if args.batch {
        let mut out = session.output(false);
        let written = batch(&mut io::stdin().lock(), &mut out);
        out.finish(written)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut articles = Vec::new();
    for name in &args.sources {
        let document = document(name, args.source.as_deref(), session)?;
        if args.raw {
            let mut out = session.output(false);
            let written = raw(document, &mut out);
            out.finish(written)?;
            continue;
        }
        articles.extend(app::preview(&document, session.now()).map_err(|error| {
            let failure =
                Failure::failed(error.code(), format!("{}: {error}", shown_address(name)));
            match error {
                ParseError::Page => failure.hint("tidings discover URL finds the feeds it names"),
                ParseError::Empty | ParseError::NoFeed => failure,
            }
        })?);
    }
    if args.raw { Ok(ExitCode::SUCCESS) } else { formats::write(articles, &args.format, session) }
}

/// The document that a source gives.
fn document(name: &str, origin: Option<&str>, session: &Session) -> Result<Document, Failure> {
    if name == "-" {
        return Ok(Document::from_bytes(&stdin::read(session)?, origin.unwrap_or_default()));
    }
    let subscription = source::subscription(name)?;
    let request = Request::for_feed(&FeedRecord { subscription, ..FeedRecord::default() });
    let name = shown_address(name);
    let mut outcome = None;
    fetch::fetch_all(
        vec![request],
        &session.policy(),
        session.now(),
        &Cancel::default(),
        session.budget(),
        &mut |answer: Answer| {
            outcome = Some(answer.outcome);
            ControlFlow::Continue(())
        },
    )
    .map_err(|error| Failure::failed(&error.code(), format!("{name}: {error}")))?;
    match outcome {
        Some(FetchOutcome::Fetched(document)) => Ok(document),
        Some(FetchOutcome::Failed(error) | FetchOutcome::Refused(error)) => {
            Err(Failure::failed(&error.code(), format!("{name}: {error}")))
        }
        _ => Err(Failure::failed("no-document", format!("{name}: gave no document"))),
    }
}

/// Writes what one document says, as JSON.
fn raw(document: Document, out: &mut dyn Write) -> io::Result<()> {
    json_text::write_pretty(out, &Report(&read(document)))?;
    out.flush()
}

/// What a document says. Its bytes are not held any longer than that takes.
fn read(document: Document) -> Result<Parsed, ParseError> {
    let parsed = parse(&document);
    drop(document);
    parsed
}

/// Reads lines `path TAB content type TAB base URL` and answers each with one line of JSON.
fn batch(lines: &mut dyn BufRead, out: &mut dyn Write) -> io::Result<()> {
    let mut line = Vec::new();
    while lines.read_until(b'\n', &mut line)? > 0 {
        answer(&String::from_utf8_lossy(&line), out)?;
        out.flush()?;
        line.clear();
    }
    Ok(())
}

fn answer(line: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut fields = line.trim_end_matches(['\n', '\r']).split('\t');
    let path = fields.next().unwrap_or_default();
    let content_type = fields.next().filter(|field| !field.is_empty());
    let final_url = fields.next().unwrap_or_default().to_owned();
    match fs::read(path) {
        Ok(body) => {
            let has_markup = body.contains(&b'<');
            let content_type = content_type.map(str::to_owned);
            let document = Document { body, content_type, final_url, ..Document::default() };
            let read = match read(document) {
                Err(ParseError::Empty) if has_markup => Ok(nothing()),
                read => read,
            };
            json_text::write_line(out, &Report(&read))
        }
        Err(error) => {
            let error = format!("{path}: {error}");
            json_text::write_line(
                out,
                &json!({ "ok": false, "error": error, "code": "unreadable" }),
            )
        }
    }
}

/// What comments alone say. To whoever fetches it such a document is no feed, since an answer that
/// lost its content must not pass for one without entries; a batch asks only what a document
/// holds, and that is known.
fn nothing() -> Parsed {
    Parsed { mended: vec!["nothing-but-comments"], ..Parsed::default() }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    #[test]
    fn a_batch_answers_every_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("feed.xml");
        fs::write(&path, "<rss><channel><item><title>Tea</title></item></channel></rss>")
            .expect("written");
        let empty = folder.path().join("empty.xml");
        fs::write(&empty, "<!-- nothing yet -->\n").expect("written");
        let lines = format!(
            "{}\t\thttps://tea.example/\n/nowhere/at/all\n{}\n",
            path.display(),
            empty.display()
        );
        let mut out = Vec::new();
        batch(&mut lines.as_bytes(), &mut out).expect("memory takes all");
        let answers: Vec<Value> = out
            .split(|b| *b == b'\n')
            .filter(|l| !l.is_empty())
            .map(|l| serde_json::from_slice(l).expect("JSON"))
            .collect();
        assert_eq!(answers[0]["entries"][0]["title"], "Tea");
        assert_eq!(answers[1]["ok"], false);
        assert_eq!(answers[2]["ok"], true);
        assert_eq!(answers[2]["entries"], json!([]));
        assert_eq!(answers[2]["mended"], json!(["nothing-but-comments"]));
        assert_eq!(answers.len(), 3);
    }
}
