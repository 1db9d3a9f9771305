# La relecture des textes importés.

event-import-reviewed = Lecture d’un texte importé corrigée
event-import-confirmed = Texte importé confirmé
