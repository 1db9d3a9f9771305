# Abonnements par courriel. Traduction en attente de relecture par une personne francophone.

subscribe = S’abonner par courriel
subscriptions = Abonnements par courriel
subscriptions-lead = Ce qui est nouveau sur les sujets que vous choisissez, en une lettre par jour ou par semaine, et aucune lorsqu’il n’y a rien de nouveau.
subscriptions-no-mail = Cette plateforme n’envoie pas de courriel. Ce qui est nouveau sur vos sujets figure sur cette page.
subscriptions-unconfirmed = Rien ne vous est envoyé : votre compte n’a pas d’adresse confirmée qui accepte le courriel.
subscriptions-confirm = Confirmer une adresse
subscriptions-none = Vous n’avez aucun abonnement.
subscriptions-as = Au titre de : { $name }
subscriptions-since = depuis le
subscriptions-leave = Se désabonner
subscriptions-leave-one = Se désabonner de : { $name }
subscriptions-leave-all = Se désabonner de tout
subscriptions-rhythm = Fréquence
subscriptions-every = Une lettre pour tous les abonnements
subscriptions-every-note = Elle est envoyée à votre adresse confirmée, dans la langue que vous avez choisie pour les lettres.
subscriptions-daily = Chaque jour
subscriptions-weekly = Chaque semaine, le lundi
subscriptions-save = Enregistrer
subscriptions-newest = Nouveau sur vos sujets
subscriptions-newest-note = Ce qui a été accepté depuis votre abonnement et que la délégation pour laquelle vous agissez maintenant peut lire.
subscriptions-begin = Ajouter un abonnement
subscriptions-begin-note = La page de chaque point du cadre, mécanisme et type d’enregistrement comporte un bouton à cet effet.
subscriptions-most = { $count ->
    [one] Vous pouvez avoir au plus { $count } abonnement.
    [many] Vous pouvez avoir au plus { $count } d’abonnements.
    *[other] Vous pouvez avoir au plus { $count } abonnements.
}
subscriptions-what-mail-says = Une lettre nomme les enregistrements publics par leur titre, leur auteur, leur type et leur date. De ceux qui ne sont pas destinés à tous, elle dit seulement combien sont nouveaux ; vous les lisez ici, une fois la session ouverte. Chaque lettre contient un lien par lequel vous vous désabonnez sans ouvrir de session.
notice-subscribed = Vous êtes abonné. La première lettre portera sur ce qui est accepté à partir de maintenant.
notice-unsubscribed = Vous êtes désabonné.
notice-address-unconfirmed = Vous n’êtes pas abonné : confirmez d’abord une adresse de courriel sur la page de votre compte.
leave-digest = Se désabonner des lettres
leave-digest-lead = Ceci met fin à tous les abonnements de la personne à qui la lettre a été envoyée. Il n’est pas nécessaire d’ouvrir une session.
leave-digest-now = Se désabonner
leave-digest-note = L’ouverture de cette page n’a rien changé. Les avis sur ce qui est fait au nom d’une délégation ne sont pas concernés.
leave-digest-left = Les abonnements auxquels ce lien appartient ont pris fin. Aucune autre lettre n’est envoyée à ce titre.
leave-digest-again = Toute personne qui ouvre une session peut s’abonner de nouveau à tout moment.
