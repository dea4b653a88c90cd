//! A feed's address and state in, what its server answered out.
