//! Digests of what people subscribe to: once an hour, has a letter queued for everybody whose day or week has come. What stands
//! in it is found when it goes out.

use crate::failure::Failure;
use delegations::{Desk, subscriptions};
use register::Clock;
use std::sync::Arc;

/// Who queues digests.
pub struct Digests {
    /// Where letters wait.
    pub desk: Desk,
    /// The hub's clock.
    pub clock: Arc<dyn Clock>,
    /// The hub's pages: what they don't show yet, no letter tells.
    pub hub: Arc<web::Hub>,
}

impl Digests {
    /// Queues what is due. How many. It blocks: not for async threads.
    pub fn queue(&self) -> Result<usize, Failure> {
        let now = self.clock.now().map_err(|fault| Failure::new(fault.code(), fault))?;
        let size = self.hub.shown_size();
        Ok(self.desk.together(now.0, |drawer| subscriptions::queue(drawer, size))?)
    }
}
