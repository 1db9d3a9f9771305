//! Patterns that several rooms share.

use regex::Regex;

/// A pattern of ours. They are constants, checked by a test; one that did not compile would match nothing.
///
/// Word boundaries are those of ASCII: with Unicode ones the engine leaves its fast path at the first accent, and an
/// accented letter beside a keyword is no word of these texts anyway. A keyword that ends with an accent leaves it out.
pub(crate) fn compiled(pattern: &str) -> Regex {
    let pattern = pattern.replace(r"\b", r"(?-u:\b)");
    Regex::new(&pattern).unwrap_or_else(|_| {
        debug_assert!(false, "pattern does not compile: {pattern}");
        #[expect(clippy::expect_used, reason = "the pattern is this literal")]
        Regex::new(r"[^\s\S]").expect("a literal pattern")
    })
}

/// The symbol of a document: of the United Nations, with the scar `AIC.1` for `A/C.1`; of the Organization of
/// American States, the African Union, the information society summits. A bracket belongs to it only as a pair.
pub(crate) const SYMBOL: &str = r"(?:S/RES/[0-9]{1,4} ?\((?:19|20)[0-9]{2}\)|(?:A|S|E|ST|CD|DP|TD|NPT|CCW|T)(?:/|I)(?:[A-Z][A-Za-z]*\.?[0-9]*/|C\.[0-9]/|[A-Z]+[.-]?[0-9A-Z]*/|ES-[0-9]+/|S-[0-9]+/|INF/|CONF\.[0-9]+/|AC\.[0-9]+/)*[0-9](?:[0-9A-Za-z./-]*(?:[0-9A-Za-z]|\([0-9A-Za-z]{1,8}\)))?|AG/(?:RES|DEC|DECL)\.? ?[0-9]+ ?\([^()]{3,20}\)|(?:AG|CP|CSH)/doc\. ?[0-9]+/[0-9]{2}|CICTE/(?:DEC|RES)\.? ?[0-9]+/[0-9]+(?: rev\. ?[0-9]+)?|(?:Assembly/AU|EX\.CL)/(?:Dec|DEC|Decl|DECL)\.? ?[0-9]+ ?\([IVXLC]+\)|WSIS-[0-9]{2}/[A-Z]+/DOC/[0-9A-Z()-]*[0-9A-Z])";
