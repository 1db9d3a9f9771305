//! A tar archive (POSIX ustar), put together file by file while it is sent: what any machine unpacks without a program of ours.

/// The size of a block.
const BLOCK: usize = 512;

/// The longest name that a header takes: ours have fewer than ninety characters.
const LONGEST_NAME: usize = 100;

/// A file's header, its bytes, and what fills its last block.
pub(super) fn file(name: &str, bytes: &[u8], modified: u64) -> Vec<u8> {
    debug_assert!(name.len() <= LONGEST_NAME, "{name} is too long for a header");
    let mut header = [0; BLOCK];
    let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    put(0, &name[..name.len().min(LONGEST_NAME)]);
    put(100, "0000644\0");
    put(108, "0000000\0");
    put(116, "0000000\0");
    put(124, &format!("{:011o}\0", bytes.len()));
    put(136, &format!("{modified:011o}\0"));
    // The sum is made with blanks in its own place.
    put(148, "        ");
    put(156, "0");
    put(257, "ustar\0");
    put(263, "00");
    let sum: u32 = header.iter().map(|byte| u32::from(*byte)).sum();
    header[148..156].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    let mut whole = header.to_vec();
    whole.extend_from_slice(bytes);
    whole.resize(whole.len().next_multiple_of(BLOCK), 0);
    whole
}

/// What ends an archive.
pub(super) fn end() -> Vec<u8> {
    vec![0; 2 * BLOCK]
}
