# Creación de capacidad. Traducción pendiente de revisión por hispanohablantes.

capacity = Creación de capacidad
capacity-lead = Las necesidades y las ofertas, y los proyectos que nacen de ellas. Una necesidad y una oferta que pueden encontrarse se muestran una junto a otra, con las razones.
capacity-counts = Cuenta lo que sigue vigente y usted puede leer. No se cuentan los Estados, y nada se clasifica.
capacity-nothing = Todavía no hay aquí ninguna necesidad, oferta o proyecto vigente.
counted-by = Contado por
counted-name = Nombre
counted-item = Elemento del marco
counted-help = Forma de la ayuda
needs = Necesidades
offers = Ofertas
projects = Proyectos
count-needs = { $count ->
    [one] { $count } necesidad
    [many] { $count } de necesidades
   *[other] { $count } necesidades
}
count-offers = { $count ->
    [one] { $count } oferta
    [many] { $count } de ofertas
   *[other] { $count } ofertas
}
count-projects = { $count ->
    [one] { $count } registro de un proyecto
    [many] { $count } de registros de proyectos
   *[other] { $count } registros de proyectos
}
lists-narrowed = Las listas se limitan a:
term-region = Región
term-language = Idiomas de trabajo
term-group = A quién se ayuda
term-period = Período
matches = Qué puede responder a ello
matches-of-need = Ofertas que tratan de un elemento de esta necesidad, en una forma de ayuda que pide, y que nada contradice.
matches-of-offer = Necesidades que tratan de un elemento de esta oferta, para una forma de ayuda que presta, y que nada contradice.
matches-order = Lo más reciente va primero; nada se clasifica.
matches-none = Nada de lo que usted puede leer responde a ello por ahora.
matches-count = { $count ->
    [one] { $count } coincidencia
    [many] { $count } de coincidencias
   *[other] { $count } coincidencias
}
matches-more = { $count ->
    [one] { $count } coincidencia en total; se muestran las más recientes.
    [many] { $count } de coincidencias en total; se muestran las más recientes.
   *[other] { $count } coincidencias en total; se muestran las más recientes.
}
matches-incomplete = No todo pudo compararse: hay demasiado, o su contenido no puede leerse aquí.
match-why = Por qué pueden encontrarse
match-items = Ambas tratan de: { $name }.
match-forms = Ambas nombran esta forma de ayuda: { $name }.
match-shared = { $term }: { $name }.
match-differs = { $name }: no nombran lo mismo.
match-period = Período que ambas dejan abierto: de { $from } a { $until }.
match-period-from = Período que ambas dejan abierto: a partir de { $from }.
match-period-until = Período que ambas dejan abierto: hasta { $until }.
match-unsaid-need = { $name }: no puede saberse, la necesidad no lo indica.
match-unsaid-offer = { $name }: no puede saberse, la oferta no lo indica.
match-unsaid-both = { $name }: no puede saberse, ninguna de las dos lo indica.
match-projects = Proyectos que nombran ambas
own-matches = Coincidencias y proyectos
own-matches-lead = Las necesidades y ofertas de su delegación que siguen vigentes, y qué puede responder a cada una entre lo que usted puede leer.
own-matches-nothing = Su delegación no tiene ninguna necesidad, oferta o proyecto vigente.
own-matches-more = Se muestra lo más reciente; hay más.
together = Iniciar un proyecto conjunto
together-lead = Se abre un borrador de su delegación: nombra la necesidad y la oferta, y recoge lo que dicen ambas. Nada queda dicho antes de la firma. Después, la otra parte firma un registro propio; nadie firma por otro.
together-readers = En el borrador puede elegir más lectores, siempre que puedan leer también la necesidad y la oferta.
together-apart = La necesidad y la oferta tienen lectores distintos, por lo que ningún registro puede nombrar ambas. Pida que una se diga también para los lectores de la otra.
together-begin = Abrir el borrador
project-sides = La necesidad y la oferta
project-beside = Dicho también por la otra parte
project-beside-note = Cada parte habla por sí misma: estos registros nombran la misma necesidad y la misma oferta, y van juntos.
project-join = Decir este proyecto con nuestras propias palabras
project-join-lead = Se abre un borrador de su delegación con las palabras de la otra parte, que usted puede cambiar. Nombra el proyecto, la necesidad y la oferta. Al firmarlo, dice que su parte participa; para dar el acuerdo sin palabras propias basta la página del proyecto.
project-begun = Iniciado por la otra parte
