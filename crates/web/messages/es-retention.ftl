# Plazo de conservación de lo restringido; quién lo suprimió y por qué. Traducción a la espera de revisión por personas de lengua española.

kind-kept = Plazo de conservación
kind-kept-days = { $count ->
    [one] Lo que no es público: { $count } día desde la aceptación. Después la plataforma suprime el texto y sus archivos; en el registro queda constancia de que se dijo.
   *[other] Lo que no es público: { $count } días desde la aceptación. Después la plataforma suprime el texto y sus archivos; en el registro queda constancia de que se dijo.
}
kind-kept-for-good = Sin límite, salvo que alguien facultado para ello haga que se suprima. Lo que es público se conserva en todo caso.
kept-until = La plataforma conserva este texto y sus archivos hasta el { $day }. Después los suprime; en el registro queda constancia de que se dijo, de quién lo dijo y para quién.
kept-if-accepted-today = { $count ->
    [one] La plataforma conserva este texto y sus archivos { $count } día desde la aceptación: hasta el { $day } si se acepta hoy. Después los suprime; en el registro queda constancia de que se dijo, de quién lo dijo y para quién.
   *[other] La plataforma conserva este texto y sus archivos { $count } días desde la aceptación: hasta el { $day } si se acepta hoy. Después los suprime; en el registro queda constancia de que se dijo, de quién lo dijo y para quién.
}
erased-why-retention = Lo suprimió la plataforma: había vencido el plazo de conservación de los asientos restringidos de este tipo.
erased-why-withdrawn = Lo suprimió su autor: retiró el texto.
erased-why-author-personal-data = Lo suprimió su autor: contenía datos personales.
erased-why-author-unlawful-content = Lo suprimió su autor: su contenido era ilícito.
erased-why-secretariat-personal-data = Lo suprimió la secretaría: contenía datos personales.
erased-why-secretariat-unlawful-content = Lo suprimió la secretaría: su contenido era ilícito.
