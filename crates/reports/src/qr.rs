//! QR codes of addresses: the modules, and the picture of them that each form needs.

use crate::ReportError;
use flate2::{Compression, Crc, write::ZlibEncoder};
use qrcodegen::{QrCode, QrCodeEcc};
use std::fmt::Write as _;
use std::io::Write as _;

/// Light modules around the code, without which readers don't find it.
const QUIET: i32 = 4;

/// Pixels of one module in the picture of a DOCX file: printed at 30 mm, a code of 45 modules has 300 dots to the inch.
const PIXELS: usize = 8;

/// The modules of a QR code, with its quiet zone.
pub struct QrModules(QrCode);

impl QrModules {
    /// The code of an address, at the second of four levels of correction: a folded print still reads.
    pub fn new(url: &str) -> Result<Self, ReportError> {
        let code = QrCode::encode_text(url, QrCodeEcc::Medium);
        code.map(Self).map_err(|_| ReportError::QrTooLong { bytes: url.len() })
    }

    /// Modules on each side, the quiet zone included.
    pub fn side(&self) -> usize {
        usize::try_from(self.0.size() + 2 * QUIET).unwrap_or_default()
    }

    fn dark(&self, x: usize, y: usize) -> bool {
        let module = |at: usize| i32::try_from(at).map_or(-1, |at| at - QUIET);
        self.0.get_module(module(x), module(y))
    }

    /// The dark modules as a path, each a unit wide.
    fn path(&self) -> String {
        let mut path = String::new();
        for y in 0..self.side() {
            for x in (0..self.side()).filter(|x| self.dark(*x, y)) {
                // Writing to a string doesn't fail.
                let _ = write!(path, "M{x} {y}h1v1h-1z");
            }
        }
        path
    }

    /// The code as SVG.
    pub fn svg(&self) -> String {
        let side = self.side();
        let path = self.path();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\">\
             <path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path d=\"{path}\"/></svg>"
        )
    }

    /// The code as PNG, one bit for each pixel.
    pub(crate) fn png(&self) -> std::io::Result<Vec<u8>> {
        let side = self.side() * PIXELS;
        let mut rows = Vec::new();
        for y in 0..side {
            // No filter.
            rows.push(0);
            for byte in 0..side.div_ceil(8) {
                let light = |bit: usize| {
                    let x = byte * 8 + bit;
                    u8::from(x >= side || !self.dark(x / PIXELS, y / PIXELS))
                };
                rows.push((0..8).fold(0, |bits, bit| bits << 1 | light(bit)));
            }
        }
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&rows)?;
        let size = u32::try_from(side).unwrap_or(u32::MAX).to_be_bytes();
        // Width, height, one bit of grey, no interlace.
        let head = [&size[..], &size[..], &[1, 0, 0, 0, 0]].concat();
        let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
        for (name, data) in [(b"IHDR", head), (b"IDAT", packed.finish()?), (b"IEND", Vec::new())] {
            chunk(&mut png, *name, &data);
        }
        Ok(png)
    }
}

fn chunk(png: &mut Vec<u8>, name: [u8; 4], data: &[u8]) {
    png.extend_from_slice(&u32::try_from(data.len()).unwrap_or(u32::MAX).to_be_bytes());
    let start = png.len();
    png.extend_from_slice(&name);
    png.extend_from_slice(data);
    let mut sum = Crc::new();
    sum.update(&png[start..]);
    png.extend_from_slice(&sum.sum().to_be_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_finder_patterns_inside_the_quiet_zone() {
        let code = QrModules::new("https://example.org/r/1").unwrap();
        assert_eq!(code.side(), 25 + 8);
        assert!(!code.dark(3, 3) && code.dark(4, 4) && code.dark(code.side() - 5, 4));
        assert!(code.svg().contains("viewBox=\"0 0 33 33\""));
    }

    #[test]
    fn an_address_that_does_not_fit_is_named() {
        let error = QrModules::new(&"x".repeat(3_000)).err().unwrap();
        assert_eq!(error.code(), "qr-too-long");
    }
}
