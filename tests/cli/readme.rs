//! Every command of the README is run.
