//! Where a request comes from, for limits alone: never logged, never stored.

use std::net::IpAddr;

/// The address at the other end of the connection, or the one that the proxy in front names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Peer(pub IpAddr);

impl Peer {
    /// Its network: the whole address of IPv4, the first half of IPv6, which is what one subscriber has.
    pub fn network(self) -> [u8; 8] {
        match self.0.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, d] = address.octets();
                [0, 0, 0xff, 0xff, a, b, c, d]
            }
            IpAddr::V6(address) => {
                let mut half = [0; 8];
                half.copy_from_slice(&address.octets()[..8]);
                half
            }
        }
    }
}
