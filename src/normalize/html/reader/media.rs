//! Pictures, players and pages set in: what of them is shown, and in which form.

use super::{
    super::{
        Place,
        attributes::{allowed, is_self_closed, value},
        elements::{Element, find},
        embeds,
        markup::Attribute,
        pictures::{Picture, picture},
        plain::Gap,
        tokens::Token,
    },
    FURNITURE, Reader,
};

/// How much of the pictures' own words is kept.
const CAPTIONS: usize = 2000;

impl<'a> Reader<'a, '_> {
    pub(super) fn picture(&mut self, element: &'static Element, rest: &'a str) {
        match picture(rest, self.base) {
            Picture::Nothing => {}
            Picture::Symbol(symbol) => {
                self.markup.text(&symbol);
                self.plain.flow(&symbol, self.place());
            }
            Picture::Shown(address, stands) => {
                if self.last_picture.as_ref() == Some(&address) {
                    return;
                }
                let mut attributes: Vec<Attribute<'_>> = vec![("src", address.clone().into())];
                attributes.extend(allowed(element, rest, self.base));
                for (name, text) in &attributes {
                    if matches!(*name, "alt" | "title") && !is_file_name(text, &address) {
                        self.caption(text);
                    }
                }
                self.markup.void(element.name, &attributes);
                self.page.has_media = true;
                if stands && self.page.picture.is_none() {
                    self.page.picture = Some(address.clone());
                }
                self.last_picture = Some(address);
            }
        }
    }

    fn caption(&mut self, text: &str) {
        let captions = &mut self.page.captions;
        let text = text.trim();
        if !text.is_empty() && captions.len() + text.len() < CAPTIONS && !captions.ends_with(text) {
            if !captions.is_empty() {
                captions.push_str("\n\n");
            }
            captions.push_str(text);
        }
    }

    /// Sound or film: written whole, for what stands inside is for browsers without a player.
    pub(super) fn player(&mut self, element: &'static Element, rest: &'a str) {
        let mut attributes = allowed(element, rest, self.base);
        let sources = if is_self_closed(rest) { Vec::new() } else { self.sources(element.name) };
        if !sources.is_empty() || attributes.iter().any(|(name, _)| *name == "src") {
            attributes.push(("controls", "".into()));
            self.markup.player(element.name, &attributes, &sources);
            self.page.has_media = true;
        }
    }

    /// Passes over a player's content and returns the sources named there; none, and nothing
    /// passed, if it has no end.
    fn sources(&mut self, player: &str) -> Vec<Vec<Attribute<'a>>> {
        let mut sources = Vec::new();
        if self.torn {
            return sources;
        }
        let from = self.tokens.left();
        let mut ahead = self.tokens.clone();
        while from - ahead.left() < FURNITURE {
            match ahead.next() {
                None => break,
                Some(Token::Open(name, rest)) if name.eq_ignore_ascii_case("source") => {
                    let source = find("source").map(|source| allowed(source, rest, self.base));
                    sources.extend(source.filter(|s| s.iter().any(|(name, _)| *name == "src")));
                }
                Some(Token::Close(name)) if name.eq_ignore_ascii_case(player) => {
                    self.tokens = ahead;
                    return sources;
                }
                Some(_) => {}
            }
        }
        self.torn = true;
        Vec::new()
    }

    /// A page set in: a link, if it is a film or the like that people would open.
    pub(super) fn embed(&mut self, name: &'static str, rest: &'a str) {
        let source = ["src", "data-src"].iter().find_map(|n| value(rest, n));
        let link = source.and_then(|s| self.base.web(&s)).and_then(|s| embeds::link(&s));
        if let Some(link) = link {
            self.plain.owe(Gap::Paragraph);
            self.plain.flow(&link, Place::Embed);
            self.plain.owe(Gap::Paragraph);
            self.markup.address(&link);
        }
        if name == "iframe" {
            self.drop(name, rest);
        }
    }
}

/// Whether a picture's words are only what its file is called, or a camera's number: one word that
/// ends the address or has a row of digits.
fn is_file_name(text: &str, address: &str) -> bool {
    let text = text.trim();
    if text.contains(char::is_whitespace) {
        return false;
    }
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let file = path.rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_picture = |end: &&str| text.to_ascii_lowercase().ends_with(*end);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    text.eq_ignore_ascii_case(file)
        || text.eq_ignore_ascii_case(stem)
        || [".jpg", ".jpeg", ".png", ".gif", ".webp"].iter().any(is_picture)
        || digits >= 3 && text.is_ascii()
}
