//! The explorer: a record in the browser. A server on loopback gives the page, which the binary carries, and the API
//! that the page asks ([`api`](openapi), under `/api/v1`).
//!
//! What is asked often is answered from columns in memory (`index/`), what is asked by row from SQLite
//! (`details.rs`); `guard.rs` keeps other sites out. `docs/explorer.md` describes all of it.

mod api;
mod details;
mod guard;
mod index;
mod page;
mod quad;
mod store;

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};

pub use api::openapi;
pub use store::StoreError;

use store::Store;

/// The port unless another is asked for.
pub const PORT: u16 = 8420;

/// The most bytes of a review.
const BODY: usize = 64 << 10;

/// How to serve a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// On which address, or under which name.
    pub host: String,
    /// On which port; `None` takes [`PORT`], or any that is free if that is not.
    pub port: Option<u16>,
    /// Whether reviews are taken.
    pub review: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { host: "127.0.0.1".to_owned(), port: None, review: false }
    }
}

/// Why a record cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum ServeError {
    /// It could not be opened.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The address is taken, or is none of this machine's.
    #[error("{address}: {source}; give another with --port or --host")]
    Address {
        /// What was asked for.
        address: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// No randomness for the token.
    #[error("the system gives no random bytes, so that reviews cannot be guarded: serve without --review")]
    Token,
    /// The system failed while serving.
    #[error("serving: {0}")]
    Io(#[from] std::io::Error),
}

/// What every request shares.
#[derive(Clone)]
struct App {
    store: Arc<Store>,
    token: Arc<str>,
    places: Arc<api::Places>,
}

/// A record with its server, which does not listen yet.
pub struct Server {
    app: App,
    names: guard::Names,
    options: Options,
}

impl Server {
    /// Opens the record, and loads it.
    ///
    /// # Errors
    /// [`ServeError::Store`], and [`ServeError::Token`] where reviews are to be taken.
    pub fn open(record: &Path, options: Options) -> Result<Server, ServeError> {
        let token = if options.review { store::random(24) } else { String::new() };
        if options.review && token.is_empty() {
            return Err(ServeError::Token);
        }
        let store = Arc::new(Store::open(record, options.review)?);
        let app = App { store, token: token.into(), places: Arc::default() };
        Ok(Server { app, names: guard::Names::of(&options.host), options })
    }

    /// The token that a review must bear; empty where none is taken.
    pub fn token(&self) -> &str {
        &self.app.token
    }

    /// Everything that is served.
    pub fn router(&self) -> Router {
        let packed = SizeAbove::new(1024).and(NotForContentType::IMAGES);
        let pages = Router::new().fallback(page::page).layer(CompressionLayer::new().compress_when(packed));
        api::router(self.app.clone())
            .with_state(self.app.clone())
            .fallback_service(pages)
            .layer(DefaultBodyLimit::max(BODY))
            .layer(CatchPanicLayer::new())
            .layer(middleware::from_fn_with_state(self.names.clone(), guard::guard))
    }

    /// Listens, tells the address to open, and serves until the process is told to stop (Ctrl-C).
    ///
    /// # Errors
    /// [`ServeError::Address`], [`ServeError::Io`].
    pub fn run(self, listening: impl FnOnce(&str)) -> Result<(), ServeError> {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        runtime.block_on(async {
            let listener = self.listen().await?;
            let at = listener.local_addr()?;
            listening(&self.address(at));
            let stop = async {
                // Without a signal handler the process ends as any does.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            axum::serve(listener, self.router()).with_graceful_shutdown(stop).await?;
            Ok(())
        })
    }

    async fn listen(&self) -> Result<tokio::net::TcpListener, ServeError> {
        let host = self.options.host.trim_start_matches('[').trim_end_matches(']');
        let port = self.options.port.unwrap_or(PORT);
        let bound = match (tokio::net::TcpListener::bind((host, port)).await, self.options.port) {
            (Err(_), None) => tokio::net::TcpListener::bind((host, 0)).await,
            (bound, _) => bound,
        };
        bound.map_err(|source| ServeError::Address { address: format!("{host}:{port}"), source })
    }

    /// The address to open. The token stands behind `#`, which no browser sends anywhere.
    fn address(&self, at: SocketAddr) -> String {
        let host = match self.options.host.parse::<std::net::IpAddr>() {
            Ok(ip) if ip.is_unspecified() => format!("127.0.0.1:{}", at.port()),
            Ok(_) => at.to_string(),
            Err(_) => format!("{}:{}", self.options.host, at.port()),
        };
        match self.token() {
            "" => format!("http://{host}/"),
            token => format!("http://{host}/#token={token}"),
        }
    }
}
