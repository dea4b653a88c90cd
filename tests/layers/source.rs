//! A Rust source in, the paths it names out: tokens and `use` trees, no types.

/// A path that is named in a source: absolute (`crate :: …`) where it is one of ours.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// Its words, and `*` for everything.
    pub(crate) path: Vec<String>,
    /// Where it stands, from 1.
    pub(crate) line: usize,
    /// Whether it stands in a module of tests.
    pub(crate) testing: bool,
}

/// Every path in the text of the file that is this module, and every macro call as `name !`.
pub(crate) fn named_paths(text: &str, module: &[String]) -> Vec<Named> {
    let tokens = &tokens(text);
    let mut inner = module.to_vec();
    // For each open brace, whether it opened a module.
    let mut braces = Vec::new();
    let mut found = Vec::new();
    let text = |at: usize| tokens.get(at).map_or("", |token: &Token| token.text.as_str());
    let mut at = 0;
    while at < tokens.len() {
        let mut next = at + 1;
        match text(at) {
            "mod" if text(at + 2) == "{" => {
                inner.push(text(at + 1).to_owned());
                braces.push(true);
                next = at + 3;
            }
            "{" => braces.push(false),
            "}" => {
                let closed = braces.pop() == Some(true);
                inner.truncate(inner.len() - usize::from(closed));
            }
            // `use<…>` in a type names lifetimes, no rooms.
            "use" if text(at + 1) != "<" => {
                let mut paths = Vec::new();
                next = use_tree(tokens, at + 1, &[], &mut paths);
                found.extend(paths.into_iter().map(|(path, line)| named(&path, line, &inner)));
            }
            word if is_word(word) && (at == 0 || text(at - 1) != "::") => {
                let mut path = vec![word.to_owned()];
                while text(next) == "::" && is_word(text(next + 1)) {
                    path.push(text(next + 1).to_owned());
                    next += 2;
                }
                if text(next) == "!" {
                    let name = path.last().expect("it has a word").clone();
                    found.push(named(&[format!("{name} !")], tokens[at].line, &inner));
                }
                if path.len() > 1 {
                    found.push(named(&path, tokens[at].line, &inner));
                }
            }
            _ => {}
        }
        at = next;
    }
    found
}

/// Reads a `use` tree from `at` on and returns where it ends.
fn use_tree(
    tokens: &[Token],
    mut at: usize,
    prefix: &[String],
    found: &mut Vec<(Vec<String>, usize)>,
) -> usize {
    let mut path = prefix.to_vec();
    let mut grouped = false;
    let line = tokens.get(at).map_or(0, |token| token.line);
    while let Some(token) = tokens.get(at) {
        match token.text.as_str() {
            "," | "}" | ";" => break,
            "{" => {
                grouped = true;
                at += 1;
                while tokens.get(at).is_some_and(|token| token.text != "}") {
                    at = use_tree(tokens, at, &path, found);
                    at += usize::from(tokens.get(at).is_some_and(|token| token.text == ","));
                }
            }
            "::" => {}
            // What follows is a name of the user's own choice.
            "as" => at += 1,
            "self" if !path.is_empty() => {}
            word => path.push(word.to_owned()),
        }
        at += 1;
    }
    if !grouped && !path.is_empty() {
        found.push((path, line));
    }
    at
}

/// Makes a path absolute that starts at `crate`, `self`, `super` or the crate's own name.
fn named(path: &[String], line: usize, module: &[String]) -> Named {
    let mut base: Option<Vec<String>> = None;
    let mut rest = path;
    while let Some((first, more)) = rest.split_first() {
        base = match (first.as_str(), base) {
            ("crate" | "tidings", None) => Some(Vec::new()),
            ("self", None) => Some(module.to_vec()),
            ("super", base) => {
                let mut outer = base.unwrap_or_else(|| module.to_vec());
                outer.pop();
                Some(outer)
            }
            (_, base) => {
                let start = base.map(|base| [vec!["crate".to_owned()], base].concat());
                let path = [start.unwrap_or_default(), rest.to_vec()].concat();
                return Named { path, line, testing: is_testing(module) };
            }
        };
        rest = more;
    }
    let path = [vec!["crate".to_owned()], base.unwrap_or_default()].concat();
    Named { path, line, testing: is_testing(module) }
}

fn is_testing(module: &[String]) -> bool {
    module.iter().any(|name| name == "tests")
}

/// A word, a punctuation character or `::`, with its line; literals are left out.
#[derive(Debug)]
struct Token {
    text: String,
    line: usize,
}

fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Splits Rust source into tokens; comments, strings and characters are not among them.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    let mut line = 1;
    while let Some(c) = rest.chars().next() {
        let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        let (length, keep) = match c {
            '/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), false),
            '/' if rest.starts_with("/*") => (block_comment(rest), false),
            '"' => (string(rest), false),
            '\'' => (character(rest), false),
            ':' if rest.starts_with("::") => (2, true),
            _ if word > 0 => match &rest[..word] {
                "r" | "br" | "cr" if raw_string(&rest[word..]).is_some() => {
                    (word + raw_string(&rest[word..]).expect("just seen"), false)
                }
                "b" | "c" if rest[word..].starts_with('"') => (word + string(&rest[word..]), false),
                "b" if rest[word..].starts_with('\'') => (word + character(&rest[word..]), false),
                "r" if rest[word..].starts_with('#') => (word + 1, false),
                _ => (word, true),
            },
            c => (c.len_utf8(), !c.is_whitespace()),
        };
        let (token, after) = rest.split_at(length);
        if keep {
            tokens.push(Token { text: token.to_owned(), line });
        }
        line += token.matches('\n').count();
        rest = after;
    }
    tokens
}

fn block_comment(text: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    at
}

fn string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if c == '"' && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// The length of a character literal, or of a lifetime's quote.
fn character(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), Some((at, _))) => {
            text[at + 1..].find('\'').map_or(text.len(), |end| at + 1 + end + 1)
        }
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 1,
    }
}

/// The length of `#…"…"#…` behind its `r`, if it is one.
fn raw_string(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let body = text[hashes..].strip_prefix('"')?;
    let close = format!("\"{}", "#".repeat(hashes));
    Some(hashes + 1 + body.find(&close).map_or(body.len(), |end| end + close.len()))
}
