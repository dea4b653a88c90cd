//! Articles in, bytes out.
