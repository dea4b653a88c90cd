//! Settings in, the rules of fetching out.

use std::time::Duration;

use crate::{
    config::Config,
    fetch::{Policy, PrivateNetworks, Proxies, SchedulePolicy},
    model::DIRECT,
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
            Some(DIRECT) => Proxies::default(),
            Some(proxy) => Proxies::all(proxy),
        },
        schedule: SchedulePolicy {
            interval: config.interval(),
            floor: config.min_interval(),
            longest: config.max_interval(),
            ..SchedulePolicy::default()
        },
        on_republish: config.on_republish(),
        home: std::env::home_dir(),
        ..Policy::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{self, Kind, SETTINGS, Setting, Sources};

    fn policy(variable: Option<(&str, &str)>) -> Policy {
        let env = |wanted: &str| match (wanted, variable) {
            ("HOME", _) => Some("/home/ann".to_owned()),
            (_, Some((name, value))) if name == wanted => Some(value.to_owned()),
            _ => None,
        };
        of(&config::resolve(&Sources { flags: &[], env: &env, file: None }).expect("settings"))
    }

    /// A value that is not the default.
    fn another(setting: &Setting) -> String {
        match setting.kind {
            Kind::Count { least, .. } | Kind::Bytes { least, .. } => least.to_string(),
            Kind::Seconds { least, .. } => format!("{}s", least.max(59 * 60) + 1),
            Kind::Choice(words) => words[words.len() - 1].to_owned(),
            _ => "http://other.example/".to_owned(),
        }
    }

    #[test]
    fn the_settings_defaults_are_the_policy_s() {
        let rules = |policy: Policy| {
            let seconds = [
                policy.spacing,
                policy.patience,
                policy.connect_timeout,
                policy.first_byte_timeout,
                policy.idle_timeout,
                policy.total_timeout,
            ];
            let counts = (policy.jobs, policy.per_host, policy.max_body, policy.max_redirects);
            (policy.user_agent, seconds, counts, policy.private_networks, policy.schedule)
        };
        assert_eq!(rules(policy(None)), rules(Policy::default()));
    }

    #[test]
    fn every_setting_about_fetching_has_an_effect() {
        let usual = format!("{:?}", policy(None));
        let about_fetching = |setting: &&Setting| {
            let section = setting.name.split('.').next().unwrap_or_default();
            matches!(section, "fetch" | "schedule" | "contact")
        };
        for setting in SETTINGS.iter().filter(about_fetching) {
            let changed = policy(Some((&setting.variable(), &another(setting))));
            assert_ne!(format!("{changed:?}"), usual, "{} changes nothing", setting.name);
        }
    }
}
