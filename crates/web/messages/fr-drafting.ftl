# Brouillons au sein d’une délégation : parties, remarques, approbation. Traduction en attente de relecture par une personne francophone.
draft-seen-by = Seule votre délégation voit ceci. Le brouillon repose sur cette plateforme : quiconque l’exploite pourrait le lire.
draft-parts = Parties
draft-parts-note = Chaque partie est écrite et enregistrée séparément. Des collègues peuvent écrire en même temps dans les autres, ou dans d’autres champs de la même partie.
save-and-next = Enregistrer et passer à la partie suivante
save-and-previous = Enregistrer et revenir à la partie précédente
draft-words = Le texte
draft-choices = Destinataires et sujets
draft-answered = { $answered ->
    [one] { $answered } réponse
   *[other] { $answered } réponses
 } sur { $asked }
draft-remarks-open = { $count ->
    [one] { $count } remarque ouverte
   *[other] { $count } remarques ouvertes
 }
draft-to-preview = Voir l’ensemble et signer
draft-blank = Rien
draft-changes = Ce qui a été modifié, et par qui
draft-changes-note = Pour chaque champ, la dernière modification et ce qui s’y trouvait auparavant.
draft-changes-none = Rien n’a encore été modifié.
draft-before = Ce qui s’y trouvait auparavant
draft-before-gone = Ce qui s’y trouvait auparavant n’est plus conservé.
draft-remarks = Remarques
draft-remarks-seen-by = Les remarques restent dans votre délégation. Elles ne sont jamais signées et disparaissent avec le brouillon.
remark = Remarque
remark-section = Sur quelle section
remark-make = Ajouter la remarque
remark-settle = Réglée
remark-settled-on = Réglée le
remarks-settled = Remarques réglées
clearance = Approbation
clearance-note = Quiconque l’a lu et approuvé l’indique ici. Toute modification y met fin.
draft-clear = Le texte est approuvé
draft-cleared = Approuvé le
draft-document = Fichier Word
draft-document-kept = Un fichier Word est conservé avec ce brouillon et relèvera de la même signature :
draft-document-bring = Apporter un fichier Word approuvé
draft-document-note = Son texte prend la place de ce qui se trouve dans le champ. Le fichier lui-même est conservé et signé avec lui ; quiconque peut lire l’enregistrement peut le télécharger, avec tout ce que le fichier dit par ailleurs de ses auteurs.
draft-document-into = Placer le texte dans
draft-document-file = Fichier Word (.docx, 4 Mio au plus)
draft-document-send = L’apporter
draft-document-remove = Retirer le fichier
draft-document-record = Le texte sous forme de fichier
draft-document-record-note = Signé avec le texte. Ce qu’il dit outre le texte ci-dessus est aussi de son auteur.
release-rule = L’un rédige, un autre autorise
release-rule-on = En vigueur : quiconque a saisi la dernière modification d’une partie ne peut autoriser seul un brouillon. Depuis le
release-rule-off = Sans effet : quiconque peut signer peut aussi signer ce qu’il a lui-même saisi.
release-rule-note = La règle vaut partout où cette plateforme reçoit une signature sur un brouillon, y compris lorsque les réponses sont venues d’un classeur ou d’un fichier. Elle vaut aussi pour le changement d’état d’un enregistrement. Un enregistrement que quelqu’un écrit et signe sur sa propre machine ne passe par aucun brouillon : cette plateforme l’accepte avec les signatures de deux personnes.
release-rule-begin = Mettre en vigueur
release-rule-end = Mettre fin à la règle
release-rule-on-draft = Dans votre délégation, l’un rédige et un autre autorise : choisissez la clé d’un collègue qui n’a pas saisi les dernières modifications, seule ou à côté de la vôtre.
event-release-rule = La règle sur l’autorisation des brouillons a été changée
notice-saved-with-others = Enregistré. Des collègues ont modifié d’autres champs entre-temps ; leur texte est conservé.
notice-cleared = Le brouillon est marqué comme approuvé.
notice-remark-made = La remarque est ajoutée.
notice-remark-settled = La remarque est réglée.
notice-document-taken = Le texte du fichier est dans le brouillon, et le fichier est conservé avec lui.
notice-choose-signers = Choisissez autant de signataires différents que ce type d’enregistrement en demande.
signers-asked = Ce type demande les signatures d’au moins { $count ->
        [one] une personne
       *[other] { $count } personnes différentes
    }.
notice-document-unreadable = Ce fichier ne peut pas être repris. Enregistrez-le au format .docx, sans macros ni chiffrement, 4 Mio au plus.
notice-needs-release = Dans votre délégation, l’un rédige et un autre autorise. Choisissez aussi la clé d’un collègue qui n’a pas saisi la dernière modification de chaque partie.
refusal-attachment-type = Un fichier joint à un texte signé est un fichier Word (.docx) ou un PDF.
notice-too-long = Non enregistré. Ce que vous avez saisi figure ci-dessous.
