//! Words to leave out (`-zombies`) among the arguments of `list` and `search`, told from flags.

use std::{collections::HashSet, ffi::OsString};

use clap::Command;

/// Commands whose arguments are a query.
const ASKING: &[&str] = &["list", "search"];

/// The flags of a command, as clap knows them.
#[derive(Default)]
struct Flags {
    /// With a value, e.g. `--since` and `-n`.
    taking: HashSet<String>,
    /// One letter without a value.
    letters: HashSet<char>,
    /// One letter with a value.
    takers: HashSet<char>,
}

impl Flags {
    fn of<'a>(commands: impl IntoIterator<Item = &'a Command>) -> Self {
        // clap adds these two by itself.
        let mut flags = Self { letters: HashSet::from(['h', 'V']), ..Self::default() };
        for argument in commands.into_iter().flat_map(Command::get_arguments) {
            let takes = argument.get_action().takes_values()
                && argument.get_num_args().is_none_or(|range| range.min_values() > 0);
            if let Some(letter) = argument.get_short() {
                if takes { &mut flags.takers } else { &mut flags.letters }.insert(letter);
            }
            if takes {
                flags.taking.extend(argument.get_long().map(|name| format!("--{name}")));
                flags.taking.extend(argument.get_short().map(|letter| format!("-{letter}")));
            }
        }
        flags
    }

    /// Whether this is a word after a minus sign rather than a flag or several in one (`-en5`).
    fn is_left_out(&self, text: &str) -> bool {
        let Some(rest) = text.strip_prefix('-').filter(|rest| !rest.is_empty()) else {
            return false;
        };
        if rest.starts_with('-') {
            return false;
        }
        let mut seen = HashSet::new();
        let mut letters = rest.char_indices();
        let end =
            letters.find(|(_, letter)| !self.letters.contains(letter) || !seen.insert(*letter));
        match end {
            None => false,
            // What follows a letter that takes a number is that number.
            Some((at, letter)) if self.takers.contains(&letter) => {
                let number = rest[at + letter.len_utf8()..].trim_start_matches('=');
                !number.bytes().all(|digit| digit.is_ascii_digit())
            }
            Some(_) => true,
        }
    }
}

/// Puts a space before each word to leave out, which then cannot be taken for a flag; a query
/// does not mind spaces.
pub(super) fn shield(mut arguments: Vec<OsString>, program: &Command) -> Vec<OsString> {
    let everywhere = Flags::of([program]);
    let command = (1..arguments.len()).find(|&at| {
        let before = arguments[at - 1].to_str().unwrap_or_default();
        let argument = arguments[at].to_str().unwrap_or_default();
        !argument.starts_with('-') && !everywhere.taking.contains(before)
    });
    let Some(command) = command else { return arguments };
    let saving = arguments[command] == "query"
        && arguments.get(command + 1).is_some_and(|act| act == "save");
    if !saving && !ASKING.iter().any(|asking| arguments[command] == *asking) {
        return arguments;
    }
    let own = arguments[command].to_str().and_then(|name| program.find_subcommand(name));
    let flags = Flags::of(own.into_iter().chain([program]));
    let mut is_value = false;
    for argument in &mut arguments[command + 1..] {
        let text = argument.to_str().unwrap_or_default();
        if text == "--" {
            break;
        }
        let takes_next = flags.taking.contains(text);
        if !is_value && flags.is_left_out(text) {
            *argument = format!(" {text}").into();
        }
        is_value = takes_next && !is_value;
    }
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_to_leave_out_are_told_from_flags() {
        let program = crate::cli::command();
        let flags = Flags::of(program.find_subcommand("list").into_iter().chain([&program]));
        for (argument, left_out) in [
            ("-zombies", true),
            ("-not", true),
            ("-\"two words\"", true),
            ("-feed:tool", true),
            ("-eve", true),
            ("-n", false),
            ("-n5", false),
            ("-n=5", false),
            ("-e", false),
            ("-eq", false),
            ("-en5", false),
            ("-en", false),
            ("-en5x", true),
            ("-nine", true),
            ("-0", false),
            ("--json", false),
            ("--nonsense", false),
            ("-", false),
            ("word", false),
        ] {
            assert_eq!(flags.is_left_out(argument), left_out, "{argument}");
        }
    }

    #[test]
    fn only_queries_are_shielded_and_only_up_to_two_dashes() {
        let shielded = |line: &str| {
            let arguments = line.split(' ').map(OsString::from).collect();
            let arguments = shield(arguments, &crate::cli::command());
            arguments.iter().map(|text| text.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shielded("tidings list a -b -n 3"), ["tidings", "list", "a", " -b", "-n", "3"]);
        assert_eq!(
            shielded("tidings --store list search -b"),
            ["tidings", "--store", "list", "search", " -b"]
        );
        assert_eq!(
            shielded("tidings list --template -{id} -b"),
            ["tidings", "list", "--template", "-{id}", " -b"]
        );
        assert_eq!(shielded("tidings list -n -1"), ["tidings", "list", "-n", "-1"]);
        assert_eq!(shielded("tidings list -- -b"), ["tidings", "list", "--", "-b"]);
        assert_eq!(shielded("tidings fetch -b"), ["tidings", "fetch", "-b"]);
        assert_eq!(shielded("tidings query save a -b"), ["tidings", "query", "save", "a", " -b"]);
    }
}
