//! Text in, without the commands of page builders that were not carried out.
//!
//! WordPress writes `[gallery_view ids="1"]` where a plug-in is to put something; a feed made while
//! the plug-in is away carries the command itself.

use std::borrow::Cow;

use crate::normalize::text::boundary;

/// No command is longer.
const LONGEST: usize = 4 * 1024;

/// So many settings are several.
const SEVERAL: usize = 3;

/// The text without commands. One is told from an author's brackets by a name of several words
/// (`fusion_text`, `time-video`) with nothing but settings after it.
pub(super) fn without_shortcodes(text: Cow<'_, str>) -> Cow<'_, str> {
    let mut kept = String::new();
    let mut done = 0;
    for (at, _) in text.match_indices('[') {
        if at < done {
            continue;
        }
        // After a command, one without settings is one too.
        let bare = at > 0 && done == at;
        if let Some(length) = shortcode(&text[at..], bare) {
            kept.push_str(&text[done..at]);
            done = at + length;
        }
    }
    if done == 0 {
        return text;
    }
    kept.push_str(&text[done..]);
    Cow::Owned(kept)
}

/// The length of the command that a text begins with, perhaps one without settings.
fn shortcode(text: &str, bare: bool) -> Option<usize> {
    let window = &text[..boundary(text, LONGEST)];
    let (whole, text) = (window.len() == text.len(), window);
    let name = text.get(1..)?;
    let closing = name.starts_with('/');
    let name = name.trim_start_matches('/');
    let length = name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'))?;
    let (name, settings) = name.split_at(length);
    let inner = name.trim_matches(['_', '-']);
    let compound = inner.contains(['_', '-'])
        && name.starts_with(|c: char| c.is_ascii_lowercase())
        && inner.bytes().all(|b| !b.is_ascii_uppercase());
    if closing {
        let end = settings.starts_with(']');
        return (compound && end).then(|| text.len() - settings.len() + 1);
    }
    if !compound {
        return None;
    }
    let (count, rest) = after_settings(settings);
    let length = text.len() - rest.len();
    if count == 0 && !bare {
        return None;
    }
    match rest.trim_start_matches('/') {
        ended if ended.starts_with(']') => Some(text.len() - ended.len() + 1),
        _ if count >= SEVERAL && whole => {
            let after = cut_off(rest)?;
            Some(length + rest.len() - after.len())
        }
        _ => None,
    }
}

/// What follows where an excerpt was cut off, perhaps within the next setting: dots at the most.
fn cut_off(rest: &str) -> Option<&str> {
    let dots = |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '…' | '.' | '(' | ')');
    let after = rest[setting_name(rest).len()..].trim_start_matches('=');
    let after = after.trim_start_matches(is_quote);
    after.trim_matches(dots).is_empty().then_some(after)
}

fn setting_name(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '-'));
    &text[..end.unwrap_or(text.len())]
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '“' | '″' | '’' | '‘' | '′' | '»')
}

/// How many settings such as `width="3"` a text begins with, whose quotes WordPress may have
/// curled, and what follows them.
fn after_settings(text: &str) -> (usize, &str) {
    let mut rest = text.trim_start();
    let mut count = 0;
    loop {
        let name = setting_name(rest);
        let value = rest[name.len()..].strip_prefix('=').filter(|_| !name.is_empty());
        let after = value.and_then(|value| match value.strip_prefix(is_quote) {
            Some(quoted) => {
                let end = quoted.find(is_quote)?;
                Some(quoted[end..].trim_start_matches(is_quote))
            }
            None => {
                Some(&value[value.find(|c: char| c.is_whitespace() || matches!(c, '[' | ']'))?..])
            }
        });
        let Some(after) = after else { return (count, rest) };
        count += 1;
        rest = after.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_go_and_brackets_stay() {
        for (text, expected) in [
            ("[row_inner full=”no” on=”” cut=\"a b\"]Tea.[/row_inner] Hot.", "Tea. Hot."),
            ("[time-clip id=7 wide=true][/time-clip]", ""),
            ("[row_outer a=\"1\"][row_inner][x]Tea.", "[x]Tea."),
            ("[tea_pot hot='yes' /]x", "x"),
            ("Tea [sic] and [a-b] and [read_me] stay", "Tea [sic] and [a-b] and [read_me] stay"),
            ("[see a=1] and [x_y z]", "[see a=1] and [x_y z]"),
            ("[a_b c=\"no end", "[a_b c=\"no end"),
            ("Tea. [row_inner a=”no” b=”” c=”” […]", "Tea. […]"),
            ("[row_inner a=”no” b=”x y” c=”” margin=”", ""),
            ("[row_inner a=”” b=”” c=”” padd […]", " […]"),
            ("[[a_b c=1]]", "[]"),
            ("[", "["),
        ] {
            assert_eq!(without_shortcodes(text.into()), expected, "{text}");
        }
    }
}
