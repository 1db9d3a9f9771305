# Les mots des pages en français (usage des Nations Unies).

skip-to-content = Aller au contenu
navigation = Principale
languages = Langues
breadcrumbs = Où vous êtes
on-this-page = Sur cette page
facts = Données
neighbours = Dispositions voisines

mechanisms = Mécanismes
mechanism = Mécanisme
instruments = Instruments
instrument = Instrument
framework = Cadre
participants = Participants
register = Registre
search = Recherche
secretariat = Secrétariat
the-hub = La plateforme

exercise = Exercice
exercises = Exercices
exercise-note = Tout ce qui figure sur cette page est inventé pour l’entraînement et ne dit rien d’aucun État ni d’aucun événement réel.
exercises-note = Inventés pour l’entraînement et tenus à part : États fictifs, textes fictifs, déclarations fictives.

footer-comity = Comity : ce que les États déclarent sur la sécurité dans l’utilisation des TIC et ce qu’ils disent en faire, signé par ses auteurs. La participation est volontaire ; rien ici ne note, ne classe ni n’attribue.
footer-designations = Les appellations employées et la présentation des données n’impliquent aucune prise de position quant au statut juridique des pays, territoires, villes ou zones, ou de leurs autorités, ni quant au tracé de leurs frontières ou limites. Les noms figurant dans un texte imprimé ou dans la déclaration d’un auteur sont reproduits tels que reçus.
footer-json = Cette page en JSON
footer-openapi = Description de l’API (OpenAPI)
footer-verify = Vérifier le registre

home-title = D’un texte à ce qui en est fait
home-heading = D’un texte à ce qui en est fait
home-lead = Lisez ce que les États ont déclaré sur l’utilisation des TIC, disposition par disposition. Voyez ce que les participants disent en faire. Vérifiez vous-même chaque déclaration : elle est signée par son auteur et consignée là où nul ne peut la modifier sans que cela se voie.
home-step-read = Lire un instrument
home-step-compare = Comparer les dispositions par point du cadre
home-step-find = Trouver un État
home-step-verify = Vérifier le registre
latest = Dernières déclarations
register-size =
    { $count ->
        [one] Le registre contient { $count } enregistrement.
       *[other] Le registre contient { $count } enregistrements.
    }

mechanisms-lead = Des instances permanentes, chacune dans ses propres termes. Une même déclaration peut être faite pour plusieurs d’entre elles.
instruments-lead = Textes adoptés ou présentés par des États, en dispositions numérotées. Le texte officiel est indiqué pour chacun ; les résumés sont les nôtres.
framework-lead = Les points auxquels se rapportent dispositions et déclarations, chacun avec le document qui l’énonce.
participants-lead = Les États Membres et États observateurs sous leur nom abrégé aux Nations Unies, et les organisations que nomment les mécanismes ou les textes.

body = Organe
place = Lieu
session = Session
agenda-items = Points de l’ordre du jour
letter-from = Lettre de
original-language = Langue originale
official-text = Texte officiel
official-text-in = Texte officiel :
imported-text = Texte importé
source = Source
sources = Sources
date = Date
as = À titre de
code = Code
official-site = Site officiel
unofficial = Résumé non officiel, texte non convenu
who-stands-in-it = Qui y figure
printed-as = imprimé « { $name } »
at-paragraph = paragraphe { $name }
at-paragraphs = paragraphes { $name }
at-annex = annexe { $name }
roles = Fonctions
subject = Son terme pour son objet
standing-member = Membres
standing-participant = Participants
standing-associate = Membres associés
standing-observer = Observateurs
standing-member-one = Membre
standing-participant-one = Participant
standing-associate-one = Membre associé
standing-observer-one = Observateur

lineage = Textes cités et suites
lineage-mechanism = Textes sur lesquels il repose
lineage-none = Il ne cite aucun texte par sa cote ou son titre.
lineage-diagram = Les textes cités dans le temps, chacun relié à cet instrument. La liste ci-dessous dit la même chose en mots.
lineage-caption = Chaque point est un texte de la liste ci-dessous, dans l’ordre des années ; une année sans texte ne prend pas de place. Le grand point est cet instrument ; un cercle est ce qui en est issu.
cited-in = cité dans
relation-recalls = Rappelle
relation-cites = Cite
relation-adopted-as = Adopté sous la cote
relation-established-by = Créé par
relation-follows = Fait suite à
relation-earlier-proposal = Précédé de la proposition
relation-stated-in = Énoncé dans

part-preambular = Préambule
part-operative = Dispositif
part-other = Paragraphes
provision-preambular = Alinéa { $name } du préambule
provision-operative = Paragraphe { $name } du dispositif
provision-other = Paragraphe { $name }
provision-preambular-short = al. { $name }
provision-operative-short = par. { $name }
provision-other-short = § { $name }
nested = Ses volets
addressed-to = (destinataires : { $name })
voluntary = volontaire
speaks-to = Points du cadre auxquels elle se rapporte
linked-by = Lien établi par { $name }
linked-by-editors = les rédacteurs de Comity
strength = Le verbe a la force { $count } sur 5 parmi ceux qu’emploient de tels textes.
cite = Citer cette disposition
stance-commitment = Engagement
stance-call = Appel
stance-statement = Énoncé

act-undertakes = s’engage
act-agrees = convient
act-decides = décide
act-declares = déclare
act-adopts = adopte
act-intends = entend
act-advocates = préconise
act-demands = exige
act-calls = demande
act-urges = engage instamment
act-requests = prie
act-invites = invite
act-encourages = encourage
act-recommends = recommande
act-supports = appuie
act-welcomes = se félicite
act-expresses-appreciation = remercie
act-expresses-concern = se dit préoccupé
act-condemns = condamne
act-hopes = espère
act-stresses = souligne
act-reaffirms = réaffirme
act-affirms = affirme
act-recognizes = reconnaît
act-recalls = rappelle
act-considers = considère
act-notes = note
act-states = énonce

form-resolution = Résolution
form-draft-resolution = Projet de résolution
form-decision = Décision
form-draft-decision = Projet de décision
form-declaration = Déclaration
form-statement = Déclaration
form-joint-statement = Déclaration commune
form-communique = Communiqué
form-meeting-summary = Résumé de réunion
form-report = Rapport
form-letter-with-annex = Lettre avec annexe
form-plan = Plan
form-agreement = Accord
form-other = Texte

status-draft = Projet
status-adopted = Adopté
status-adopted-by-consensus = Adopté sans vote
status-adopted-by-vote = Adopté par un vote
status-summary = Résumé, que nul n’a adopté
status-issued = Publié par ses auteurs

date-adopted = Adoption
date-meeting = Réunion
date-letter = Lettre
date-approved-in-committee = Approbation en commission
date-distributed = Distribution
date-document = Document
introduced = { $name } :

basis-sponsor = Auteur du projet
basis-party = Partie
basis-host = Hôte
basis-speaker = A pris la parole
basis-present = Nommé parmi les présents
basis-voted-for = A voté pour
basis-against = A voté contre
basis-abstained = S’est abstenu
basis-member = Imprimé comme membre
basis-reservation = A émis une réserve
basis-dissociation = S’est dissocié
basis-sponsor-group = Auteurs du projet
basis-party-group = Parties
basis-host-group = Hôtes
basis-speaker-group = Ont pris la parole
basis-present-group = Nommés parmi les présents
basis-voted-for-group = Ont voté pour
basis-against-group = Ont voté contre
basis-abstained-group = Se sont abstenus
basis-member-group = Imprimés comme membres
basis-reservation-group = Ont émis des réserves
basis-dissociation-group = Se sont dissociés

type-state = État
type-organization = organisation
type-stakeholder = ne parle pour aucun État
type-unknown = absent du catalogue

citation-resolution = Résolution
citation-decision = Décision
citation-report = Rapport
citation-declaration = Déclaration
citation-statement = Déclaration
citation-communique = Communiqué
citation-plan = Plan
citation-charter = Charte
citation-convention = Convention
citation-agenda-item = Point de l’ordre du jour
citation-document = Document

language = Langue
language-ar = Arabe
language-en = Anglais
language-es = Espagnol
language-fr = Français
language-ru = Russe
language-zh = Chinois

laid-down-in = Énoncé dans
elaborated-in = Précisé dans
corresponding = Correspond à
side-by-side = Ce que disent les instruments
side-by-side-note = Chaque disposition de chaque instrument qui se rapporte à ce point, du plus ancien instrument au plus récent. Les résumés sont non officiels et leur texte n’est pas convenu.

states = États
organizations = Organisations intergouvernementales
organization = Organisation
other-bodies = Autres organismes
other-bodies-note = Nommés dans des textes ; ils ne parlent pour aucun État.
fictional-states = États fictifs
state-member = État Membre de l’Organisation des Nations Unies
state-observer = État observateur
state-fictional = État fictif, inventé pour des exercices
takes-part-in = Mécanismes auxquels il participe
stands-in = Instruments où il figure
stands-in-note = Un nom figure tel que le texte l’imprime. Être auteur d’un projet, prendre la parole ou être présent n’engage personne ; la qualité de membre n’est jamais déduite.
timeline = Chronologie
voluntary-note = S’exprimer ici est volontaire. Cette page énumère ce qui est consigné et ne mesure rien d’autre.

statements = Déclarations
statements-answering = Déclarations qui y répondent
statements-voluntary = Ce que des participants ont choisi de dire ici, du plus récent au plus ancien. Cette liste ne mesure rien d’autre.
statements-why-here = Une déclaration figure sous une disposition qu’elle nomme, ou qui se rapporte au même point du cadre dans un mécanisme que son auteur a choisi.
all-statements = Toutes les déclarations
newest-only = Les plus récentes sont énumérées ; la recherche trouve les autres.
answers = Dispositions auxquelles elle répond
said-for = Fait pour
standing-superseded = remplacé
standing-erased = effacé
standing-current = En cours
standing-current-means = Son auteur ne l’a pas remplacée.
disputed = contesté par son auteur

evidence-signed = Signé par son auteur
evidence-transmitted = Transmis par le secrétariat
evidence-relayed = Relayé par la plateforme
evidence-hub = De la plateforme elle-même
evidence-signed-means = La clef d’un délégué a signé ces octets mêmes.
evidence-transmitted-means = Reçu sur papier ou par courriel et saisi par le secrétariat, qui l’a signé. Son auteur ne l’a pas confirmé par une signature.
evidence-relayed-means = La plateforme dit que le participant l’a envoyé. Aucune clef du participant ne l’a signé.
evidence-hub-means = Dit par la plateforme elle-même, signé par la clef du registre. Aucun participant ne le dit.

kind-provision = Disposition
kind-genesis = Début du journal
kind-key = Inscription d’une clef
kind-revocation = Révocation d’une clef
kind-catalogue = Fichier du catalogue
kind-erasure = Effacement
kind-audit-commitment = Engagement sur une heure du journal d’audit

written = Rédigé
accepted = Accepté
supersedes = Remplace
superseded-by = Son auteur a remplacé cette déclaration par
replaced-by = par
refers = Se réfère à
erased = Le contenu de cet enregistrement a été effacé ; son en-tête et sa place au registre demeurent. Effacé par
erased-by = par
disputed-means = Son auteur a révoqué la clef qui l’a signé, à compter d’un moment antérieur à sa rédaction, et n’a pas confirmé la déclaration.
content = Contenu
proof = Preuve
record = Enregistrement
records = Enregistrements
record-id = Identifiant
position = Position
under-checkpoint = Sous le point de contrôle
checkpoint-of = de { $size } enregistrements, par { $hashes } empreintes, de racine
log = Journal
key = Clef
vouched-for = attestée par le secrétariat
author = Auteur
verify-yourself = Vérifiez vous-même
verify-lead = Avec des outils présents sur la plupart des machines, et sans se fier à cette page plus que vous ne le voulez : comparez la clef à celle que vous tenez de son détenteur.
verify-fetch = Prendre les octets signés.
verify-digest = L’identifiant est l’empreinte de l’en-tête, et l’en-tête nomme l’empreinte du corps.
verify-signature = La clef de l’auteur a signé l’en-tête.
verify-register = Vérifier tout le registre : chaque signature, chaque règle, et que rien n’a été modifié, retiré ni antidaté.

register-lead = Tout ce qui est dit ici entre dans un seul journal où l’on ne fait qu’ajouter. Un point de contrôle en signe la totalité : modifier, retirer ou antidater quoi que ce soit laisse des preuves.
register-empty = Rien n’a encore été consigné.
checkpoint = Dernier point de contrôle
root = Racine
signed-by = Signé par
log-key = Clef du journal
signed-note = La note signée, octet par octet
entries = Entrées
restricted = Diffusion restreinte : pour les destinataires choisis par son auteur
newer = Plus récentes
older = Plus anciennes

search-label = Mots des dispositions et des déclarations publiques
search-for = Recherche : { $name }
search-help = Toute forme d’un mot est trouvée, avec ou sans accents.
search-nothing = Essayez un autre mot ou un mot plus court, ou retirez un choix.
results =
    { $count ->
        [0] Aucun résultat
        [one] Un résultat
       *[other] { $count } résultats
    }
result-pages = Pages de résultats
narrow = Affiner la recherche
narrowed-to = La recherche est limitée à
remove = retirer
previous = Précédente
next = Suivante
facet-kind = Type
facet-mechanism = Mécanisme
facet-participant = Auteur
facet-item = Point du cadre
facet-language = Langue

error-not-found = Rien ne se trouve à cette adresse
error-not-found-do = Vérifiez l’adresse, ou cherchez ce que vous attendiez ici. Les enregistrements non publics ne sont pas montrés, qu’ils existent ou non.
error-method-not-allowed = Cette adresse se lit autrement
error-method-not-allowed-do = Lisez-la par GET. La description de l’API dit ce que prend chaque adresse.
error-bad-request = L’adresse ne peut pas être lue
error-bad-request-do = Vérifiez ce qui suit le point d’interrogation, ou raccourcissez votre recherche.
error-too-large = La requête est trop grande
error-too-large-do = Envoyez moins : un en-tête a au plus 16 Kio, un corps au plus 1 Mio. Ce qui est plus long est une pièce jointe, par son empreinte.
error-record-damaged = Ce qui est stocké de cet enregistrement ne se vérifie pas
error-record-damaged-do = Il n’est pas montré. L’exploitant peut le réparer depuis un miroir ou une sauvegarde ; un miroir peut le servir dès maintenant.
error-store-unavailable = Il ne peut être répondu pour l’instant
error-store-unavailable-do = Réessayez dans une minute. Rien de ce qui a été accepté n’est perdu.
error-fault = La plateforme a commis une erreur
error-fault-do = Réessayez. Si cela se reproduit, donnez à l’exploitant l’adresse de cette page et le code ci-dessus.
go-home = Aller à l’accueil

confirmed = Confirmé par son auteur
confirmed-by = Son auteur l’a confirmé de sa propre signature, mot pour mot :
confirms = Confirme une transmission
confirms-means = Le secrétariat avait saisi pour son auteur la même déclaration, aux octets du corps près :
evidence-transmitted-confirmed-means = Reçu sur papier ou par courriel et saisi par le secrétariat, qui l’a signé. Son auteur l’a confirmé depuis.
received = Comment cela est arrivé
received-medium = Reçu par
received-reference = Référence
received-on = Reçu le
received-file = Pièce reçue
received-download = Télécharger
medium-note-verbale = Note verbale
medium-letter = Lettre
medium-e-mail = Courriel
medium-other = Autre voie
