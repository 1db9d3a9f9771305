# Durée de conservation de ce qui est restreint ; qui l’a effacé, et pourquoi. Traduction en attente de relecture par une personne francophone.

kind-kept = Durée de conservation
kind-kept-days = { $count ->
    [one] Ce qui n’est pas public : { $count } jour à compter de l’acceptation. La plateforme efface ensuite le texte et ses fichiers ; le registre garde trace de ce que cela a été dit.
   *[other] Ce qui n’est pas public : { $count } jours à compter de l’acceptation. La plateforme efface ensuite le texte et ses fichiers ; le registre garde trace de ce que cela a été dit.
}
kind-kept-for-good = Sans limite, à moins que quelqu’un qui y est habilité ne le fasse effacer. Ce qui est public demeure dans tous les cas.
kept-until = La plateforme conserve ce texte et ses fichiers jusqu’au { $day }. Elle les efface ensuite ; le registre garde trace de ce que cela a été dit, par qui et pour qui.
kept-if-accepted-today = { $count ->
    [one] La plateforme conserve ce texte et ses fichiers { $count } jour à compter de l’acceptation : jusqu’au { $day } s’il est accepté aujourd’hui. Elle les efface ensuite ; le registre garde trace de ce que cela a été dit, par qui et pour qui.
   *[other] La plateforme conserve ce texte et ses fichiers { $count } jours à compter de l’acceptation : jusqu’au { $day } s’il est accepté aujourd’hui. Elle les efface ensuite ; le registre garde trace de ce que cela a été dit, par qui et pour qui.
}
erased-why-retention = La plateforme l’a effacé : la durée de conservation des enregistrements restreints de ce type était écoulée.
erased-why-withdrawn = Son auteur l’a effacé : il a retiré le texte.
erased-why-author-personal-data = Son auteur l’a effacé : il contenait des données personnelles.
erased-why-author-unlawful-content = Son auteur l’a effacé : son contenu était illicite.
erased-why-secretariat-personal-data = Le secrétariat l’a effacé : il contenait des données personnelles.
erased-why-secretariat-unlawful-content = Le secrétariat l’a effacé : son contenu était illicite.
