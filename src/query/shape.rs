//! A filter in, an equal one or its words out.

use super::when::Span;
use super::{Axis, Filter, Is, Words};

impl Filter {
    /// Articles that match both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self::And(vec![self, other]).simplified()
    }

    /// Articles dated within a stretch of time.
    pub fn dated(axis: Axis, span: Span) -> Self {
        let since = span.start.map(|at| Self::Since(axis, at));
        let until = span.end.map(|at| Self::Until(axis, at));
        Self::And(since.into_iter().chain(until).collect()).simplified()
    }

    /// This filter as a plain list takes it: without hidden articles, unless it speaks of them.
    #[must_use]
    pub fn visible(self) -> Self {
        if self.speaks_of(&|part| *part == Self::Is(Is::Hidden)) {
            return self;
        }
        self.and(Self::Not(Box::new(Self::Is(Is::Hidden))))
    }

    /// The words an article is wanted for: all but those under a `Not`, in order, each once.
    pub fn words(&self) -> Vec<&Words> {
        let mut found = Vec::new();
        self.collect_words(&mut found);
        found
    }

    fn collect_words<'f>(&'f self, found: &mut Vec<&'f Words>) {
        match self {
            Self::Words(words) if !found.contains(&words) => found.push(words),
            Self::And(parts) | Self::Or(parts) => {
                for part in parts {
                    part.collect_words(found);
                }
            }
            _ => {}
        }
    }

    fn speaks_of(&self, wanted: &dyn Fn(&Self) -> bool) -> bool {
        wanted(self)
            || match self {
                Self::And(parts) | Self::Or(parts) => {
                    parts.iter().any(|part| part.speaks_of(wanted))
                }
                Self::Not(part) => part.speaks_of(wanted),
                _ => false,
            }
    }

    /// The same without what says nothing: no group of one or none, no group in a group of its
    /// kind, nothing twice in a group, no `Not` of a `Not`; `All` and `Nothing` only alone.
    #[must_use]
    pub fn simplified(self) -> Self {
        match self {
            Self::And(parts) => match group(parts, &Self::All, &Self::Nothing) {
                Some(mut parts) if parts.len() == 1 => parts.remove(0),
                Some(parts) if parts.is_empty() => Self::All,
                Some(parts) => Self::And(parts),
                None => Self::Nothing,
            },
            Self::Or(parts) => match group(parts, &Self::Nothing, &Self::All) {
                Some(mut parts) if parts.len() == 1 => parts.remove(0),
                Some(parts) if parts.is_empty() => Self::Nothing,
                Some(parts) => Self::Or(parts),
                None => Self::All,
            },
            Self::Not(part) => match part.simplified() {
                Self::All => Self::Nothing,
                Self::Nothing => Self::All,
                Self::Not(inner) => *inner,
                part => Self::Not(Box::new(part)),
            },
            Self::Feed(feeds) if feeds.is_empty() => Self::Nothing,
            plain => plain,
        }
    }
}

/// The parts of a group, simplified: `idle` ones dropped, groups of the same kind (the kind whose
/// empty group is `idle`) opened; `None` if one part decides the whole.
fn group(parts: Vec<Filter>, idle: &Filter, deciding: &Filter) -> Option<Vec<Filter>> {
    let mut kept: Vec<Filter> = Vec::new();
    for part in parts {
        let inner = match (part.simplified(), idle) {
            (Filter::And(inner), Filter::All) | (Filter::Or(inner), Filter::Nothing) => inner,
            (part, _) if part == *deciding => return None,
            (part, _) if part == *idle => Vec::new(),
            (part, _) => vec![part],
        };
        for part in inner {
            if !kept.contains(&part) {
                kept.push(part);
            }
        }
    }
    Some(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Field;
    use crate::query::samples::words;

    #[test]
    fn what_says_nothing_goes() {
        let (a, b) = (words(Field::Any, "a", false), words(Field::Any, "b", false));
        let not = |filter: &Filter| Filter::Not(Box::new(filter.clone()));
        let and = |parts: &[&Filter]| Filter::And(parts.iter().copied().cloned().collect());
        let or = |parts: &[&Filter]| Filter::Or(parts.iter().copied().cloned().collect());
        for (filter, expected) in [
            (and(&[]), Filter::All),
            (or(&[]), Filter::Nothing),
            (and(&[&a]), a.clone()),
            (and(&[&a, &and(&[&b, &a])]), and(&[&a, &b])),
            (or(&[&a, &or(&[&b, &Filter::Nothing])]), or(&[&a, &b])),
            (and(&[&a, &Filter::All]), a.clone()),
            (and(&[&a, &Filter::Nothing]), Filter::Nothing),
            (or(&[&a, &Filter::All]), Filter::All),
            (or(&[&a, &and(&[&b])]), or(&[&a, &b])),
            (not(&not(&a)), a.clone()),
            (not(&and(&[])), Filter::Nothing),
            (Filter::Feed(vec![]), Filter::Nothing),
        ] {
            assert_eq!(filter.clone().simplified(), expected, "{filter:?}");
        }
    }

    #[test]
    fn wanted_words_are_those_not_excluded() {
        let (a, b) = (words(Field::Any, "a", false), words(Field::Any, "b", false));
        let not_b = Filter::Not(Box::new(b));
        let both = Filter::And(vec![a.clone(), not_b, Filter::Or(vec![a])]);
        let tokens: Vec<_> = both.words().iter().map(|words| words.tokens.join(" ")).collect();
        assert_eq!(tokens, ["a"]);
    }

    #[test]
    fn hidden_articles_stay_away_unless_spoken_of() {
        let hidden = Filter::Is(Is::Hidden);
        let plain = Filter::Is(Is::Unread);
        let visible = plain.clone().visible();
        assert_eq!(visible, Filter::And(vec![plain, Filter::Not(Box::new(hidden.clone()))]));
        for asked in [hidden.clone(), Filter::Not(Box::new(hidden.clone()))] {
            assert_eq!(asked.clone().visible(), asked);
        }
    }
}
