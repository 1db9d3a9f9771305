# Informar una sola vez. Traducción a la espera de revisión por personas de lengua española.
