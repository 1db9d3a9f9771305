# Hors ligne : classeurs remplis à plusieurs, formulaires sur papier, rappels envoyés. Traduction en attente de relecture par des francophones.

workbook-guide-cycle = Pour le cycle : { $name }
workbook-guide-taken-out = Une cellule vide ne dit rien : ce que contient le brouillon y reste. Pour retirer une réponse, écrivez - (un trait d’union) dans sa cellule.
workbook-guide-before = Les cellules jaunes contiennent ce qui a été dit auparavant. Laissez-les pour le redire, écrivez par-dessus ou retirez-le.
workbook-guide-several = Plusieurs services peuvent remplir chacun sa partie dans une copie de ce classeur, et chacun rapporte la sienne. Là où deux ont écrit différemment, les deux textes sont montrés avant que l’un ne soit repris.

draft-workbook-before = Remplir les blancs avec ce qui a été dit auparavant
draft-workbook-before-note = Vos propres réponses antérieures de ce type. Elles figurent en jaune dans le classeur, et nulle part ailleurs tant que vous ne le rapportez pas.
draft-workbook-before-none = Non, seulement avec le contenu du brouillon
draft-workbook-conflict = Le classeur et le brouillon diffèrent
draft-workbook-conflict-note = { $count ->
    [one] Une réponse a été modifiée des deux côtés. Rien n’est encore repris : dites ce qui doit y figurer.
   *[other] { $count } réponses ont été modifiées des deux côtés. Rien n’est encore repris : dites ce qui doit y figurer.
}
in-the-draft = Dans le brouillon
in-the-workbook = Dans le classeur
workbook-takes-out = Le classeur retire cette réponse.
keep-the-drafts = Garder ce que contient le brouillon
take-the-workbooks = Prendre ce que dit le classeur
take-both = Les deux : d’abord celle du brouillon, puis celle du classeur
notice-workbook-nothing = Rien n’a été repris du classeur. Chacune de ses cellules dit ce que ce brouillon dit déjà, ou ce qui s’y trouvait au téléchargement du classeur. Pour apporter ici les réponses d’un autre brouillon, copiez-les dans un classeur téléchargé depuis cette page.
draft-workbook-decide = Reprendre ainsi les réponses
refusal-workbook-other-cycle = Ce classeur a été établi pour un autre cycle. Téléchargez celui de ce cycle et recopiez-y les réponses.

printed-form = Le formulaire à imprimer
printed-form-note = À remplir à la main ou dans un traitement de texte. Rien n’est signé ni publié par là : saisissez les réponses dans un brouillon ou un classeur, ou adressez le formulaire au secrétariat par note verbale. Un astérisque signale ce qui doit être rempli.
printed-form-until = Réponses attendues jusqu’au
printed-form-state = État ou organisation
printed-form-date = Date

reminders = Rappels
reminders-sent = Rappels qui nous ont été envoyés
reminders-sent-lead = Lettres par lesquelles cette plateforme a rappelé à des membres de votre délégation les cycles dont la réponse était attendue.
reminders-seen-by = Vu par votre délégation seule. Il est dit combien de personnes ont été informées, et non lesquelles.
reminders-none = Aucun n’a été envoyé.
reminders-more = Les plus anciens sont conservés sans être énumérés ici.
reminders-choose = Choisir si et à quel rythme vous recevez des rappels
reminders-not-yet = Aucun n’a encore été envoyé.
reminders-totals-note = Combien de personnes chaque étape a informées. Lesquelles, personne ne le voit.
reminder-month = 30 jours avant
reminder-week = 7 jours avant
reminder-day = La veille
reminder-after = Après le dernier jour
reminder-last-day = Dernier jour
reminder-people = { $count ->
    [0] à personne
    [one] à une personne
   *[other] à { $count } personnes
}

outlook-terms = Dans les termes du mécanisme
outlook-as-named = Tel que son auteur l’a nommé
outlook-no-link = Personne n’a établi de correspondance avec l’ensemble du mécanisme
