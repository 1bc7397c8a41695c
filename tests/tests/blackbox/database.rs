//! The server's database, as another program opens it.

use std::path::PathBuf;

use liandong_tests::Server;
use sqlx::{Connection, SqliteConnection};

/// The file.
pub fn file(server: &Server) -> PathBuf {
    server.data().join("liandong.db")
}

/// A connection to it.
pub async fn open(server: &Server) -> SqliteConnection {
    let url = format!("sqlite://{}", file(server).display());
    SqliteConnection::connect(&url).await.expect("a database")
}
