//! Bytes to be written out of nothing in, leave to write them out.

/// How much is always allowed.
const FREE: usize = 1 << 20;

/// What resolving addresses may still add to a document: without a bound, a long base and a
/// flood of short references would fill the memory.
#[derive(Debug)]
pub(super) struct Growth {
    left: usize,
}

impl Growth {
    /// As much as is right for a document of so many bytes.
    pub(super) fn of(bytes: usize) -> Self {
        Self { left: FREE + bytes.saturating_mul(4) }
    }

    /// How much is left.
    pub(super) fn left(&self) -> usize {
        self.left
    }

    /// Whether so many bytes may be written; if so, they count as written.
    pub(super) fn allows(&mut self, bytes: usize) -> bool {
        let allowed = bytes <= self.left;
        if allowed {
            self.left -= bytes;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_ends() {
        let mut growth = Growth::of(0);
        assert!(growth.allows(FREE - 1));
        assert!(!growth.allows(2));
        assert!(growth.allows(1));
        assert_eq!(growth.left(), 0);
    }
}
