//! Parts of the resolver that a test can switch off, to show that something breaks without it.

/// One rule or guard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Guid,
    IdReuse,
    RepeatedGuid,
    UrlAndDate,
    UrlAndText,
    SharedAddress,
    DateAndTitle,
    DateDistrust,
    AbsurdDate,
    PrimaryFeed,
}

#[cfg(not(test))]
pub(super) const fn is_on(_: Part) -> bool {
    true
}

#[cfg(test)]
thread_local! {
    static OFF: std::cell::Cell<Option<Part>> = const { std::cell::Cell::new(None) };
}

#[cfg(test)]
pub(super) fn is_on(part: Part) -> bool {
    OFF.get() != Some(part)
}

/// Runs `test` with one part switched off.
#[cfg(test)]
pub(super) fn without<T>(part: Part, test: impl FnOnce() -> T) -> T {
    OFF.set(Some(part));
    let outcome = test();
    OFF.set(None);
    outcome
}
