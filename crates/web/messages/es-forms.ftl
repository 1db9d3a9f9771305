# Los cuestionarios como datos: tipos y sus formularios, libros de cálculo que se rellenan sin conexión, ciclos. Traducción a la espera de revisión por personas de lengua española.

kinds = Tipos de asiento
kinds-lead = Lo que puede consignarse aquí, cada tipo con su formulario. Un formulario es un archivo de datos: una secretaría lo revisa sin un programa nuevo, y las respuestas a una versión anterior pueden seguir leyéndose.
kind-form = El formulario
kind-facts = Acerca de este tipo
kind-version = Versión { $count }
kind-writers = Quién lo redacta
kind-evidence = Cómo llega
kind-audiences = A quién puede destinarse
kind-signers = Firmado por
kind-signed-by = { $count ->
    [one] una persona
    [many] hasta { $count } de personas
   *[other] hasta { $count } personas
}
kind-own-machine-alone = Se firma únicamente con una clave en el propio equipo, nunca en la página de la plataforma.
kind-mechanisms = Mecanismos que lo admiten
kind-workbooks = Para rellenar sin conexión
kind-workbooks-note = Un libro de cálculo (XLSX) para cualquier programa de hojas de cálculo. Vuelva a cargarlo aquí en un borrador.
kind-for-programs = Para programas
kind-schema = JSON Schema de su contenido
kind-lacks-languages = Sus textos aún no existen en estos idiomas; en su lugar figura el inglés:
kind-asks-about = La pregunta se refiere a
written-by-delegates = Delegados de los participantes
written-by-secretariat = La secretaría del mecanismo
for-public = Todo el mundo
for-own = La propia delegación
for-participants = Participantes designados por su nombre
for-group = Un grupo designado
for-mechanism = Los participantes de un mecanismo
for-secretariat = La presidencia y la secretaría de un mecanismo
takes-words = { $count ->
    [one] Texto de una palabra
    [many] Texto de { $count } de palabras como máximo
   *[other] Texto de { $count } palabras como máximo
}
takes-characters = { $count ->
    [one] Texto de un carácter
    [many] Texto de { $count } de caracteres como máximo
   *[other] Texto de { $count } caracteres como máximo
}
takes-choice = Una opción entre
takes-choices = Una o varias opciones entre
takes-number = Un número entero
takes-date = Una fecha
takes-addresses = { $count ->
    [one] Una dirección web
    [many] { $count } de direcciones web como máximo
   *[other] { $count } direcciones web como máximo
}
takes-rows = { $count ->
    [one] Una tabla de una fila, con
    [many] Una tabla de { $count } de filas como máximo, con
   *[other] Una tabla de { $count } filas como máximo, con
}

# El libro de cálculo.
workbook-guide = Léame
workbook-guide-cells = Escriba sus respuestas en las celdas blancas junto a las preguntas. Todo lo demás está bloqueado sin contraseña.
workbook-guide-references = Deje como están las referencias de la primera columna: por ellas encuentra cada respuesta su pregunta. Las filas pueden ordenarse; las hojas, cambiarse de nombre o de lugar.
workbook-guide-blank = Deje en blanco lo que no responda. Un asterisco señala lo que debe rellenarse antes de que se firme el asiento.
workbook-guide-choices = Cuando haya algo que elegir, tómelo de la lista de la celda o ponga una x al lado.
workbook-guide-dates = Escriba las fechas en la forma 2031-05-04, o 2031-05 o 2031 cuando no se sepa más.
workbook-guide-return = Vuelva a cargar el libro de cálculo en un borrador de la plataforma. Se toma entero o no se toma; lo que esté mal se indica por hoja y celda. Nada se publica antes de que alguien lo firme.
workbook-answers = Respuestas
workbook-reference = Referencia
workbook-question = Pregunta
workbook-help = Qué se pide
workbook-answer = Respuesta
workbook-goes-on = Una respuesta larga continúa aquí.
workbook-mark-choice = x para elegir

# Un borrador y su libro de cálculo.
draft-offline = Trabajar en él sin conexión
draft-offline-note = Llévese este borrador como libro de cálculo (XLSX), rellénelo con cualquier programa de hojas de cálculo y vuelva a cargarlo. Lo que se haya escrito en él pasa a las respuestas anteriores, por entero o en absoluto; lo que deja en blanco queda como está.
draft-workbook-get = Descargar el libro de cálculo
draft-workbook-file = El libro de cálculo, ya relleno
draft-workbook-send = Tomar sus respuestas
draft-workbook-refused = El libro de cálculo no se ha aceptado
draft-workbook-refused-note = { $count ->
    [one] Hay un error en él. El borrador está como estaba.
    [many] Hay { $count } de errores en él. El borrador está como estaba.
   *[other] Hay { $count } errores en él. El borrador está como estaba.
}
draft-workbook-back = Volver al borrador
notice-workbook-taken = Las respuestas del libro de cálculo están en el borrador.
workbook-whole = Todo el libro de cálculo
workbook-place = Hoja y celda
workbook-wrong = Qué está mal

# Por qué no se acepta un libro de cálculo.
refusal-workbook-alive = El libro de cálculo contiene macros o vínculos a otros archivos. Copie las respuestas en uno que no los tenga.
refusal-workbook-too-large = El libro de cálculo es más grande que cualquier cuestionario. Copie las respuestas en el que se descarga aquí.
refusal-workbook-unreadable = No se puede leer el libro de cálculo. Guárdelo de nuevo como XLSX, sin contraseña.
refusal-not-a-workbook = Esto no es un libro de cálculo XLSX. Guárdelo como .xlsx, sin contraseña.
refusal-workbook-formula = Esto es una fórmula. Ponga en su lugar el resultado como texto sin formato.
refusal-workbook-hidden = Esto se encuentra en una fila o columna oculta. Muéstrela o quítela.
refusal-workbook-cell = Esta celda no puede leerse tal como se ve. Dele formato de texto y escríbala de nuevo.
refusal-workbook-no-questionnaire = Ninguna hoja de este libro de cálculo forma parte de un cuestionario. Rellene el que se descarga aquí.
refusal-workbook-foreign-sheet = Esta hoja no forma parte del cuestionario. Copie lo que importe en una respuesta y elimine la hoja.
refusal-workbook-sheet-twice = Esta hoja figura dos veces. Conserve la que corresponda.
refusal-workbook-other-version = Esta hoja pertenece a otro cuestionario, o a otra versión de él. Descargue de nuevo el libro de cálculo y copie en él las respuestas.
refusal-workbook-unknown-reference = Ninguna pregunta tiene esta referencia. Restablezca la que figuraba aquí.
refusal-workbook-reference-twice = Esta referencia figura también en otra fila. Conserve una de las dos filas.
refusal-workbook-outside = Esto figura donde no se pregunta nada, y se perdería. Trasládelo a una respuesta.
refusal-workbook-not-a-mark = Escriba x para elegir esto, o déjelo en blanco.

facet-choice = Respuesta
