//! What clap found wrong with the arguments in, the failure as this program tells it out.

use std::{ffi::OsString, process::ExitCode};

use clap::{
    Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::failure::Failure;

/// Reports what clap found wrong (exit code 2), or prints the help or version asked for (0).
pub(super) fn report(error: &Error, json: bool, arguments: &[OsString]) -> ExitCode {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        return match error.print() {
            Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
                Failure::io("standard output", &error).report(json)
            }
            _ => ExitCode::SUCCESS,
        };
    }
    failure(error, arguments).report(json)
}

fn failure(error: &Error, arguments: &[OsString]) -> Failure {
    let failure = Failure::usage("usage", message(error));
    failure.hint(hint(error).unwrap_or_else(|| help(arguments)))
}

/// Where to read on: the help of the command that was meant.
fn help(arguments: &[OsString]) -> String {
    let program = super::command();
    let named = arguments.iter().skip(1).filter_map(|argument| argument.to_str());
    let command = named.into_iter().find(|name| program.find_subcommand(name).is_some());
    match command {
        Some(command) => format!("tidings {command} --help says what it takes"),
        None => "tidings --help says what there is".to_owned(),
    }
}

/// The thing and what is wrong with it.
fn message(error: &Error) -> String {
    let argument = || said(error, ContextKind::InvalidArg);
    let value = || said(error, ContextKind::InvalidValue).filter(|value| !value.is_empty());
    let told = match error.kind() {
        ErrorKind::UnknownArgument => argument().map(|name| format!("{name}: is not understood")),
        ErrorKind::InvalidSubcommand => said(error, ContextKind::InvalidSubcommand)
            .map(|name| format!("{name}: there is no such command")),
        ErrorKind::MissingRequiredArgument => {
            argument().map(|names| format!("{names}: is missing"))
        }
        ErrorKind::ArgumentConflict => argument()
            .zip(said(error, ContextKind::PriorArg))
            .map(|(name, other)| format!("{name}: cannot stand beside {other}")),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            argument().map(|name| match value() {
                Some(value) => format!("{name}: cannot be {value:?}{}", why(error)),
                None => format!("{name}: needs a value"),
            })
        }
        _ => None,
    };
    told.unwrap_or_else(|| first_paragraph(error))
}

/// What the reader of a value says of it.
fn why(error: &Error) -> String {
    let why = std::error::Error::source(error).map(ToString::to_string);
    why.map_or_else(String::new, |why| format!(": {why}"))
}

/// The way out: what was probably meant, else what there is to choose from, else how it goes.
fn hint(error: &Error) -> Option<String> {
    let meant =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let meant = meant.into_iter().find_map(|kind| said(error, kind));
    let values = || said(error, ContextKind::ValidValue).map(|values| format!("one of {values}"));
    let usage = || {
        let usage = said(error, ContextKind::Usage)?;
        let usage = usage.trim().strip_prefix("Usage:").map_or(usage.trim(), str::trim).to_owned();
        let command =
            usage.split([' ', '\n']).take_while(|word| word.starts_with(char::is_lowercase));
        let command = command.collect::<Vec<_>>().join(" ");
        Some(format!("{usage}; {command} --help says more"))
    };
    meant.map(|meant| format!("did you mean {meant}?")).or_else(values).or_else(usage)
}

/// A piece of what clap knows, in words.
fn said(error: &Error, kind: ContextKind) -> Option<String> {
    let text = match error.get(kind)? {
        ContextValue::Strings(several) => several.join(", "),
        other => other.to_string(),
    };
    (!text.is_empty()).then_some(text)
}

fn first_paragraph(error: &Error) -> String {
    let text = error.to_string();
    let text = text.strip_prefix("error: ").unwrap_or(&text);
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
}
