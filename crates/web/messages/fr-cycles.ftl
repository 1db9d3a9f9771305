# Cycles : ce que demande un secrétariat, qui a répondu, rappels. Traduction en attente de relecture par une personne francophone.
