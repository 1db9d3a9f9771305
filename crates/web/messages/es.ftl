# Las palabras de las páginas en español (usos de las Naciones Unidas). Traducción a la espera de revisión por personas de lengua española.

skip-to-content = Ir al contenido
navigation = Principal
languages = Idiomas
breadcrumbs = Dónde se encuentra
on-this-page = En esta página
facts = Datos
neighbours = Disposiciones contiguas

mechanisms = Mecanismos
mechanism = Mecanismo
instruments = Instrumentos
instrument = Instrumento
framework = Marco
participants = Participantes
register = Registro
search = Búsqueda
secretariat = Secretaría
the-hub = La plataforma

exercise = Ejercicio
exercises = Ejercicios
exercise-note = Todo lo que figura en esta página es inventado, para practicar. No dice nada de ningún Estado ni de ningún hecho real.
exercises-note = Inventados para practicar y mantenidos aparte: Estados ficticios, textos ficticios, declaraciones ficticias.

footer-comity = Comity: lo que los Estados declaran sobre la seguridad en el uso de las TIC y lo que dicen que hacen al respecto, firmado por sus autores. La participación es voluntaria; aquí nada califica, clasifica ni atribuye.
footer-designations = Las denominaciones empleadas y la presentación del material no entrañan la expresión de opinión alguna sobre la condición jurídica de ninguno de los países, territorios, ciudades o zonas citados o de sus autoridades, ni sobre la delimitación de sus fronteras o límites. Los nombres que figuran en un texto impreso o en la declaración de un autor se reproducen tal como se recibieron.
footer-json = Esta página en JSON
footer-openapi = Descripción de la API (OpenAPI)
footer-verify = Verificar el registro

home-title = De un texto a lo que se hace al respecto
home-heading = De un texto a lo que se hace al respecto
home-lead = Lea lo que los Estados han declarado sobre el uso de las TIC, disposición por disposición. Vea lo que los participantes dicen que hacen respecto de cada una. Verifique por su cuenta cada declaración: está firmada por su autor y consta donde nadie puede alterarla sin que se note.
home-step-read = Leer un instrumento
home-step-compare = Comparar disposiciones por elemento del marco
home-step-find = Buscar un Estado
home-step-verify = Verificar el registro
latest = Últimas declaraciones
register-size =
    { $count ->
        [one] El registro contiene { $count } asiento.
        [many] El registro contiene { $count } de asientos.
       *[other] El registro contiene { $count } asientos.
    }

mechanisms-lead = Foros permanentes, cada uno con sus propios términos. Una misma declaración puede hacerse para varios de ellos.
instruments-lead = Textos aprobados o presentados por Estados, como disposiciones numeradas. En cada uno se indica el texto oficial; los resúmenes son nuestros.
framework-lead = Los elementos a los que se refieren las disposiciones y las declaraciones, cada uno con el documento que lo establece.
participants-lead = Los Estados Miembros y los Estados observadores con su nombre abreviado en las Naciones Unidas, y las organizaciones que mencionan los mecanismos o los textos.

body = Órgano
place = Lugar
session = Período de sesiones
agenda-items = Temas del programa
letter-from = Carta de
original-language = Idioma original
official-text = Texto oficial
official-text-in = Texto oficial:
imported-text = Texto importado
source = Fuente
sources = Fuentes
date = Fecha
as = En calidad de
code = Código
official-site = Sitio oficial
unofficial = Resumen no oficial; texto no convenido
who-stands-in-it = Quién figura en él
printed-as = impreso «{ $name }»
at-paragraph = párrafo { $name }
at-paragraphs = párrafos { $name }
at-annex = anexo { $name }
roles = Funciones
subject = Su término para su tema
standing-member = Miembros
standing-participant = Participantes
standing-associate = Miembros asociados
standing-observer = Observadores
standing-member-one = Miembro
standing-participant-one = Participante
standing-associate-one = Miembro asociado
standing-observer-one = Observador

lineage = Textos que cita y lo que resultó de él
lineage-mechanism = Textos en los que se basa
lineage-none = No cita ningún texto por su signatura o su título.
lineage-diagram = Los textos citados a lo largo del tiempo, cada uno unido a este instrumento. La lista que sigue dice lo mismo en palabras.
lineage-caption = Cada punto es un texto de la lista que sigue, por orden de años; los años sin texto no ocupan espacio. El punto grande es este instrumento; un anillo es lo que resultó de él.
cited-in = citado en
relation-recalls = Recuerda
relation-cites = Cita
relation-adopted-as = Aprobado como
relation-established-by = Establecido por
relation-follows = Da continuidad a
relation-earlier-proposal = Precedido por la propuesta
relation-stated-in = Enunciado en

part-preambular = Preámbulo
part-operative = Parte dispositiva
part-other = Párrafos
provision-preambular = Párrafo { $name } del preámbulo
provision-operative = Párrafo { $name } de la parte dispositiva
provision-other = Párrafo { $name }
provision-preambular-short = preámb. { $name }
provision-operative-short = párr. { $name }
provision-other-short = § { $name }
nested = Sus partes
addressed-to = (destinatarios: { $name })
voluntary = voluntario
speaks-to = Elementos del marco a los que se refiere
linked-by = Vínculo establecido por { $name }
linked-by-editors = los redactores de Comity
strength = El verbo tiene fuerza { $count } de 5 entre los que emplean estos textos.
cite = Citar esta disposición
stance-commitment = Compromiso
stance-call = Llamamiento
stance-statement = Enunciado

act-undertakes = se compromete
act-agrees = conviene
act-decides = decide
act-declares = declara
act-adopts = aprueba
act-intends = se propone
act-advocates = propugna
act-demands = exige
act-calls = exhorta
act-urges = insta
act-requests = solicita
act-invites = invita
act-encourages = alienta
act-recommends = recomienda
act-supports = apoya
act-welcomes = acoge con beneplácito
act-expresses-appreciation = expresa su reconocimiento
act-expresses-concern = expresa preocupación
act-condemns = condena
act-hopes = espera
act-stresses = subraya
act-reaffirms = reafirma
act-affirms = afirma
act-recognizes = reconoce
act-recalls = recuerda
act-considers = considera
act-notes = observa
act-states = enuncia

form-resolution = Resolución
form-draft-resolution = Proyecto de resolución
form-decision = Decisión
form-draft-decision = Proyecto de decisión
form-declaration = Declaración
form-statement = Declaración
form-joint-statement = Declaración conjunta
form-communique = Comunicado
form-meeting-summary = Resumen de la reunión
form-report = Informe
form-letter-with-annex = Carta con anexo
form-plan = Plan
form-agreement = Acuerdo
form-other = Texto

status-draft = Proyecto
status-adopted = Aprobado
status-adopted-by-consensus = Aprobado sin votación
status-adopted-by-vote = Aprobado en votación
status-summary = Resumen, no aprobado por nadie
status-issued = Publicado por sus autores

date-adopted = Aprobación
date-meeting = Reunión
date-letter = Carta
date-approved-in-committee = Aprobación en comisión
date-distributed = Distribución
date-document = Documento
introduced = { $name }:

# Signos entre los elementos de una enumeración, y entre una cosa y lo que la precisa; un momento.
list-comma = ,{" "}
comma = ,{" "}
full-stop = .
moment = { $day }, { $clock } UTC

basis-sponsor = Patrocinador
basis-party = Parte
basis-host = Anfitrión
basis-speaker = Hizo uso de la palabra
basis-present = Figura entre los presentes
basis-voted-for = Votó a favor
basis-against = Votó en contra
basis-abstained = Se abstuvo
basis-member = Figura impreso como miembro
basis-reservation = Formuló una reserva
basis-dissociation = Se disoció
basis-sponsor-group = Patrocinadores
basis-party-group = Partes
basis-host-group = Anfitriones
basis-speaker-group = Hicieron uso de la palabra
basis-present-group = Figuran entre los presentes
basis-voted-for-group = Votaron a favor
basis-against-group = Votaron en contra
basis-abstained-group = Se abstuvieron
basis-member-group = Figuran impresos como miembros
basis-reservation-group = Formularon reservas
basis-dissociation-group = Se disociaron

type-state = Estado
type-organization = organización
type-stakeholder = no habla en nombre de ningún Estado
type-unknown = no figura en el catálogo

citation-resolution = Resolución
citation-decision = Decisión
citation-report = Informe
citation-declaration = Declaración
citation-statement = Declaración
citation-communique = Comunicado
citation-plan = Plan
citation-charter = Carta
citation-convention = Convención
citation-agenda-item = Tema del programa
citation-document = Documento

language = Idioma
language-ar = Árabe
language-en = Inglés
language-es = Español
language-fr = Francés
language-ru = Ruso
language-zh = Chino

laid-down-in = Establecido en
elaborated-in = Desarrollado en
corresponding = Corresponde a
side-by-side = Lo que dicen los instrumentos
side-by-side-note = Todas las disposiciones de todos los instrumentos que se refieren a este elemento, del instrumento más antiguo al más reciente. Los resúmenes no son oficiales y su texto no está convenido.

states = Estados
organizations = Organizaciones intergubernamentales
organization = Organización
other-bodies = Otros organismos
other-bodies-note = Mencionados en los textos; no hablan en nombre de ningún Estado.
fictional-states = Estados ficticios
state-member = Estado Miembro de las Naciones Unidas
state-observer = Estado observador
state-fictional = Estado ficticio, inventado para ejercicios
takes-part-in = Mecanismos en los que participa
other-mechanisms = De otros mecanismos
stands-in = Instrumentos en los que figura
stands-in-note = Cada nombre figura tal como lo imprime el texto. Patrocinar un texto, hacer uso de la palabra o estar presente no obliga a nadie; la condición de miembro nunca se deduce.
timeline = Cronología
voluntary-note = Decir algo aquí es voluntario. Esta página enumera lo que consta y no mide ninguna otra cosa.

statements = Declaraciones
positions = Posiciones
positions-note = Lo que sostienen, separado de lo que hacen.
statements-answering = Declaraciones que responden a ella
statements-voluntary = Lo que los participantes han decidido decir aquí, de lo más reciente a lo más antiguo. La lista no mide ninguna otra cosa.
statements-why-here = Una declaración figura bajo una disposición que menciona, o que se refiere al mismo elemento del marco en un mecanismo elegido por su autor.
all-statements = Todas las declaraciones
newest-only = Se enumeran las más recientes; las demás se encuentran con la búsqueda.
answers = Disposiciones a las que responde
said-for = Mecanismos para los que se hace
standing-superseded = sustituido
standing-erased = suprimido
standing-current = Vigente
standing-current-means = Su autor no lo ha sustituido.
disputed = impugnado por su autor
disavowed = desautorizado por su autor
reaffirmed = confirmado por su autor
disavowed-means = Su autor declara, en un asiento aparte, que esto no es su palabra:
disavows-record = Declara que este asiento no es la palabra de su autor:
confirms-record = Declara que este asiento es la palabra de su autor:
erases-record = Suprime el cuerpo de este asiento:
takes-up-record = Confirma, con la propia firma de su autor, lo que transmitió la secretaría:
take-up-awaited = La secretaría transmitió esto en nombre de su delegación. Ustedes aún no lo han confirmado.
said-of-it = Lo que su autor ha dicho de él
counts-no-more = su clave fue revocada: ya no cuenta
reason = Motivo
act-link = Sustituir, desautorizar o suprimir este asiento

evidence-signed = Firmado por su autor
evidence-transmitted = Transmitido por la secretaría
evidence-relayed = Retransmitido por la plataforma
evidence-hub = De la propia plataforma
evidence-signed-means = Una clave de su propio autor firmó exactamente estos bytes.
evidence-transmitted-means = Recibido en papel o por correo electrónico e introducido por la secretaría, que lo firmó. Su autor no lo ha confirmado con una firma.
evidence-relayed-means = La plataforma dice que lo envió el participante. Ninguna clave del participante lo firmó.
evidence-hub-means = Dicho por la propia plataforma y firmado con la clave de la bitácora. No lo dice ningún participante.

kind-provision = Disposición
kind-genesis = Inicio de la bitácora
kind-key = Inscripción de una clave
kind-revocation = Revocación de una clave
kind-catalogue = Archivo del catálogo
kind-erasure = Supresión
kind-disavowal = Desautorización o confirmación
kind-audit-commitment = Fijación criptográfica de una hora de la pista de auditoría

written = Redactado
accepted = Aceptado
supersedes = Sustituye a
superseded-by = Su autor ha sustituido esta declaración por
replaced-by = por
refers = Se refiere a
erased = El contenido de este asiento fue suprimido; se conservan su encabezamiento y su lugar en el registro. Suprimido por
erased-by = por
disputed-means = Su autor ha revocado la clave que firmó esto, desde un momento anterior a su redacción, y no ha confirmado la declaración.
audience-own = Propia delegación
audience-named = Participantes designados
audience-mechanism = Participantes: { $name }
audience-secretariat = Presidencia y secretaría: { $name }
audience-group = Grupo { $name }
not-public = No público
who-can-read = Quién puede leer esto
readers-nobody = Nadie.
readers-delegations = Estas delegaciones:
readers-as-participants = De los participantes del mecanismo, quienes participan en el momento de decirse esto y mientras participen. Quien se incorpore después no lo lee.
readers-chair-and-secretariat = presidencia y secretaría: { $name }
readers-group = Los miembros del grupo { $name }. Quiénes son, lo dice el grupo.
readers-operator = Quien explota esta plataforma tiene la clave que lo abre.
readers-copies = Lo que ya se ha leído no puede retirarse.
withheld = Su función le permite ver que esto se dijo y quién lo dijo, pero no lo que se dijo.
content = Contenido
proof = Prueba
record = Asiento
records = Asientos
record-id = Identificador del asiento
position = Posición
under-checkpoint = Bajo el punto de control
checkpoint-of = asientos: { $size }; resúmenes criptográficos: { $hashes }; raíz
log = Bitácora
key = Clave
vouched-for = avalada por la secretaría
author = Autor
verify-yourself = Verifíquelo por su cuenta
verify-lead = Con herramientas que están en la mayoría de los equipos, y sin fiarse de esta página más de lo que desee: compare la clave con la que conozca por su titular.
verify-fetch = Obtener los bytes firmados.
verify-digest = El identificador es el resumen criptográfico del encabezamiento, y el encabezamiento indica el resumen criptográfico del cuerpo.
verify-signature = La clave del autor firmó el encabezamiento.
verify-register = Verificar todo el registro: cada firma, cada regla, y que nada se haya alterado, retirado ni antedatado.

register-lead = Todo lo que aquí se dice entra en una sola bitácora a la que únicamente se añade. Un punto de control la firma entera, de modo que alterar, retirar o antedatar cualquier cosa deja pruebas.
register-empty = Todavía no consta nada.
checkpoint = Último punto de control
root = Raíz
signed-by = Firmado por
cosigned-by = Testigos, y cuándo refrendó cada uno
log-key = Clave de la bitácora
signed-note = La nota firmada, byte por byte
entries = Entradas
restricted = De acceso restringido: para los destinatarios que eligió su autor
newer = Más recientes
older = Más antiguas

search-label = Palabras de las disposiciones y declaraciones
search-for = Búsqueda: { $name }
search-help = Se encuentra cualquier forma de una palabra, con o sin acentos.
search-nothing = Pruebe otra palabra o una más corta, o quite una de las opciones.
search-public = Públicos:
search-closed = No públicos, que usted puede leer
search-closed-order = los más recientes primero
search-closed-incomplete = Algunos asientos que usted puede leer no se encuentran aquí por sus palabras: son demasiados. Aparecen en las listas.
results =
    { $count ->
        [0] Ningún resultado
        [one] Un resultado
        [many] { $count } de resultados
       *[other] { $count } resultados
    }
result-pages = Páginas de resultados
narrow = Acotar la búsqueda
narrowed-to = La búsqueda se limita a
remove = quitar
previous = Anterior
next = Siguiente
facet-kind = Tipo
facet-mechanism = Mecanismo
facet-participant = Autor
facet-item = Elemento del marco
facet-language = Idioma

error-not-found = No se encuentra nada en esta dirección
error-not-found-do = Compruebe la dirección, o busque lo que esperaba encontrar aquí. Los asientos que no son públicos no se muestran, existan o no.
error-method-not-allowed = Esta dirección admite otro método
error-method-not-allowed-do = Léala con GET. La descripción de la API indica lo que admite cada dirección.
error-bad-request = No se puede leer la dirección
error-bad-request-do = Compruebe lo que sigue al signo de interrogación, o acorte lo que buscaba.
error-too-large = La solicitud es demasiado grande
error-too-large-do = Envíe menos: un encabezamiento tiene como máximo 16 KiB; un cuerpo, como máximo 1 MiB. Lo que sea más largo va como adjunto, por su resumen criptográfico.
error-form-too-large = El formulario es demasiado grande
error-form-too-large-do = Vuelva atrás en su navegador: lo que escribió sigue allí. Acorte el texto más largo o guarde parte por parte; el texto completo puede acompañar al asiento como archivo.
error-record-damaged = Lo que está almacenado de este asiento no supera la verificación
error-record-damaged-do = No se muestra. El operador puede repararlo a partir de una réplica o de una copia de seguridad; quizá una réplica pueda ofrecerlo ya.
error-store-unavailable = No es posible responder en este momento
error-store-unavailable-do = Vuelva a intentarlo dentro de un minuto. No se ha perdido nada de lo que se aceptó.
error-fault = La plataforma ha cometido un error
error-fault-do = Vuelva a intentarlo. Si ocurre de nuevo, comunique al operador la dirección de esta página y el código que figura más arriba.
go-home = Ir a la página de inicio

confirmed = Confirmado por su autor
confirmed-by = Su autor lo ha confirmado con su propia firma, palabra por palabra:
confirms = Confirma una transmisión
confirms-means = La secretaría había introducido para su autor la misma declaración, idéntica hasta los bytes de su cuerpo:
evidence-transmitted-confirmed-means = Recibido en papel o por correo electrónico e introducido por la secretaría, que lo firmó. Su autor lo ha confirmado después.
received = Cómo llegó
received-medium = Recibido por
received-reference = Referencia
received-on = Recibido el
received-file = Archivo recibido
received-download = Descargar
medium-note-verbale = Nota verbal
medium-letter = Carta
medium-e-mail = Correo electrónico
medium-other = Otro medio
