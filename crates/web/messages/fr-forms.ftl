# Les questionnaires comme données : types et leurs formulaires, classeurs à remplir hors ligne, cycles.

kinds = Types d’enregistrement
kinds-lead = Ce qui peut être consigné ici, chaque type avec son formulaire. Un formulaire est un fichier de données : un secrétariat le révise sans nouveau programme, et les réponses à une version antérieure restent lisibles.
kind-form = Le formulaire
kind-facts = À propos de ce type
kind-version = Version { $count }
kind-writers = Qui l’écrit
kind-evidence = Comment il arrive
kind-audiences = À qui il peut s’adresser
kind-signers = Signé par
kind-signed-by = { $count ->
    [one] une personne
   *[other] jusqu’à { $count } personnes
}
kind-own-machine-alone = Il se signe avec une clé sur sa propre machine uniquement, jamais dans la page du serveur.
kind-mechanisms = Mécanismes qui le reçoivent
kind-workbooks = À remplir hors ligne
kind-workbooks-note = Un classeur (XLSX) pour tout tableur. Rapportez-le ici dans un brouillon.
kind-for-programs = Pour les programmes
kind-schema = JSON Schema de son contenu
kind-lacks-languages = Ses textes n’existent pas encore dans ces langues ; l’anglais y figure à la place :
kind-asks-about = La question porte sur
written-by-delegates = Les délégués des participants
written-by-secretariat = Le secrétariat du mécanisme
for-public = Tout le monde
for-own = Sa propre délégation
for-participants = Des participants nommés
for-group = Un groupe nommé
for-mechanism = Les participants d’un mécanisme
for-secretariat = La présidence et le secrétariat d’un mécanisme
takes-words = { $count ->
    [one] Texte d’un mot
   *[other] Texte de { $count } mots au plus
}
takes-characters = { $count ->
    [one] Texte d’un caractère
   *[other] Texte de { $count } caractères au plus
}
takes-choice = Un choix parmi
takes-choices = Un ou plusieurs choix parmi
takes-number = Un nombre entier
takes-date = Une date
takes-addresses = { $count ->
    [one] Une adresse web
   *[other] { $count } adresses web au plus
}
takes-rows = { $count ->
    [one] Un tableau d’une ligne, avec
   *[other] Un tableau de { $count } lignes au plus, avec
}

# Le classeur.
workbook-guide = À lire
workbook-guide-cells = Écrivez vos réponses dans les cellules blanches à côté des questions. Tout le reste est verrouillé, sans mot de passe.
workbook-guide-references = Laissez telles quelles les références de la première colonne : par elles, chaque réponse retrouve sa question. Les lignes peuvent être triées, les feuilles renommées ou déplacées.
workbook-guide-blank = Laissez vide ce à quoi vous ne répondez pas. Un astérisque marque ce qui doit être rempli avant la signature.
workbook-guide-choices = Là où un choix est offert, prenez-le dans la liste de la cellule, ou mettez un x à côté.
workbook-guide-dates = Écrivez les dates ainsi : 2031-05-04, ou 2031-05 ou 2031 si l’on n’en sait pas plus.
workbook-guide-return = Rapportez le classeur dans un brouillon sur le serveur. Il est repris en entier ou pas du tout ; ce qui ne va pas est indiqué par feuille et par cellule. Rien n’est publié avant que quelqu’un ne signe.
workbook-answers = Réponses
workbook-reference = Référence
workbook-question = Question
workbook-help = Ce qui est demandé
workbook-answer = Réponse
workbook-goes-on = Une longue réponse se poursuit ici.
workbook-mark-choice = x pour choisir
