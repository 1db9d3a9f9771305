//! The patterns of permanent identifiers.

/// Longest slug: fits a URL segment and a column of a report.
const MAX_SLUG: usize = 64;

/// `FRA`, or `XAA` to `XZZ` for fictional States.
pub fn is_state_code(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Whether a State code is of the range that ISO 3166-1 leaves to users: the fictional States.
pub(crate) fn is_user_assigned(code: &str) -> bool {
    is_state_code(code) && code.starts_with('X')
}

/// Lower-case letters and digits in groups joined by single hyphens: `arf-ict`.
pub fn is_slug(text: &str) -> bool {
    text.len() <= MAX_SLUG
        && text.split('-').all(|part| {
            !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        })
}

/// A State code or the slug of an organization.
pub fn is_participant_code(code: &str) -> bool {
    is_state_code(code) || is_slug(code)
}

/// `<set>/<slug>`: `un/norm-13-a`.
pub fn is_item_id(id: &str) -> bool {
    id.split_once('/').is_some_and(|(set, item)| is_slug(set) && is_slug(item))
}

/// `pp7`, `op1`, `op1-a`, `ot2`: the role, the number, and the labels of what is nested; before that `annex-` or
/// `annex2-` where it stands in an annex of the text.
pub fn is_provision_path(path: &str) -> bool {
    let path = in_annex(path).unwrap_or(path);
    let Some(rest) = ["pp", "op", "ot"].iter().find_map(|role| path.strip_prefix(role)) else { return false };
    let number = rest.split('-').next().unwrap_or_default();
    is_slug(rest) && number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0')
}

/// A path without the annex it stands in; `None` where it stands in none.
pub(crate) fn in_annex(path: &str) -> Option<&str> {
    path.split_once('-').filter(|(annex, _)| is_annex(annex)).map(|(_, rest)| rest)
}

/// `annex`, `annex2`.
pub(crate) fn is_annex(text: &str) -> bool {
    text.strip_prefix("annex").is_some_and(|number| {
        number.bytes().all(|byte| byte.is_ascii_digit()) && !number.starts_with('0') && number != "1"
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_accept_the_documented_forms_alone() {
        assert!(
            is_state_code("FRA")
                && is_user_assigned("XAB")
                && !is_state_code("Fra")
                && !is_state_code("FRAN")
        );
        assert!(
            is_slug("arf-ict") && !is_slug("arf--ict") && !is_slug("-arf") && !is_slug("") && !is_slug("Arf")
        );
        assert!(is_item_id("un/norm-13-a") && !is_item_id("un") && !is_item_id("un/a/b"));
        for good in ["pp7", "op1", "op1-a", "ot2", "op12-a-ii", "annex-op1", "annex2-op3-a"] {
            assert!(is_provision_path(good), "{good}");
        }
        for bad in
            ["pp", "op0", "opa", "xx1", "op1-", "op-1", "op1a", "annex", "annex-", "annex1-op1", "annexe-op1"]
        {
            assert!(!is_provision_path(bad), "{bad}");
        }
    }
}
