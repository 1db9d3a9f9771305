# Formes imprimées et fichiers à emporter. Traduction en attente de relecture par une personne francophone.
