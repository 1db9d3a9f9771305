# Pourquoi quelque chose ne peut pas être signé ou n’est pas accepté, par le code du refus.

refusal-of-field = { $name } : { $why }
refusal-items = Choisissez de { $min } à { $max } points du cadre.
refusal-other-log = Ceci a été préparé pour un autre registre. Préparez-le à nouveau ici.
refusal-exercise-differs = Un enregistrement d’exercice n’a pas sa place dans un registre réel, ni l’inverse. Préparez-le à nouveau ici.
refusal-already-there = Cet enregistrement est déjà dans le registre.
refusal-expired = Il a attendu ses signatures trop longtemps. Préparez-le à nouveau et signez-le encore.
refusal-from-the-future = Il se dit rédigé plus tard que maintenant. Préparez-le à nouveau ; si cela n’aide pas, prévenez le secrétariat.
refusal-kind-version = Ce type d’enregistrement a une version plus récente. Préparez-le à nouveau.
refusal-unknown-kind = Ce type d’enregistrement n’est pas connu ici dans cette version. Préparez-le à nouveau.
refusal-evidence-not-taken = Ce type d’enregistrement ne peut pas être reçu de cette façon : c’est le participant qui le signe.
refusal-unknown-key = Une clé qui a signé n’est pas dans le registre. Faites-la inscrire, ou signez avec une autre.
refusal-key-enrolled = Cette clé est déjà dans le registre, ou une autre que détient la même clé d’accès.
refusal-key-waiting = Une clé qui a signé ne peut pas encore signer : son délai d’attente court toujours. La page des clés dit jusqu’à quand.
refusal-key-revoked = Une clé qui a signé a été révoquée. Signez avec une autre.
refusal-key-of-another = Une clé qui a signé appartient à une autre délégation.
refusal-person-of-another = Une clé est nommée avec une autre personne que celle du registre. Préparez-le à nouveau.
refusal-person-taken = Le numéro de cette personne appartient à une autre délégation. Retirez la proposition et créez une autre clé.
refusal-key-not-entitled = Une clé qui a signé n’est pas habilitée pour ce type d’enregistrement, ou pas pour ce mécanisme. Choisissez une autre clé.
refusal-number-of-signers = Trop peu ou trop de personnes ont signé. Préparez-le à nouveau et choisissez qui signe.
refusal-signature-form-not-taken = Ce type d’enregistrement n’admet que l’autre forme de signature : dans la page avec une clé d’accès, ou sur sa propre machine.
refusal-number-of-framework-items = Il cite trop peu ou trop d’points du cadre.
refusal-too-few-root-keys = Trop peu de clés racines du secrétariat ont signé. Demandez au secrétariat une inscription signée par un nombre suffisant d’entre elles.
refusal-wrong-signers = Quelqu’un a signé qui ne peut pas signer ceci, ou quelqu’un manque qui le doit. Préparez-le à nouveau.
refusal-unknown-mechanism = Un mécanisme qu’il cite n’est pas connu ici. Choisissez-en un autre.
refusal-not-in-mechanism = Votre délégation ne participe pas à un mécanisme qu’il cite. Choisissez-en un autre.
refusal-kind-not-taken = Un mécanisme qu’il cite n’accepte pas ce type d’enregistrement. Choisissez-en un autre.
refusal-writer-not-taken = Votre délégation ne peut pas écrire ce type d’enregistrement.
refusal-not-for-this-kind = Il dit quelque chose qui n’a pas de sens dans ce type d’enregistrement. Préparez-le à nouveau.
refusal-no-mechanism = Choisissez au moins un mécanisme pour lequel il est fait.
refusal-audience-not-taken = Ce type d’enregistrement ne peut pas s’adresser à ceux que vous avez choisis. Choisissez-en d’autres.
refusal-unknown-framework-item = Un point du cadre qu’il cite n’est plus connu ici. Choisissez à nouveau.
refusal-unknown-provision = Une disposition qu’il cite n’est plus connue ici. Choisissez à nouveau.
refusal-unknown-record = Un enregistrement qu’il cite n’est pas dans ce registre.
refusal-wider-than-named = Tous ceux qui pourraient le lire n’ont pas accès à l’enregistrement qu’il cite. Choisissez moins de lecteurs.
refusal-not-yours-to-supersede = Seul l’auteur d’un enregistrement peut le remplacer, par un autre du même type.
refusal-transmission-over-signed = L’État a signé ou confirmé cet enregistrement lui-même : lui seul peut désormais le remplacer.
refusal-unknown-group = Le groupe qui devrait le lire n’est pas connu ici.
refusal-unknown-participant = L’un de ceux qu’il nomme ne participe ici à aucun mécanisme.
refusal-quota = Votre délégation a déposé aujourd’hui tout ce qu’un jour permet. Signez-le demain, ou adressez-vous au secrétariat.
refusal-control-body = Ce qu’il dit n’a pas la forme voulue. Préparez-le à nouveau.
refusal-not-erasable = Ce contenu ne peut pas être effacé pour ce motif, ou pas par cette délégation.
refusal-not-disavowable = Ceci ne peut être ni désavoué ni confirmé, ou pas par cette délégation.
refusal-other-key-needed = Seules des clés qui ont signé l’enregistrement lui-même ont signé ceci. Une autre clé de votre délégation doit signer aussi.
refusal-register-unreadable = Le registre n’a pas pu être lu, et rien n’a été décidé. Réessayez dans une minute.
refusal-content-missing = Ce champ doit être rempli.
refusal-content-unknown-field = Ce type d’enregistrement n’a pas ce champ.
refusal-content-not-asked = Ceci n’est demandé qu’après un autre choix. Laissez ce champ vide, ou changez le choix dont il dépend.
refusal-content-not-rows = Ce doit être une liste de lignes.
refusal-content-too-many-words =
    { $count ->
        [one] Ceci a plus d’un mot. Raccourcissez-le.
       *[other] Ceci a plus de { $count } mots. Raccourcissez-le.
    }
refusal-content-twice = Le même choix figure deux fois ici. Retirez-en un.
refusal-content-not-a-number = Ce doit être un nombre entier, en chiffres seulement.
refusal-content-too-large =
    { $count ->
        [one] C’est plus que un. Corrigez.
       *[other] C’est plus que { $count }. Corrigez.
    }
refusal-content-not-text = Ce doit être du texte.
refusal-content-not-a-list = Ce doit être une liste.
refusal-content-too-long =
    { $count ->
        [one] Ceci a plus d’un caractère. Raccourcissez-le.
       *[other] Ceci a plus de { $count } caractères. Raccourcissez-le.
    }
refusal-content-too-many =
    { $count ->
        [one] Ceci a plus d’une entrée. Retirez-en.
       *[other] Ceci a plus de { $count } entrées. Retirez-en.
    }
refusal-content-several-lines = Ce doit être une seule ligne.
refusal-content-not-plain = Ceci contient un caractère invisible ou qui change l’ordre du texte. Saisissez-le à nouveau en texte simple.
refusal-content-not-a-choice = Choisissez l’une des valeurs proposées.
refusal-content-not-a-date = Ce n’est pas une date. Écrivez 2026-11-22, ou 2026-11, ou 2026 là où cela suffit.
refusal-content-not-precise = Cette date doit être plus précise.
refusal-content-not-an-address = Ce n’est pas une adresse qui commence par https:// ou http://.
refusal-arrival-missing = Il manque le fichier reçu, ou la façon dont il est arrivé.
refusal-arrival-not-transmitted = Seul ce que le secrétariat transmet dit comment il a été reçu.
refusal-arrival-reference = La référence est une ligne de texte simple, de 200 caractères au plus.
refusal-arrival-date = Donnez le jour de réception, sous la forme 2026-11-03.
refusal-attachment-size = Le fichier est vide ou trop volumineux.
refusal-attachment-twice = Un même fichier est joint deux fois.
refusal-draft-no-audience = Choisissez pour qui il est : en l’état, personne ne pourrait le lire.
refusal-signature-malformed = Ce n’est pas une signature telle que ssh-keygen l’écrit. Collez le fichier entier, avec sa première et sa dernière ligne.
refusal-signature-namespace = Cette signature a été faite pour un autre usage. Signez avec -n record@comity.
refusal-signature-hash-algorithm = Cette signature emploie une fonction de hachage qui n’est pas admise ici. Signez avec ssh-keygen comme l’indique la page.
refusal-signature-not-touched = La clé de sécurité n’a pas été touchée pendant qu’elle signait.
refusal-signature-wrong = La signature ne correspond pas à ces octets. Signez header.json exactement tel qu’il a été téléchargé.
refusal-signature-set = Les signatures n’ont pas la forme sous laquelle elles sont conservées.
refusal-signature-not-the-signers = Cette clé n’est pas de celles qui doivent signer ceci, ou elle a déjà signé.
refusal-key-malformed = La clé contenue dans la signature ne peut pas être lue.
refusal-key-algorithm = Les clés de ce genre ne sont pas admises ici. Employez Ed25519, P-256 ou une clé d’accès.
refusal-key-weak = Cette clé est trop faible : n’importe qui pourrait signer à sa place.
refusal-webauthn-challenge = La clé d’accès a répondu à d’autres octets que ceux qui attendent ici. Rechargez la page, relisez-la, et prévenez le secrétariat si elle dit maintenant autre chose.
refusal-webauthn-user-not-verified = La clé d’accès n’a pas vérifié que c’est vous. Employez son code, votre doigt ou votre visage.
refusal-webauthn-user-not-present = La clé d’accès n’a pas été touchée.
refusal-hub-busy = La plateforme est occupée. Réessayez dans quelques secondes.
refusal-hub-stopped = La plateforme s’est arrêtée avant de pouvoir dire ce qu’il en est. Regardez dans une minute si l’enregistrement est dans le registre.
refusal-no-hub-key = La plateforme ne peut pas sceller en ce moment ce qui n’est pas pour tout le monde. Prévenez son exploitant.
refusal-body-too-large = L’ensemble occupe { $size } Kio, et un enregistrement en contient { $most }. Abrégez le champ le plus long, { $name } ; le texte intégral peut accompagner l’enregistrement sous forme de fichier.
