# Suscripciones por correo electrónico. Traducción a la espera de revisión por personas de lengua española.

subscribe = Suscribirse por correo electrónico
subscriptions = Suscripciones por correo electrónico
subscriptions-lead = Lo nuevo sobre los temas que usted elija, en una carta al día o a la semana, y ninguna cuando no haya nada nuevo.
subscriptions-no-mail = Esta plataforma no envía correo. Lo nuevo sobre sus temas figura en esta página.
subscriptions-unconfirmed = No se le envía nada: su cuenta no tiene ninguna dirección confirmada que acepte correo.
subscriptions-confirm = Confirmar una dirección
subscriptions-none = No tiene ninguna suscripción.
subscriptions-as = En calidad de: { $name }
subscriptions-since = desde el
subscriptions-leave = Cancelar
subscriptions-leave-one = Cancelar la suscripción a: { $name }
subscriptions-leave-all = Cancelar todas las suscripciones
subscriptions-rhythm = Frecuencia
subscriptions-every = Una carta para todas las suscripciones
subscriptions-every-note = Se envía a su dirección confirmada, en el idioma que eligió para las cartas.
subscriptions-daily = Cada día
subscriptions-weekly = Cada semana, los lunes
subscriptions-save = Guardar
subscriptions-newest = Lo nuevo sobre sus temas
subscriptions-newest-note = Lo que se ha aceptado desde que se suscribió y puede leer la delegación en cuyo nombre actúa ahora.
subscriptions-begin = Añadir una suscripción
subscriptions-begin-note = La página de cada elemento del marco, mecanismo y tipo de asiento tiene un botón para ello.
subscriptions-most = { $count ->
    [one] Puede tener como máximo { $count } suscripción.
    [many] Puede tener como máximo { $count } de suscripciones.
    *[other] Puede tener como máximo { $count } suscripciones.
}
subscriptions-what-mail-says = Una carta nombra los asientos públicos por su título, autor, tipo y fecha. De los que no son para todos solo dice cuántos hay nuevos; usted los lee aquí, una vez iniciada la sesión. Cada carta lleva un enlace con el que puede cancelar las suscripciones sin iniciar sesión.
notice-subscribed = Se ha suscrito. La primera carta tratará de lo que se acepte a partir de ahora.
notice-unsubscribed = La suscripción se ha cancelado.
notice-address-unconfirmed = No se ha suscrito: confirme primero una dirección de correo en la página de su cuenta.
leave-digest = Dejar de recibir las cartas
leave-digest-lead = Con esto terminan todas las suscripciones de la persona a quien se envió la carta. No hace falta iniciar sesión.
leave-digest-now = Cancelar las suscripciones
leave-digest-note = Abrir esta página no ha cambiado nada. Los avisos de lo que se hace en nombre de una delegación no se ven afectados.
leave-digest-left = Las suscripciones a las que pertenece este enlace han terminado. No se envía ninguna otra carta por ellas.
leave-digest-again = Quien inicie sesión puede suscribirse de nuevo en cualquier momento.
