use super::*;
#[test]
fn loads() {
    Rules::built_in().unwrap();
}
