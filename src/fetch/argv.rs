//! A command line in, program and arguments out: quotes as in a shell, and nothing else of one.

/// The words of a command line. Single quotes keep everything, double quotes all but `\"` and
/// `\\`, a backslash outside quotes keeps the next character; no variables, globs or pipes.
pub(super) fn split(line: &str) -> Result<Vec<String>, &'static str> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = line.chars();
    while let Some(c) = chars.next() {
        match c {
            '\'' => single(&mut chars, word.get_or_insert_default())?,
            '"' => double(&mut chars, word.get_or_insert_default())?,
            '\\' => {
                let next = chars.next().ok_or("the command ends in a backslash")?;
                word.get_or_insert_default().push(next);
            }
            '\0' => return Err("a command cannot hold a NUL character"),
            c if c.is_whitespace() => words.extend(word.take()),
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

fn single(chars: &mut std::str::Chars<'_>, word: &mut String) -> Result<(), &'static str> {
    for c in chars {
        if c == '\'' {
            return Ok(());
        }
        word.push(c);
    }
    Err("a single quote is not closed")
}

fn double(chars: &mut std::str::Chars<'_>, word: &mut String) -> Result<(), &'static str> {
    while let Some(c) = chars.next() {
        match c {
            '"' => return Ok(()),
            '\\' => match chars.next() {
                Some(next @ ('"' | '\\')) => word.push(next),
                Some(next) => word.extend(['\\', next]),
                None => break,
            },
            c => word.push(c),
        }
    }
    Err("a double quote is not closed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_quotes() {
        for (line, expected) in [
            ("cat a.xml", Ok(vec!["cat", "a.xml"])),
            ("  a \t b\nc ", Ok(vec!["a", "b", "c"])),
            ("a 'b c' \"d e\"", Ok(vec!["a", "b c", "d e"])),
            ("a'b'\"c\"d", Ok(vec!["abcd"])),
            ("'' \"\"", Ok(vec!["", ""])),
            (r#""a\"b\\c\d""#, Ok(vec![r#"a"b\c\d"#])),
            (r"a\ b \'", Ok(vec!["a b", "'"])),
            ("echo $HOME; rm *", Ok(vec!["echo", "$HOME;", "rm", "*"])),
            ("", Ok(vec![])),
            ("'a", Err("a single quote is not closed")),
            ("\"a", Err("a double quote is not closed")),
            ("a\\", Err("the command ends in a backslash")),
        ] {
            let expected = expected.map(|words| words.into_iter().map(str::to_owned).collect());
            assert_eq!(split(line), expected, "{line}");
        }
    }
}
