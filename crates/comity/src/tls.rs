//! The hub's certificate: read once at the start, checked so that a mistake shows then.

use crate::failure::Failure;
use crate::keys;
use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use std::path::Path;
use std::sync::Arc;
use tokio_rustls::TlsAcceptor;

/// Reads certificate and key.
pub fn acceptor(certificate: &Path, key: &Path) -> Result<TlsAcceptor, Failure> {
    let chain = read_chain(certificate)?;
    let key_of = read_key(key)?;
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|e| Failure::new("tls", e))?
        .with_no_client_auth()
        .with_single_cert(chain, key_of)
        .map_err(|e| {
            let what = format!("{} and {} don't go together: {e}", certificate.display(), key.display());
            Failure::input("tls-certificate", what)
        })?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(TlsAcceptor::from(Arc::new(config)))
}

fn read_chain(path: &Path) -> Result<Vec<CertificateDer<'static>>, Failure> {
    let wrong = |why: &dyn std::fmt::Display| {
        Failure::input("tls-certificate", format!("tls_certificate {}: {why}", path.display()))
    };
    let bytes = std::fs::read(path).map_err(|e| wrong(&e))?;
    let chain: Vec<_> =
        CertificateDer::pem_slice_iter(&bytes).collect::<Result<_, _>>().map_err(|e| wrong(&e))?;
    if chain.is_empty() {
        return Err(wrong(&"it holds no certificate in PEM form"));
    }
    Ok(chain)
}

fn read_key(path: &Path) -> Result<PrivateKeyDer<'static>, Failure> {
    let wrong =
        |why: &dyn std::fmt::Display| Failure::input("tls-key", format!("tls_key {}: {why}", path.display()));
    keys::check_private(path).map_err(|failure| wrong(&failure.message))?;
    let bytes = zeroize::Zeroizing::new(std::fs::read(path).map_err(|e| wrong(&e))?);
    PrivateKeyDer::from_pem_slice(&bytes).map_err(|e| wrong(&e))
}
