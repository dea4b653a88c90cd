//! What opens a feed in, the credential itself out: given, read from a file, or asked of a
//! program.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OnceCell;

use super::{FetchError, Policy, argv, local, plain};
use crate::model::{Auth, Credential};

type Told = Result<Credential, FetchError>;

/// The credentials of a run. A program is asked once, however many feeds it opens: it may be a
/// password manager that asks somebody.
#[derive(Debug, Default)]
pub(super) struct Logins {
    programs: Mutex<HashMap<String, Arc<OnceCell<Told>>>>,
}

impl Logins {
    /// The credential that this stands for.
    pub(super) async fn credential(&self, auth: &Auth, policy: &Policy) -> Told {
        match auth {
            Auth::Given(credential) => Ok(credential.clone()),
            Auth::File(path) => from_file(path, policy).await,
            Auth::Command(command) => {
                let cell = {
                    let mut programs = self.programs.lock().unwrap_or_else(PoisonError::into_inner);
                    programs.entry(command.clone()).or_default().clone()
                };
                cell.get_or_init(|| from_program(command, policy)).await.clone()
            }
        }
    }
}

/// A credential is a line; whoever gives more than this gives something else.
const LONGEST: u64 = 64 << 10;

async fn from_file(path: &str, policy: &Policy) -> Told {
    let from = plain::harmless(path, plain::QUOTED);
    let failed = |reason: String| FetchError::Credential { from: from.clone(), reason };
    let path = below_home(path, policy.home.as_deref())
        .ok_or_else(|| failed("no home folder is known".to_owned()))?;
    let bytes = local::file_bytes(path, policy.total_timeout, LONGEST)
        .await
        .map_err(|error| failed(error.to_string()))?;
    Credential::from_output(&String::from_utf8_lossy(&bytes)).map_err(failed)
}

async fn from_program(command: &str, policy: &Policy) -> Told {
    let failed = |reason: String| FetchError::Credential {
        from: plain::harmless(command, plain::QUOTED),
        reason,
    };
    let argv = argv::split(command).map_err(|reason| failed(reason.to_owned()))?;
    let bytes = local::output(&argv, policy.total_timeout, LONGEST)
        .await
        .map_err(|error| failed(error.to_string()))?;
    Credential::from_output(&String::from_utf8_lossy(&bytes)).map_err(failed)
}

/// A path with its `~/` undone; `None` if there is no home to put in its place.
fn below_home(path: &str, home: Option<&Path>) -> Option<PathBuf> {
    match path.strip_prefix("~/") {
        Some(rest) => home.map(|home| home.join(rest)),
        None => Some(PathBuf::from(path)),
    }
}
