//! Signals that end a run early, without losing what it has.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
        mpsc::{SyncSender, sync_channel},
    },
    thread,
};

use crate::fetch::Cancel;

/// Listens for SIGINT, SIGTERM and SIGHUP: the first stops the run, so that what has arrived is
/// stored; the second ends the process at once.
pub(super) struct Signals {
    /// Stops the run.
    pub(super) cancel: Cancel,
    code: Arc<AtomicU8>,
}

impl Signals {
    /// Starts to listen, on a thread that ends with the process.
    pub(super) fn listen() -> Self {
        let signals = Self { cancel: Cancel::default(), code: Arc::default() };
        let (cancel, code) = (signals.cancel.clone(), Arc::clone(&signals.code));
        let (ready, listening) = sync_channel(1);
        let started = thread::Builder::new().name("signals".to_owned()).spawn(move || {
            // Without a runtime the signals keep their usual effect, which is safe too: the
            // store's transactions are whole or not there.
            if let Ok(runtime) = tokio::runtime::Builder::new_current_thread().enable_io().build() {
                runtime.block_on(wait(&cancel, &code, ready));
            }
        });
        // A signal that comes from here on is heard. Where nobody listens, this ends at once,
        // since the other end is gone.
        if started.is_ok() {
            let _ = listening.recv();
        }
        signals
    }

    /// The exit code of the signal that came, if one did.
    pub(super) fn received(&self) -> Option<u8> {
        Some(self.code.load(Ordering::SeqCst)).filter(|&code| code != 0)
    }
}

/// Lets interrupts be the pager's alone from here on: `Ctrl-C` reaches every program in front of
/// the terminal, and would end this one under a pager that goes on without it. Without a runtime
/// the interrupt keeps its usual effect.
#[cfg(unix)]
pub(super) fn leave_interrupts_to_the_pager() {
    use tokio::signal::unix::{SignalKind, signal};
    let (ready, listening) = sync_channel::<()>(1);
    let started = thread::Builder::new().name("signals".to_owned()).spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async {
            let Ok(mut interrupt) = signal(SignalKind::interrupt()) else { return };
            drop(ready);
            while interrupt.recv().await.is_some() {}
        });
    });
    if started.is_ok() {
        // Ends as soon as interrupts are listened for, since the other end is gone then.
        let _ = listening.recv();
    }
}

/// Only Unix sends one interrupt to all programs in front of a terminal.
#[cfg(not(unix))]
pub(super) fn leave_interrupts_to_the_pager() {}

#[cfg(unix)]
async fn wait(cancel: &Cancel, code: &AtomicU8, ready: SyncSender<()>) {
    use tokio::signal::unix::{SignalKind, signal};
    let kinds = [SignalKind::interrupt(), SignalKind::terminate(), SignalKind::hangup()];
    let [Ok(mut interrupt), Ok(mut terminate), Ok(mut hangup)] = kinds.map(signal) else { return };
    drop(ready);
    loop {
        let number = tokio::select! {
            _ = interrupt.recv() => 2,
            _ = terminate.recv() => 15,
            _ = hangup.recv() => 1,
        };
        if code.swap(128 + number, Ordering::SeqCst) != 0 {
            std::process::exit(i32::from(128 + number));
        }
        cancel.cancel();
    }
}

#[cfg(not(unix))]
async fn wait(cancel: &Cancel, code: &AtomicU8, ready: SyncSender<()>) {
    drop(ready);
    if tokio::signal::ctrl_c().await.is_ok() {
        code.store(130, Ordering::SeqCst);
        cancel.cancel();
    }
}
