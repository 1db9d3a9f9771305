//! Policies that can't be relied on are refused, and stop the start.

use policy::{PolicyError, Rules};

/// The smallest schema that the code can ask with is the built-in one.
fn with_schema(policies: &[(&str, &str)]) -> Result<Rules, PolicyError> {
    let schema = include_str!("../../../../policies/comity.cedarschema");
    let mut files = vec![("comity.cedarschema".to_owned(), schema.to_owned())];
    files.extend(policies.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    Rules::from_files(&files)
}

fn refused(text: &str) -> &'static str {
    with_schema(&[("test.cedar", text)]).err().expect("refused").code()
}

const GOOD: &str = r#"@id("public") @says("All read.")
permit (principal, action in Action::"reading", resource is Class) when { resource.audience == Audience::"public" };"#;

#[test]
fn the_built_in_policies_are_valid_and_each_says_what_it_does() {
    let rules = Rules::built_in().unwrap();
    assert!(rules.rules().len() > 40);
    for rule in rules.rules() {
        let first = rule.says.chars().next().unwrap();
        assert!(
            first.is_uppercase() && rule.says.matches(". ").count() == 0,
            "{} is not one sentence",
            rule.id
        );
    }
}

#[test]
fn without_policies_nothing_is_allowed() {
    let rules = with_schema(&[]).unwrap();
    let public = policy::Resource::Class(crate::world::class(policy::Audience::Public, None, ""));
    assert!(!rules.decide(&policy::Subject::nobody(), policy::Action::ReadBody, &public).allowed);
}

#[test]
fn what_does_not_validate_is_refused() {
    assert!(with_schema(&[("test.cedar", GOOD)]).is_ok());
    assert_eq!(refused("permit (principal"), "policy-syntax");
    assert_eq!(refused("permit (principal, action, resource);"), "policy-annotation");
    assert_eq!(refused(&GOOD.replace(r#"@says("All read.")"#, "")), "policy-annotation");
    assert_eq!(refused(&GOOD.replace("\"public\") @says", "\"Public!\") @says")), "policy-annotation");
    assert_eq!(refused(&format!("{GOOD}\n{GOOD}")), "policy-annotation");
    assert_eq!(refused(&GOOD.replace("resource.audience", "resource.reader")), "policy-invalid");
    assert_eq!(refused(&GOOD.replace("Audience::\"public\"", "Audience::\"everybody\"")), "policy-invalid");
    assert_eq!(refused(&GOOD.replace("(principal,", "(principal in Role::\"minister\",")), "policy-invalid");
    assert_eq!(refused(&GOOD.replace("Action::\"reading\"", "Action::\"looking\"")), "policy-invalid");
    // It could never apply: somebody thought that it would.
    assert_eq!(refused(&GOOD.replace("is Class", "is Trail")), "policy-invalid");
    let template = GOOD.replace("(principal,", "(principal == ?principal,");
    assert_eq!(refused(&template), "policy-syntax");
}

#[test]
fn a_folder_without_a_schema_or_with_another_one_is_refused() {
    let code = |files: &[(&str, &str)]| {
        let files: Vec<_> =
            files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        Rules::from_files(&files).err().expect("refused").code()
    };
    assert_eq!(code(&[("test.cedar", GOOD)]), "policy-schemas");
    assert_eq!(code(&[("a.cedarschema", "entity"), ("test.cedar", GOOD)]), "policy-schema");
    let foreign = "entity A; entity B; action \"dance\" appliesTo { principal: A, resource: B };";
    assert_eq!(code(&[("a.cedarschema", foreign)]), "policy-invalid");
    let small = "entity Subject; entity Class; action \"read-body\" appliesTo { principal: Subject, resource: Class };";
    assert_eq!(code(&[("a.cedarschema", small)]), "policy-missing");
}

#[test]
fn one_changed_byte_makes_another_version() {
    let one = with_schema(&[("test.cedar", GOOD)]).unwrap();
    let same = with_schema(&[("test.cedar", GOOD)]).unwrap();
    let other = with_schema(&[("test.cedar", &GOOD.replace("All read.", "All read!."))]).unwrap();
    assert_eq!(one.version(), same.version());
    assert_ne!(one.version(), other.version());
}
