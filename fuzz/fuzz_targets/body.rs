//! A body that is read says the same when it is written and read again.
#![no_main]

use libfuzzer_sys::fuzz_target;
use record::Body;
use record::header::BodyRef;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(body) = Body::from_bytes(bytes) {
        assert_eq!(Body::from_bytes(&body.to_bytes()).as_ref(), Ok(&body));
        assert_eq!(BodyRef::to(bytes).check(bytes), Ok(()));
    }
});
