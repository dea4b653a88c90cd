//! Articles in, articles out.
