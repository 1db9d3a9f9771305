//! A header that is read says the same when it is written and read again, and means to every JSON reader what it
//! means to us.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::Header;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(header) = Header::from_bytes(bytes) {
        let written = header.to_bytes();
        assert_eq!(Header::from_bytes(&written).as_ref(), Ok(&header));
        let plain = |bytes: &[u8]| serde_json::from_slice::<Value>(bytes).expect("what we read is JSON");
        assert_eq!(plain(bytes), plain(&written));
    }
});
