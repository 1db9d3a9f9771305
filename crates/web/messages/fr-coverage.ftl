# Rendre compte une seule fois : ce qu’une délégation a dit, par disposition ; images. Traduction en attente de relecture par une personne francophone.

coverage = Dispositions et ce que nous avons dit
coverage-lead = Chaque disposition des textes de vos mécanismes et chaque point du cadre, avec ce que votre délégation en a dit et quand. Un enregistrement figure sous toute disposition qui se rapporte à un point qu’il nomme, dans les mécanismes choisis pour lui.
coverage-seen-by = Vu par votre seule délégation. Ce qui n’est pas dit ici n’est montré à personne d’autre.
coverage-no-mechanism = Le catalogue ne mentionne votre délégation dans aucun mécanisme.
coverage-nothing = Rien n’est dit ici.
coverage-not-answered = Votre délégation n’a pas répondu. Répondre est volontaire.
coverage-more = { $count ->
    [one] Un autre enregistrement, plus ancien.
    [many] { $count } d’autres enregistrements, plus anciens.
    *[other] { $count } autres enregistrements, plus anciens.
}
coverage-elsewhere = Dit sur le même point pour un autre mécanisme :
coverage-figures = { $said } sur { $all }
coverage-picture-note = Compte des enregistrements, non leur valeur. Rien n’est dû pour le reste.
picture-table = La même chose en tableau
hold-own = Votre délégation figure parmi les auteurs de ce texte : ses engagements sont les leurs. Les appels sont présentés comme des appels.
hold-draft = Présenté, non adopté : rien n’y constitue un engagement.
hold-summary = Résumé que personne n’a adopté : rien n’y constitue un engagement.
hold-meeting = Accueillir, prendre la parole, être présent ou être membre de l’organe n’est pas un engagement.
hold-apart = Votre délégation a voté contre ce texte, s’est abstenue, a formulé une réserve ou s’en est dissociée : ses engagements ne sont pas présentés comme les vôtres.
hold-not-named = Ce texte ne nomme pas votre délégation : il figure ici parce qu’il relève du mécanisme.
timeline-picture = Déclarations dans le temps
timeline-records = { $count ->
    [one] { $count } déclaration
    [many] { $count } de déclarations
    *[other] { $count } déclarations
}
years-picture = Déclarations par année
years-picture-note = Compte les déclarations en vigueur, selon l’année où le registre les a admises. Les États ne sont pas comptés.
figure = { $count }
year = Année

use-again = Réutiliser
use-again-lead = Porter ce que dit cet enregistrement dans une autre catégorie ou un autre mécanisme. Cela devient un brouillon de votre délégation, signé là aussi ; cet enregistrement reste tel quel.
use-into = Vers
use-new-draft = Un nouveau brouillon
use-open-draft = Un brouillon ouvert
use-mechanism = Pour quel mécanisme
use-mechanism-note = Pour un nouveau brouillon ; un brouillon ouvert garde le sien.
use-name-it = Nommer l’enregistrement
use-name-it-note = Dire dans le brouillon où cela a d’abord été dit. Qui peut lire le nouvel enregistrement doit pouvoir lire celui-ci : décochez si le nouveau s’adresse à plus de lecteurs.
used-in = Porté dans un brouillon : { $name }
left-over = Ce qui n’a pas trouvé place
left-over-note = Rien n’a été coupé. Copiez d’ici ce que vous voulez garder.
left-item = Aucune section n’y porte sur ce point.
left-not-asked = L’autre formulaire ne le demande pas.
left-taken = Autre chose y figure déjà.
said-first-in = (Dit d’abord dans l’enregistrement { $name }.)

follow-feed = Suivre par flux (Atom)
translate = Traduire
translate-note = La traduction de votre délégation est un enregistrement à côté de celui-ci : signé, pour les mêmes lecteurs, avec les mêmes mécanismes, éléments et dispositions. Laissez-les tels quels et récrivez les mots. Les listes et les décomptes ne montrent que l’original, qui y mène.
translate-into = En quelle langue
translation-of = Ceci est la traduction de l’auteur lui-même. L’original fait foi :
translations-of-author = Traductions de l’auteur lui-même
