//! Joins the rooms; no flags, no terminal.
