# Brouillons au sein d’une délégation : parties, remarques, approbation. Traduction en attente de relecture par une personne francophone.
