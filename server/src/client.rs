//! Who sent a request. Behind a reverse proxy every connection comes from the proxy, which tells the
//! client's address in `X-Forwarded-For` and the scheme in `X-Forwarded-Proto`; as anybody can write
//! such headers, they are believed only of proxies that the operator named.

use std::{
    net::{IpAddr, SocketAddr},
    str::FromStr,
    sync::Arc,
};

use axum::{
    extract::{ConnectInfo, Extension, FromRequestParts, Request, State},
    http::{HeaderMap, request::Parts},
    middleware::Next,
    response::Response,
};
use ipnet::IpNet;

use crate::listener::Accepted;

/// Who sent a request: an extension of every request, and an extractor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// The client's address; an IPv4 address is never written as an IPv6 one.
    pub address: IpAddr,
    /// Whether the request came by HTTPS: all the way to this server, or to a trusted proxy that says
    /// so.
    pub secure: bool,
}

/// The proxies whose word about their clients is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TrustedProxies(Arc<[IpNet]>);

impl TrustedProxies {
    /// Those in any of these networks.
    pub fn new(networks: impl IntoIterator<Item = IpNet>) -> Self {
        Self(networks.into_iter().collect())
    }

    fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// `10.0.0.0/8`, or a single address.
///
/// # Errors
/// Anything else; the text, to be told.
pub fn parse_network(text: &str) -> Result<IpNet, String> {
    let text = text.trim();
    let single = IpAddr::from_str(text).map(IpNet::from);
    single
        .or_else(|_| IpNet::from_str(text))
        .map_err(|_| text.to_owned())
}

impl Client {
    /// The client behind a connection that carries these headers.
    fn of(connection: Accepted, headers: &HeaderMap, trusted: &TrustedProxies) -> Self {
        let peer = connection.address.ip().to_canonical();
        let secure = connection.secure;
        if !trusted.contain(peer) {
            return Self {
                address: peer,
                secure,
            };
        }
        Self {
            address: forwarded_for(peer, headers, trusted),
            secure: forwarded_secure(headers).unwrap_or(secure),
        }
    }
}

/// The right-most address that no trusted proxy has. Each hop adds the address it was called from at
/// the right: what stands to the left of a stranger's address is the stranger's word.
fn forwarded_for(peer: IpAddr, headers: &HeaderMap, trusted: &TrustedProxies) -> IpAddr {
    let lines = headers.get_all("x-forwarded-for").iter();
    let text: Vec<&str> = lines.map(|line| line.to_str().unwrap_or("?")).collect();
    let mut address = peer;
    for hop in text.iter().flat_map(|line| line.split(',')).rev() {
        if !trusted.contain(address) {
            break;
        }
        match parse_hop(hop.trim()) {
            Some(before) => address = before,
            // What a trusted proxy did not understand either: it is as far as one can see.
            None => break,
        }
    }
    address
}

/// An address, with or without a port.
fn parse_hop(text: &str) -> Option<IpAddr> {
    let bare = text
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'));
    let address: Result<IpAddr, _> = bare.unwrap_or(text).parse();
    let address = address.or_else(|_| text.parse::<SocketAddr>().map(|socket| socket.ip()));
    Some(address.ok()?.to_canonical())
}

/// Whether every hop was by HTTPS; nothing where the proxy does not say.
fn forwarded_secure(headers: &HeaderMap) -> Option<bool> {
    let mut lines = headers.get_all("x-forwarded-proto").iter().peekable();
    lines.peek()?;
    let is_https = |scheme: &str| scheme.trim().eq_ignore_ascii_case("https");
    Some(lines.all(|line| {
        line.to_str()
            .is_ok_and(|line| line.split(',').all(is_https))
    }))
}

/// Puts the [`Client`] into every request.
pub async fn identify(
    State(trusted): State<TrustedProxies>,
    ConnectInfo(connection): ConnectInfo<Accepted>,
    mut request: Request,
    next: Next,
) -> Response {
    let client = Client::of(connection, request.headers(), &trusted);
    request.extensions_mut().insert(client);
    next.run(request).await
}

impl<S: Send + Sync> FromRequestParts<S> for Client {
    type Rejection = <Extension<Self> as FromRequestParts<S>>::Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let Extension(client) = Extension::from_request_parts(parts, state).await?;
        Ok(client)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROXY: &str = "10.0.0.2:4711";

    fn client(peer: &str, headers: &[(&'static str, &'static str)]) -> (String, bool) {
        let trusted = ["10.0.0.0/8", "::1"].map(|text| parse_network(text).expect("a network"));
        let connection = Accepted {
            address: peer.parse().expect("an address"),
            secure: false,
        };
        let pairs = headers.iter().map(|(name, value)| {
            let name = axum::http::HeaderName::from_static(name);
            (name, value.parse().expect("a header"))
        });
        let mut map = HeaderMap::new();
        pairs.for_each(|(name, value)| {
            map.append(name, value);
        });
        let client = Client::of(connection, &map, &TrustedProxies::new(trusted));
        (client.address.to_string(), client.secure)
    }

    fn address(peer: &str, forwarded: &'static str) -> String {
        client(peer, &[("x-forwarded-for", forwarded)]).0
    }

    #[test]
    fn only_a_trusted_proxy_speaks_for_others() {
        assert_eq!(address("203.0.113.9:1", "198.51.100.7"), "203.0.113.9");
        assert_eq!(address(PROXY, "198.51.100.7"), "198.51.100.7");
        assert_eq!(
            address("[::ffff:10.0.0.2]:1", "198.51.100.7"),
            "198.51.100.7"
        );
        assert_eq!(address("[::1]:1", "2001:db8::7"), "2001:db8::7");
        assert_eq!(client(PROXY, &[]).0, "10.0.0.2");
    }

    #[test]
    fn what_a_client_claims_to_the_left_does_not_count() {
        assert_eq!(address(PROXY, "1.2.3.4, 198.51.100.7"), "198.51.100.7");
        assert_eq!(
            address(PROXY, "1.2.3.4, 198.51.100.7, 10.9.9.9"),
            "198.51.100.7"
        );
        let lines = [
            ("x-forwarded-for", "1.2.3.4"),
            ("x-forwarded-for", "198.51.100.7"),
        ];
        assert_eq!(client(PROXY, &lines).0, "198.51.100.7");
        assert_eq!(address(PROXY, "10.1.1.1, 10.2.2.2"), "10.1.1.1");
    }

    #[test]
    fn addresses_come_with_ports_and_with_nonsense() {
        assert_eq!(address(PROXY, "198.51.100.7:5000"), "198.51.100.7");
        assert_eq!(address(PROXY, "[2001:db8::7]:5000"), "2001:db8::7");
        assert_eq!(address(PROXY, "[2001:db8::7]"), "2001:db8::7");
        assert_eq!(address(PROXY, "198.51.100.7, unknown"), "10.0.0.2");
        assert_eq!(address(PROXY, ""), "10.0.0.2");
    }

    #[test]
    fn the_scheme_is_https_only_where_every_hop_says_so() {
        let secure = |peer, scheme| client(peer, &[("x-forwarded-proto", scheme)]).1;
        assert!(secure(PROXY, "https"));
        assert!(secure(PROXY, "HTTPS, https"));
        assert!(!secure(PROXY, "https, http"));
        assert!(!secure(PROXY, "http"));
        assert!(!secure(PROXY, ""));
        assert!(!secure("203.0.113.9:1", "https"));
    }

    #[test]
    fn networks_are_networks_or_addresses() {
        for good in ["10.0.0.0/8", " 192.168.1.1 ", "fd00::/8", "::1"] {
            assert!(parse_network(good).is_ok(), "{good}");
        }
        for bad in ["10.0.0.0/33", "proxy.example", "", "10.0.0"] {
            assert_eq!(parse_network(bad), Err(bad.to_owned()));
        }
    }
}
