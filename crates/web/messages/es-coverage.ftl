# Informar una sola vez. Traducción a la espera de revisión por personas de lengua española.

coverage = Disposiciones y lo que hemos dicho
coverage-lead = Cada disposición de los textos de sus mecanismos y cada elemento del marco, con lo que su delegación ha dicho al respecto y cuándo. Un asiento figura bajo toda disposición que trata de un elemento que nombra, en los mecanismos elegidos para él.
coverage-seen-by = Solo lo ve su delegación. Lo que aquí no se dice no se muestra a nadie más.
coverage-no-mechanism = El catálogo no incluye a su delegación en ningún mecanismo.
coverage-nothing = No se ha dicho nada aquí.
coverage-not-answered = Su delegación no ha respondido. Responder es voluntario.
coverage-more = { $count ->
    [one] Otro asiento, más antiguo.
    [many] { $count } de asientos más, más antiguos.
    *[other] { $count } asientos más, más antiguos.
}
coverage-elsewhere = Dicho sobre el mismo elemento para otro mecanismo:
coverage-figures = { $said } de { $all }
coverage-picture-note = Se cuentan asientos, no su valor. Nada se debe por el resto.
picture-table = Lo mismo en una tabla
hold-own = Su delegación figura entre los autores de este texto: sus compromisos son de ellos. Los llamamientos se muestran como llamamientos.
hold-draft = Presentado, no aprobado: nada en él es un compromiso.
hold-summary = Resumen que nadie aprobó: nada en él es un compromiso.
hold-meeting = Acoger, intervenir, estar presente o ser miembro del órgano no es un compromiso.
hold-apart = Su delegación votó en contra de este texto, se abstuvo, formuló una reserva o se desvinculó de él: sus compromisos no se muestran como propios.
hold-not-named = Este texto no nombra a su delegación: figura aquí porque pertenece al mecanismo.
timeline-picture = Declaraciones a lo largo del tiempo
timeline-records = { $count ->
    [one] { $count } declaración
    [many] { $count } de declaraciones
    *[other] { $count } declaraciones
}
years-picture = Declaraciones por año
years-picture-note = Se cuentan las declaraciones vigentes, según el año en que el registro las admitió. No se cuentan los Estados.
figure = { $count }
year = Año

use-again = Volver a usar
use-again-lead = Llevar lo que dice este asiento a otra clase o a otro mecanismo. Pasa a ser un borrador de su delegación, que también se firma allí; este asiento queda como está.
use-into = A
use-new-draft = Un borrador nuevo
use-open-draft = Un borrador abierto
use-mechanism = Para qué mecanismo
use-mechanism-note = Para un borrador nuevo; el que está abierto conserva los suyos.
use-name-it = Nombrar el asiento
use-name-it-note = Decir en el borrador dónde se dijo primero. Quien pueda leer el nuevo asiento debe poder leer este: desmárquelo si el nuevo es para más lectores.
used-in = Llevado a un borrador: { $name }
left-over = Lo que no encontró lugar
left-over-note = No se ha cortado nada. Copie de aquí lo que quiera conservar.
left-item = Ninguna sección trata allí de este elemento.
left-not-asked = El otro formulario no lo pregunta.
left-taken = Ya hay allí otra cosa.
said-first-in = (Dicho primero en el asiento { $name }.)

follow-feed = Seguir por canal (Atom)
translate = Traducir
translate-note = La traducción de su delegación es un asiento junto a este: firmado, para los mismos lectores, con los mismos mecanismos, elementos y disposiciones. Déjelos como están y escriba de nuevo las palabras. Las listas y los recuentos muestran solo el original, que conduce a ella.
translate-into = A qué idioma
translation-of = Esta es la traducción del propio autor. Vale el original:
translations-of-author = Traducciones del propio autor
