# Cycles : ce que demande un secrétariat, qui a répondu, rappels. Traduction en attente de relecture par une personne francophone.

cycles = Cycles
cycles-lead = Un secrétariat invite à répondre à un questionnaire dans un délai. Répondre est volontaire ; ce qui a été répondu figure ici tel que ses auteurs le disent.
cycles-open = Cycles ouverts
cycles-none-open = Aucun cycle n’est ouvert.
cycles-coming = Cycles à venir
cycles-past = Cycles passés
cycles-all = Tous les cycles
cycle-days-left = { $count ->
    [0] se clôt aujourd’hui
    [one] encore { $count } jour
    *[other] encore { $count } jours
}
cycle-coming = Cycle à venir
cycle-open = Cycle ouvert
cycle-closed = Cycle clos
cycle-answer = Préparer une réponse
cycle-addendum-note = Le délai est écoulé : ce qui est accepté maintenant figure comme additif.
work-list = Liste de travail du secrétariat
cycle-answers = Réponses
cycle-no-answers = Aucune réponse ne peut encore être lue ici.
cycle-addenda = Additifs
cycle-addenda-note = Acceptés après la clôture, ou remplaçant une réponse après la clôture.
cycle-window = Délai
cycle-window-note = Jours entiers, en temps universel coordonné, dernier jour compris.
cycle-questionnaire = Questionnaire
cycle-languages = Langues des réponses
cycle-record = Enregistrement qui l’ouvre
draft-answers-cycle = Répond au cycle
cycle-last-day = dernier jour
cycle-problem-gone = Le cycle auquel il répond n’est plus là : commencez un nouveau brouillon.
cycle-problem-questionnaire = Le cycle pose désormais un autre questionnaire : commencez un nouveau brouillon depuis sa page.
cycle-problem-mechanism = Une réponse est donnée pour le mécanisme qui la demande : choisissez-le parmi ceux pour lesquels elle est dite.
cycle-problem-narrower = Le cycle n’est pas public ; une réponse qui le nomme ne peut donc pas l’être : choisissez les participants du mécanisme, ou son secrétariat.
cycle-problem-window = Le délai doit ouvrir un jour donné et se clore le même jour ou plus tard.
cycle-problem-no-questionnaire = Choisissez un questionnaire que le mécanisme accepte.
work-list-lead = Pour les seuls fonctionnaires de ce secrétariat. Elle n’existe que sur cette page : elle n’est ni exportée, ni imprimée, ni montrée à d’autres, et rien de public ne permet de la calculer.
work-list-awaited = Attendus
work-list-answered = Ont répondu
work-list-nobody-awaited = Personne n’est attendu.
work-list-not-printed = La liste de travail ne s’imprime pas.
error-not-acceptable = Cette page n’existe pas sous cette forme
error-not-acceptable-do = Ouvrez-la comme page, dans un navigateur.
transmission-cycle = Cycle auquel cela répond
transmission-no-cycle = Aucun
mail-cycles = Rappels des cycles
mail-cycles-note = Tant qu’une réponse de votre délégation est attendue : 30, 7 et 1 jours avant le dernier jour, et une fois après, tous les cycles en une lettre.
mail-cycles-at-once = À chaque étape
mail-cycles-weekly = Ensemble, le lundi
mail-cycles-never = Aucun
mail-cycles-of = Pour les cycles de
mail-cycles-save = Enregistrer
compiled-earlier = Questions qui ne sont plus posées : version { $count } du questionnaire
compiled-asked-as = Question telle que posée dans la version { $count }
