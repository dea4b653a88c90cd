//! How many connections are wished for in, how many this process may have out.

/// File descriptors that are not for connections: the store, terminals, the runtime, idle
/// connections that close in a moment.
const RESERVED: u64 = 128;

/// The jobs that the process's limit of open files allows. The soft limit, often 1,024, is
/// raised as far as needed: it is low for the sake of `select`, which nothing here uses.
pub(super) fn jobs(wanted: usize) -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let needed = 3 * wanted as u64 + RESERVED;
    let limit = getrlimit(Resource::Nofile);
    let mut soft = limit.current.unwrap_or(u64::MAX);
    if soft < needed {
        let raised = limit.maximum.map_or(needed, |hard| hard.min(needed));
        let wish = Rlimit { current: Some(raised), maximum: limit.maximum };
        if raised > soft && setrlimit(Resource::Nofile, wish).is_ok() {
            soft = raised;
        }
    }
    // A connection may be open beside the one that idles for its next request.
    wanted.min(usize::try_from(soft.saturating_sub(RESERVED) / 2).unwrap_or(usize::MAX))
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_modest_wish_is_granted() {
        assert_eq!(super::jobs(8), 8);
        assert!(super::jobs(usize::MAX >> 4) > 8);
    }
}
