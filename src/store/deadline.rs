//! An end to waiting: IndexedDB promises no time, and Safari has been seen never to answer (WebKit bug 226547).

use gloo_timers::future::TimeoutFuture;
use std::future::{poll_fn, Future};
use std::pin::pin;
use std::task::Poll;

/// What `work` returns, or nothing when it takes longer than `limit_ms`. Work that is late is dropped with its state.
pub(super) async fn within<T>(limit_ms: u32, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut limit = pin!(TimeoutFuture::new(limit_ms));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => limit.as_mut().poll(context).map(|()| None),
    })
    .await
}
