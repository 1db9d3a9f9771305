//! Addresses that are safe to send a person, a code or a secret to.

/// Over TLS, or to this machine itself; without a user's name, a fragment or anything that a header can't hold.
pub(crate) fn is_safe(address: &str) -> bool {
    let Some((scheme, rest)) = address.split_once("://") else { return false };
    let authority = rest.split(['/', '?']).next().unwrap_or_default();
    let host = authority.rsplit_once(':').map_or(authority, |(host, _)| host);
    let plain = address.bytes().all(|b| b.is_ascii_graphic() && !b"@#\\\"<>^`{|}".contains(&b));
    plain && !host.is_empty() && (scheme == "https" || (scheme == "http" && host == "localhost"))
}
