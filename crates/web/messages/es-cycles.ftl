# Ciclos. Traducción a la espera de revisión por personas de lengua española.

cycles = Ciclos
cycles-lead = Una secretaría invita a responder a un cuestionario dentro de un plazo. Responder es voluntario; lo respondido figura aquí tal como lo dicen sus autores.
cycles-open = Ciclos abiertos
cycles-none-open = No hay ningún ciclo abierto.
cycles-coming = Ciclos próximos
cycles-past = Ciclos anteriores
cycles-all = Todos los ciclos
cycle-days-left = { $count ->
    [0] se cierra hoy
    [one] queda { $count } día
    *[other] quedan { $count } días
}
cycle-coming = Ciclo próximo
cycle-open = Ciclo abierto
cycle-closed = Ciclo cerrado
cycle-answer = Preparar una respuesta
cycle-addendum-note = El plazo ha terminado: lo que se acepte ahora figura como adición.
work-list = Lista de trabajo de la secretaría
cycle-answers = Respuestas
cycle-no-answers = Aún no puede leerse aquí ninguna respuesta.
cycle-addenda = Adiciones
cycle-addenda-note = Aceptadas después del cierre, o que sustituyen una respuesta después del cierre.
cycle-window = Plazo
cycle-window-note = Días enteros, en tiempo universal coordinado, incluido el último día.
cycle-questionnaire = Cuestionario
cycle-languages = Idiomas de las respuestas
cycle-record = Asiento que lo abre
draft-answers-cycle = Responde al ciclo
cycle-last-day = último día
cycle-problem-gone = El ciclo al que responde ya no existe: comience un nuevo borrador.
cycle-problem-questionnaire = El ciclo plantea ahora otro cuestionario: comience un nuevo borrador desde su página.
cycle-problem-mechanism = Una respuesta se da para el mecanismo que la pide: elíjalo entre aquellos para los que se dice.
cycle-problem-narrower = El ciclo no es público, de modo que una respuesta que lo menciona tampoco puede serlo: elija los participantes del mecanismo o su secretaría.
cycle-problem-window = El plazo debe abrirse un día y cerrarse ese mismo día o después.
cycle-problem-no-questionnaire = Elija un cuestionario que el mecanismo acepte.
work-list-lead = Solo para el personal de esta secretaría. No existe más que en esta página: no se exporta, no se imprime ni se muestra a otros, y nada público permite calcularla.
work-list-awaited = En espera
work-list-answered = Han respondido
work-list-nobody-awaited = No se espera a nadie.
work-list-not-printed = La lista de trabajo no se imprime.
error-not-acceptable = Esta página no existe en esa forma
error-not-acceptable-do = Ábrala como página, en un navegador.
transmission-cycle = Ciclo al que responde
transmission-no-cycle = Ninguno
mail-cycles = Recordatorios de ciclos
mail-cycles-note = Mientras se espera una respuesta de su delegación: 30, 7 y 1 días antes del último día, y una vez después, todos los ciclos en una carta.
mail-cycles-at-once = En cada paso
mail-cycles-weekly = Juntos, los lunes
mail-cycles-never = Ninguno
mail-cycles-of = De los ciclos de
mail-cycles-save = Guardar
compiled-earlier = Preguntas que ya no se formulan: versión { $count } del cuestionario
compiled-asked-as = Pregunta tal como figura en la versión { $count }
