//! Several values for one field in, the best one out.

/// Where a value comes from; the core's word goes before that of any module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// The format's own element.
    Core,
    /// An element of the format's that says the same less directly (`issued` for `published`).
    Kin,
    /// Dublin Core.
    Dublin,
    /// Media RSS.
    Media,
    /// iTunes and the podcast namespace.
    Podcast,
    /// Whatever else can stand in.
    Last,
}

/// The best value so far.
#[derive(Clone, Debug)]
pub(super) struct Best<T> {
    held: Option<(Rank, T)>,
}

impl<T> Default for Best<T> {
    fn default() -> Self {
        Self { held: None }
    }
}

impl<T> Best<T> {
    /// Takes a value unless one of the same rank or better is there: the first counts.
    pub(super) fn first(&mut self, rank: Rank, value: Option<T>) {
        if self.held.as_ref().is_none_or(|(held, _)| rank < *held) {
            self.held = value.map(|value| (rank, value)).or(self.held.take());
        }
    }

    /// Takes a value unless a better one is there: the last counts.
    pub(super) fn last(&mut self, rank: Rank, value: Option<T>) {
        if self.held.as_ref().is_none_or(|(held, _)| rank <= *held) {
            self.held = value.map(|value| (rank, value)).or(self.held.take());
        }
    }

    /// The value.
    pub(super) fn take(&mut self) -> Option<T> {
        self.held.take().map(|(_, value)| value)
    }
}

/// No field holds more values than this; blogs have been seen with 1,100 categories.
const MOST: usize = 10_000;
/// With how many values before it a new one is compared, lest floods cost their square.
pub(super) const COMPARED: usize = 256;

/// Adds a value that is not there yet, within the limits.
pub(super) fn push_new<T: PartialEq>(list: &mut Vec<T>, value: T) {
    let recent = &list[list.len().saturating_sub(COMPARED)..];
    if list.len() < MOST && !recent.contains(&value) {
        list.push(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_rank_wins_whatever_the_order() {
        let mut best = Best::default();
        best.first(Rank::Media, Some("media"));
        best.first(Rank::Core, Some("core"));
        best.first(Rank::Core, Some("again"));
        best.first(Rank::Dublin, None);
        assert_eq!(best.take(), Some("core"));
    }
}
