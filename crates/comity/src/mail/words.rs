//! The words of letters, in each language in which letters are written. A small list of their own: a subject is one of four
//! sentences, and nothing is ever put into one but the hub's name and the word for an exercise before it.

/// The words of letters in one language.
pub struct Words {
    pub greeting: &'static str,
    pub hub: &'static str,
    pub subject_record: &'static str,
    pub subject_key: &'static str,
    pub subject_code: &'static str,
    pub subject_trial: &'static str,
    pub signed_own: &'static str,
    pub signed_other: &'static str,
    pub transmitted: &'static str,
    pub erased: &'static str,
    pub key_enrolled: &'static str,
    pub key_vouched_for: &'static str,
    pub key_revoked: &'static str,
    pub record: &'static str,
    pub kind: &'static str,
    pub when: &'static str,
    pub signs_from: &'static str,
    pub more: &'static str,
    pub not_you: &'static str,
    pub stop_key: &'static str,
    pub all: &'static str,
    pub why: &'static str,
    pub code: &'static str,
    pub code_where: &'static str,
    pub code_not_you: &'static str,
    pub trial: &'static str,
    pub exercise_mark: &'static str,
    pub exercise: &'static str,
}

/// The words of a language; English for those in which no page is written.
pub fn words(language: &str) -> &'static Words {
    if language == "fr" { &FRENCH } else { &ENGLISH }
}

const ENGLISH: Words = Words {
    // To nobody by name: a letter lies open on servers that are nobody's here.
    greeting: "Dear colleague,",
    hub: "This is a letter from the Comity hub",
    subject_record: "A record in your delegation's name: please look at it",
    subject_key: "A signing key of your delegation: please look at it",
    subject_code: "A code to confirm this address",
    subject_trial: "A trial letter",
    signed_own: "A record was signed with a key of yours.",
    signed_other: "A record was signed in your delegation's name.",
    transmitted: "The secretariat entered a record in your delegation's name, as it was received.",
    erased: "The secretariat erased a record of your delegation.",
    key_enrolled: "An administrator of your delegation enrolled a signing key.",
    key_vouched_for: "The secretariat's root keys enrolled a signing key for your delegation.",
    key_revoked: "A signing key of your delegation was revoked.",
    record: "Record:",
    kind: "Kind:",
    when: "Accepted:",
    signs_from: "It may sign from:",
    more: "Further notices, on the page:",
    not_you: "If nobody of your delegation meant this: revoke the key that signed (comity participant revoke, or the\n\
              revocation that you keep offline), disavow the record, and tell the secretariat by another way than this\n\
              hub and this letter.",
    stop_key: "If your delegation did not ask for the new key: whoever has a valid key of your delegation stops it before it\n\
               may sign, with comity participant revoke.",
    all: "All of your notices, once you have signed in:",
    why: "You get this letter because you confirmed this address there. On the same page you can have notices mailed no\n\
          more. No link in this letter signs anybody in.",
    code: "This code confirms that notices may be sent to this address:",
    code_where: "It is valid for a day. Type it, signed in, at",
    code_not_you: "If you did not ask for it, do nothing: without the code nothing more is sent here.",
    trial: "The operator of this hub tries its mail. There is nothing to do.",
    exercise_mark: "EXERCISE:",
    exercise: "THIS IS AN EXERCISE. All that this letter speaks of is invented for practice.",
};

const FRENCH: Words = Words {
    greeting: "Madame, Monsieur,",
    hub: "Cette lettre vient de la plateforme Comity",
    subject_record: "Un enregistrement au nom de votre délégation\u{a0}: veuillez en prendre connaissance",
    subject_key: "Une clé de signature de votre délégation\u{a0}: veuillez en prendre connaissance",
    subject_code: "Un code pour confirmer cette adresse",
    subject_trial: "Une lettre d’essai",
    signed_own: "Un enregistrement a été signé avec une clé qui est la vôtre.",
    signed_other: "Un enregistrement a été signé au nom de votre délégation.",
    transmitted: "Le secrétariat a saisi un enregistrement au nom de votre délégation, tel qu’il l’a reçu.",
    erased: "Le secrétariat a effacé un enregistrement de votre délégation.",
    key_enrolled: "Un administrateur de votre délégation a inscrit une clé de signature.",
    key_vouched_for: "Les clés racines du secrétariat ont inscrit une clé de signature pour votre délégation.",
    key_revoked: "Une clé de signature de votre délégation a été révoquée.",
    record: "Enregistrement\u{a0}:",
    kind: "Nature\u{a0}:",
    when: "Accepté\u{a0}:",
    signs_from: "Elle peut signer à partir de\u{a0}:",
    more: "Autres avis, sur la page\u{a0}:",
    not_you: "Si personne de votre délégation n’a voulu cela\u{a0}: révoquez la clé qui a signé (comity participant revoke, ou la\n\
              révocation que vous gardez hors ligne), désavouez l’enregistrement et prévenez le secrétariat par une autre voie\n\
              que cette plateforme et cette lettre.",
    stop_key: "Si votre délégation n’a pas demandé la nouvelle clé\u{a0}: quiconque a une clé valide de votre délégation l’arrête\n\
               avant qu’elle puisse signer, avec comity participant revoke.",
    all: "Tous vos avis, une fois la session ouverte\u{a0}:",
    why: "Vous recevez cette lettre parce que vous y avez confirmé cette adresse. Sur la même page, vous pouvez mettre fin à\n\
          l’envoi des avis. Aucun lien de cette lettre n’ouvre de session.",
    code: "Ce code confirme que des avis peuvent être envoyés à cette adresse\u{a0}:",
    code_where: "Il est valable un jour. Saisissez-le, session ouverte, à l’adresse",
    code_not_you: "Si vous ne l’avez pas demandé, ne faites rien\u{a0}: sans le code, rien d’autre ne sera envoyé ici.",
    trial: "L’exploitant de cette plateforme essaie son courrier. Il n’y a rien à faire.",
    exercise_mark: "EXERCICE\u{a0}:",
    exercise: "CECI EST UN EXERCICE. Tout ce dont parle cette lettre est inventé pour l’entraînement.",
};
