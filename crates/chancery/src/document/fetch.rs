//! Pages of the web, by their addresses: within limits of size and time, and never out of a private network unless
//! that is allowed.

use std::io::Read as _;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::Duration;

use ureq::Agent;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};

/// How far a fetch may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of an answer, unpacked.
    pub bytes: u64,
    /// Most time for all of it, redirects included.
    pub time: Duration,
    /// Most redirects.
    pub redirects: u32,
    /// Whether addresses of this machine and of private networks may be read.
    pub private: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 64 << 20, time: Duration::from_secs(60), redirects: 5, private: false }
    }
}

/// An answer of the web.
pub(super) struct Page {
    /// Where it was found in the end.
    pub address: String,
    /// Media type, with its parameters.
    pub kind: String,
    pub bytes: Vec<u8>,
}

/// Fetches one address.
pub(super) fn page(address: &str, limits: Limits) -> Result<Page, String> {
    let config = Config::builder()
        .timeout_global(Some(limits.time))
        .max_redirects(limits.redirects)
        .max_redirects_will_error(true)
        .save_redirect_history(true)
        // A proxy would look up names itself, and reach what we must not.
        .proxy(None)
        .user_agent(concat!("chancery/", env!("CARGO_PKG_VERSION")))
        .build();
    let agent = Agent::with_parts(config, DefaultConnector::default(), Guard { private: limits.private });
    let mut answer = agent.get(address).call().map_err(|error| wording(&error, limits))?;
    let kind =
        answer.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
    let found = {
        use ureq::ResponseExt;
        answer.get_uri().to_string()
    };
    let mut bytes = Vec::new();
    let mut body = answer.body_mut().as_reader().take(limits.bytes + 1);
    body.read_to_end(&mut bytes).map_err(|error| match error.kind() {
        std::io::ErrorKind::TimedOut => too_slow(limits),
        _ => error.to_string(),
    })?;
    if bytes.len() as u64 > limits.bytes {
        return Err(format!("more than {} MiB", limits.bytes >> 20));
    }
    Ok(Page { address: found, kind, bytes })
}

fn too_slow(limits: Limits) -> String {
    format!("no answer within {} s", limits.time.as_secs_f32())
}

fn wording(error: &ureq::Error, limits: Limits) -> String {
    match error {
        ureq::Error::StatusCode(status) => format!("answered with status {status}"),
        ureq::Error::Timeout(_) => too_slow(limits),
        ureq::Error::TooManyRedirects => format!("more than {} redirects", limits.redirects),
        ureq::Error::Io(io) => io.to_string(),
        other => other.to_string(),
    }
}

/// Looks names up, and keeps only addresses that may be read. What is connected to is what was looked at: a name that
/// answers otherwise the second time gains nothing.
#[derive(Debug)]
struct Guard {
    private: bool,
}

impl Resolver for Guard {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        if !matches!(uri.scheme_str(), Some("http" | "https")) {
            return Err(refused("only http and https addresses are read"));
        }
        let found = DefaultResolver::default().resolve(uri, config, timeout)?;
        if self.private {
            return Ok(found);
        }
        let mut kept = self.empty();
        for address in found.iter().filter(|a| is_public(a.ip())) {
            kept.push(*address);
        }
        if kept.is_empty() {
            return Err(refused("lies in a private network; --allow-private reads it all the same"));
        }
        Ok(kept)
    }
}

fn refused(why: &str) -> ureq::Error {
    ureq::Error::Io(std::io::Error::new(std::io::ErrorKind::PermissionDenied, why))
}

/// Whether an address lies in the open internet.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    !(address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_multicast()
        || address.is_broadcast()
        || address.is_documentation()
        || a == 0
        // Carriers' own (RFC 6598), protocols' own, benchmarks' own (RFC 2544), kept back.
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && c == 0)
        || (a == 198 && (18..20).contains(&b))
        || a >= 240)
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    let parts = address.segments();
    // An IPv4 address in another dress is judged as such: mapped, compatible, by NAT64, by 6to4.
    let inner = |high: u16, low: u16| {
        let [a, b] = high.to_be_bytes();
        let [c, d] = low.to_be_bytes();
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0, 0, 0, 0, 0, 0 | 0xffff, high, low] => inner(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => inner(high, low),
        [0x2002, high, low, ..] => inner(high, low),
        // Documentation.
        [0x2001, 0xdb8, ..] => false,
        // Only 2000::/3 is given out.
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_private_networks_are_known_in_every_dress() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.64.0.1",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "240.0.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "fec0::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:4700::1111", "::ffff:8.8.8.8"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }
}
