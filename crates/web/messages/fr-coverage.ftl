# Rendre compte une seule fois : ce qu’une délégation a dit, par disposition ; images. Traduction en attente de relecture par une personne francophone.
