//! An sfeedrc in, an import out: its `feed` commands are read, nothing is ever run.

use super::{Import, collect::Collection};
use crate::model::{Options, Subscription};

/// Whether a line of the text calls `feed` with a quoted name, or defines `feeds()`.
pub(super) fn looks_like(text: &str) -> bool {
    text.lines().map(str::trim_start).any(|line| {
        let name = line.strip_prefix("feed").map(str::trim_start);
        line.starts_with("feeds()") || name.is_some_and(|name| name.starts_with(['"', '\'']))
    })
}

/// Reads every `feed name url [site [encoding]]`.
pub(super) fn read(text: &str) -> Import {
    let mut found = Collection::default();
    for command in commands(text) {
        let [verb, name, url, more @ ..] = command.as_slice() else { continue };
        if verb.text != "feed" {
            continue;
        }
        if name.computed || url.computed {
            found.note(&format!("{} {}", name.text, url.text), "needs a shell to be read");
            continue;
        }
        let site_url = more.first().filter(|site| !site.computed).map(|site| site.text.clone());
        found.add(Subscription {
            url: url.text.clone(),
            title: Some(name.text.clone()),
            site_url,
            options: Options::default(),
        });
    }
    found.finish()
}

/// A word of a command.
#[derive(Debug, Default, PartialEq, Eq)]
struct Word {
    text: String,
    /// Whether a shell would replace part of it: `$x`, `` `x` ``.
    computed: bool,
}

/// Splits a shell script into commands and words: quotes, escapes, comments, separators.
fn commands(text: &str) -> Vec<Vec<Word>> {
    let mut commands = vec![Vec::new()];
    let mut word: Option<Word> = None;
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match c {
            '#' if word.is_none() => {
                characters.by_ref().find(|c| *c == '\n');
                commands.push(Vec::new());
            }
            '\n' | ';' | '{' | '}' | '(' | ')' | '&' | '|' => {
                commands.last_mut().expect("a command is begun").extend(word.take());
                commands.push(Vec::new());
            }
            c if c.is_whitespace() => {
                commands.last_mut().expect("a command is begun").extend(word.take());
            }
            '\\' => match characters.next() {
                None | Some('\n') => {}
                Some(c) => word.get_or_insert_default().text.push(c),
            },
            '\'' => word
                .get_or_insert_default()
                .text
                .extend(characters.by_ref().take_while(|c| *c != '\'')),
            '"' => double_quoted(&mut characters, word.get_or_insert_default()),
            c => {
                let word = word.get_or_insert_default();
                word.computed |= matches!(c, '$' | '`');
                word.text.push(c);
            }
        }
    }
    commands.last_mut().expect("a command is begun").extend(word);
    commands
}

/// Inside double quotes a backslash escapes only what would mean something there.
fn double_quoted(characters: &mut std::str::Chars<'_>, word: &mut Word) {
    while let Some(c) = characters.next().filter(|c| *c != '"') {
        match c {
            '\\' => match characters.next() {
                None | Some('\n') => {}
                Some(c @ ('"' | '\\' | '$' | '`')) => word.text.push(c),
                Some(c) => word.text.extend(['\\', c]),
            },
            c => {
                word.computed |= matches!(c, '$' | '`');
                word.text.push(c);
            }
        }
    }
}
