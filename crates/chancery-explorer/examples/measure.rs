//! How long the server takes: `measure RECORD [ROUNDS]`. Each question is asked with other values each time, so that
//! nothing is answered from what was asked before; printed are the median and the 95th of a hundred, in milliseconds.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::{Request, header};
use chancery_explorer::{Options, Server};
use http_body_util::BodyExt;
use tower::ServiceExt;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let record = arguments.next().ok_or("measure RECORD [ROUNDS]")?;
    let rounds: usize = arguments.next().map_or(Ok(100), |n| n.parse())?;
    let started = Instant::now();
    let server = Server::open(std::path::Path::new(&record), Options::default())?;
    let router = server.router();
    let out = std::io::stdout();
    let mut out = out.lock();
    use std::io::Write;
    writeln!(out, "open and load      {:>8.0} ms", started.elapsed().as_secs_f64() * 1e3)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).build()?;
    let ask = |address: &str| -> Result<(Duration, String), Box<dyn std::error::Error>> {
        runtime.block_on(async {
            let request = Request::get(address).header(header::HOST, "127.0.0.1:8420").body(Body::empty())?;
            let started = Instant::now();
            let response = router.clone().oneshot(request).await?;
            let status = response.status();
            let body = response.into_body().collect().await?.to_bytes();
            let took = started.elapsed();
            let body = String::from_utf8_lossy(&body).into_owned();
            if !status.is_success() {
                return Err(format!("{address}: {status} {body}").into());
            }
            Ok((took, body))
        })
    };
    // The busiest dyads, so that the answers are the long ones.
    let (_, dyads) = ask("/api/v1/dyads?limit=100")?;
    let dyads: serde_json::Value = serde_json::from_str(&dyads)?;
    let dyads: Vec<(String, String)> = dyads["items"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|dyad| Some((dyad["a"].as_str()?.to_owned(), dyad["b"].as_str()?.to_owned())))
        .collect();
    if dyads.is_empty() {
        return Err("the record has no dyad".into());
    }
    const WORDS: [&str; 10] = [
        "ferries",
        "grain+treaty",
        "%22border+post%22",
        "drones+Geneva",
        "dispatch+12",
        "sanctions",
        "attacked+1991",
        "loan+Vienna",
        "oil",
        "said",
    ];
    let pair = |n: usize| &dyads[n % dyads.len()];
    let questions: [(&str, &dyn Fn(usize) -> String); 9] = [
        ("dyad timeline", &|n| format!("timeline?a={}&b={}", pair(n).0, pair(n).1)),
        ("country timeline", &|n| format!("timeline?a={}", pair(n).0)),
        ("whole timeline", &|n| format!("timeline?min_confidence=0.{}", 50 + n % 40)),
        ("dyad events", &|n| format!("events?a={}&b={}&limit=50", pair(n).0, pair(n).1)),
        ("all events, sorted", &|n| {
            format!("events?sort=-goldstein&limit=50&context=military&from=19{}-01-01", 50 + n % 45)
        }),
        ("facets", &|n| format!("facets?a={}&b={}&status=actual", pair(n).0, pair(n).1)),
        ("network, countries", &|n| format!("network?from=19{}-01-01&to=2010-01-01", 50 + n % 45)),
        ("network, actors", &|n| format!("network?by=actor&a={}&from=19{}-01-01", pair(n).0, 50 + n % 45)),
        ("search", &|n| format!("search?q={}", WORDS[n % WORDS.len()])),
    ];
    for (name, address) in questions {
        let mut times = Vec::with_capacity(rounds);
        let mut bytes = 0;
        for n in 0..rounds {
            let (took, body) = ask(&format!("/api/v1/{}", address(n)))?;
            times.push(took);
            bytes = bytes.max(body.len());
        }
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share).round() as usize].as_secs_f64() * 1e3;
        writeln!(
            out,
            "{name:<18} {:>8.1} ms  p95 {:>8.1} ms  {:>7} kB at most",
            at(0.5),
            at(0.95),
            bytes / 1024
        )?;
    }
    Ok(())
}
