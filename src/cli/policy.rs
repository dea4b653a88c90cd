//! Settings in, the rules of fetching out.

use std::time::Duration;

use crate::{
    config::Config,
    fetch::{Policy, PrivateNetworks, Proxies, SchedulePolicy},
};

/// The rules of fetching that the settings ask for.
pub(super) fn of(config: &Config) -> Policy {
    Policy {
        user_agent: Policy::user_agent_of(config.contact()),
        jobs: config.jobs(),
        per_host: config.per_host(),
        spacing: Duration::from_secs(config.spacing()),
        patience: Duration::from_secs(config.patience()),
        connect_timeout: Duration::from_secs(config.connect_timeout()),
        first_byte_timeout: Duration::from_secs(config.first_byte_timeout()),
        idle_timeout: Duration::from_secs(config.idle_timeout()),
        total_timeout: Duration::from_secs(config.timeout()),
        max_body: config.body_limit(),
        max_redirects: config.redirects(),
        private_networks: match config.private_networks() {
            "never" => PrivateNetworks::Never,
            "always" => PrivateNetworks::Always,
            _ => PrivateNetworks::Subscribed,
        },
        proxies: match config.proxy() {
            None => Proxies::from_lookup(|name| std::env::var(name).ok()),
            Some("none") => Proxies::default(),
            Some(proxy) => Proxies::all(proxy),
        },
        schedule: SchedulePolicy {
            floor: config.min_interval(),
            longest: config.max_interval(),
            ..SchedulePolicy::default()
        },
        on_republish: config.on_republish(),
        home: std::env::home_dir(),
        ..Policy::default()
    }
}
