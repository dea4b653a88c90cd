//! Words to leave out (`-zombies`) among the arguments of `list` and `search`, told from flags.

use std::ffi::OsString;

/// Commands whose arguments are a query.
const ASKING: &[&str] = &["list", "search"];
/// Flags before the command that take the next argument.
const TAKING: &[&str] = &["--store", "--config", "--color", "--log-format"];
/// Flags of one letter that take nothing.
const LETTERS: &str = "eqv0hV";

/// Puts a space before each word to leave out, which then cannot be taken for a flag; a query
/// does not mind spaces.
pub(super) fn shield(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let command = (1..arguments.len()).find(|&at| {
        let before = arguments[at - 1].to_str().unwrap_or_default();
        let argument = arguments[at].to_str().unwrap_or_default();
        !argument.starts_with('-') && !TAKING.contains(&before)
    });
    let Some(command) = command else { return arguments };
    let saving = arguments[command] == "query"
        && arguments.get(command + 1).is_some_and(|act| act == "save");
    if !saving && !ASKING.iter().any(|asking| arguments[command] == *asking) {
        return arguments;
    }
    for argument in &mut arguments[command + 1..] {
        match argument.to_str() {
            Some("--") => break,
            Some(text) if is_left_out(text) => *argument = format!(" {text}").into(),
            _ => {}
        }
    }
    arguments
}

/// Whether this is a word after a minus sign rather than a flag.
fn is_left_out(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('-').filter(|rest| !rest.is_empty()) else { return false };
    let number = rest.strip_prefix('n').map(|count| count.trim_start_matches('='));
    let is_limit = number.is_some_and(|count| count.bytes().all(|digit| digit.is_ascii_digit()));
    let is_letters = rest.chars().enumerate().all(|(at, letter)| {
        LETTERS.contains(letter) && !rest.chars().take(at).any(|earlier| earlier == letter)
    });
    !(rest.starts_with('-') || is_limit || is_letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_to_leave_out_are_told_from_flags() {
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
            ("-0", false),
            ("--json", false),
            ("--nonsense", false),
            ("-", false),
            ("word", false),
        ] {
            assert_eq!(is_left_out(argument), left_out, "{argument}");
        }
    }

    #[test]
    fn only_queries_are_shielded_and_only_up_to_two_dashes() {
        let shielded = |line: &str| {
            let arguments = shield(line.split(' ').map(OsString::from).collect());
            arguments.iter().map(|text| text.to_string_lossy().into_owned()).collect::<Vec<_>>()
        };
        assert_eq!(shielded("tidings list a -b -n 3"), ["tidings", "list", "a", " -b", "-n", "3"]);
        assert_eq!(
            shielded("tidings --store list search -b"),
            ["tidings", "--store", "list", "search", " -b"]
        );
        assert_eq!(shielded("tidings list -- -b"), ["tidings", "list", "--", "-b"]);
        assert_eq!(shielded("tidings fetch -b"), ["tidings", "fetch", "-b"]);
        assert_eq!(shielded("tidings query save a -b"), ["tidings", "query", "save", "a", " -b"]);
    }
}
