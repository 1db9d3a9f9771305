# Renforcement des capacités. Traduction en attente de relecture par des francophones.

capacity = Renforcement des capacités
capacity-lead = Les besoins et les offres, et les projets qui en naissent. Un besoin et une offre qui peuvent se rencontrer sont montrés côte à côte, avec les raisons.
capacity-counts = Compte ce qui est maintenu et que vous pouvez lire. Les États ne sont pas comptés, et rien n’est classé.
capacity-nothing = Aucun besoin, aucune offre ni aucun projet n’est encore maintenu ici.
counted-by = Compté par
counted-name = Nom
counted-item = Élément du cadre
counted-help = Forme de l’aide
needs = Besoins
offers = Offres
projects = Projets
count-needs = { $count ->
    [one] { $count } besoin
    [many] { $count } de besoins
   *[other] { $count } besoins
}
count-offers = { $count ->
    [one] { $count } offre
    [many] { $count } d’offres
   *[other] { $count } offres
}
count-projects = { $count ->
    [one] { $count } enregistrement de projet
    [many] { $count } d’enregistrements de projets
   *[other] { $count } enregistrements de projets
}
lists-narrowed = Les listes sont restreintes à :
term-region = Région
term-language = Langues de travail
term-group = Qui est aidé
term-period = Période
matches = Ce qui peut y répondre
matches-of-need = Offres qui portent sur un élément de ce besoin, sous une forme d’aide qu’il demande, et que rien n’y contredit.
matches-of-offer = Besoins qui portent sur un élément de cette offre, pour une forme d’aide qu’elle apporte, et que rien n’y contredit.
matches-order = Le plus récent vient en premier ; rien n’est classé.
matches-none = Rien de ce que vous pouvez lire n’y répond pour le moment.
matches-count = { $count ->
    [one] { $count } correspondance
    [many] { $count } de correspondances
   *[other] { $count } correspondances
}
matches-more = { $count ->
    [one] { $count } correspondance en tout ; les plus récentes sont montrées.
    [many] { $count } de correspondances en tout ; les plus récentes sont montrées.
   *[other] { $count } correspondances en tout ; les plus récentes sont montrées.
}
matches-incomplete = Certains n’ont pas pu être comparés : ils sont trop nombreux, ou leur contenu ne peut être lu ici.
match-why = Pourquoi ils peuvent se rencontrer
match-items = Tous deux portent sur : { $name }.
match-forms = Tous deux nomment cette forme d’aide : { $name }.
match-shared = { $term } : { $name }.
match-differs = { $name } : ils n’en nomment pas les mêmes.
match-period = Période que tous deux laissent ouverte : de { $from } à { $until }.
match-period-from = Période que tous deux laissent ouverte : à partir de { $from }.
match-period-until = Période que tous deux laissent ouverte : jusqu’à { $until }.
match-unsaid-need = { $name } : on ne peut le dire, le besoin ne le précise pas.
match-unsaid-offer = { $name } : on ne peut le dire, l’offre ne le précise pas.
match-unsaid-both = { $name } : on ne peut le dire, aucun des deux ne le précise.
match-projects = Projets qui nomment les deux
own-matches = Correspondances et projets
own-matches-lead = Les besoins et les offres de votre délégation qui sont maintenus, et ce qui peut répondre à chacun parmi ce que vous pouvez lire.
own-matches-nothing = Votre délégation n’a ni besoin, ni offre, ni projet maintenu.
own-matches-more = Les plus récents sont montrés ; il y en a d’autres.
together = Commencer un projet ensemble
together-lead = Un projet de texte de votre délégation est ouvert : il nomme le besoin et l’offre, et reprend ce que disent les deux. Rien n’est dit avant la signature. L’autre partie signe ensuite un enregistrement qui lui est propre ; personne ne signe pour autrui.
together-readers = Vous pouvez choisir davantage de lecteurs dans le projet de texte, pour autant qu’ils puissent lire aussi le besoin et l’offre.
together-apart = Le besoin et l’offre n’ont pas les mêmes lecteurs, de sorte qu’aucun enregistrement ne peut nommer les deux. Demandez que l’un soit dit aussi pour les lecteurs de l’autre.
together-begin = Ouvrir le projet de texte
project-sides = Le besoin et l’offre
project-beside = Dit aussi par l’autre partie
project-beside-note = Chaque partie parle pour elle-même : ces enregistrements nomment le même besoin et la même offre, et vont ensemble.
project-join = Dire ce projet en nos propres termes
project-join-lead = Un projet de texte de votre délégation est ouvert, avec les mots de l’autre partie, que vous pouvez modifier. Il nomme le projet, le besoin et l’offre. En le signant, vous dites que votre partie y prend part ; pour donner votre accord sans termes propres, la page du projet suffit.
project-begun = Commencé par l’autre partie
