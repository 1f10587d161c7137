//! The connection under a request, for the faults that break it.

use axum::extract::connect_info::Connected;
use axum::serve::IncomingStream;
use std::io::Write;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;
use std::sync::Arc;
use tokio::net::TcpListener;

/// A second handle on the connection's socket; nothing if the system refused one.
#[derive(Clone)]
pub struct Line(Option<Arc<TcpStream>>);

impl Connected<IncomingStream<'_, TcpListener>> for Line {
    fn connect_info(stream: IncomingStream<'_, TcpListener>) -> Self {
        let handle = stream.io().as_fd().try_clone_to_owned();
        Self(handle.ok().map(|handle| Arc::new(TcpStream::from(handle))))
    }
}

impl Line {
    /// Breaks the connection in the middle of the answer's first line. Chromium sends a request again by itself, POST
    /// included, when a connection that it used before closes without a byte; after a torn line it does not, so that the
    /// page sees the failure.
    pub fn cut(&self) {
        if let Some(mut stream) = self.0.as_deref() {
            // Failing to write means that it is broken already.
            let _ = stream.write_all(b"HTTP/1.1 \0\r\n\r\n");
            let _ = stream.shutdown(Shutdown::Both);
        }
    }
}
