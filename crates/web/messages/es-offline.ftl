# Sin conexión: libros que varios rellenan, formularios en papel y recordatorios enviados. Traducción a la espera de revisión por personas de lengua española.

workbook-guide-cycle = Para el ciclo: { $name }
workbook-guide-taken-out = Una celda en blanco no dice nada: lo que contiene el borrador se queda. Para quitar una respuesta, escriba - (un guion) en su celda.
workbook-guide-before = Las celdas en amarillo contienen lo dicho anteriormente. Déjelas para decirlo de nuevo, escriba encima o quítelo.
workbook-guide-several = Varias entidades pueden rellenar copias de este libro, cada una su parte, y cada una carga la suya. Donde dos hayan escrito cosas distintas, se muestran ambas antes de tomar ninguna.

draft-workbook-before = Rellenar lo que está en blanco con lo dicho anteriormente
draft-workbook-before-note = Sus propias respuestas anteriores de este tipo. Figuran en amarillo en el libro, y en ningún otro lugar hasta que lo cargue.
draft-workbook-before-none = No, solo con lo que contiene el borrador
draft-workbook-conflict = El libro y el borrador difieren
draft-workbook-conflict-note = { $count ->
    [one] Una respuesta se ha modificado en ambos. Todavía no se ha tomado nada: indique qué debe figurar.
    [many] { $count } de respuestas se han modificado en ambos. Todavía no se ha tomado nada: indique qué debe figurar.
   *[other] { $count } respuestas se han modificado en ambos. Todavía no se ha tomado nada: indique qué debe figurar.
}
in-the-draft = En el borrador
in-the-workbook = En el libro
workbook-takes-out = El libro quita esta respuesta.
keep-the-drafts = Conservar lo que contiene el borrador
take-the-workbooks = Tomar lo que dice el libro
take-both = Ambas: primero la del borrador, después la del libro
notice-workbook-nothing = No se ha tomado nada del libro de cálculo. Cada una de sus celdas dice lo que este borrador ya dice, o lo que contenía cuando se descargó el libro. Para traer aquí las respuestas de otro borrador, cópielas en un libro descargado de esta página.
draft-workbook-decide = Tomar así las respuestas
refusal-workbook-other-cycle = Este libro se hizo para otro ciclo. Descargue el de este ciclo y copie en él las respuestas.

printed-form = El formulario para imprimir
printed-form-note = Para rellenar a mano o en un procesador de textos. Con ello no se firma ni se publica nada: escriba las respuestas en un borrador o en un libro de cálculo, o envíe el formulario a la secretaría por nota verbal. Un asterisco señala lo que debe rellenarse.
printed-form-until = Se esperan respuestas hasta
printed-form-state = Estado u organización
printed-form-date = Fecha

reminders = Recordatorios
reminders-sent = Recordatorios que nos han enviado
reminders-sent-lead = Cartas con las que esta plataforma recordó a personas de su delegación los ciclos cuya respuesta se esperaba.
reminders-seen-by = Lo ve únicamente su delegación. Dice a cuántas personas se avisó, y no a cuáles.
reminders-none = No se ha enviado ninguno.
reminders-more = Los más antiguos se conservan y no se enumeran aquí.
reminders-choose = Elegir si quiere recibir recordatorios y con qué frecuencia
reminders-not-yet = Todavía no se ha enviado ninguno.
reminders-totals-note = A cuántas personas avisó cada paso. A cuáles, no se muestra a nadie.
reminder-month = 30 días antes
reminder-week = 7 días antes
reminder-day = El día anterior
reminder-after = Después del último día
reminder-last-day = Último día
reminder-people = { $count ->
    [0] a nadie
    [one] a una persona
    [many] a { $count } de personas
   *[other] a { $count } personas
}

outlook-terms = En los términos propios del mecanismo
outlook-as-named = Como lo nombró su autor
outlook-no-link = Nadie lo ha vinculado con el conjunto propio del mecanismo
