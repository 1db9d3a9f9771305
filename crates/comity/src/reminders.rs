//! Reminds of cycles: once an hour, asks the hub's pages whose answers are awaited, and has the steps that are due told. Who is
//! awaited goes from there into people's letters and nowhere else. Digests are queued by the same look.

use crate::digests::Digests;
use crate::failure::Failure;
use delegations::Desk;
use delegations::reminders::{self, Due, Step};
use register::Clock;
use std::sync::Arc;
use std::time::Duration;

/// How often it is looked whether a step or a digest is due: they are days.
const LOOK: Duration = Duration::from_hours(1);

/// Who reminds.
pub struct Reminders {
    /// Where letters wait.
    pub desk: Desk,
    /// The hub's clock.
    pub clock: Arc<dyn Clock>,
    /// The hub's pages, which know the cycles.
    pub hub: Arc<web::Hub>,
}

impl Reminders {
    /// Reminds of what is due. How many people. It blocks: not for async threads.
    pub fn tell(&self) -> Result<usize, Failure> {
        let now = self.clock.now().map_err(|fault| Failure::new(fault.code(), fault))?;
        let awaited = self.hub.awaited().map_err(|e| Failure::new(e.code(), e))?;
        let due = |cycle: web::Awaited| {
            let step = Step::of(cycle.window.opens.0, cycle.window.closed.0, now.0)?;
            Some(Due { cycle: cycle.id, step, closed: cycle.window.closed.0, awaited: cycle.codes })
        };
        let due: Vec<Due> = awaited.into_iter().filter_map(due).collect();
        Ok(self.desk.together(now.0, |drawer| reminders::tell(drawer, &due))?)
    }
}

/// Reminds, and queues digests, for as long as the hub runs.
pub async fn remind(reminders: Arc<Reminders>, digests: Arc<Digests>) {
    loop {
        let telling = Arc::clone(&reminders);
        match looked(move || telling.tell()).await {
            Ok(0) => {}
            Ok(people) => tracing::info!(code = "reminded", people, "people were reminded of cycles"),
            Err(failure) => {
                tracing::error!(code = failure.code, "nobody is reminded of cycles: {}", failure.message);
            }
        }
        let queueing = Arc::clone(&digests);
        match looked(move || queueing.queue()).await {
            Ok(0) => {}
            Ok(letters) => tracing::info!(code = "digests-queued", letters, "digests wait to be mailed"),
            Err(failure) => {
                tracing::error!(code = failure.code, "no digest is queued: {}", failure.message);
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

async fn looked(look: impl FnOnce() -> Result<usize, Failure> + Send + 'static) -> Result<usize, Failure> {
    let looked = tokio::task::spawn_blocking(look).await;
    looked.unwrap_or_else(|error| Err(Failure::new("reminders", error)))
}
