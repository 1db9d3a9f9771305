//! A form with one file, as browsers send it without a script (`multipart/form-data`, RFC 7578). Strict: what no browser
//! writes is refused, and nothing is copied but what is kept.

/// Fields of such a form. Most of ours have a word and a file; where a workbook differs from its draft, each cell in which it
/// does is decided by one, and the longest questionnaires have some thousand cells.
const MAX_PARTS: usize = 4_096;

/// One field.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Part<'a> {
    /// Its name.
    pub name: String,
    /// The name that the file has on its sender's machine.
    pub file: Option<String>,
    /// Its bytes.
    pub bytes: &'a [u8],
}

/// The fields of a form, if it is one.
pub(super) fn parts<'a>(content_type: &str, body: &'a [u8]) -> Option<Vec<Part<'a>>> {
    let boundary = content_type.strip_prefix("multipart/form-data;")?.trim().strip_prefix("boundary=")?;
    let boundary = boundary.trim_matches('"');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"'()+_,-./:=?".contains(&byte);
    if boundary.is_empty() || boundary.len() > 70 || !boundary.bytes().all(plain) {
        return None;
    }
    let first = format!("--{boundary}\r\n");
    let next = format!("\r\n--{boundary}");
    let mut rest = body.strip_prefix(first.as_bytes())?;
    let mut parts = Vec::new();
    loop {
        let head = find(rest, b"\r\n\r\n")?;
        let (header, after) = (&rest[..head], &rest[head + 4..]);
        let end = find(after, next.as_bytes())?;
        let (name, file) = disposition(std::str::from_utf8(header).ok()?)?;
        parts.push(Part { name, file, bytes: &after[..end] });
        rest = &after[end + next.len()..];
        match rest {
            b"--" | b"--\r\n" => return Some(parts),
            _ if parts.len() == MAX_PARTS => return None,
            _ => rest = rest.strip_prefix(b"\r\n")?,
        }
    }
}

fn find(bytes: &[u8], what: &[u8]) -> Option<usize> {
    let first = *what.first()?;
    let mut from = 0;
    while let Some(at) = bytes[from..].iter().position(|byte| *byte == first) {
        if bytes[from + at..].starts_with(what) {
            return Some(from + at);
        }
        from += at + 1;
    }
    None
}

/// The field's name, and its file's.
fn disposition(header: &str) -> Option<(String, Option<String>)> {
    let line = header.split("\r\n").find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-disposition").then_some(value.trim())
    })?;
    let rest = line.strip_prefix("form-data;")?;
    let value = |name: &str| {
        let (_, after) = rest.split_once(&format!(" {name}=\""))?;
        after.split('"').next().map(str::to_owned)
    };
    Some((value("name")?, value("filename")))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: &str = "multipart/form-data; boundary=----x";

    #[test]
    fn what_a_browser_sends_is_read() {
        let body = b"------x\r\nContent-Disposition: form-data; name=\"form\"\r\n\r\nword\r\n------x\r\n\
                     Content-Disposition: form-data; name=\"file\"; filename=\"note.pdf\"\r\nContent-Type: application/pdf\r\n\r\n\
                     %PDF\r\n\r\n--x\r\n------x--\r\n";
        let read = parts(TYPE, body).unwrap();
        assert_eq!((read[0].name.as_str(), read[0].bytes), ("form", &b"word"[..]));
        assert_eq!(read[1].file.as_deref(), Some("note.pdf"));
        assert_eq!(read[1].bytes, b"%PDF\r\n\r\n--x");
    }

    #[test]
    fn what_none_sends_is_refused() {
        let whole = "------x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n------x--";
        assert!(parts(TYPE, whole.as_bytes()).is_some());
        for end in 0..whole.len() - 1 {
            assert!(parts(TYPE, &whole.as_bytes()[..end]).is_none(), "{end}");
        }
        assert!(parts("multipart/form-data; boundary=", b"").is_none());
        assert!(parts("text/plain", whole.as_bytes()).is_none());
        let part = "----x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n--";
        let form = |fields: usize| format!("--{}----x--", part.repeat(fields));
        assert_eq!(parts(TYPE, form(MAX_PARTS).as_bytes()).map(|all| all.len()), Some(MAX_PARTS));
        assert!(parts(TYPE, form(MAX_PARTS + 1).as_bytes()).is_none());
    }
}
