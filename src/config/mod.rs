//! Files and environment in, the rooms' policies out.
