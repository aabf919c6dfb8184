//! The network: connections, and who waits for a change. The only user of tokio, and with [`super`] of hyper.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use http_body_util::Full;
use hyper::body::{Bytes, Incoming};
use hyper::header::{self, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};
use tokio::time::{sleep, timeout};

use super::Shown;
use super::answer::{self, Answer, Asked};

/// Whoever asks for the state and has seen it waits so long before being told that nothing has changed.
const LONGEST_WAIT: Duration = Duration::from_secs(25);
/// Whoever does not ask is not listened to any longer.
const LONGEST_SILENCE: Duration = Duration::from_secs(30);
/// After a connection that could not be taken (no file handle left, say).
const BREATH: Duration = Duration::from_millis(100);

/// Answers until the user interrupts the program.
pub fn until_interrupted(
    listener: std::net::TcpListener,
    shown: watch::Receiver<Arc<Shown>>,
) -> io::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = TcpListener::from_std(listener)?;
        tokio::spawn(accept(listener, shown));
        interrupted().await;
        Ok(())
    })
}

/// Ctrl-C, or the system's wish that the program end.
async fn interrupted() {
    let end = Arc::new(Notify::new());
    let ends_after = |signal: SignalFuture| {
        let end = Arc::clone(&end);
        tokio::spawn(async move {
            if signal.await {
                end.notify_one();
            }
        });
    };
    ends_after(Box::pin(async { tokio::signal::ctrl_c().await.is_ok() }));
    #[cfg(unix)]
    ends_after(Box::pin(async {
        use tokio::signal::unix::{SignalKind, signal};
        match signal(SignalKind::terminate()) {
            Ok(mut terminate) => terminate.recv().await.is_some(),
            Err(_) => false,
        }
    }));
    end.notified().await;
}

type SignalFuture = std::pin::Pin<Box<dyn Future<Output = bool> + Send>>;

async fn accept(listener: TcpListener, shown: watch::Receiver<Arc<Shown>>) {
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            sleep(BREATH).await;
            continue;
        };
        let _ = stream.set_nodelay(true);
        let shown = shown.clone();
        tokio::spawn(async move {
            let service = service_fn(move |request| respond(request, shown.clone()));
            // A connection that breaks is the browser's affair.
            let _ = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(LONGEST_SILENCE)
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}

async fn respond(
    request: Request<Incoming>,
    mut shown: watch::Receiver<Arc<Shown>>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let host = request.headers().get(header::HOST);
    let asked = Asked {
        method: request.method().as_str(),
        path: request.uri().path(),
        // An address that names a host itself goes before the header.
        host: request
            .uri()
            .authority()
            .map(hyper::http::uri::Authority::as_str)
            .or_else(|| host.and_then(|host| host.to_str().ok())),
    };
    if asked.path == answer::STATE {
        let query = request.uri().query().unwrap_or_default();
        let seen = query.strip_prefix("seen=").unwrap_or_default();
        let changed = shown.wait_for(|shown| shown.token != seen);
        let _ = timeout(LONGEST_WAIT, changed).await;
    }
    let shown = shown.borrow().clone();
    Ok(response(answer::answer(&shown, asked)))
}

fn response(answer: Answer) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(answer.body));
    *response.status_mut() =
        StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(answer.kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        "cross-origin-resource-policy",
        HeaderValue::from_static("same-origin"),
    );
    if let Some(location) = answer
        .location
        .and_then(|to| HeaderValue::from_str(&to).ok())
    {
        headers.insert(header::LOCATION, location);
    }
    if answer.status == 405 {
        headers.insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
    }
    response
}
