# Formas impresas. Traducción a la espera de revisión por personas de lengua española.
