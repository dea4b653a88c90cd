//! Inline tags in, the style that they add up to out.

use anstyle::{AnsiColor, Color, Effects, Style};

/// Code, inline and in blocks.
pub(super) const CODE: Style = Style::new().fg_color(Some(Color::Ansi(AnsiColor::Cyan)));

/// How many tags of each effect are open.
#[derive(Default)]
pub(super) struct Look {
    pub(super) bold: u32,
    italic: u32,
    code: u32,
    pub(super) underline: u32,
    struck: u32,
}

impl Look {
    /// The counter of a tag's effect.
    pub(super) fn counter(&mut self, tag: &str) -> Option<&mut u32> {
        Some(match tag {
            "b" | "strong" | "th" | "dt" | "mark" => &mut self.bold,
            "i" | "em" | "cite" | "var" | "dfn" => &mut self.italic,
            "code" | "kbd" | "samp" | "tt" => &mut self.code,
            "u" | "ins" => &mut self.underline,
            "s" | "del" | "strike" => &mut self.struck,
            _ => return None,
        })
    }

    /// The style of text within all that is open.
    pub(super) fn style(&self) -> Style {
        let base = if self.code > 0 { CODE } else { Style::new() };
        let effects = [
            (self.bold, Effects::BOLD),
            (self.italic, Effects::ITALIC),
            (self.underline, Effects::UNDERLINE),
            (self.struck, Effects::STRIKETHROUGH),
        ];
        let open = effects.into_iter().filter(|(count, _)| *count > 0);
        base.effects(open.fold(Effects::new(), |all, (_, effect)| all | effect))
    }
}
