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
kind-own-machine-alone = Il se signe avec une clé sur sa propre machine uniquement, jamais dans une page de la plateforme.
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
workbook-guide-return = Rapportez le classeur dans un brouillon sur la plateforme. Il est repris en entier ou pas du tout ; ce qui ne va pas est indiqué par feuille et par cellule. Rien n’est publié avant que quelqu’un ne signe.
workbook-answers = Réponses
workbook-reference = Référence
workbook-question = Question
workbook-help = Ce qui est demandé
workbook-answer = Réponse
workbook-goes-on = Une longue réponse se poursuit ici.
workbook-mark-choice = x pour choisir

# Un brouillon et son classeur.
draft-offline = Y travailler hors ligne
draft-offline-note = Emportez ce brouillon dans un classeur (XLSX), remplissez-le avec n’importe quel tableur, puis rapportez-le. Ce qui y a été écrit passe dans les réponses ci-dessus, en entier ou pas du tout ; ce qu’il laisse vide reste tel quel.
draft-workbook-get = Télécharger le classeur
draft-workbook-file = Le classeur rempli
draft-workbook-send = Reprendre ses réponses
draft-workbook-refused = Le classeur n’a pas été repris
draft-workbook-refused-note = { $count ->
    [one] Une chose ne va pas. Le brouillon est resté tel quel.
   *[other] { $count } choses ne vont pas. Le brouillon est resté tel quel.
}
draft-workbook-back = Retour au brouillon
notice-workbook-taken = Les réponses du classeur sont dans le brouillon.
workbook-whole = Le classeur entier
workbook-place = Feuille et cellule
workbook-wrong = Ce qui ne va pas

# Pourquoi un classeur n’est pas repris.
refusal-workbook-alive = Le classeur contient des macros ou des liens vers d’autres fichiers. Copiez les réponses dans un classeur qui n’en a pas.
refusal-workbook-too-large = Le classeur est plus grand que tout questionnaire. Copiez les réponses dans celui qui se télécharge ici.
refusal-workbook-unreadable = Le classeur ne peut pas être lu. Enregistrez-le de nouveau en XLSX, sans mot de passe.
refusal-not-a-workbook = Ce n’est pas un classeur XLSX. Enregistrez-le en .xlsx, sans mot de passe.
refusal-workbook-formula = C’est une formule. Mettez-y son résultat en texte simple.
refusal-workbook-hidden = Ceci se trouve dans une ligne ou une colonne masquée. Affichez-la, ou retirez-la.
refusal-workbook-cell = Cette cellule ne peut pas être lue telle qu’elle s’affiche. Mettez-la au format texte et récrivez-la.
refusal-workbook-no-questionnaire = Aucune feuille de ce classeur ne fait partie d’un questionnaire. Remplissez celui qui se télécharge ici.
refusal-workbook-foreign-sheet = Cette feuille ne fait pas partie du questionnaire. Copiez l’essentiel dans une réponse, puis supprimez la feuille.
refusal-workbook-sheet-twice = Cette feuille s’y trouve deux fois. Gardez la bonne.
refusal-workbook-other-version = Cette feuille appartient à un autre questionnaire, ou à une autre version. Téléchargez de nouveau le classeur et recopiez-y les réponses.
refusal-workbook-unknown-reference = Aucune question n’a cette référence. Remettez celle qui s’y trouvait.
refusal-workbook-reference-twice = Cette référence figure aussi dans une autre ligne. Gardez l’une des deux.
refusal-workbook-outside = Ceci se trouve là où rien n’est demandé, et serait perdu. Déplacez-le dans une réponse.
refusal-workbook-not-a-mark = Écrivez x pour choisir, ou laissez vide.

# Affiner une recherche par ce qui a été choisi.
facet-choice = Réponse
