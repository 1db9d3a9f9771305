//! Serves the built-in catalogue on localhost, with an empty register: for looking at pages while one works on them.

use std::sync::{Arc, RwLock};

use catalogue::Catalogue;
use record::KeyId;
use record::proof::TlogProof;
use views::Views;
use web::model::{Held, Shelf};
use web::{Config, Hub, WebError};

/// A register without a record.
struct Empty;

impl Shelf for Empty {
    fn checkpoint(&self) -> Result<Option<Vec<u8>>, WebError> {
        Ok(None)
    }

    fn read(&self, _: u64) -> Result<Held, WebError> {
        Err(WebError::NotFound)
    }

    fn prove(&self, _: u64) -> Result<TlogProof, WebError> {
        Err(WebError::NotFound)
    }

    fn log_key(&self) -> Option<String> {
        None
    }

    fn vouched_for(&self, _: &KeyId) -> Option<bool> {
        None
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8087".to_owned());
    let catalogue = Arc::new(Catalogue::built_in()?.clone());
    let config = Config { base_url: format!("http://{listen}") };
    let hub = Hub::new(catalogue, Arc::new(RwLock::new(Views::new())), Arc::new(Empty), None, config);
    let listener = tokio::net::TcpListener::bind(&listen).await?;
    println!("http://{listen}");
    axum::serve(listener, web::app(Arc::new(hub))).await?;
    Ok(())
}
