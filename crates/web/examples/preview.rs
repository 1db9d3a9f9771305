//! Serves the small hub of the tests on localhost: for looking at pages while one works on them.

#[path = "../tests/common/mod.rs"]
mod common;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listen = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8087".to_owned());
    let world = common::World::new();
    println!("http://{listen}");
    println!("a record: http://{listen}/records/{}", world.current);
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(&listen).await?;
        axum::serve(listener, world.app.clone()).await
    })?;
    Ok(())
}
